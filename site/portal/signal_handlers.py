"""What follows from changes of pages and is no question that `portal.public` can ask."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import DraftStateMixin, Page, TranslatableMixin
from wagtail_localize.models import Translation


def withdraw_translations(sender: type, instance: Any, **kwargs: Any) -> None:
    """Withdraw the translations of a page or snippet that is deleted.

    wagtail-localize forgets with the source that they were translations at all, so afterwards
    nothing could tell them from what was written in their language.
    """
    if not isinstance(instance, TranslatableMixin) or not isinstance(instance, DraftStateMixin):
        return
    translations = Translation.objects.filter(
        source__object_id=instance.translation_key, source__locale=instance.locale_id
    )
    model: Any = Page if isinstance(instance, Page) else type(instance)
    orphans = model.objects.filter(
        translation_key=instance.translation_key,
        locale__in=translations.values("target_locale"),
        live=True,
    )
    for orphan in orphans.specific() if model is Page else orphans:
        orphan.unpublish()


def connect() -> None:
    """Listen to the deletion of every page type."""
    pre_delete.connect(withdraw_translations, dispatch_uid="portal.withdraw_translations")
