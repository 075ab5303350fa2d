"""The editor-in-chief keeps the webhooks."""

from django.db import migrations

from portal.granting import grant

EDITOR_IN_CHIEF = "Trưởng Ban biên tập"
ACTIONS = ("add", "change", "delete", "view")


class Migration(migrations.Migration):
    """Data that a portal needs."""

    dependencies = [
        ("webhooks", "0001_webhooks"),
        ("home", "0003_editorial_board"),
    ]

    operations = [
        grant("webhooks.endpoint", "webhook", ACTIONS, [EDITOR_IN_CHIEF]),
    ]
