"""What readers look for, and who may see it."""

import django.db.models.deletion
from django.db import migrations, models

from portal.granting import grant

EDITORIAL_BOARD = "Ban biên tập"
EDITOR_IN_CHIEF = "Trưởng Ban biên tập"


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_abbreviations"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchedWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("folded", models.CharField(max_length=200)),
                ("day", models.DateField(db_index=True, verbose_name="day")),
                ("words", models.CharField(max_length=100, verbose_name="words")),
                (
                    "times",
                    models.PositiveBigIntegerField(default=0, verbose_name="times looked for"),
                ),
                ("results", models.PositiveIntegerField(default=0, verbose_name="results")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "words that readers looked for",
                "verbose_name_plural": "words that readers looked for",
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("site", "language", "folded", "day"), name="search_words_of_a_day"
                    )
                ],
            },
        ),
        grant(
            "search.searchedwords",
            "words that readers looked for",
            ["view"],
            [EDITORIAL_BOARD, EDITOR_IN_CHIEF],
        ),
    ]
