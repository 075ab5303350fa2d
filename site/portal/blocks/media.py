"""What comes from the library: images and documents."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import ChooserBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from portal.lookup import current_lookup
from portal.public import is_public_member
from portal.representation import represent


class FromLookup(ChooserBlock):
    """Reads what was chosen together with that of all other pages of an answer."""

    stock_path: str

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        """Return the objects; None for those that are not public, where an answer is made."""
        lookup = current_lookup()
        if lookup is None:
            return super().bulk_to_python(values)
        return lookup.find(self.model_class, values)

    def deconstruct(self) -> tuple:
        """Stand in migrations as the stock block, whose stored form it shares."""
        return (self.stock_path, *super().deconstruct()[1:])


class ImageChooser(FromLookup, ImageChooserBlock):
    """An image of the library."""

    stock_path = "wagtail.images.blocks.ImageChooserBlock"


class DocumentChooser(FromLookup, DocumentChooserBlock):
    """A document of the library."""

    stock_path = "wagtail.documents.blocks.DocumentChooserBlock"

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Offer wagtail-localize nothing to change: a translation refers to the same document."""
        return []


def _is_shown(member: Any, context: Any = None) -> bool:
    """Tell whether readers see `member`: an answer in the making holds only what they may."""
    if current_lookup() is not None:
        return member is not None
    return is_public_member(member, (context or {}).get("request"))


class ImageValue(blocks.StructValue):
    """An image and the words that belong to it here."""

    @property
    def alt(self) -> str:
        """What a screen reader says: nothing for a decoration, else the words given here or there.

        The image's own description stands in where the block has no words.
        """
        if self["decorative"]:
            return ""
        return self["alt"] or (self["image"].alt if self["image"] else "")


class ImageBlock(blocks.StructBlock):
    """An image in the flow of the text."""

    image = ImageChooser(label=_("Image"))
    alt = blocks.CharBlock(
        required=False,
        max_length=255,
        label=_("Text alternative"),
        help_text=_(
            "What the image shows, for those who cannot see it. "
            "Left empty, the description in the library is used."
        ),
    )
    decorative = blocks.BooleanBlock(
        required=False,
        label=_("Decorative"),
        help_text=_("The image says nothing that the text does not say; screen readers skip it."),
    )
    caption = blocks.CharBlock(required=False, max_length=255, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Image")
        label_format = "{caption}"
        template = "portal/blocks/image.html"
        preview_template = "portal/blocks/previews/image.html"
        value_class = ImageValue
        description = _("An image with caption and text alternative.")

    def clean(self, value: ImageValue) -> ImageValue:
        """Demand words for every image that is no decoration.

        Raises:
            StructBlockValidationError: neither the block nor the library says what it shows.
        """
        result = super().clean(value)
        if not result["decorative"] and not result.alt:
            raise StructBlockValidationError(
                block_errors={
                    "alt": ValidationError(_("Say what the image shows, or mark it as decorative."))
                }
            )
        return result

    def get_context(self, value: ImageValue, parent_context: dict | None = None) -> dict:
        """Add `image`: None where it is gone or private."""
        context = super().get_context(value, parent_context=parent_context)
        context["image"] = value["image"] if _is_shown(value["image"], parent_context) else None
        return context

    def get_api_representation(self, value: ImageValue, context: Any = None) -> dict[str, Any]:
        """Return the image object with the words used here; all empty where it is not public."""
        if not _is_shown(value["image"], context):
            return {
                "image": None,
                "alt": "",
                "decorative": bool(value["decorative"]),
                "caption": "",
            }
        return {
            "image": represent(value["image"], context),
            "alt": value.alt,
            "decorative": bool(value["decorative"]),
            "caption": value["caption"] or "",
        }

    def get_searchable_content(self, value: ImageValue) -> list[str]:
        """Return the words of the block; none where readers do not see it."""
        return super().get_searchable_content(value) if _is_shown(value["image"]) else []

    def get_preview_value(self) -> blocks.StructValue:
        """Show the newest image of the library in the block chooser."""
        image = get_image_model().objects.order_by("-pk").first()
        return self.normalize({"image": image, "caption": "Ảnh minh họa", "decorative": True})


class DocumentValue(blocks.StructValue):
    """A document and the words that lead to it."""

    @property
    def text(self) -> str:
        """The link's words; the document's title where the editor gave none."""
        return self["text"] or (self["document"].title if self["document"] else "")


class DocumentBlock(blocks.StructBlock):
    """A document of the library in the flow of the text (Tệp văn bản)."""

    document = DocumentChooser(label=_("Document"))
    text = blocks.CharBlock(
        required=False,
        max_length=255,
        label=_("Link words"),
        help_text=_("What the reader clicks on. Left empty, the document's title is used."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        label_format = "{text}"
        template = "portal/blocks/document.html"
        preview_template = "portal/blocks/previews/document.html"
        value_class = DocumentValue
        description = _("A file of the library, with its type and size.")

    def get_context(self, value: DocumentValue, parent_context: dict | None = None) -> dict:
        """Add `document`: None where it is gone or private."""
        context = super().get_context(value, parent_context=parent_context)
        shown = _is_shown(value["document"], parent_context)
        context["document"] = value["document"] if shown else None
        return context

    def get_api_representation(self, value: DocumentValue, context: Any = None) -> dict[str, Any]:
        """Return the document object and the words; both empty where it is not public."""
        if not _is_shown(value["document"], context):
            return {"document": None, "text": ""}
        return {"document": represent(value["document"], context), "text": value.text}

    def get_searchable_content(self, value: DocumentValue) -> list[str]:
        """Return the link words; none where readers do not see them."""
        return super().get_searchable_content(value) if _is_shown(value["document"]) else []

    def get_preview_value(self) -> blocks.StructValue:
        """Show the newest document of the library in the block chooser."""
        document = get_document_model().objects.order_by("-pk").first()
        return self.normalize({"document": document, "text": "Kế hoạch - Xem tại đây"})
