"""The root above all sites and the one above all collections, which Wagtail calls `Root`."""

from django.db import migrations

ENGLISH = "Root"
PAGE = "Gốc"
COLLECTION = "Thư mục gốc"


def translate(apps, schema_editor):
    _rename(apps, (ENGLISH, PAGE), (ENGLISH, COLLECTION))


def restore(apps, schema_editor):
    _rename(apps, (PAGE, ENGLISH), (COLLECTION, ENGLISH))


def _rename(apps, page, collection):
    """Rename each from the first name to the second; a name of somebody's own stays."""
    pages = apps.get_model("wagtailcore.Page").objects.filter(depth=1, title=page[0])
    pages.update(title=page[1], draft_title=page[1])
    collections = apps.get_model("wagtailcore.Collection").objects.filter(depth=1)
    collections.filter(name=collection[0]).update(name=collection[1])


class Migration(migrations.Migration):
    dependencies = [("home", "0003_editorial_board")]

    operations = [migrations.RunPython(translate, restore)]
