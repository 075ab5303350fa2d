"""Absolute addresses for readers outside: never those of the admin's host.

Pages have the address of their own site (`Page.full_url`); what sites share (images, documents,
snippets) has the default site's.
"""

from django.http import HttpRequest
from wagtail.models import Site

from .lookup import current_lookup


def shared_root_url(request: HttpRequest | None = None) -> str:
    """Return scheme, host and port of the default site, `""` where no site is the default.

    While an API answer is made, or with a `request`, it is looked up once.
    """
    keeper = current_lookup() or request
    if keeper is None:
        return _default_root_url()
    known = vars(keeper)
    if "_shared_root_url" not in known:
        known["_shared_root_url"] = _default_root_url()
    return known["_shared_root_url"]


def shared_url(path: str, request: HttpRequest | None = None) -> str:
    """Return `path` (`/…`) as an absolute address on the default site."""
    return f"{shared_root_url(request)}{path}"


def _default_root_url() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else ""
