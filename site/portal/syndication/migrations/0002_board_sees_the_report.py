"""The board and its editor-in-chief may see what other systems see."""

from django.db import migrations

from portal.granting import grant

EDITORIAL_BOARD = "Ban biên tập"
EDITOR_IN_CHIEF = "Trưởng Ban biên tập"


class Migration(migrations.Migration):
    """Data that a portal needs."""

    dependencies = [
        ("syndication", "0001_published_items"),
        ("home", "0003_editorial_board"),
    ]

    operations = [
        grant(
            "syndication.publisheditem",
            "publisheditem",
            ["view"],
            [EDITORIAL_BOARD, EDITOR_IN_CHIEF],
        ),
    ]
