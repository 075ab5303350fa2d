"""The ways through a portal: menu, breadcrumb, other languages. They show public pages only."""

from typing import Any

from django import template
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse, translate_url
from django.utils.translation import get_language, gettext
from wagtail.models import Page, Site

from portal.metadata import pages_above
from portal.models import PortalSettings
from portal.public import is_public, public_pages
from portal.site_settings import is_in_source_language

register = template.Library()


@register.simple_tag(takes_context=True)
def home_url(context: Context) -> str:
    """Return the address of the first page in the language of what is shown."""
    root = _root(context)
    return (root.get_url(context["request"]) if root else None) or "/"


@register.simple_tag
def home_heading(page: Page, portal: PortalSettings) -> str:
    """Return the heading of a first page: the portal's name, in another language the page's title.

    What the portal says of itself is in one language only.
    """
    return portal.name if is_in_source_language(page) else page.title


@register.inclusion_tag("home/navigation/main_menu.html", takes_context=True)
def main_menu(context: Context) -> dict[str, Any]:
    """Show the pages that editors have put into the menu, with the reader's place in it."""
    root, here = _root(context), _page(context)
    pages = Page.objects.none()
    if root is not None:
        pages = public_pages(Page.objects.child_of(root).in_menu()).order_by("path")
    links = [_link(page, context["request"]) | {"current": _current(page, here)} for page in pages]
    return {"links": [*links, _register_link(context)]}


def _register_link(context: Context) -> dict[str, str]:
    """Lead to the register of documents, which every portal has and no page stands for."""
    address = reverse("register:register")
    path = context["request"].path
    current = "true" if path.startswith(address) else ""
    return {
        "title": gettext("Documents"),
        "url": address,
        "current": "page" if path == address else current,
    }


@register.inclusion_tag("home/navigation/breadcrumb.html", takes_context=True)
def breadcrumb(context: Context, page: Page | None) -> dict[str, Any]:
    """Show the public pages above `page` on this site, then `page`; nothing on a first page."""
    if not isinstance(page, Page) or _site(context) is None:
        return {"links": []}
    request = context["request"]
    links = [_link(above, request) for above in pages_above(page, request)]
    return {"links": links, "title": page.title}


@register.simple_tag(takes_context=True)
def translations(context: Context, page: Page | None) -> QuerySet[Page]:
    """Return the public translations of `page`."""
    if not isinstance(page, Page):
        return Page.objects.none()
    return public_pages(page.get_translations().select_related("locale"), _site(context))


@register.inclusion_tag("home/navigation/languages.html", takes_context=True)
def languages(context: Context) -> dict[str, Any]:
    """Lead to each other language: to the same text, else to the nearest page that is translated.

    A view that is no page (the search) leads to itself, an error page to the first page.
    """
    site = _site(context)
    if site is None:
        return {"links": []}
    request = context["request"]
    page = _page(context)
    match = request.resolver_match
    if page is None and match is not None and match.url_name != "wagtail_serve":
        return {"links": _same_view(request)}
    return {"links": _nearest_translations(page or site.root_page, site, request)}


def _same_view(request: HttpRequest) -> list[dict[str, str]]:
    here = request.get_full_path()
    there = [(code, name, translate_url(here, code)) for code, name in settings.LANGUAGES]
    return [{"code": code, "name": name, "url": url} for code, name, url in there if url != here]


def _nearest_translations(page: Page, site: Site, request: HttpRequest) -> list[dict[str, str]]:
    """Return, for each language but the reader's, the public page nearest to `page`.

    `stands_in` is the title of a page that is not the translation of `page` itself.
    """
    above = page.get_ancestors(inclusive=True)
    depths = dict(above.values_list("translation_key", "depth"))
    pages = Page.objects.filter(translation_key__in=depths).select_related("locale")
    pages = public_pages(pages.exclude(locale__language_code=get_language()), site)
    nearest: dict[str, Page] = {}
    for other in sorted(pages, key=lambda other: depths[other.translation_key]):
        nearest[other.locale.language_code] = other
    return [
        {
            "code": code,
            "name": other.locale.get_display_name(),
            "url": other.get_url(request) or "",
            "stands_in": "" if other.translation_key == page.translation_key else other.title,
        }
        for code, other in sorted(nearest.items())
    ]


@register.simple_tag
def public_parent(page: Page) -> Page | None:
    """Return the page above `page`, None where it is not public."""
    parent = page.get_parent()
    return parent if parent and is_public(parent) else None


@register.simple_tag
def public_children(page: Page) -> QuerySet[Page]:
    """Return the public pages below `page` in the order that editors gave them."""
    return public_pages(Page.objects.child_of(page)).order_by("path")


def _page(context: Context) -> Page | None:
    page = context.get("page")
    return page if isinstance(page, Page) else None


def _site(context: Context) -> Site | None:
    return Site.find_for_request(context.get("request"))


def _root(context: Context) -> Page | None:
    """Return the site's root in the language of the page, else in the reader's.

    Kept on the request: header and menu ask for it in turn.
    """
    site = _site(context)
    if site is None:
        return None
    request = context["request"]
    if not hasattr(request, "_root_in_language"):
        request._root_in_language = _translated(site.root_page, _page(context))
    return request._root_in_language


def _translated(root: Page, here: Page | None) -> Page:
    code = here.locale.language_code if here else get_language()
    if code == root.locale.language_code:
        return root
    translations = root.get_translations().filter(locale__language_code=code)
    return public_pages(translations).first() or root


def _link(page: Page, request: HttpRequest) -> dict[str, str]:
    return {"title": page.title, "url": page.get_url(request) or ""}


def _current(page: Page, here: Page | None) -> str:
    """Return the value of `aria-current`: `page` for the page itself, `true` for what is above."""
    if here is None or not here.path.startswith(page.path):
        return ""
    return "page" if here.path == page.path else "true"
