"""Videos and the like on other hosts: a link, because nothing foreign is loaded here."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "facebook.com": "Facebook",
    "tiktok.com": "TikTok",
    "vtv.vn": "VTV",
    "vov.vn": "VOV",
}


class EmbedValue(blocks.StructValue):
    """An address on another host with the words that lead there."""

    @property
    def provider(self) -> str:
        """The host's common name, or the host itself."""
        host = (urlsplit(self["url"]).hostname or "").removeprefix("www.")
        for known, name in PROVIDERS.items():
            if host == known or host.endswith(f".{known}"):
                return name
        return host

    @property
    def html(self) -> str:
        """A link to be shown; a consumer that wants a player makes one from `url`."""
        return format_html('<a href="{}" rel="noopener">{}</a>', self["url"], self["title"])


class EmbedBlock(blocks.StructBlock):
    """A video, a map or a broadcast on another host."""

    url = blocks.URLBlock(label=_("Address"), help_text=_("Begins with https://"))
    title = blocks.CharBlock(max_length=255, label=_("Title"))

    class Meta:
        icon = "media"
        label = _("Video or other content elsewhere")
        label_format = "{title}"
        template = "portal/blocks/embed.html"
        value_class = EmbedValue
        description = _("A link to a video or map; nothing is loaded before the reader clicks.")
        preview_value = {
            "url": "https://www.youtube.com/watch?v=binhson",
            "title": "Phóng sự: Bình Sơn đổi mới",
        }

    def clean(self, value: EmbedValue) -> EmbedValue:
        """Take only addresses that a browser opens safely.

        Raises:
            StructBlockValidationError: the address is not `https`.
        """
        result = super().clean(value)
        if urlsplit(result["url"]).scheme != "https":
            raise StructBlockValidationError(
                block_errors={"url": ValidationError(_("The address must begin with https://."))}
            )
        return result

    def get_api_representation(self, value: EmbedValue, context: Any = None) -> dict[str, Any]:
        """Return `url`, `title`, `provider`, `html`."""
        return {
            "url": value["url"],
            "title": value["title"],
            "provider": value.provider,
            "html": value.html,
        }
