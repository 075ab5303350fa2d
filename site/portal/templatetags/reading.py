"""What a reader does with a page: share it, report an error, find the accessibility statement."""

from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.template import Context
from django.utils.text import Truncator
from django.utils.translation import gettext
from wagtail.models import Page

from portal.lookup import Lookup
from portal.models import PortalSettings

register = template.Library()

# Some mail programs cut addresses at 2,000 characters, and a Vietnamese letter may make nine.
MAX_TITLE_CHARACTERS = 100


@register.filter
def ways_to_share(page: Page) -> list[dict[str, str]]:
    """Return `href` and `text` of links that share `page`: nothing foreign is loaded for them."""
    address = quote(page.full_url or "", safe="")
    if not address:
        return []
    return [
        {
            "href": f"https://www.facebook.com/sharer/sharer.php?u={address}",
            "text": gettext("Share on Facebook"),
        },
        {"href": f"https://zalo.me/share?url={address}", "text": gettext("Share on Zalo")},
        {"href": mail("", page.title, page.full_url), "text": gettext("Send by e-mail")},
    ]


@register.simple_tag(takes_context=True)
def error_report(context: Context, title: str) -> str:
    """Return a `mailto:` address for an error on the page in `context`, `""` without an e-mail.

    Without the query: what somebody has searched for is nobody else's business.
    """
    settings, request = context.get("portal"), context.get("request")
    if not isinstance(settings, PortalSettings) or not settings.email or request is None:
        return ""
    subject = gettext("Error on the page: %(title)s") % {"title": " ".join(title.split())}
    address = gettext("Address of the page:") + " " + request.build_absolute_uri(request.path)
    return mail(settings.email, subject, f"{address}\r\n\r\n")


@register.simple_tag(takes_context=True)
def accessibility_statement(context: Context) -> dict[str, Any]:
    """Return `title` and `url` of the statement in the reader's language, nothing without one."""
    settings, request = context.get("portal"), context.get("request")
    if not isinstance(settings, PortalSettings) or settings.accessibility_statement_id is None:
        return {}
    page = Lookup().linked_page(settings.accessibility_statement_id)
    url = page.get_url(request) if page else None
    return {"title": page.title, "url": url} if page and url else {}


def mail(to: str, subject: str, body: str) -> str:
    """Return a `mailto:` address (RFC 6068); line breaks in `body` are CR LF."""
    subject = Truncator(subject).chars(MAX_TITLE_CHARACTERS)
    words = urlencode({"subject": subject, "body": body}, quote_via=quote, safe="")
    return f"mailto:{quote(to, safe='@')}?{words}"
