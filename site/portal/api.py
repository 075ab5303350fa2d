"""The one router of the public API: every endpoint is registered here."""

from wagtail.api.v2.router import WagtailAPIRouter

from announcements.viewsets import CategoriesAPIViewSet, PagesAPIViewSet
from media.viewsets import (
    OrganisationsAPIViewSet,
    PortalDocumentsAPIViewSet,
    PortalImagesAPIViewSet,
)

from .changes_endpoint import ChangesAPIViewSet
from .redirects import RedirectsAPIViewSet
from .site_endpoint import SiteAPIViewSet
from .visits.viewsets import VisitsAPIViewSet

router = WagtailAPIRouter("api")
router.register_endpoint("pages", PagesAPIViewSet)
router.register_endpoint("images", PortalImagesAPIViewSet)
router.register_endpoint("documents", PortalDocumentsAPIViewSet)
router.register_endpoint("redirects", RedirectsAPIViewSet)
router.register_endpoint("categories", CategoriesAPIViewSet)
router.register_endpoint("organisations", OrganisationsAPIViewSet)
router.register_endpoint("changes", ChangesAPIViewSet)
router.register_endpoint("site", SiteAPIViewSet)
router.register_endpoint("visits", VisitsAPIViewSet)
