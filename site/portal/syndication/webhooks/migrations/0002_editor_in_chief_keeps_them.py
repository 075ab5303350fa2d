"""The editor-in-chief keeps the webhooks."""

from django.db import migrations

EDITOR_IN_CHIEF = "Trưởng Ban biên tập"
ACTIONS = ("add", "change", "delete", "view")


def allow(apps, schema_editor):
    """Give the permissions to his group, if it is still there.

    Django makes permissions after all migrations have run, which is too late for this one.
    """
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="webhooks", model="endpoint"
    )
    permissions = [
        apps.get_model("auth.Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_endpoint",
            defaults={"name": f"Can {action} webhook"},
        )[0]
        for action in ACTIONS
    ]
    for group in _groups(apps):
        group.permissions.add(*permissions)


def take_back(apps, schema_editor):
    """Take them from it: backwards the tables go."""
    permissions = apps.get_model("auth.Permission").objects.filter(
        content_type__app_label="webhooks", content_type__model="endpoint"
    )
    for group in _groups(apps):
        group.permissions.remove(*permissions)


def _groups(apps):
    return apps.get_model("auth.Group").objects.filter(name=EDITOR_IN_CHIEF)


class Migration(migrations.Migration):
    """Data that a portal needs."""

    dependencies = [
        ("webhooks", "0001_webhooks"),
        ("home", "0003_editorial_board"),
    ]

    operations = [
        migrations.RunPython(allow, take_back),
    ]
