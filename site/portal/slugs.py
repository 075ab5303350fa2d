"""Slugs that the portal's own addresses take."""

from functools import lru_cache

from django.conf import settings
from django.urls import LocalePrefixPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Site

from search.folding import slugify

RESERVED = gettext_lazy("The portal itself uses this address. Choose another one.")


@lru_cache(maxsize=1)
def reserved_slugs() -> frozenset[str]:
    """Return the first parts of the URL configuration's addresses, and those kept for later."""
    found = {code for code, _name in settings.LANGUAGES} | set(settings.RESERVED_SLUGS)
    patterns = list(get_resolver().url_patterns)
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and isinstance(pattern.pattern, LocalePrefixPattern):
            patterns.extend(pattern.url_patterns)
            continue
        first = str(pattern.pattern).lstrip("^").split("/", 1)[0]
        if first and first.replace("-", "").replace("_", "").isalnum():
            found.add(first.lower())
    return frozenset(found)


def is_reserved(slug: str, parent: Page | None) -> bool:
    """Tell whether a page `slug` under `parent` would stand at an address of the portal itself."""
    if parent is None or slug.lower() not in reserved_slugs():
        return False
    return Site.objects.filter(root_page__translation_key=parent.translation_key).exists()


def slug_problem(slug: str, parent: Page | None) -> str | None:
    """Return why a page under `parent` cannot have `slug`, None where it can."""
    if slugify(slug) != slug.strip("-_").lower().replace("_", "-"):
        return _("Use only letters a–z, digits and hyphens.")
    if is_reserved(slug, parent):
        return str(RESERVED)
    return None
