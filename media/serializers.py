"""The API shapes of the library (API.md: image object, document object)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override
from wagtail.api.v2.serializers import BaseSerializer
from wagtail.images.models import SourceImageIOError

from portal.addresses import shared_url
from portal.dependencies import depends_on_members
from portal.public import is_public_member
from portal.representation import (
    DownloadUrlField,
    InstanceField,
    SharedDetailUrlField,
    shared_detail_url,
)

from .documents import PortalDocument
from .images import PortalImage
from .sentences import say_in
from .signatures.report import Signature


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
        depends_on_members(type(document), [document.superseded_by_id])
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
        """Return one object for each signature; a time stamp is evidence, and none of them."""
        signatures = [Signature.from_json(data) for data in document.signatures]
        return [_signature(one) for one in signatures if not one.is_timestamp]


def _signature(signature: Signature) -> dict[str, Any]:
    moment = signature.signed_at
    signed_at = timezone.localtime(datetime.fromisoformat(moment)).isoformat() if moment else None
    return {
        "signer": signature.signer,
        "organisation": signature.organisation,
        "signed_at": signed_at,
        "timestamped": signature.timestamped,
        "intact": signature.intact,
        "trusted": signature.trusted,
        "covers": signature.covers,
        "reason": {
            "code": signature.reason.code,
            **{code: say_in(code, signature.reason) for code in ("vi", "en")},
        },
    }


class DocumentPageUrlField(InstanceField):
    """The address of a document's page in the register, in the portal's own language."""

    def to_representation(self, document: PortalDocument) -> str:
        """Return the absolute address, on the default site."""
        with override(settings.LANGUAGE_CODE):
            return shared_url(document.page_url, self.context["request"])


class LibrarySerializer(BaseSerializer):
    """Addresses of what sites share: on the default site."""

    detail_url = SharedDetailUrlField()
    download_url = DownloadUrlField()
