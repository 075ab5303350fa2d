"""The panel and the form through which the numbers of a text become links."""

from functools import cached_property
from typing import Any

from wagtail.admin.panels import Panel

from portal.forms import PortalPageForm

from .linking import CitedNumber, cited_numbers, with_links

CHOSEN = "link-citation"


class AnnouncementForm(PortalPageForm):
    """Makes the links that were chosen beside the text, together with all else that is saved."""

    @cached_property
    def chosen(self) -> list[str]:
        """What was ticked in the panel of official numbers."""
        return self.data.getlist(CHOSEN) if hasattr(self.data, "getlist") else []

    @cached_property
    def changed_data(self) -> list[str]:
        """The names of the changed fields; a new link changes the text."""
        changed: list[str] = super().changed_data
        return [*changed, "body"] if self.chosen and "body" not in changed else changed

    def clean(self) -> dict[str, Any]:
        """Link the chosen numbers in the text that was sent, not in the one that was stored."""
        cleaned: dict[str, Any] = super().clean()
        if self.chosen and "body" in cleaned:
            cleaned["body"] = with_links(cleaned["body"], self.chosen, self.for_user)
        return cleaned


class CitationsPanel(Panel):
    """Lists the official numbers of the text as it was saved last, and offers links."""

    class BoundPanel(Panel.BoundPanel):
        """The numbers of one announcement."""

        template_name = "announcements/admin/citations.html"

        def is_shown(self) -> bool:
            """Tell whether there is a saved text to read."""
            return bool(self.instance.pk and self.request)

        @cached_property
        def numbers(self) -> list[CitedNumber]:
            """The numbers; read once for each form."""
            return cited_numbers(self.instance.body, self.request.user)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the numbers, and under which name a choice is sent."""
            return {
                **super().get_context_data(parent_context),
                "numbers": self.numbers,
                "name": CHOSEN,
                "chosen": self.form.chosen if self.form.is_bound else [],
                "offers": any(number.can_be_linked for number in self.numbers),
            }
