import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

import portal.syndication.models


def add_beginning(apps, schema_editor):
    """Add the build at whose place every first pass of the feed begins, and the first version."""
    apps.get_model("syndication", "Build").objects.create(first_place=0, last_place=0)
    apps.get_model("syndication", "StoreVersion").objects.create()


def store_uncompressed(apps, schema_editor):
    """Spend room on time: bodies are read thousands of times for each time that they are written."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE syndication_publisheditem ALTER COLUMN body SET STORAGE EXTERNAL"
        )


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoreVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Build",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=portal.syndication.models.new_token, max_length=16, unique=True
                    ),
                ),
                ("first_place", models.PositiveBigIntegerField()),
                ("last_place", models.PositiveBigIntegerField()),
                ("built_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("unused_since", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=100)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("is_full", models.BooleanField(default=False)),
                ("checked", models.PositiveIntegerField(default=0)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="PublishedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("endpoint", models.CharField(max_length=30)),
                ("object_id", models.PositiveBigIntegerField()),
                ("site_id", models.PositiveBigIntegerField(default=0)),
                ("locale", models.CharField(blank=True, max_length=100)),
                ("type", models.CharField(blank=True, max_length=200)),
                ("translation_key", models.CharField(blank=True, max_length=36)),
                ("detail_url", models.TextField(blank=True)),
                ("html_url", models.TextField(blank=True)),
                ("etag", models.CharField(blank=True, max_length=40)),
                ("body", models.TextField(blank=True)),
                ("is_public", models.BooleanField(default=False)),
                ("is_tracked", models.BooleanField(default=True)),
                ("place", models.PositiveBigIntegerField(blank=True, null=True, unique=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("valid_until", models.DateTimeField(blank=True, null=True)),
                ("schema", models.PositiveIntegerField(default=0)),
                ("stale_since", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                ("retry_at", models.DateTimeField(blank=True, null=True)),
                (
                    "build",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="syndication.build",
                    ),
                ),
            ],
            options={
                "verbose_name": "published item",
                "verbose_name_plural": "published items",
            },
        ),
        migrations.CreateModel(
            name="Dependency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dependencies",
                        to="syndication.publisheditem",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="publisheditem",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["endpoint", "site_id", "type", "object_id"],
                name="syndication_public",
            ),
        ),
        migrations.AddIndex(
            model_name="publisheditem",
            index=models.Index(
                condition=models.Q(("stale_since__isnull", False)),
                fields=["stale_since"],
                name="syndication_stale",
            ),
        ),
        migrations.AddIndex(
            model_name="publisheditem",
            index=models.Index(
                condition=models.Q(("valid_until__isnull", False)),
                fields=["valid_until"],
                name="syndication_valid_until",
            ),
        ),
        migrations.AddIndex(
            model_name="publisheditem",
            index=models.Index(fields=["schema"], name="syndication_schema"),
        ),
        migrations.AddConstraint(
            model_name="publisheditem",
            constraint=models.UniqueConstraint(
                fields=("endpoint", "object_id", "site_id", "locale"), name="syndication_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="publisheditem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_tracked", True)),
                fields=("endpoint", "object_id"),
                name="syndication_tracked_item",
            ),
        ),
        migrations.AddIndex(
            model_name="dependency",
            index=models.Index(fields=["key"], name="syndication_dependency_key"),
        ),
        migrations.AddConstraint(
            model_name="dependency",
            constraint=models.UniqueConstraint(
                fields=("item", "key"), name="syndication_unique_dependency"
            ),
        ),
        migrations.RunPython(store_uncompressed, migrations.RunPython.noop),
        migrations.RunPython(add_beginning, migrations.RunPython.noop),
    ]
