"""Edits of what is said in the other language."""

from random import Random
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from announcements.models import AnnouncementIndexPage, AnnouncementPage, Category
from media.models import Organisation, PortalDocument

from .edits import NothingToDoError, edit, one_of
from .tree_edits import MOST_PAGES
from .words import MARKER, is_hidden, rewrite, words


def _english() -> Locale:
    found = Locale.objects.filter(language_code="en").first()
    if found is None:
        raise NothingToDoError
    return found


def _translated(translation: Translation) -> Any:
    """Return what `translation` made, locked; what it is a translation of is there too."""
    kind: type[Model] = translation.source.specific_content_type.model_class()
    base = Page if issubclass(kind, Page) else kind
    key, locale = translation.source.object_id, translation.target_locale_id
    return base._default_manager.filter(translation_key=key, locale=locale)


def _sources() -> QuerySet:
    return Page.objects.filter(locale__language_code="vi", depth__gt=1, alias_of=None)


def _conceal(rng: Random, keys: list) -> None:
    """Give drafts in the other language words that nobody may read."""
    for model in (AnnouncementPage, Category, Organisation):
        for draft in model.objects.filter(translation_key__in=keys, live=False):
            name = "title" if isinstance(draft, Page) else "name"
            model.objects.filter(pk=draft.pk).update(**{name: words(rng, hidden=True)})


@edit(tree=True, opens=True, share=3)
def submit_translation(rng: Random) -> None:
    """Submit a page for translation: a draft in the other language, and what stands above it."""
    english = _english()
    if Page.objects.count() > MOST_PAGES:
        raise NothingToDoError
    known = Page.objects.filter(locale=english, alias_of=None).values("translation_key")
    page = one_of(rng, _sources().exclude(translation_key__in=known))
    translate_object(page, [english])
    _conceal(rng, [page.translation_key])


@edit()
def submit_snippet_translation(rng: Random) -> None:
    """Submit a category or organisation for translation."""
    english = _english()
    model = rng.choice([Category, Organisation])
    known = model.objects.filter(locale=english).values("translation_key")
    found = model.objects.filter(locale__language_code="vi")
    snippet = one_of(rng, found.exclude(translation_key__in=known))
    translate_object(snippet, [english])
    _conceal(rng, [snippet.translation_key])


@edit(opens=True, share=3)
def publish_translation(rng: Random) -> None:
    """Publish the text of a page in the other language."""
    page = one_of(rng, Page.objects.filter(locale=_english(), live=False, alias_of=None))
    rewrite(rng, page, hidden=False).save_revision().publish()


@edit(opens=True)
def publish_translated_snippet(rng: Random) -> None:
    """Publish a category or organisation in the other language."""
    model = rng.choice([Category, Organisation])
    snippet = one_of(rng, model.objects.filter(locale=_english()))
    snippet.name = words(rng, hidden=True)
    snippet.save_revision().publish()


@edit(tree=True, opens=True, share=2)
def update_translation(rng: Random) -> None:
    """Take over what has changed in the source: a draft, or published at once as its editor does.

    wagtail-localize publishes when the transaction is over, in others of its own.
    """
    translation = one_of(rng, Translation.objects.all())
    source = translation.source
    original = one_of(rng, _originals_of(source))
    if is_hidden(original) or not _translated(translation).exists():
        raise NothingToDoError
    target = one_of(rng, _translated(translation))
    _translate_string(rng, translation)
    source.update_from_db()
    translation.save_target(publish=False)
    target.refresh_from_db()
    if MARKER not in str(target.latest_revision.content) and rng.random() < 0.6:
        translation.save_target(publish=True)


def _originals_of(source: TranslationSource) -> QuerySet:
    kind: type[TranslatableMixin] = source.specific_content_type.model_class()
    base: Any = Page if issubclass(kind, Page) else kind
    return base._default_manager.filter(translation_key=source.object_id, locale=source.locale_id)


def _translate_string(rng: Random, translation: Translation) -> None:
    segment = StringSegment.objects.filter(source=translation.source).order_by("?").first()
    if segment is None:
        return
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        defaults={"data": words(rng, hidden=False)},
    )


@edit(tree=True)
def remove_translation(rng: Random) -> None:
    """Delete the text in the other language."""
    pages = Page.objects.filter(locale=_english(), depth__gt=2, numchild=0)
    one_of(rng, pages).delete()


@edit()
def disable_translation(rng: Random) -> None:
    """Stop taking over what changes in the source."""
    translation = one_of(rng, Translation.objects.all())
    translation.enabled = not translation.enabled
    translation.save()


@edit(opens=True)
def forget_translation(rng: Random) -> None:
    """Forget that a text was a translation: from now on it stands for itself."""
    one_of(rng, Translation.objects.all()).delete()


@edit(tree=True, moves_addresses=True)
def remove_language(rng: Random) -> None:
    """Delete the last pages of a language, then the language."""
    if rng.random() < 0.5:
        # It takes a lot away: not too often.
        raise NothingToDoError
    english = one_of(rng, Locale.objects.filter(language_code="en"))
    for page in Page.objects.filter(locale=english).order_by("depth"):
        if Page.objects.filter(pk=page.pk).exists():
            Page.objects.get(pk=page.pk).delete()
    for model in (Category, Organisation):
        found = model.objects.filter(locale=english)
        model.objects.filter(parent__in=found).update(parent=None)
        AnnouncementPage.objects.filter(category__locale=english).update(category=None)
        PortalDocument.objects.filter(issuer__locale=english).update(issuer=None)
        Organisation.successors.through.objects.filter(
            Q(from_organisation__locale=english) | Q(to_organisation__locale=english)
        ).delete()
        # By hand: drafts may name them, for which the portal would keep them.
        found._raw_delete(using="default")
    english.delete()


@edit(tree=True, moves_addresses=True, share=2)
def add_language(rng: Random) -> None:
    """Begin the other language, with the home pages and their lists in it."""
    english, is_new = Locale.objects.get_or_create(language_code="en")
    done = Page.objects.filter(locale=english).values("translation_key")
    roots = Page.objects.filter(depth=2, locale__language_code="vi").exclude(
        translation_key__in=done
    )
    if not is_new and not roots.exists():
        raise NothingToDoError
    for root in roots:
        lists = AnnouncementIndexPage.objects.child_of(root).filter(alias_of=None)
        for page in (root.specific, *lists[:2]):
            copy = page.copy_for_translation(english)
            rewrite(rng, copy, hidden=is_hidden(copy)).save_revision().publish()
            copy.refresh_from_db()
            rewrite(rng, copy, hidden=is_hidden(copy)).save()
