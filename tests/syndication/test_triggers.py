"""The triggers: what they watch, and that none goes missing unnoticed."""

from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from wagtail.models import get_page_models

from announcements.models import AnnouncementPage, Category
from portal.api import router
from portal.syndication import builder, registry, triggers
from portal.syndication.models import Mark, PublishedItem
from portal.syndication.registry import EVERYTHING, SOURCES, WATCHES
from tests import factories

from .reader import Reader, upserts

WATCHED = {watch.table for watch in WATCHES}


def drop_one(table="announcements_category"):
    """Drop a trigger of `table` as nobody should; return its name."""
    with connection.cursor() as cursor:
        found = triggers.installed(cursor)
        name = next(name for name in sorted(found) if found[name] == table)
        on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    return name


def complaints(**options):
    found = checks.run_checks(tags=[checks.Tags.models], **options)
    return [(one.id, one.msg) for one in found if one.id.startswith("syndication.")]


# What is watched


def test_every_table_of_what_is_syndicated_is_watched():
    for source in SOURCES.values():
        assert source.model._meta.db_table in WATCHED, source
    for model in get_page_models():
        assert model._meta.db_table in WATCHED, model


def test_every_table_of_relations_that_answers_show_is_watched():
    shown = [source.model for source in SOURCES.values()] + get_page_models()
    tables = {
        field.remote_field.through._meta.db_table
        for model in shown
        # Tags among them, which are no field of Django's.
        for field in model._meta.many_to_many
    }
    assert tables == {"taggit_taggeditem", "media_organisation_successors"}
    assert tables <= WATCHED


def test_every_endpoint_of_objects_is_syndicated():
    others = {"redirects", "changes", "site", "visits"}
    assert set(router._endpoints) - others == set(SOURCES)


@pytest.mark.django_db
def test_every_watched_column_exists():
    for watch in WATCHES:
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, watch.table)
        columns = {column.name for column in described}
        named = {key.column for key in watch.keys if not key.lookup and key.kind != "constant"}
        assert {*watch.columns, *watch.ignoring, *named} <= columns, watch.table


@pytest.mark.django_db
def test_page_type_that_nobody_registered_is_an_error(monkeypatch):
    assert complaints() == []
    monkeypatch.setattr("portal.syndication.checks.PAGE_TYPES", {"home.HomePage"})
    found = complaints()
    assert {identifier for identifier, _ in found} == {"syndication.E001"}
    assert "announcements.AnnouncementPage" in " ".join(message for _, message in found)
    monkeypatch.setattr(
        "portal.syndication.checks.EXCLUDED_PAGE_TYPES",
        {model._meta.label for model in get_page_models()},
    )
    assert complaints() == []


# Whether they are there


@pytest.mark.django_db
def test_nothing_is_missing_after_migrate():
    assert triggers.missing() == []
    assert triggers.install() == []
    assert triggers.install() == []


@pytest.mark.django_db
def test_missing_trigger_is_told_of_and_mended():
    builder.drain()
    name = drop_one()
    assert triggers.missing() == [name]
    assert complaints(include_deployment_checks=True) == [
        ("syndication.E002", f"The trigger {name} is missing.")
    ]
    assert triggers.install() == [name]
    # Changes may have gone by unseen.
    assert Mark.objects.filter(key=EVERYTHING).exists()
    assert triggers.missing() == []
    assert complaints(include_deployment_checks=True) == []


@pytest.mark.django_db
def test_change_that_nobody_saw_is_found_by_installing():
    category = factories.CategoryFactory()
    reader = Reader()
    triggers.uninstall()
    Category.objects.filter(pk=category.pk).update(name="Khác")
    assert reader.changes() == []
    triggers.install()
    assert reader.changes() == upserts(category)


@pytest.mark.django_db
def test_trigger_that_is_no_longer_asked_for_is_removed(monkeypatch):
    left = [watch for watch in WATCHES if watch.table != "taggit_tag"]
    monkeypatch.setattr(triggers, "WATCHES", left)
    assert triggers.install() == []
    with connection.cursor() as cursor:
        assert "taggit_tag" not in triggers.installed(cursor).values()
    monkeypatch.undo()
    assert len(triggers.missing()) == 3
    assert len(triggers.install()) == 3


@pytest.mark.django_db
def test_trigger_of_an_earlier_code_is_replaced(monkeypatch):
    changed = registry.Watch("taggit_tag", (registry.Key("taggit_tag:"),), columns=("slug",))
    left = [watch for watch in WATCHES if watch.table != "taggit_tag"]
    monkeypatch.setattr(triggers, "WATCHES", [*left, changed])
    # That of updates compares other columns; the others are the same.
    assert len(triggers.missing()) == 1
    assert len(triggers.install()) == 1
    assert triggers.missing() == []


@pytest.mark.django_db
def test_disabled_trigger_is_missing():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL can disable triggers")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE announcements_category DISABLE TRIGGER ALL")
    assert len(triggers.missing()) == 3


# Migrations

LATER = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("{app}", "{last}")]
    operations = [migrations.AlterField("{model}", "{field}", models.CharField(max_length=130))]
"""


@pytest.fixture
def migrate_later(tmp_path, monkeypatch):
    """Run a migration of a later version, which makes a column of a table wider."""
    monkeypatch.syspath_prepend(tmp_path)

    def migrate(label, field):
        model = apps.get_model(label)
        app = model._meta.app_label
        real = import_module(f"{apps.get_app_config(app).name}.migrations")
        package = tmp_path / f"later_{app}"
        package.mkdir()
        (package / "__init__.py").write_text(f"__path__ += {list(real.__path__)!r}\n")
        names = [path.stem for path in Path(real.__path__[0]).glob("[0-9]*.py")]
        text = LATER.format(app=app, last=max(names), model=model._meta.model_name, field=field)
        (package / "9999_later.py").write_text(text)
        with override_settings(MIGRATION_MODULES={app: package.name}):
            call_command("migrate", verbosity=0)

    return migrate


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("wagtailcore.Page", "seo_title"),
        ("wagtailcore.Site", "site_name"),
        ("announcements.AnnouncementPage", "byline"),
        ("syndication.Mark", "key"),
    ],
)
def test_migration_of_a_watched_table_succeeds_and_loses_no_trigger(
    make_portal, migrate_later, label, field
):
    # Closed whatever happens: what a failed migration leaves would fail the next test.
    with make_portal("later").orm(), closing(connection):
        page = factories.AnnouncementFactory()
        builder.drain()
        migrate_later(label, field)
        assert triggers.missing() == []
        builder.drain()
        AnnouncementPage.objects.filter(pk=page.pk).update(byline="PVH")
        assert Mark.objects.filter(key=f"page-text:{page.pk}").exists()
        builder.drain()
        item = PublishedItem.objects.get(endpoint="pages", object_id=page.pk)
        assert b"PVH" in item.content


def test_migrate_without_anything_to_do_marks_nothing(make_portal):
    with make_portal("same").orm():
        builder.drain()
        call_command("migrate", verbosity=0)
        assert triggers.missing() == []
        assert not Mark.objects.exists()
