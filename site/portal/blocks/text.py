"""Words: headings, paragraphs, quotes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from portal.addresses import consumer_html
from portal.rich_text import FEATURES, display_html


class HeadingBlock(blocks.StructBlock):
    """A heading inside the body; the page's title is the only first-level one."""

    level = blocks.ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Subsection")), ("4", _("Smaller"))],
        default="2",
        label=_("Level"),
    )
    text = blocks.CharBlock(max_length=255, label=_("Text"))

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        template = "portal/blocks/heading.html"
        description = _("Divides a long text into sections.")
        preview_value = {"level": "2", "text": "Mục đích, yêu cầu"}

    def get_api_representation(self, value: dict, context: Any = None) -> dict[str, Any]:
        """Return `{"level": 2, "text": "…"}`."""
        return {"level": int(value["level"]), "text": value["text"]}


class ParagraphBlock(blocks.RichTextBlock):
    """Running text: bold, italic, lists, links to pages, documents and addresses."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "portal/blocks/paragraph.html"
        description = _("Text with bold, italic, lists and links.")
        preview_value = RichText(
            "<p>Ban Thường vụ Huyện ủy <b>ban hành kế hoạch</b> thực hiện Đề án.</p>"
        )

    def get_context(self, value: RichText, parent_context: dict | None = None) -> dict:
        """Add `html`: the text to be shown."""
        context = super().get_context(value, parent_context=parent_context)
        context["html"] = display_html(value.source)
        return context

    def get_api_representation(self, value: RichText, context: Any = None) -> str:
        """Return display-ready HTML with absolute links."""
        return consumer_html(value.source)


class TextsBlock(blocks.StructBlock):
    """A block of texts alone."""

    def get_api_representation(self, value: dict, context: Any = None) -> dict[str, str]:
        """Return the texts; `""` for one that was never given, as where a script wrote the page."""
        return {name: value[name] or "" for name in self.child_blocks}


class QuoteBlock(TextsBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(required=False, max_length=255, label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        label_format = "{text}"
        template = "portal/blocks/quote.html"
        description = _("Sets somebody's words apart from the text.")
        preview_value = {
            "text": "Dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng.",
            "attribution": "Văn kiện Đại hội XIII",
        }
