"""The board and its editor-in-chief may see what other systems see."""

from django.db import migrations

EDITORIAL_BOARD = "Ban biên tập"
EDITOR_IN_CHIEF = "Trưởng Ban biên tập"


def allow(apps, schema_editor):
    """Give the permission to those groups of the board that are still there.

    Django makes permissions after all migrations have run, which is too late for this one.
    """
    ContentType = apps.get_model("contenttypes.ContentType")
    content_type, _created = ContentType.objects.get_or_create(
        app_label="syndication", model="publisheditem"
    )
    permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type,
        codename="view_publisheditem",
        defaults={"name": "Can view publisheditem"},
    )
    for group in _board(apps):
        group.permissions.add(permission)


def take_back(apps, schema_editor):
    """Take it from them: backwards the table goes, and with it what there was to see."""
    permissions = apps.get_model("auth.Permission").objects.filter(
        content_type__app_label="syndication", codename="view_publisheditem"
    )
    for group in _board(apps):
        group.permissions.remove(*permissions)


def _board(apps):
    names = [EDITORIAL_BOARD, EDITOR_IN_CHIEF]
    return apps.get_model("auth.Group").objects.filter(name__in=names)


class Migration(migrations.Migration):
    """Data that a portal needs."""

    dependencies = [
        ("syndication", "0001_published_items"),
        ("home", "0003_editorial_board"),
    ]

    operations = [
        migrations.RunPython(allow, take_back),
    ]
