"""Links that show a draft once."""

from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PreviewLink(models.Model):
    """One draft, as the editor's form held it, for whoever comes first with the signed token.

    Attributes:
        id: random; the token names it, and nothing else does.
        page: None for one that has never been saved; then `parent` is the page it is to lie under.
        content: what `Page.serializable_data` gives; emptied when the link is used.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    parent = models.ForeignKey(
        Page, verbose_name=_("page above"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    page_type = models.ForeignKey(
        ContentType, verbose_name=_("type"), on_delete=models.CASCADE, related_name="+"
    )
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    expires_at = models.DateTimeField(_("expires at"), db_index=True)
    used_at = models.DateTimeField(_("used at"), null=True)

    # A link is no use of the page that an editor should be told of.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=True) ^ models.Q(parent__isnull=True),
                name="preview_of_a_page_or_below_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id or 'new'}, {self.expires_at:%Y-%m-%d %H:%M}"
