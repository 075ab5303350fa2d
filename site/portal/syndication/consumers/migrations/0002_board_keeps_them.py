"""The editor-in-chief keeps the connected systems; the board sees how much they ask."""

from django.db import migrations

EDITORIAL_BOARD = "Ban biên tập"
EDITOR_IN_CHIEF = "Trưởng Ban biên tập"
KEEP = [("consumer", f"{action}_consumer") for action in ("view", "add", "change", "delete")]
SEE = [("dailyrequests", "view_dailyrequests")]
PERMISSIONS = {EDITORIAL_BOARD: SEE, EDITOR_IN_CHIEF: [*KEEP, *SEE]}


def allow(apps, schema_editor):
    """Give the permissions to those groups of the board that are still there.

    Django makes permissions after all migrations have run, which is too late for these.
    """
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    for group in apps.get_model("auth.Group").objects.filter(name__in=PERMISSIONS):
        for model, codename in PERMISSIONS[group.name]:
            content_type, _created = ContentType.objects.get_or_create(
                app_label="consumers", model=model
            )
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": f"Can {codename.replace('_', ' ')}"},
            )
            group.permissions.add(permission)


def take_back(apps, schema_editor):
    """Take them back: backwards the tables go, and with them what there was to keep."""
    permissions = apps.get_model("auth.Permission").objects.filter(
        content_type__app_label="consumers"
    )
    for group in apps.get_model("auth.Group").objects.filter(name__in=PERMISSIONS):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    """Data that a portal needs."""

    dependencies = [
        ("consumers", "0001_consumers"),
        ("home", "0003_editorial_board"),
    ]

    operations = [
        migrations.RunPython(allow, take_back),
    ]
