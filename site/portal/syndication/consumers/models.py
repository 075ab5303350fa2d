"""Systems that read the API by a token, and how much they ask on each day."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .tokens import digest, new_token, start_of

MOST_PER_MINUTE = 1_000_000


class Consumer(models.Model):
    """A system that reads the API by a token. It sees what everyone sees.

    Of the token its digest is stored, and the few characters by which people tell it from others.
    """

    name = models.CharField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_("The system and whose it is. It stands so in the log of the portal."),
    )
    contact = models.CharField(
        _("contact"),
        max_length=255,
        blank=True,
        help_text=_("Whom to ask when something is wrong: name, telephone, e-mail."),
    )
    per_minute = models.PositiveIntegerField(
        _("requests per minute"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PER_MINUTE)],
        help_text=_("How often it may ask. Leave this empty for the limit that holds for all."),
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    token_start = models.CharField(_("token"), max_length=12, editable=False)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    class Meta:
        verbose_name = _("connected system")
        verbose_name_plural = _("connected systems")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def status(self) -> str:
        """Whether its token opens anything, for people."""
        return gettext("revoked") if self.revoked_at else gettext("in use")

    def take_new_token(self) -> str:
        """Return a new token, in the place of the one before; the caller saves.

        It stands nowhere else: who loses it needs another one.
        """
        token = new_token()
        self.token_digest, self.token_start = digest(token), start_of(token)
        self.revoked_at = None
        return token

    def revoke(self) -> None:
        """Let the token open nothing any more; the caller saves."""
        self.revoked_at = timezone.now()


class DailyRequests(models.Model):
    """What a consumer asked on one day; days that are long over are removed."""

    consumer = models.ForeignKey(Consumer, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    answered = models.PositiveBigIntegerField(default=0)
    # 304: he had the bytes already.
    unchanged = models.PositiveBigIntegerField(default=0)
    # 429: he asked too often.
    refused = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("requests of connected systems by day")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["consumer", "day"], name="consumers_daily_requests")
        ]
        indexes = [models.Index(fields=["day"], name="consumers_day")]

    def __str__(self) -> str:
        return f"{self.consumer_id}, {self.day}"
