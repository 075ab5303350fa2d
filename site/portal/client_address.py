"""Where a request comes from, as far as it can be believed."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of the client.

    Each proxy appends the address that it was asked from. With `TRUSTED_PROXIES` of them the entry
    that many places from the end was written by the first of ours; what stands before it was
    written by whoever asked, and proves nothing. Where the header is shorter than that, the
    connection itself is all that is known.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if 0 < settings.TRUSTED_PROXIES <= len(hops):
        return hops[-settings.TRUSTED_PROXIES]
    return direct
