"""Addresses of the whole site."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .api import router
from .api_errors import unknown_endpoint
from .health import healthz
from .openapi.views import description, documentation
from .previewing import front_end
from .references import ask_before_approving
from .transactions import atomic_writes

# Wagtail's choosers and date pickers bring inline scripts, its editor style attributes.
admin_policy = csp(
    {
        "default-src": [SELF],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:", *settings.FILE_ORIGINS],
        "object-src": [NONE],
        "frame-src": [SELF, *front_end.origins()],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    }
)
admin_urls = decorate_urlpatterns(
    decorate_urlpatterns(
        decorate_urlpatterns(list(wagtailadmin_urls.urlpatterns), ask_before_approving),
        atomic_writes,
    ),
    admin_policy,
)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", include(admin_urls)),
    path("api/v2/preview/", include("portal.previewing.urls")),
    path("api/v2/", router.urls),
    path("api/v2/openapi.json", description, name="openapi"),
    *i18n_patterns(
        path("api/docs/", documentation, name="api_docs"), prefix_default_language=False
    ),
    re_path(r"^api/(?P<path>.*)$", unknown_endpoint),
    path("files/", include("media.urls")),
    path("", include("portal.sitemaps")),
    path("visits/", include("portal.visits.urls")),
    *i18n_patterns(
        path("search/", include("search.urls")),
        path("feeds/", include("announcements.urls")),
        path("van-ban/", include("media.register.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.page_not_found"
handler500 = "portal.views.server_error"
