"""The demonstration in English, made by wagtail-localize as an editor would make it."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from announcements.models import Category
from media.models import Organisation

from .content import fixed_key, read
from .record import Record


def load_english(record: Record, home: Page) -> None:
    """Translate and publish what has English words; what has a translation already is left alone.

    Pages that come first stand above those that follow, so that no stand-ins are made. Nothing is
    done where an administrator has taken English away.
    """
    content = read("english")
    english = Locale.objects.filter(language_code="en").first()
    if english is None:
        return
    for instance in _translated(home, content["pages"]):
        found = _translation(instance, english)
        if found is None and not _is_ready(instance, content["strings"]):
            continue
        if record.is_new(found, f"{instance} (en)"):
            _publish(instance, english, content["strings"])


def _translated(home: Page, slugs: list[str]) -> Iterator[Any]:
    """Yield what is translated, in the order in which it has to be."""
    for model in (Category, Organisation):
        yield from model.objects.filter(locale=home.locale_id).order_by("pk")
    yield home
    keys = [fixed_key("page", slug) for slug in slugs]
    found = Page.objects.filter(translation_key__in=keys, locale=home.locale_id).specific()
    by_key = {page.translation_key: page for page in found}
    yield from (by_key[key] for key in keys if key in by_key)


def _translation(instance: Any, english: Locale) -> Any:
    """Return the English version, None for a mere stand-in or where there is none."""
    found = instance.get_translations().filter(locale=english)
    if isinstance(instance, Page):
        found = found.filter(alias_of=None)
    return found.first()


def _is_ready(instance: Any, words: dict[str, str]) -> bool:
    """Tell whether `instance` is published and there is English for every string of it.

    Otherwise an editor has made, changed or withdrawn it: English that is half Vietnamese, or
    whose source nobody may read, is not for us to publish (docs/adr/0027).
    """
    strings = (
        segment.string.data
        for segment in extract_segments(instance)
        if isinstance(segment, StringSegmentValue)
    )
    return instance.live and all(string in words for string in strings)


def _publish(instance: Any, english: Locale, words: dict[str, str]) -> None:
    # What an editor once submitted and gave up may be older than the page.
    source, _created = TranslationSource.update_or_create_from_instance(instance)
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of=segment.string,
                context=segment.context,
                locale=english,
                data=words[segment.string.data],
                updated_at=timezone.now(),
            )
            for segment in source.stringsegment_set.select_related("string", "context")
        ],
        ignore_conflicts=True,
    )
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=english)
    # Not `publish=True`: that waits for the commit, and then writes the tree fields as they were
    # before the pages below were added.
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
