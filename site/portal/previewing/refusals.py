"""Why a preview is refused; each says what to do next."""

from http import HTTPStatus

from rest_framework.exceptions import APIException

AGAIN = "open the preview again in the admin"


class RefusedPreviewError(APIException):
    """A preview that is not shown."""


class AlteredLinkError(RefusedPreviewError):
    """The token is none that was given out here."""

    status_code = HTTPStatus.BAD_REQUEST
    default_detail = f"this preview link is cut off or has been altered; {AGAIN}"


class OtherPageError(RefusedPreviewError):
    """The token was given out for another page."""

    status_code = HTTPStatus.FORBIDDEN
    default_detail = f"this preview link is for another page; {AGAIN}"


class ForeignOriginError(RefusedPreviewError):
    """A page of another site asks."""

    status_code = HTTPStatus.FORBIDDEN
    default_detail = "previews are for one front end alone, that of HEADLESS_PREVIEW_URL"


class NoLongerAllowedError(RefusedPreviewError):
    """Whoever made the link may not open the preview any more, or the API never shows the page."""

    status_code = HTTPStatus.FORBIDDEN
    default_detail = f"whoever made this preview link may no longer show the draft; {AGAIN}"


class UsedLinkError(RefusedPreviewError):
    """Somebody came before."""

    status_code = HTTPStatus.GONE
    default_detail = f"this preview link has been used, and works once; {AGAIN}"


class ExpiredLinkError(RefusedPreviewError):
    """Too late; or the page has been deleted, and its links with it."""

    status_code = HTTPStatus.GONE
    default_detail = f"this preview link has expired; {AGAIN}"
