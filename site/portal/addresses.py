"""Absolute addresses for readers outside: never those of the admin's host.

Pages have the address of their own site (`Page.full_url`); what sites share (images, documents,
snippets) has the default site's.
"""

from django.http import HttpRequest
from wagtail.models import Site


def shared_root_url(request: HttpRequest | None = None) -> str:
    """Return scheme, host and port of the default site, `""` where no site is the default.

    With a `request` the answer is looked up once and kept on it.
    """
    if request is not None and hasattr(request, "_shared_root_url"):
        return request._shared_root_url
    site = Site.objects.filter(is_default_site=True).first()
    root_url = site.root_url if site else ""
    if request is not None:
        request._shared_root_url = root_url
    return root_url


def shared_url(path: str, request: HttpRequest | None = None) -> str:
    """Return `path` (`/…`) as an absolute address on the default site."""
    return f"{shared_root_url(request)}{path}"
