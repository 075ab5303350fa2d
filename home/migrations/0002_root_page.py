"""Both languages, and a home page as the root of the default site."""

import uuid

from django.db import migrations
from django.utils import timezone

TITLE = "Trang chủ"
SLUG = "trang-chu"


def make_root_page(apps, schema_editor):
    """Put a home page in the place of Wagtail's welcome page.

    Historical models know nothing of treebeard: path, depth and numchild are set by hand. A
    database in which somebody has already made pages of their own is left alone.
    """
    ContentType = apps.get_model("contenttypes.ContentType")
    HomePage = apps.get_model("home.HomePage")
    Locale = apps.get_model("wagtailcore.Locale")
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")

    vietnamese, _created = Locale.objects.get_or_create(language_code="vi")
    Locale.objects.get_or_create(language_code="en")

    welcome = Page.objects.filter(path="00010001", slug="home", numchild=0)
    if Page.objects.exclude(pk__in=welcome).filter(depth__gt=1).exists():
        return
    Site.objects.filter(root_page__in=welcome).delete()
    welcome.delete()

    now = timezone.now()
    content_type, _created = ContentType.objects.get_or_create(app_label="home", model="homepage")
    page = HomePage.objects.create(
        title=TITLE,
        draft_title=TITLE,
        slug=SLUG,
        url_path=f"/{SLUG}/",
        path="00010001",
        depth=2,
        numchild=0,
        content_type=content_type,
        locale=vietnamese,
        translation_key=uuid.uuid4(),
        live=True,
        first_published_at=now,
        last_published_at=now,
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.create(hostname="localhost", port=80, root_page_id=page.pk, is_default_site=True)


class Migration(migrations.Migration):
    """Data that a portal needs."""

    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        # Backwards nothing is taken away: the pages may hold an editorial board's work by then.
        migrations.RunPython(make_root_page, migrations.RunPython.noop),
    ]
