"""What follows from changes of pages and is no question that `portal.public` can ask."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import Page
from wagtail_localize.models import Translation


def withdraw_translations(sender: type, instance: Any, **kwargs: Any) -> None:
    """Withdraw the translations of a page that is deleted.

    wagtail-localize forgets with the source that they were translations at all, so afterwards
    nothing could tell them from pages written in their language.
    """
    if not isinstance(instance, Page):
        return
    translations = Translation.objects.filter(
        source__object_id=instance.translation_key, source__locale=instance.locale_id
    )
    orphans = Page.objects.filter(
        translation_key=instance.translation_key,
        locale__in=translations.values("target_locale"),
        live=True,
    )
    for page in orphans.specific():
        page.unpublish()


def connect() -> None:
    """Listen to the deletion of every page type."""
    pre_delete.connect(withdraw_translations, dispatch_uid="portal.withdraw_translations")
