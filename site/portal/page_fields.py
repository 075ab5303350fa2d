"""API fields that pages have: all ask the lookup of the answer, none the database for itself."""

from typing import Any

from rest_framework.fields import Field
from wagtail.models import Page

from .addresses import consumer_html
from .representation import Context, InstanceField, page_detail_url


def page_reference(page: Page | None, context: Context) -> dict[str, Any] | None:
    """Return a page as it appears inside other objects, None where there is none.

    Args:
        page: a public page.
        context: the serialiser context of the answer in which it appears.
    """
    detail_url = page_detail_url(page, context) if page else None
    if page is None or detail_url is None:
        # A page of no site has no address, and is public nowhere.
        return None
    model = page.specific_class or Page
    return {
        "id": page.pk,
        "meta": {
            "type": model._meta.label,
            "detail_url": detail_url,
            "html_url": page.full_url,
        },
        "title": page.title,
    }


class PageDetailUrlField(InstanceField):
    """`detail_url` of a page: on its own site, whichever host was asked."""

    def to_representation(self, page: Page) -> str | None:
        """Return the absolute address of the page's own answer."""
        return page_detail_url(page, self.context)


class ParentField(InstanceField):
    """The page above, as far as it is public and on the same site."""

    def to_representation(self, page: Page) -> dict[str, Any] | None:
        """Return the short form."""
        parent = self.context["lookup"].parent(page, self.context["base_queryset"])
        return page_reference(parent, self.context)


class AliasOfField(InstanceField):
    """The page that this one is a copy of, as far as it is public."""

    def to_representation(self, page: Page) -> dict[str, Any] | None:
        """Return the short form."""
        return page_reference(self.context["lookup"].get(Page, page.alias_of_id), self.context)


class TranslationKeyField(InstanceField):
    """What the pages of one text in several languages have in common."""

    def to_representation(self, page: Page) -> str:
        """Return the key as text."""
        return str(page.translation_key)


class TranslationsField(InstanceField):
    """The same text in other languages, as far as it is public."""

    def to_representation(self, page: Page) -> list[dict[str, Any]]:
        """Return `{"id", "locale", "detail_url"}` for each."""
        others = self.context["lookup"].translations(page)
        addresses = [(other, page_detail_url(other, self.context)) for other in others]
        return [
            {"id": other.pk, "locale": other.locale.language_code, "detail_url": address}
            for other, address in addresses
            if address
        ]


class LinkedPageField(Field):
    """A page that another one points at, as far as it is public."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Page) -> int | None:
        """Return the id: the page itself is read with those of the whole answer."""
        pk: int | None = getattr(instance, f"{self.source}_id")
        return pk

    def to_representation(self, pk: int) -> dict[str, Any] | None:
        """Return the short form."""
        return page_reference(self.context["lookup"].get(Page, pk), self.context)


class DisplayHtmlField(Field):
    """A rich text field as display-ready HTML with absolute links."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: str) -> str:
        """Return sanitised HTML."""
        return consumer_html(value)
