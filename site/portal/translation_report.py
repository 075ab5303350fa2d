"""The report of translations that are behind their source."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import (
    BooleanField,
    Case,
    DateTimeField,
    F,
    Field,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.models import DraftStateMixin, Page, get_translatable_models
from wagtail_localize.models import Translation

from .translations import with_counts

SUBMIT = "wagtail_localize.submit_translation"
VIEW = "portal_translations_behind"


def translations_behind() -> QuerySet[Translation]:
    """Return the translations that an editor has work with, the longest waiting first.

    Each has `strings`, `missing`, `source_published_at` and `is_live`.
    """
    translations = with_counts(Translation.objects.filter(enabled=True)).annotate(
        source_is_live=_read("live", "source__locale", BooleanField()),
        source_published_at=_read("last_published_at", "source__locale", DateTimeField()),
        is_live=_read("live", "target_locale", BooleanField()),
    )
    changed = Q(source_published_at__gt=F("source__last_updated_at"))
    behind = translations.filter(changed | Q(missing__gt=0) | Q(is_live=False))
    return (
        behind.filter(source_is_live=True)
        .select_related("source__specific_content_type", "source__locale", "target_locale")
        .order_by("source__last_updated_at", "pk")
    )


def _read(name: str, locale: str, kind: Field) -> Case:
    """Return the column `name` of the object in the language `locale`, whatever its model is."""
    whens = []
    for model in get_translatable_models():
        if not issubclass(model, DraftStateMixin):
            continue
        found = model.objects.filter(
            translation_key=OuterRef("source__object_id"), locale=OuterRef(locale)
        )
        kinds = [ContentType.objects.get_for_model(each).pk for each in _kinds(model)]
        value = Subquery(found.values(name)[:1])
        whens.append(When(source__specific_content_type__in=kinds, then=value))
    return Case(*whens, default=Value(None), output_field=kind)


def _kinds(model: Any) -> list[Any]:
    return get_translatable_models(include_subclasses=True) if model is Page else [model]


class TranslationsBehindView(ReportView):
    """What has changed in the source, what is not translated, what is not published."""

    results_template_name = "portal/admin/translations_behind.html"
    page_title = _("Translations behind their source")
    header_icon = "wagtail-localize-language"
    index_url_name = VIEW
    index_results_url_name = f"{VIEW}_results"
    default_ordering = "source__last_updated_at"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer those who may translate.

        Raises:
            PermissionDenied: the user may not.
        """
        if not request.user.has_perm(SUBMIT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Translation]:
        """Return the translations to be worked on."""
        return translations_behind()

    def decorate_paginated_queryset(self, object_list: Any) -> list[dict[str, Any]]:
        """Add titles and the places to go on, and leave out what has been deleted meanwhile."""
        return [row for translation in object_list if (row := _row(translation))]


def _row(translation: Translation) -> dict[str, Any] | None:
    try:
        edit_url = translation.get_target_instance_edit_url()
    except ObjectDoesNotExist:
        return None
    published_at = translation.source_published_at
    changed = published_at and published_at > translation.source.last_updated_at
    return {
        "translation": translation,
        "title": translation.source.object_repr,
        "kind": translation.source.specific_content_type.name,
        "language": translation.target_locale.get_display_name(),
        "changed_at": published_at if changed else None,
        "update_url": reverse("wagtail_localize:update_translations", args=[translation.source_id]),
        "edit_url": edit_url,
        "is_draft": not translation.is_live,
    }


class TranslationsBehindMenuItem(MenuItem):
    """Shown to those who may translate."""

    def is_shown(self, request: Any) -> bool:
        """Tell whether the user may translate."""
        return bool(request.user.has_perm(SUBMIT))


def menu_item() -> MenuItem:
    """Return the entry of the reports menu."""
    return TranslationsBehindMenuItem(
        _("Translations behind their source"),
        reverse(VIEW),
        icon_name="wagtail-localize-language",
        order=890,
    )


def urls() -> list[Any]:
    """Return the addresses of the report."""
    view = TranslationsBehindView
    return [
        path("reports/translations-behind/", view.as_view(), name=VIEW),
        path(
            "reports/translations-behind/results/",
            view.as_view(results_only=True),
            name=f"{VIEW}_results",
        ),
    ]
