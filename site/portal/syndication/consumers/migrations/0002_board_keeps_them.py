"""The editor-in-chief keeps the connected systems; the board sees how much they ask."""

from django.db import migrations

from portal.granting import grant

EDITORIAL_BOARD = "Ban biên tập"
EDITOR_IN_CHIEF = "Trưởng Ban biên tập"
ACTIONS = ("add", "change", "delete", "view")


class Migration(migrations.Migration):
    """Data that a portal needs."""

    dependencies = [
        ("consumers", "0001_consumers"),
        ("home", "0003_editorial_board"),
    ]

    operations = [
        grant("consumers.consumer", "consumer", ACTIONS, [EDITOR_IN_CHIEF]),
        grant(
            "consumers.dailyrequests", "dailyrequests", ["view"], [EDITORIAL_BOARD, EDITOR_IN_CHIEF]
        ),
    ]
