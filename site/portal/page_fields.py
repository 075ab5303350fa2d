"""API fields that every page has."""

from typing import Any

from rest_framework.fields import Field
from wagtail.models import Page

from .public import public_pages
from .representation import InstanceField, page_detail_url
from .rich_text import display_html


class TranslationKeyField(InstanceField):
    """What the pages of one text in several languages have in common."""

    def to_representation(self, page: Page) -> str:
        """Return the key as text."""
        return str(page.translation_key)


class TranslationsField(InstanceField):
    """The same text in other languages, as far as it is public."""

    def to_representation(self, page: Page) -> list[dict[str, Any]]:
        """Return `{"id", "locale", "detail_url"}` for each."""
        translations = public_pages(page.get_translations()).select_related("locale")
        return [
            {
                "id": other.pk,
                "locale": other.locale.language_code,
                "detail_url": page_detail_url(other, self.context),
            }
            for other in translations.order_by("locale__language_code")
        ]


class DisplayHtmlField(Field):
    """A rich text field as display-ready HTML with absolute links."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: str) -> str:
        """Return sanitised HTML."""
        return display_html(value)
