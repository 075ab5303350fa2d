"""What is kept of what is public: the bytes that are served, and what they depend on."""

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The version of the representations. Raise it with every change of code that changes what an
# answer of the API holds: stored bytes of another version are made anew and served no more.
REPRESENTATION = 2


def new_token() -> str:
    """Return what tells a build apart from those of any other copy of the database."""
    return secrets.token_hex(8)


class Mark(models.Model):
    """A change that no builder has seen yet; written by triggers, in the transaction of the change.

    Its key is that of dependencies. Marks are never looked at while one is written: one that is
    there already may be removed by a builder that has not seen this change.
    """

    key = models.CharField(max_length=100, db_index=True)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.key


class Build(models.Model):
    """A build that gave out cursors: places, and the random token that goes with them.

    A restored backup gives out the same places again, with other tokens.
    """

    token = models.CharField(max_length=16, unique=True, default=new_token)
    first_place = models.PositiveBigIntegerField()
    last_place = models.PositiveBigIntegerField()
    built_at = models.DateTimeField(default=timezone.now)
    # Since when no item stands at one of its places; its cursors live a year longer.
    unused_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.first_place}–{self.last_place}"


class StoreVersion(models.Model):
    """The state of the store: one row, with a random number that each build changes.

    What was read of the store is still true while it is the same and no mark is there. Places do
    not tell: a page that comes before another one in the tree keeps its bytes. Nor would a counter
    tell, where a backup is restored beside a process that goes on.
    """

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class PublishedItem(models.Model):
    """The stored public representation of one object, or what is left of one that was public.

    There is a tracked item for each object, public or not, which its dependencies make public one
    day. A page that comes to another site or language leaves an item there, which stays withdrawn.
    """

    endpoint = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    # 0 for what sites share, and for pages of no site.
    site_id = models.PositiveBigIntegerField(default=0)
    locale = models.CharField(max_length=100, blank=True)
    type = models.CharField(max_length=200, blank=True)
    translation_key = models.CharField(max_length=36, blank=True)
    detail_url = models.TextField(blank=True)
    html_url = models.TextField(blank=True)
    etag = models.CharField(max_length=40, blank=True)
    # JSON, as its endpoint gives it. As text: PostgreSQL would spell out bytes in hexadecimal.
    body = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    is_tracked = models.BooleanField(default=True)
    place = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    build: Any = models.ForeignKey(
        Build, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    changed_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    schema = models.PositiveIntegerField(default=0)
    stale_since = models.DateTimeField(null=True, blank=True)
    # What went wrong when it was last built, and when that is tried again.
    error = models.TextField(blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("published item")
        verbose_name_plural = _("published items")
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "object_id", "site_id", "locale"], name="syndication_item"
            ),
            models.UniqueConstraint(
                fields=["endpoint", "object_id"],
                condition=Q(is_tracked=True),
                name="syndication_tracked_item",
            ),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "site_id", "type", "object_id"],
                condition=Q(is_public=True),
                name="syndication_public",
            ),
            models.Index(
                fields=["stale_since"],
                condition=Q(stale_since__isnull=False),
                name="syndication_stale",
            ),
            models.Index(
                fields=["valid_until"],
                condition=Q(valid_until__isnull=False),
                name="syndication_valid_until",
            ),
            models.Index(fields=["schema"], name="syndication_schema"),
        ]

    def __str__(self) -> str:
        return f"{self.endpoint}/{self.object_id}"

    @property
    def content(self) -> bytes:
        """The bytes of the answer."""
        return self.body.encode()


class Dependency(models.Model):
    """Something that an item shows, or whose change would make it public."""

    item = models.ForeignKey(PublishedItem, on_delete=models.CASCADE, related_name="dependencies")
    key = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="syndication_unique_dependency")
        ]
        indexes = [models.Index(fields=["key"], name="syndication_dependency_key")]

    def __str__(self) -> str:
        return self.key


class Reconciliation(models.Model):
    """What a comparison of the store with what is public has found."""

    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    is_full = models.BooleanField(default=False)
    checked = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    # The first of them, a sentence each.
    problems = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
