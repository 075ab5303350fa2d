"""From an address back to what stands there, in every language of a site."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from .public import public_members, public_pages

FILE_VIEWS = {
    "media:document": get_document_model,
    "media:first_page": get_document_model,
    "register:document": get_document_model,
    "media:image": get_image_model,
    "media:rendition": get_image_model,
}


def page_at(path: str, site: Site, pages: QuerySet) -> Page | None:
    """Return that one of `pages` which stands at `path` on `site`, None where there is none.

    Args:
        path: as in an address, `/thong-bao/` or `/en/announcements/`; slashes at the ends may lack.
        site: whose tree is searched.
        pages: the pages that may be found.
    """
    url_path = stored_path(path, site)
    return pages.filter(url_path=url_path).first() if url_path else None


def stored_path(path: str, site: Site) -> str | None:
    """Return the `url_path` of a page that stands at `path` on `site`, None for no language."""
    language, parts = _split(path)
    root = _root(site, language)
    return "/".join([root.url_path.rstrip("/"), *parts, ""]) if root else None


def public_paths(paths: set[tuple[Site, str]]) -> set[tuple[Site, str]]:
    """Return those of `paths`, pairs of site and path, at which something public stands.

    That is a public page, a file of a public collection, or a view of ours that is neither.
    """
    pages: dict[str, list[tuple[Site, str]]] = {}
    files: list[tuple[tuple[Site, str], str, int]] = []
    public = set()
    for pair in paths:
        view_name, pk = _view(pair[1])
        if view_name in FILE_VIEWS:
            files.append((pair, view_name, pk))
        elif view_name == "wagtail_serve":
            pages.setdefault(stored_path(pair[1], pair[0]) or "", []).append(pair)
        elif view_name:
            public.add(pair)
    found = public_pages(Page.objects.filter(url_path__in=[*pages])) if pages else []
    public |= {pair for page in found for pair in pages[page.url_path]}
    for name, get_model in FILE_VIEWS.items():
        ids = {pk for _, view_name, pk in files if view_name == name}
        members = public_members(get_model().objects.filter(pk__in=ids)) if ids else []
        shown = {member.pk for member in members}
        public |= {pair for pair, view_name, pk in files if view_name == name and pk in shown}
    return public


def _view(path: str) -> tuple[str, int]:
    """Return the name of the view at `path` and the id in it; empty and 0 where there is none."""
    language, _ = _split(path)
    try:
        with translation.override(language):
            match = resolve(path)
    except Resolver404:
        return "", 0
    return match.view_name, match.kwargs.get("pk", 0)


def _split(path: str) -> tuple[str, list[str]]:
    """Return the language that a path names, the default one if none, and the rest in parts."""
    parts = [part for part in path.split("/") if part]
    language = get_language_from_path(f"/{parts[0]}/") if parts else None
    if language and parts[0] == language and language != settings.LANGUAGE_CODE:
        return language, parts[1:]
    return settings.LANGUAGE_CODE, parts


def _root(site: Site, language: str) -> Page | None:
    if site.root_page.locale.language_code == language:
        return site.root_page
    locale = Locale.objects.filter(language_code=language).first()
    return site.root_page.get_translation_or_none(locale) if locale else None
