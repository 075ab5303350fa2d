"""A panel for the edit forms of pages that carry documents."""

from functools import cached_property
from typing import Any

from wagtail.admin.panels import Panel

from .review import Reviewed, review


class DocumentReviewPanel(Panel):
    """Stands above the content where a document of the page needs a look before publishing."""

    class BoundPanel(Panel.BoundPanel):
        """The documents, each with what there is to say."""

        template_name = "media/admin/document_review.html"

        def is_shown(self) -> bool:
            """Tell whether there is something to say."""
            return bool(self.documents)

        @cached_property
        def documents(self) -> list[Reviewed]:
            """The documents that need a look; asked once for each form."""
            return review(self.instance, self.request.user) if self.request else []

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add those with warnings, and those with mere hints."""
            return {
                **super().get_context_data(parent_context),
                "serious": [found for found in self.documents if found.warnings],
                "others": [found for found in self.documents if not found.warnings],
            }
