"""The endpoints of the library: what is in public collections."""

from django.db.models import QuerySet
from wagtail.api import APIField
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from portal.public import public_members, searchable
from portal.representation import ReferenceField, TagNamesField
from portal.viewsets import AnonymousMixin

from .models import PortalDocument, PortalImage
from .serializers import (
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
        images = public_members(super().get_queryset())
        return searchable(images).order_by("id").prefetch_related("tags")


class PortalDocumentsAPIViewSet(AnonymousMixin, DocumentsAPIViewSet):
    """Documents with their official fields."""

    base_serializer_class = LibrarySerializer
    model = PortalDocument
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
        "html_url",
        "download_url",
        APIField("tags", serializer=TagNamesField()),
    ]

    def get_queryset(self) -> QuerySet:
        """Return the documents of public collections."""
        documents = searchable(public_members(super().get_queryset())).order_by("id")
        return documents.select_related("issuer", "superseded_by").prefetch_related("tags")
