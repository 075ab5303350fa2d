"""What wagtail-localize leaves open: nobody publishes untranslated words without being asked."""

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BooleanField, HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation


def translation_of(instance: TranslatableMixin) -> Translation | None:
    """Return the record of the translation that `instance` is, None for what is none."""
    return Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale_id, enabled=True
    ).first()


def with_counts(translations: QuerySet) -> QuerySet:
    """Add `strings`, how many words and sentences there are, and `missing`, how many are not done.

    `Translation.get_progress` counts the same, with a query for each.
    """
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef("_target_locale"),
        has_error=False,
    )
    strings = StringSegment.objects.filter(source=OuterRef("source"))
    missing = strings.annotate(_target_locale=OuterRef("target_locale")).filter(~Exists(done))
    return translations.annotate(strings=_count(strings), missing=_count(missing))


def _count(segments: QuerySet) -> Coalesce:
    counted = segments.order_by().values("source").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def untranslated(instance: TranslatableMixin) -> str:
    """Return a sentence on what is not translated of `instance`, `""` where nothing is missing."""
    translation = translation_of(instance)
    if translation is None:
        return ""
    strings, done = translation.get_progress()
    if strings == done:
        return ""
    return ngettext(
        "%(missing)d of %(strings)d text is not translated; readers would see it in the language "
        "of the source.",
        "%(missing)d of %(strings)d texts are not translated; readers would see them in the "
        "language of the source.",
        strings - done,
    ) % {"missing": strings - done, "strings": strings}


def refuse_untranslated_snippet(
    request: HttpRequest, instance: TranslatableMixin
) -> HttpResponse | None:
    """Send the editor back who publishes a category or organisation without its name."""
    if request.POST.get("action") != "publish" or not isinstance(instance, TranslatableMixin):
        return None
    problem = untranslated(instance)
    if not problem:
        return None
    messages.error(request, f"{problem} {_('Nothing has been published.')}")
    viewset: Any = instance.snippet_viewset
    return redirect(viewset.get_url_name("edit"), quote(instance.pk))


def forbid_publishing_while_updating() -> None:
    """Take away the box of wagtail-localize that publishes what has just become untranslated.

    Its view asks nobody for the right to publish. A disabled field ignores what is sent.
    """
    # Its views can be imported only when all models are loaded.
    from wagtail_localize.views.update_translations import UpdateTranslationsForm

    field = BooleanField(required=False, initial=False, disabled=True, widget=HiddenInput)
    UpdateTranslationsForm.base_fields["publish_translations"] = field
