"""The index of search: entries, and their words in the form in which each database searches.

The words are no model: on SQLite they are a virtual table of FTS5, on PostgreSQL three vectors of
each entry. Nothing here needs an extension.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = """
CREATE VIRTUAL TABLE search_words
USING fts5(title, summary, body, tokenize = "ascii tokenchars '_'")
"""

POSTGRESQL = [
    f"ALTER TABLE search_entry ADD COLUMN {part}_words tsvector NOT NULL DEFAULT ''"
    for part in ("title", "summary", "text")
] + [
    f"CREATE INDEX search_entry_{part}_words ON search_entry USING gin ({part}_words)"
    for part in ("title", "summary", "text")
]


def add_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)
        return
    for statement in POSTGRESQL:
        schema_editor.execute(statement)


def remove_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_words")
    # PostgreSQL's go with the table of entries.


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=30)),
                ("object_id", models.PositiveBigIntegerField()),
                ("title", models.TextField()),
                ("summary", models.TextField()),
                ("body", models.TextField()),
                ("date", models.DateTimeField()),
                ("is_stale", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "object_id"), name="search_entry_object"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField(db_index=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="search.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "object_id"), name="search_attachment_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                ("folded", models.CharField(max_length=60, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Abbreviation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "letters",
                    models.CharField(
                        help_text="As it is written: UBND, TN&MT.",
                        max_length=30,
                        verbose_name="abbreviation",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="With diacritics. Letters with several meanings have one entry "
                        "for each.",
                        max_length=120,
                        verbose_name="in full",
                    ),
                ),
            ],
            options={
                "verbose_name": "abbreviation",
                "verbose_name_plural": "abbreviations",
                "ordering": ["letters", "words"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("letters", "words"), name="search_abbreviation_once"
                    )
                ],
            },
        ),
        migrations.RunPython(add_words, remove_words),
    ]
