"""Who is told that something has changed, and each message to him."""

import base64
import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from portal.syndication.models import PublishedItem

from .destinations import validate_address
from .results import Result
from .sealing import seal, unseal

SECRET_BYTES = 32
LONGEST_ADDRESS = 500


def new_secret() -> str:
    """Return a secret as Standard Webhooks writes it."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


def new_message_id() -> str:
    """Return what a receiver tells messages apart by (`webhook-id`)."""
    return f"msg_{secrets.token_hex(16)}"


def new_sealed_secret() -> str:
    """Return a new secret as it is stored."""
    return seal(new_secret())


class Endpoint(models.Model):
    """The address at which another system wants to be told of changes in the feed of one site."""

    name = models.CharField(_("name"), max_length=100, help_text=_("Of the system, for the board."))
    site = models.ForeignKey(
        Site,
        verbose_name=_("site"),
        on_delete=models.CASCADE,
        related_name="webhooks",
        help_text=_("Whose feed of changes the system reads."),
    )
    address = models.CharField(
        _("address"),
        max_length=LONGEST_ADDRESS,
        validators=[validate_address],
        help_text=_("Where the system listens: https://host/path."),
    )
    types: Any = models.JSONField(
        _("types"),
        default=list,
        blank=True,
        help_text=_("It is told of changes of these alone; of all where none is chosen."),
    )
    is_active = models.BooleanField(
        _("switched on"),
        default=True,
        help_text=_("Nothing is sent to an address that is switched off."),
    )
    sealed_secret = models.TextField(default=new_sealed_secret, editable=False)
    secret_shown_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "address"],
                name="webhooks_address",
                violation_error_message=_("This address is told already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        """What its messages are signed with.

        Raises:
            UnreadableSecretError: it was sealed under another SECRET_KEY.
        """
        return unseal(self.sealed_secret)

    def renew_secret(self) -> None:
        """Give it a new secret, which nobody has seen."""
        self.sealed_secret, self.secret_shown_at = new_sealed_secret(), None
        self.save(update_fields=["sealed_secret", "secret_shown_at"])

    def wants(self, item: PublishedItem) -> bool:
        """Tell whether a change of `item` concerns it."""
        is_in_feed = item.site_id in (0, self.site_id)
        return is_in_feed and (not self.types or item.type in self.types)


class Delivery(models.Model):
    """One message to an endpoint: look into the feed, which stands at `cursor` now.

    Of those that are pending at one endpoint the first to have begun is sent, and the others wait.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PENDING = "pending", _("waiting")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("not sent any more")

    endpoint: Any = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=40, unique=True, default=new_message_id)
    cursor = models.CharField(max_length=100)
    changed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    # When it was written, or last asked to be sent again: it is tried for a day from then on.
    begun_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    attempted_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    # A `Result`: its sentences may change without a migration.
    result = models.CharField(max_length=20, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-begun_at", "-pk"]
        indexes = [
            models.Index(
                fields=["endpoint", "begun_at"],
                condition=Q(state="pending"),
                name="webhooks_pending",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def sentence(self) -> str:
        """What came of the last attempt; empty where there was none."""
        return str(Result(self.result).label) if self.result else ""

    @property
    def is_repeatable(self) -> bool:
        """Whether it was given up and can be sent again by hand."""
        return self.state == self.State.FAILED
