"""The one router of the public API: every endpoint is registered here."""

from wagtail.api.v2.router import WagtailAPIRouter

from media.viewsets import PortalDocumentsAPIViewSet, PortalImagesAPIViewSet

from .viewsets import PortalPagesAPIViewSet

router = WagtailAPIRouter("api")
router.register_endpoint("pages", PortalPagesAPIViewSet)
router.register_endpoint("images", PortalImagesAPIViewSet)
router.register_endpoint("documents", PortalDocumentsAPIViewSet)
