"""Translating in tests, by the same steps as an editor."""

from typing import Any

from django.test import TestCase
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from tests.factories import english

ALL: dict[str, str] = {}


def submit(instance: Any, words: dict[str, str] | None = None) -> Any:
    """Submit `instance` for translation into English and fill in `words`; return the draft.

    `words` holds English by Vietnamese; `ALL` translates everything, by the word itself.
    """
    with TestCase.captureOnCommitCallbacks(execute=True):
        translate_object(instance, [english()])
    translation = _translation(instance)
    for segment in translation.source.stringsegment_set.select_related("string"):
        text = segment.string.data if words is ALL else (words or {}).get(segment.string.data)
        if text:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=english(),
                defaults={"data": text, "updated_at": timezone.now()},
            )
    return translation.get_target_instance()


def translate(instance: Any, words: dict[str, str]) -> Any:
    """Do the same and publish; return what is public then."""
    submit(instance, words)
    translation = _translation(instance)
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    return translation.get_target_instance()


def _translation(instance: Any) -> Translation:
    return Translation.objects.get(
        source__object_id=instance.translation_key, target_locale=english()
    )
