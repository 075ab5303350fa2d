"""Absolute addresses for readers outside: never those of the admin's host.

Pages have the address of their own site (`Page.full_url`); what sites share (images, documents,
snippets) has the default site's.
"""

import re

from django.http import HttpRequest
from wagtail.models import Site

from .lookup import current_lookup
from .rich_text import display_html

# As nh3 writes it.
_ROOT_RELATIVE = re.compile(r'(<a\b[^>]*? href=")/(?!/)')


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


def consumer_html(source: str) -> str:
    """Return rich text of the database as HTML for a reader outside: every link is absolute.

    What begins at the root (`/gioi-thieu/`) does so at that of the site whose page is shown.
    """
    lookup = current_lookup()
    root_url = lookup.root_url() if lookup else None
    return _ROOT_RELATIVE.sub(rf"\1{root_url or shared_root_url()}/", display_html(source))


def _default_root_url() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else ""
