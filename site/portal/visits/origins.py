"""From where a page is asked for."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.request import split_domain_port


def is_foreign(request: HttpRequest) -> bool:
    """Tell whether a page of another site asks, as far as the browser says so.

    Ports are left aside: a proxy may not hand them on.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    try:
        hostname = urlsplit(origin).hostname
    except ValueError:
        return True
    return hostname != split_domain_port(request.get_host())[0].strip("[]")
