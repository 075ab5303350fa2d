"""How often pages were read."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PageViews(models.Model):
    """The views of one page, those carried over from an older portal included."""

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="view_count"
    )
    views = models.PositiveBigIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("views")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.views}"
