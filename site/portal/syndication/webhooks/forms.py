"""The form of an endpoint."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page, Site

from portal.syndication.registry import PAGE_TYPES, SOURCES

from .models import Endpoint


def type_choices() -> list[tuple[str, str]]:
    """Return the types in the feed, each with its name, by name."""
    labels = PAGE_TYPES | {source.label for source in SOURCES.values()} - {Page._meta.label}
    names = ((label, apps.get_model(label)._meta.verbose_name_plural) for label in labels)
    choices = [(label, capfirst(str(name))) for label, name in names]
    return sorted(choices, key=lambda choice: choice[1])


class EndpointForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail has no types
    """Asks for the site only where there are several."""

    types = forms.MultipleChoiceField(
        label=capfirst(_("types")),
        choices=type_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Endpoint._meta.get_field("types").help_text,
    )

    class Meta:
        model = Endpoint
        fields = ["name", "address", "site", "types", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = list(Site.objects.all()[:2])
        if len(sites) == 1:
            # Not taken away: that no site is told twice at one address is looked at with it.
            field = self.fields["site"]
            field.initial, field.disabled, field.widget = sites[0], True, forms.HiddenInput()
