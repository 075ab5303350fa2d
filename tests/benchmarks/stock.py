"""Wagtail's own API of our pages, with nothing of ours in it: what a site without syndication does.

Its blocks and fields are the stock ones, so a document or image in the text is an id, and what
costs us most (whole documents and images inside the page, citations) is not there at all.
"""

from typing import Any, ClassVar

from django.db.models import Model
from rest_framework.fields import Field
from wagtail import blocks
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.images.blocks import ImageChooserBlock

from announcements.models import AnnouncementPage
from portal.lookup import Lookup


class StockBody(blocks.StreamBlock):
    """The blocks that the benchmarks' announcements are made of."""

    paragraph = blocks.RichTextBlock()
    heading = blocks.StructBlock([("level", blocks.CharBlock()), ("text", blocks.CharBlock())])
    image = blocks.StructBlock(
        [
            ("image", ImageChooserBlock()),
            ("alt", blocks.CharBlock()),
            ("decorative", blocks.BooleanBlock()),
            ("caption", blocks.CharBlock()),
        ]
    )
    document = blocks.StructBlock(
        [("document", DocumentChooserBlock()), ("text", blocks.CharBlock())]
    )


class StockBodyField(Field):
    """The body as Wagtail's own field gives it, read by stock blocks."""

    block = StockBody()

    def to_representation(self, value: blocks.StreamValue) -> list[dict[str, Any]]:
        """Return the blocks' own shapes."""
        stream = self.block.to_python(list(value.raw_data))
        found: list[dict[str, Any]] = self.block.get_api_representation(stream, self.context)
        return found


class StockPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's own; of announcements it shows the stock form of their columns."""

    announcement_fields: ClassVar[list] = [
        *map(APIField, ("date", "summary", "category", "byline", "source", "illustration")),
        *map(APIField, ("illustration_alt", "illustration_caption", "correction")),
        APIField("body", serializer=StockBodyField()),
    ]

    @classmethod
    def get_body_fields(cls, model: type[Model]) -> list[APIField]:
        """Return what is shown of a page of type `model`."""
        if model is not AnnouncementPage:
            return super().get_body_fields(model)
        return cls._convert_api_fields([*cls.body_fields, *cls.announcement_fields])


class OurShapesPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's own, with our fields: their answers hold what ours do."""

    def get_serializer_context(self) -> dict[str, Any]:
        """Add a lookup that reads what each page asks for, and nothing ahead."""
        return {**super().get_serializer_context(), "lookup": Lookup()}


stock = WagtailAPIRouter("stock")
stock.register_endpoint("pages", StockPagesAPIViewSet)
stock.register_endpoint("images", ImagesAPIViewSet)
stock.register_endpoint("documents", DocumentsAPIViewSet)

our_shapes = WagtailAPIRouter("shapes")
our_shapes.register_endpoint("pages", OurShapesPagesAPIViewSet)
our_shapes.register_endpoint("images", ImagesAPIViewSet)
our_shapes.register_endpoint("documents", DocumentsAPIViewSet)
