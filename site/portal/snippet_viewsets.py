"""The base of the endpoints of snippets: categories, organisations."""

from typing import ClassVar

from django.db.models import QuerySet
from wagtail.api import APIField
from wagtail.api.v2.filters import LocaleFilter
from wagtail.api.v2.serializers import BaseSerializer, PageLocaleField

from .conditions import ConditionsFilter
from .filters import PublicFieldsFilter, PublicOrderingFilter, WordSearchFilter
from .page_fields import TranslationKeyField
from .public import public_snippets, searchable
from .representation import OwnLanguageReferenceField, SharedDetailUrlField
from .viewsets import AnonymousMixin


class SnippetSerializer(BaseSerializer):
    """Addresses of what sites share: on the default site."""

    detail_url = SharedDetailUrlField()
    locale = PageLocaleField(read_only=True)


class SnippetsAPIViewSet(AnonymousMixin):
    """Snippets that are published, each in its language."""

    base_serializer_class = SnippetSerializer
    filter_backends: ClassVar[list] = [
        PublicFieldsFilter,
        ConditionsFilter,
        PublicOrderingFilter,
        LocaleFilter,
        WordSearchFilter,
    ]
    known_query_parameters = AnonymousMixin.known_query_parameters | {"locale"}
    body_fields: ClassVar[list] = [
        "id",
        "slug",
        "name",
        APIField("parent", serializer=OwnLanguageReferenceField()),
    ]
    meta_fields: ClassVar[list] = [
        *AnonymousMixin.meta_fields,
        "locale",
        APIField("translation_key", serializer=TranslationKeyField()),
    ]
    listing_default_fields: ClassVar[list[str]] = [
        *AnonymousMixin.listing_default_fields,
        "locale",
        "slug",
        "name",
    ]

    def get_queryset(self) -> QuerySet:
        """Return the published snippets."""
        snippets = searchable(public_snippets(super().get_queryset()))
        return snippets.order_by("id").select_related("locale", "parent")
