"""The API shapes of the library (API.md: image object, document object)."""

from typing import Any

from wagtail.api.v2.serializers import BaseSerializer
from wagtail.images.models import SourceImageIOError

from portal.addresses import shared_url
from portal.public import is_public_member
from portal.representation import (
    DownloadUrlField,
    InstanceField,
    SharedDetailUrlField,
    shared_detail_url,
)

from .documents import PortalDocument
from .images import PortalImage


class RenditionsField(InstanceField):
    """The scaled versions of an image, none wider than the original."""

    def to_representation(self, image: PortalImage) -> dict[str, dict[str, Any]]:
        """Return `{"480w": {"url", "width", "height"}, …}`; widths and heights in pixels.

        Empty where the original is gone from the disk and was never scaled.
        """
        request = self.context["request"]
        try:
            renditions = image.public_renditions()
        except SourceImageIOError:
            return {}
        return {
            key: {
                "url": shared_url(rendition.url, request),
                "width": rendition.width,
                "height": rendition.height,
            }
            for key, rendition in renditions.items()
        }


class KindField(InstanceField):
    """The kind of an official document; null for every other file."""

    def to_representation(self, document: PortalDocument) -> dict[str, str] | None:
        """Return `{"code", "name"}`; the name is Vietnamese everywhere."""
        kind = document.kind_record
        return {"code": kind.code, "name": kind.name} if kind else None


class SupersededByField(InstanceField):
    """The document that replaces this one, as far as it is public."""

    def to_representation(self, document: PortalDocument) -> dict[str, Any] | None:
        """Return `{"id", "number", "detail_url"}`."""
        successor = document.superseded_by
        if successor is None or not is_public_member(successor, self.context["request"]):
            return None
        return {
            "id": successor.pk,
            "number": successor.number,
            "detail_url": shared_detail_url(successor, self.context),
        }


class SignaturesField(InstanceField):
    """What each signature proves; empty until the file has been inspected."""

    def to_representation(self, document: PortalDocument) -> list[dict[str, Any]]:
        """Return one object for each signature."""
        return []


class LibrarySerializer(BaseSerializer):
    """Addresses of what sites share: on the default site."""

    detail_url = SharedDetailUrlField()
    download_url = DownloadUrlField()
    html_url = DownloadUrlField()
