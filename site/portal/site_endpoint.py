"""`site/`: the settings of a portal as data."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.images import get_image_model
from wagtail.models import Page

from . import site_shapes
from .models import PortalSettings
from .public import public_pages
from .representation import represent
from .site_settings import settings_of
from .viewsets import OneAnswerAPIViewSet

# The version of API.md; it only grows.
SCHEMA = 1

TEXTS = (
    "portal",
    "agency",
    "parent_agency",
    "editor_in_chief",
    "telephone",
    "email",
    "address",
)


class SiteAPIViewSet(OneAnswerAPIViewSet):
    """The site of the request's host, or of `site=`."""

    name = "site"
    model = PortalSettings
    about = "The portal itself: names, contacts, logo."
    shape = site_shapes.Site
    known_query_parameters = OneAnswerAPIViewSet.known_query_parameters | {"site"}

    def listing_view(self, request: Request) -> Response:
        """Answer with the one object."""
        site = self.site
        if site is None:
            raise Http404
        settings = settings_of(site)
        logo = self.lookup.get(get_image_model(), settings.logo_id)
        context = self.get_serializer_context()
        root = site.root_page
        roots = public_pages(Page.objects.filter(translation_key=root.translation_key))
        locales = roots.order_by("locale_id").values_list("locale__language_code", flat=True)
        return Response(
            {
                "meta": {
                    "hostname": site.hostname,
                    "root_url": site.root_url,
                    "locales": list(locales),
                    "schema": SCHEMA,
                },
                **{name: getattr(settings, name) for name in TEXTS},
                "logo": represent(logo, context) if logo else None,
                "licence": settings.licence,
            }
        )
