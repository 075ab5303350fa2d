"""The panel that tells an editor what other systems have of a page."""

from typing import Any

from wagtail.admin.panels import Panel

from .registry import PAGE_TYPES
from .report import state_of


class OtherSystemsPanel(Panel):  # type: ignore[misc]  # Wagtail has no types
    """Stands among what concerns publishing; there is nothing to fill in."""

    @property
    def clean_name(self) -> str:
        """The name in identifiers: the heading has letters that these must not have."""
        return "other_systems"

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]  # the same
        """What they have of one page."""

        template_name = "syndication/page_state.html"

        def is_shown(self) -> bool:
            """Tell whether there is a page of which they could have something."""
            return bool(self.instance.pk) and self.instance._meta.label in PAGE_TYPES

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what they have."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "state": state_of(self.instance)}
