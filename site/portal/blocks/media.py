"""What comes from the library: images and documents."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from portal.public import is_public_member
from portal.representation import represent


def _request(context: Any) -> Any:
    return (context or {}).get("request")


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

    image = ImageChooserBlock(label=_("Image"))
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
        visible = is_public_member(value["image"], _request(parent_context))
        context["image"] = value["image"] if visible else None
        return context

    def get_api_representation(self, value: ImageValue, context: Any = None) -> dict[str, Any]:
        """Return the image object with the words used here; all empty where it is not public."""
        if not is_public_member(value["image"], _request(context)):
            return {"image": None, "alt": "", "decorative": value["decorative"], "caption": ""}
        return {
            "image": represent(value["image"], context),
            "alt": value.alt,
            "decorative": value["decorative"],
            "caption": value["caption"],
        }

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

    document = DocumentChooserBlock(label=_("Document"))
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
        visible = is_public_member(value["document"], _request(parent_context))
        context["document"] = value["document"] if visible else None
        return context

    def get_api_representation(self, value: DocumentValue, context: Any = None) -> dict[str, Any]:
        """Return the document object and the words; both empty where it is not public."""
        if not is_public_member(value["document"], _request(context)):
            return {"document": None, "text": ""}
        return {"document": represent(value["document"], context), "text": value.text}

    def get_preview_value(self) -> blocks.StructValue:
        """Show the newest document of the library in the block chooser."""
        document = get_document_model().objects.order_by("-pk").first()
        return self.normalize({"document": document, "text": "Kế hoạch - Xem tại đây"})
