"""The endpoints of the library: what is in public collections."""

from django.db.models import QuerySet
from wagtail.api import APIField
from wagtail.api.v2.utils import BadRequestError
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from portal.conditions import Condition, day
from portal.parameters import DAY
from portal.public import public_members, searchable
from portal.representation import OwnLanguageReferencesField, ReferenceField, TagNamesField
from portal.snippet_viewsets import SnippetsAPIViewSet
from portal.viewsets import AnonymousMixin

from . import shapes
from .models import Organisation, PortalDocument, PortalImage, SignatureStatus
from .number_search import with_number
from .serializers import (
    DocumentPageUrlField,
    KindField,
    LibrarySerializer,
    RenditionsField,
    SignaturesField,
    SupersededByField,
)


class PortalImagesAPIViewSet(AnonymousMixin, ImagesAPIViewSet):
    """Images with their renditions."""

    base_serializer_class = LibrarySerializer
    model = PortalImage
    about = "Images of public collections, with their renditions."
    shape = shapes.Image
    summary_shape = shapes.ImageSummary
    body_fields = [
        *ImagesAPIViewSet.body_fields,
        "alt",
        APIField("renditions", serializer=RenditionsField()),
    ]
    meta_fields = [
        "type",
        "detail_url",
        APIField("tags", serializer=TagNamesField()),
        "download_url",
    ]

    def get_queryset(self) -> QuerySet:
        """Return the images of public collections."""
        images = searchable(public_members(super().get_queryset()))
        return PortalImage.with_shown(images.order_by("id"))


def _documents(**conditions: object) -> QuerySet:
    return PortalDocument.objects.filter(**conditions)


def _numbered(number: str) -> QuerySet:
    """Return the documents with `number`, in any spelling; what is no number finds nothing."""
    found = with_number(PortalDocument.objects.all(), number)
    return PortalDocument.objects.none() if found is None else found


def _status(text: str) -> str:
    if text not in SignatureStatus.values:
        known = ", ".join(SignatureStatus.values)
        raise BadRequestError(f"signature_status must be one of {known}")
    return text


class PortalDocumentsAPIViewSet(AnonymousMixin, DocumentsAPIViewSet):
    """Documents with their official fields."""

    base_serializer_class = LibrarySerializer
    model = PortalDocument
    about = "Documents of public collections: official ones and other files."
    shape = shapes.Document
    summary_shape = shapes.DocumentSummary
    conditions = {
        "number": Condition(
            "Documents with this number, in any spelling; what is no number finds nothing.",
            "59-KH/HU",
            fitting=lambda name, text: _numbered(text),
        ),
        "kind": Condition(
            "Documents of the kind with this code.",
            "KH",
            fitting=lambda name, code: _documents(kind=code),
        ),
        "issuer": Condition(
            "Documents of the organisation with this `slug`.",
            "ban-thuong-vu-huyen-uy-binh-son",
            fitting=lambda name, slug: _documents(issuer__slug=slug, issuer__live=True),
        ),
        "issued_after": Condition(
            "Documents issued on this day or later.",
            "2021-01-01",
            DAY,
            fitting=lambda name, text: _documents(issued_on__gte=day(name, text)),
        ),
        "issued_before": Condition(
            "Documents issued before this day.",
            "2022-01-01",
            DAY,
            fitting=lambda name, text: _documents(issued_on__lt=day(name, text)),
        ),
        "signature_status": Condition(
            "Documents whose signatures prove this.",
            "trusted",
            {"type": "string", "enum": SignatureStatus.values},
            fitting=lambda name, text: _documents(signature_status=_status(text)),
        ),
    }
    body_fields = [
        *DocumentsAPIViewSet.body_fields,
        "filename",
        "content_type",
        "size",
        "sha256",
        "page_count",
        "number",
        APIField("kind", serializer=KindField()),
        "issued_on",
        "effective_on",
        APIField("superseded_by", serializer=SupersededByField()),
        APIField("issuer", serializer=ReferenceField()),
        "signed_by",
        "abstract",
        "signature_status",
        APIField("signatures", serializer=SignaturesField()),
    ]
    meta_fields = [
        "type",
        "detail_url",
        APIField("html_url", serializer=DocumentPageUrlField()),
        "download_url",
        APIField("tags", serializer=TagNamesField()),
    ]

    def get_queryset(self) -> QuerySet:
        """Return the documents of public collections."""
        documents = searchable(public_members(super().get_queryset()))
        return PortalDocument.with_shown(documents.order_by("id"))


class OrganisationsAPIViewSet(SnippetsAPIViewSet):
    """Bodies that issue documents, with their life and successors."""

    name = "organisations"
    model = Organisation
    about = "Who issues documents."
    shape = shapes.Organisation
    summary_shape = shapes.OrganisationSummary
    body_fields = [
        *SnippetsAPIViewSet.body_fields,
        "code",
        "identifier",
        "system",
        "dissolved_on",
        APIField("successors", serializer=OwnLanguageReferencesField()),
    ]

    def get_queryset(self) -> QuerySet:
        """Return the published bodies."""
        return super().get_queryset().prefetch_related("successors")
