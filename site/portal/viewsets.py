"""The base of every endpoint: anonymous by construction, errors as JSON, parameters checked.

Hooks of Wagtail's v2 viewsets are overridden, none of its code is repeated. What they find is
narrowed by `portal.public`.
"""

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import JSONField, Model, QuerySet
from django.http import Http404
from django.urls import URLPattern, path
from django.utils import translation
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from wagtail.api import APIField
from wagtail.api.v2.filters import (
    AncestorOfFilter,
    ChildOfFilter,
    DescendantOfFilter,
    LocaleFilter,
    TranslationOfFilter,
)
from wagtail.api.v2.serializers import PageSerializer
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site

from .conditions import Condition, Conditions, ConditionsFilter, moment
from .filters import PublicFieldsFilter, PublicOrderingFilter, WordSearchFilter
from .lookup import Lookup
from .page_fields import (
    AliasOfField,
    PageDetailUrlField,
    ParentField,
    TranslationKeyField,
    TranslationsField,
)
from .page_shapes import PageSummary, PlainPage
from .parameters import MOMENT, Parameter, check_fields, check_operations
from .paths import page_at
from .public import all_public_pages
from .published import StoredAnswersMixin, StoredPagesMixin
from .renderers import PlainJSONRenderer
from .shapes import Shape


class AnonymousMixin(StoredAnswersMixin, BaseAPIViewSet):
    """Knows no user, no session and no language of the reader; answers JSON only."""

    authentication_classes: ClassVar[list] = []
    permission_classes: ClassVar[list] = []
    renderer_classes: ClassVar[list] = [PlainJSONRenderer]
    conditions: ClassVar[Conditions] = {}
    # What the endpoint alone knows besides, or reads in its own way.
    own_parameters: ClassVar[dict[str, Parameter]] = {}
    # What there is to be had, for developers of other systems.
    about: ClassVar[str]
    # What its one answer looks like, or an object and what a list shows of it (portal.shapes).
    shape: ClassVar[type[Shape]]
    summary_shape: ClassVar[type[Shape]]
    filter_backends: ClassVar[list] = [
        PublicFieldsFilter,
        ConditionsFilter,
        PublicOrderingFilter,
        WordSearchFilter,
    ]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check what stock v2 hands to the database unread.

        Raises:
            BadRequestError: a parameter has a value that cannot be.
        """
        super().initial(request, *args, **kwargs)
        check_operations(request.GET)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Answer, with one lookup for all that the answer refers to.

        What is said of errors is English whoever asks, as Wagtail's own messages are.
        """
        with self.lookup.active(), translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    @cached_property
    def lookup(self) -> Lookup:
        """What the answer refers to."""
        return Lookup()

    @cached_property
    def site(self) -> Site | None:
        """The site that the answer is about: of `site=`, else of the request's host.

        Raises:
            NotFound: there is no such site.
            BadRequestError: several have that host name.
        """
        name = self.request.GET.get("site")
        try:
            site: Site | None = SiteFilterValidator(site=name, request=self.request).site_obj
        except ValueError as problem:
            raise BadRequestError(str(problem)) from problem
        except Http404 as problem:
            raise NotFound("No Site matches the given query.") from problem
        return site

    @classmethod
    def described_parameters(cls) -> dict[str, Parameter]:
        """Return `own_parameters` as they are described once all apps are there."""
        return cls.own_parameters

    @classmethod
    def get_available_fields(cls, model: type[Model], db_fields_only: bool = False) -> list[str]:
        """Return the fields of `model`; of the database only those that a query may compare.

        Stock v2 lets it compare relations that point here, and fails over it; and texts and JSON in
        the form in which they are stored, which holds what readers are not shown.
        """
        names: list[str] = super().get_available_fields(model, db_fields_only=db_fields_only)
        if not db_fields_only:
            return names
        unfit = {
            field.name
            for field in model._meta.get_fields()
            if not field.concrete or isinstance(field, StreamField | RichTextField | JSONField)
        }
        return [name for name in names if name not in unfit]

    def find_view(self, request: Request) -> Response:
        """Lead on to what is found.

        Raises:
            BadRequestError: `id` is no number.
        """
        if not request.GET.get("id", "0").isdecimal():
            raise BadRequestError("id must be a positive integer")
        return super().find_view(request)

    def check_query_parameters(self, queryset: QuerySet) -> None:
        """Refuse parameters that are neither ours nor Wagtail's.

        Raises:
            BadRequestError: the query holds one.
        """
        known = type(self).known_query_parameters | self.conditions.keys()
        self.__dict__["known_query_parameters"] = known
        super().check_query_parameters(queryset)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by the query, whose values fit the fields that they are compared with."""
        fields = set(self.get_available_fields(queryset.model, db_fields_only=True))
        compared = fields - type(self).known_query_parameters - self.conditions.keys()
        check_fields(self.request.GET, queryset.model, compared)
        return super().filter_queryset(queryset)

    def get_serializer_context(self) -> dict[str, Any]:
        """Add the lookup of the answer."""
        return {**super().get_serializer_context(), "lookup": self.lookup}

    def get_renderer_context(self) -> dict[str, Any]:
        """Drop the indent."""
        return {**super().get_renderer_context(), "indent": None}

    def handle_exception(self, exc: Exception) -> Response:
        """Give every error the same shape."""
        response = super().handle_exception(exc)
        if isinstance(exc, APIException):
            response.data = {"message": str(exc.detail)}
        elif isinstance(exc, Http404):
            # The stock message names the model and with it what exists.
            response.data = {"message": "not found"}
        response["Cache-Control"] = "no-store"
        return response


class OneAnswerAPIViewSet(AnonymousMixin):
    """The base of an endpoint that has one answer and no objects of its own."""

    known_query_parameters = frozenset({"_", "format"})

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse parameters that the endpoint does not know.

        Raises:
            BadRequestError: the query holds one.
        """
        super().initial(request, *args, **kwargs)
        self.check_query_parameters(Page.objects.none())

    @classmethod
    def get_available_fields(cls, model: type[Model], db_fields_only: bool = False) -> list[str]:
        """Return no field: one answer is not filtered."""
        return []

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return one address."""
        return [path("", cls.as_view({"get": "listing_view"}), name="listing")]


class PortalPageSerializer(PageSerializer):
    """Pages in their own language, whatever language the server speaks at the moment."""

    detail_url = PageDetailUrlField()
    parent = ParentField()
    alias_of = AliasOfField()

    def to_representation(self, instance: Page) -> dict[str, Any]:
        """Return the shape, links leading on in the page's language."""
        with translation.override(instance.locale.language_code):
            return super().to_representation(instance)


def _modified_since(name: str, text: str) -> QuerySet:
    return Page.objects.filter(last_published_at__gte=moment(name, text))


class PortalPagesAPIViewSet(StoredPagesMixin, AnonymousMixin, PagesAPIViewSet):
    """The public pages of the request's site, or of `site=`."""

    base_serializer_class = PortalPageSerializer
    about = "Announcements, the pages that list them, home pages and plain pages."
    # Of a page without a type of its own; each type has its `api_shape`.
    shape = PlainPage
    summary_shape = PageSummary
    filter_backends: ClassVar[list] = [
        PublicFieldsFilter,
        ConditionsFilter,
        ChildOfFilter,
        AncestorOfFilter,
        DescendantOfFilter,
        PublicOrderingFilter,
        TranslationOfFilter,
        LocaleFilter,
        WordSearchFilter,
    ]
    conditions: ClassVar[Conditions] = {
        "modified_since": Condition(
            "Pages that were published, or published again, at this moment or later. It tells "
            "nothing of what was withdrawn: to keep a copy, follow `changes/`.",
            "2022-04-09T10:28:00+07:00",
            MOMENT,
            fitting=_modified_since,
        )
    }
    meta_fields: ClassVar[list] = [
        *PagesAPIViewSet.meta_fields,
        APIField("translation_key", serializer=TranslationKeyField()),
        APIField("translations", serializer=TranslationsField()),
        "last_published_at",
    ]

    def get_base_queryset(self) -> QuerySet:
        """Return what an anonymous visitor may see of the site."""
        return self._public.all()

    def get_queryset(self) -> QuerySet:
        """Return the pages with what their answers show of other tables."""
        return self._asked.all()

    # Stock v2 asks for both several times in one answer; to build them takes longer than to ask
    # the database.

    @cached_property
    def _public(self) -> QuerySet:
        pages = Page.objects.none() if self.site is None else all_public_pages(self.site)
        return pages.select_related("locale")

    @cached_property
    def _asked(self) -> QuerySet:
        pages = super().get_queryset()
        return pages.select_related(*getattr(pages.model, "api_select_related", ("locale",)))

    def paginate_queryset(self, queryset: QuerySet) -> list[Page]:
        """Return a page of the list; what its items refer to is read together."""
        self.lookup.shown = list(super().paginate_queryset(queryset))
        return self.lookup.shown

    def get_object(self) -> Page:
        """Return the page that is asked for."""
        page = super().get_object()
        self.lookup.shown = [page]
        return page

    def find_object(self, queryset: QuerySet, request: Request) -> Page | None:
        """Return the page at `html_path`, of whatever language, or with `id`."""
        if "html_path" not in request.GET:
            return super().find_object(queryset, request)
        if self.site is None:
            return None
        return page_at(request.GET["html_path"], self.site, queryset)

    @classmethod
    def _get_serializer_class(
        cls, router: Any, model: type[Model], fields_config: list, **options: Any
    ) -> type[BaseSerializer]:
        # No hook says for which models a field is for details alone: with one `type` none is.
        viewset: Any = cls
        if model is not Page:
            viewset = type(cls.__name__, (cls,), {"detail_only_fields": []})
        return super(PortalPagesAPIViewSet, viewset)._get_serializer_class(
            router, model, fields_config, **options
        )
