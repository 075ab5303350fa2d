"""Addresses as in `wagtail.test.urls`, with our viewsets behind them."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents import urls as wagtaildocs_urls

from portal.redirects import RedirectsAPIViewSet

from .viewsets import (
    StockDocumentsAPIViewSet,
    StockImagesAPIViewSet,
    StockPagesAPIViewSet,
    WithoutMetaAPIViewSet,
)

router = WagtailAPIRouter("wagtailapi_v2")
router.register_endpoint("pages", StockPagesAPIViewSet)
router.register_endpoint("images", StockImagesAPIViewSet)
router.register_endpoint("documents", StockDocumentsAPIViewSet)
router.register_endpoint("redirects", RedirectsAPIViewSet)
router.register_endpoint("issue_10411", WithoutMetaAPIViewSet)

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/main/", router.urls),
    path("", include(wagtail_urls)),
]
