"""Forms of pages in the admin: what they ask before a page is saved, copied or published."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from .references import hidden_targets, is_confirmed, publishes, refusal
from .slugs import slug_problem


class PortalPageForm(WagtailAdminPageForm):
    """Refuses slugs that the URL configuration needs; knows an untouched form as such."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # For a default that is a function (`date`) Django compares with a hidden copy of the
            # first value, which Wagtail's forms do not carry: the field would always count as
            # changed, and an approval as an edit that needs another approval.
            field.show_hidden_initial = False

    def is_valid(self) -> bool:
        """Tell whether the form can be saved, and whether what it does to the page may be done."""
        if not super().is_valid():
            return False
        try:
            self._check_before_publishing()
        except ValidationError as problem:
            self.add_error(None, problem)
        return not self.errors

    def _check_before_publishing(self) -> None:
        """Demand a complete page, and a word about what readers will not see."""
        if publishes(self.data) or "action-submit" in self.data:
            self.instance.check_complete()
        if not publishes(self.data):
            return
        targets = hidden_targets(self.instance)
        if targets and not is_confirmed(targets, self.data):
            raise ValidationError(refusal(targets))

    def clean_slug(self) -> str:
        """Return the slug.

        Raises:
            ValidationError: an address of the portal itself stands there already.
        """
        slug: str = self.cleaned_data["slug"]
        if slug and (problem := slug_problem(slug, self.parent_page)):
            raise ValidationError(problem)
        return slug


class PortalCopyForm(CopyForm):
    """Asks of the copy's slug what is asked of every page's."""

    def clean(self) -> dict[str, Any]:
        """Add what is wrong with the slug at the place of the copy."""
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if "new_slug" in cleaned and (problem := slug_problem(cleaned["new_slug"], parent)):
            self.add_error("new_slug", problem)
        return cleaned
