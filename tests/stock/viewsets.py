"""Our viewsets, as far as the models of Wagtail's test project let them be ours."""

from django.db.models import QuerySet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.documents.models import Document
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.images.models import Image

from media.viewsets import PortalDocumentsAPIViewSet, PortalImagesAPIViewSet
from portal.public import public_members, searchable
from portal.viewsets import PortalPagesAPIViewSet


class StockImagesAPIViewSet(PortalImagesAPIViewSet):
    """Without the fields that Wagtail's model has not."""

    model = Image
    body_fields = ImagesAPIViewSet.body_fields


class StockDocumentsAPIViewSet(PortalDocumentsAPIViewSet):
    """Without the fields that Wagtail's model has not."""

    model = Document
    body_fields = DocumentsAPIViewSet.body_fields
    # Its documents have no page in a register.
    meta_fields = PortalImagesAPIViewSet.meta_fields
    conditions = {}

    def get_queryset(self) -> QuerySet:
        # Ours reads issuer and successor along, which this model has not.
        documents = super(PortalDocumentsAPIViewSet, self).get_queryset()
        return searchable(public_members(documents)).order_by("id")


class StockPagesAPIViewSet(PortalPagesAPIViewSet):
    """Found with Wagtail's own index; ours is no part of its test project."""

    def get_base_queryset(self) -> QuerySet:
        return searchable(super().get_base_queryset())


class WithoutMetaAPIViewSet(StockPagesAPIViewSet):
    """Stands for `Test10411APIViewSet` of Wagtail's tests."""

    meta_fields = []
