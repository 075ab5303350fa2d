"""What the report is asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

PERIODS = {7: _("7 days"), 30: _("30 days"), 365: _("365 days")}
USUAL_PERIOD = 30


class PeriodForm(forms.Form):
    """Site and length of the period; what is left out is the usual."""

    days = forms.TypedChoiceField(
        label=_("Period"), choices=list(PERIODS.items()), coerce=int, required=False
    )
    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.none(), required=False, empty_label=None
    )

    def __init__(self, asked: dict[str, str]) -> None:
        super().__init__({"days": USUAL_PERIOD, **asked})
        self.sites = Site.objects.order_by("-is_default_site", "hostname", "port")
        self.fields["site"].queryset = self.sites  # type: ignore[attr-defined]
        self.is_valid()

    def chosen_days(self) -> int:
        """Return the length of the period."""
        return self.cleaned_data.get("days") or USUAL_PERIOD

    def chosen_site(self) -> Site | None:
        """Return the site; the first one where none was chosen, None where there is none."""
        return self.cleaned_data.get("site") or self.sites.first()
