"""How often pages were read: sums, and nothing of who read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site


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


class DailyPageViews(models.Model):
    """The views of one page on one day; days that are long over are removed."""

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField(_("day"), db_index=True)
    views = models.PositiveBigIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("views by day")
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="daily_page_views")]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.day}: {self.views}"


class DailyVisits(models.Model):
    """Visits and views of one site on one day. Kept for ever: the site's totals are their sums."""

    site = models.ForeignKey(
        Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField(_("day"))
    visits = models.PositiveBigIntegerField(_("visits"), default=0)
    views = models.PositiveBigIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("visits by day")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="daily_visits")]

    def __str__(self) -> str:
        return f"{self.site_id}, {self.day}: {self.visits}, {self.views}"
