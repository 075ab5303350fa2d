"""What is suggested to somebody who is still typing: places and titles that hold these words.

Titles are looked for in the index; which of them may be shown is asked of `portal.public`, as it is
for all that search finds. What the worker has not read again yet is not suggested.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from wagtail.models import Locale, Page, Site

from portal.public import on_site

from .abbreviations import abbreviations
from .asked import Asked, understand
from .folding import comparable
from .matching import Among, holds
from .models import Entry
from .passages import Piece, marked_text
from .ranking import ranking_of_titles
from .registry import SOURCES, SUGGESTS, Destination, Source

MOST: Final = 8
SHORTEST: Final = 2
# Nobody types more before he looks at a list.
LONGEST: Final = 200
_MOST_DESTINATIONS: Final = 2
# So many titles are looked at. Where fewer than `MOST` of them are public, search finds the others.
_CANDIDATES: Final = 60


@dataclass(frozen=True)
class Suggestion:
    """Something that the reader may have in mind.

    Attributes:
        label: its title or name, with what was typed marked.
        kind: what it is, in the language that is active.
        url: its path.
        language: the code of the language of the label.
    """

    label: tuple[Piece, ...]
    kind: str
    url: str
    language: str


def suggestions(text: str, site: Site, locale: Locale, source_language: str) -> list[Suggestion]:
    """Return what may be meant by a text that is being typed, at most `MOST`, best first.

    Args:
        text: as it was typed so far, of any length; what is shorter than `SHORTEST` or longer than
            `LONGEST` suggests nothing.
        site: on which the reader is.
        locale: his language.
        source_language: the language of what has none.
    """
    if not SHORTEST <= len(text.strip()) <= LONGEST:
        return []
    asked = understand(text, abbreviations())
    if asked is None:
        return []
    both = chain(
        islice(_destinations(asked, site, locale), _MOST_DESTINATIONS),
        _titles(asked, site, locale, source_language),
    )
    return list(islice(both, MOST))


def places_to_go(site: Site, locale: Locale) -> dict[str, list[Destination]]:
    """Return where a reader may go who has typed nothing, by what such places are called."""
    places: dict[str, list[Destination]] = {}
    for suggest in SUGGESTS:
        for one in suggest(lambda name: True, site, locale):
            places.setdefault(one.group, []).append(one)
    return places


def _destinations(asked: Asked, site: Site, locale: Locale) -> Iterator[Suggestion]:
    node = asked.words(is_begun=asked.is_begun)

    def fits(name: str) -> bool:
        return holds(comparable(name).split(), node)

    for suggest in SUGGESTS:
        for one in suggest(fits, site, locale):
            label = marked_text(one.label, asked)
            yield Suggestion(label, capfirst(one.kind), one.url, locale.language_code)


def _titles(asked: Asked, site: Site, locale: Locale, language: str) -> Iterator[Suggestion]:
    entries = _candidates(asked, site, locale)
    objects = {
        (name, shown.pk): shown
        for name, source in SOURCES.items()
        for shown in _shown(source, entries, site)
    }
    for entry in entries:
        shown = objects.get((entry.source, entry.object_id))
        url = _url(shown, site) if shown else ""
        if shown and url:
            is_page = isinstance(shown, Page)
            code = locale.language_code if is_page else language
            yield Suggestion(marked_text(entry.title, asked), _kind(shown), url, code)


def _candidates(asked: Asked, site: Site, locale: Locale) -> list[Entry]:
    """Return entries whose titles match, best first; whether they may be shown is not asked yet."""
    here = on_site(Page.objects.filter(locale=locale), site).order_by().values("pk")
    on_pages = [name for name, source in SOURCES.items() if source.model is Page]
    found = ranking_of_titles(asked).matching.filter(
        Q(source__in=on_pages, object_id__in=here) | ~Q(source__in=on_pages), is_stale=False
    )
    ordered = found.order_by("fit", "-date", "source", "-object_id")
    return list(ordered.only("source", "object_id", "title")[:_CANDIDATES])


def _shown(source: Source, entries: Sequence[Entry], site: Site) -> QuerySet | list[Any]:
    ids = [entry.object_id for entry in entries if entry.source == source.name]
    if not ids:
        return []
    public = source.public(source.model._default_manager.filter(Among("pk", ids)))
    return public.order_by() if source.model is not Page else public.select_related("locale")


def _url(shown: Any, site: Site) -> str:
    """Return the path of a page, or of the page that another object has."""
    if isinstance(shown, Page):
        return shown.get_url(current_site=site) or ""
    return str(shown.page_url)


def _kind(shown: Any) -> str:
    """Return what something is called that is of its type."""
    if not isinstance(shown, Page):
        return str(capfirst(shown._meta.verbose_name))
    kind = ContentType.objects.get_for_id(shown.content_type_id).model_class()
    return str(capfirst((kind or Page)._meta.verbose_name))
