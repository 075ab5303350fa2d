"""Quick links of the home page, units of the page of contacts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from portal.blocks.text import TextsBlock
from portal.lookup import Lookup, current_lookup


class QuickLinkValue(blocks.StructValue):
    """A link to a page of the portal or to another address."""

    @property
    def href(self) -> str:
        """The address; `""` where the page is not public."""
        page = self.get("page")
        if page is None:
            return self["url"]
        page = (current_lookup() or Lookup()).linked_page(page.pk)
        return (page.full_url or "") if page else ""


class QuickLinkBlock(blocks.StructBlock):
    """One quick link: words and a target."""

    text = blocks.CharBlock(max_length=100, label=_("Words"))
    page = blocks.PageChooserBlock(required=False, label=_("Page of the portal"))
    url = blocks.URLBlock(required=False, label=_("Or another address"))

    class Meta:
        icon = "link"
        label = _("Quick link")
        label_format = "{text}"
        template = "home/blocks/quick_link.html"
        value_class = QuickLinkValue
        description = _("Leads from the home page to what is asked for most.")
        preview_value = {"text": "Văn bản chỉ đạo", "url": "https://binhson.quangngai.gov.vn/"}

    def clean(self, value: QuickLinkValue) -> QuickLinkValue:
        """Demand exactly one target.

        Raises:
            StructBlockValidationError: no target, or two.
        """
        result = super().clean(value)
        if bool(result["page"]) == bool(result["url"]):
            problem = ValidationError(_("Choose a page or give an address, one of the two."))
            raise StructBlockValidationError(block_errors={"url": problem})
        return result

    def get_api_representation(self, value: QuickLinkValue, context: Any = None) -> dict[str, str]:
        """Return the words and the absolute address; both empty where the page is not public."""
        href = value.href
        return {"text": value["text"] if href else "", "url": href}


class UnitBlock(TextsBlock):
    """A unit of the agency: who leads it, and how it is reached."""

    name = blocks.CharBlock(max_length=255, label=_("Name"))
    head = blocks.CharBlock(
        required=False, max_length=255, label=_("Head"), help_text=_("Name and post.")
    )
    # No CharBlock: wagtail-localize would ask for a translation of the number.
    telephone = blocks.RegexBlock(
        regex=r"^[\d\s+().,;/–-]*$",
        required=False,
        max_length=50,
        label=_("Telephone"),
        error_messages={"invalid": _("Write digits, spaces, dots, brackets and + only.")},
    )
    email = blocks.EmailBlock(required=False, label=_("E-mail"))
    address = blocks.CharBlock(required=False, max_length=255, label=_("Address"))

    class Meta:
        icon = "group"
        label = _("Unit")
        label_format = "{name}"
        template = "home/blocks/unit.html"
        description = _("An office or department, with its head and its contacts.")
        preview_value = {
            "name": "Văn phòng HĐND và UBND",
            "head": "Chánh Văn phòng",
            "telephone": "0255.3851261",
        }
