"""Where moved pages are now: for readers (middleware) and for consumers (`redirects/`)."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from wagtail.contrib.redirects.api.v2 import RedirectsAPIViewSet as StockRedirectsAPIViewSet
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from . import site_shapes as shapes
from .paths import public_paths
from .public import public_pages
from .representation import InstanceField, SharedDetailUrlField
from .viewsets import AnonymousMixin


def public_redirects(redirects: QuerySet, site: Site) -> QuerySet:
    """Narrow `redirects` to those whose target is public, or an address elsewhere.

    An address on one of our own sites is no address elsewhere: it may be that of a draft. What has
    no host is read as a path on `site`.
    """
    public = public_pages(Page.objects.all()).order_by().values("pk")
    to_pages = Q(redirect_page__in=public)
    to_addresses = Q(redirect_page=None) & ~Q(redirect_link="")
    hidden = Q(pk__in=_to_what_is_hidden(redirects.filter(to_addresses), site))
    return redirects.filter(to_pages | (to_addresses & ~hidden))


def _to_what_is_hidden(redirects: QuerySet, site: Site) -> list[int]:
    """Return the ids of those that lead to an address of ours where nothing public stands."""
    sites = {known.hostname: known for known in Site.objects.select_related("root_page__locale")}
    targets: dict[int, tuple[Site, str]] = {}
    broken = []
    for redirect in redirects:
        try:
            parts = urlsplit(redirect.redirect_link)
        except ValueError:
            broken.append(redirect.pk)  # No address at all: `http://[`.
            continue
        own = sites.get(parts.hostname) if parts.hostname else site
        if own is not None:
            targets[redirect.pk] = (own, parts.path)
    shown = public_paths(set(targets.values()))
    return broken + [pk for pk, target in targets.items() if target not in shown]


class LocationField(InstanceField):
    """Where a redirect leads."""

    def to_representation(self, redirect: Redirect) -> str:
        """Return the absolute address."""
        link: str = redirect.redirect_link
        if redirect.redirect_page:
            address: str = redirect.redirect_page.full_url or ""
            return address.rstrip("/") + (redirect.redirect_page_route_path or "/")
        if link.startswith("/"):
            site: Site = self.context["view"].site
            return f"{site.root_url}{link}"
        return link


class RedirectSerializer(StockRedirectsAPIViewSet.base_serializer_class):
    """Absolute addresses."""

    detail_url = SharedDetailUrlField()
    location = LocationField()


class RedirectsAPIViewSet(AnonymousMixin, StockRedirectsAPIViewSet):
    """The redirects of the request's site, or of `site=`."""

    base_serializer_class = RedirectSerializer
    about = "Where moved pages are now."
    shape = shapes.Redirect
    summary_shape = shapes.RedirectSummary
    known_query_parameters = AnonymousMixin.known_query_parameters | {"site"}
    find_query_parameters = AnonymousMixin.find_query_parameters | {"html_path"}
    body_fields: ClassVar[list[str]] = [*StockRedirectsAPIViewSet.body_fields, "is_permanent"]

    def get_queryset(self) -> QuerySet:
        """Return what leads to something public."""
        if self.site is None:
            return Redirect.objects.none()
        redirects = public_redirects(Redirect.get_for_site(self.site), self.site).order_by("id")
        return redirects.select_related("redirect_page__locale")

    def find_object(self, queryset: QuerySet, request: Request) -> Redirect | None:
        """Return the redirect from `html_path`, or with `id`, as far as it is public."""
        path = request.GET.get("html_path")
        if path is None:
            return super().find_object(queryset, request)
        try:
            path = Redirect.normalise_path(path)
        except ValueError:
            # No address at all: `http://[`.
            return None
        found = get_redirect(request, path)
        return queryset.filter(pk=found.pk).first() if found else None


class PublicRedirectMiddleware(RedirectMiddleware):
    """Leads on only to what everyone may see: a redirect would tell the address of a draft."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Answer with the redirect, or with the error where it leads to nothing public."""
        try:
            answer = super().process_response(request, response)
        except ValueError:
            # A target that is no address, which the admin refuses and an import may bring.
            return response
        if answer is response or self._is_public(request):
            return answer
        return response

    @staticmethod
    def _is_public(request: HttpRequest) -> bool:
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        found: Any = get_redirect(request, path) or get_redirect(request, urlsplit(path).path)
        site = Site.find_for_request(request)
        return site is not None and _leads_on(found, site)


def _leads_on(redirect: Redirect, site: Site) -> bool:
    return public_redirects(Redirect.objects.filter(pk=redirect.pk), site).exists()
