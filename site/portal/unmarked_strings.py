"""English that packages show without having marked it for translation: marked here.

Each is a label of a class in Wagtail 8.0 or wagtail-localize 1.14; `marked_templates` does the
same for templates.
"""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    LocaleFilterMixin,
    PhoneLinkChooserForm,
)
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.admin.views.pages.search import SearchView
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.users.forms import UserEditForm
from wagtail.users.views.bulk_actions.assign_role import RoleForm
from wagtail_localize import models as localize_models
from wagtail_localize.views import edit_translation
from wagtail_localize.views.report import TranslationsReportFilterSet

_FIELDS = {
    DefaultPageForm: {"include_descendants": _("Include subpages")},
    RoleForm: {"role": _("Role")},
    UserEditForm: {"is_active": _("Active")},
    LoginForm: {"password": _("Password")},
    ExternalLinkChooserForm: {"link_text": _("Link words")},
    AnchorLinkChooserForm: {"url": _("Name of the place"), "link_text": _("Link words")},
    EmailLinkChooserForm: {
        "email_address": _("E-mail address"),
        "link_text": _("Link words"),
        "subject": _("Subject of the e-mail"),
        "body": _("Text of the e-mail"),
    },
    PhoneLinkChooserForm: {"phone_number": _("Telephone number"), "link_text": _("Link words")},
}
_FILTERS = {"source_locale": _("Source language"), "target_locale": _("Target language")}


def mark() -> None:
    """Give the labels; forms and filters take them over when they are made."""
    for form, labels in _FIELDS.items():
        for name, label in labels.items():
            form.base_fields[name].label = label
    for name, label in _FILTERS.items():
        TranslationsReportFilterSet.base_filters[name].label = label
    # Days of translations, which it writes with the names of months in English.
    localize_models.DATE_FORMAT = edit_translation.DATE_FORMAT = settings.WAGTAIL_DATE_FORMAT
    _say_local_days()
    _label_when_made(LocaleFilterMixin, "locale", _("Language"))
    SearchView.verbose_name_plural = Page._meta.verbose_name_plural
    localize_models.Translation._meta.verbose_name = _("translation")
    localize_models.Translation._meta.verbose_name_plural = _("translations")


def mark_log_actions(actions: LogActionRegistry) -> None:
    """Tell what somebody did from a heading or a state that is the same word in English."""
    actions.formatters["wagtail.create"].message = pgettext_lazy("log action", "Created")
    actions.formatters["wagtail.unlock"].message = pgettext_lazy("log action", "Unlocked")


def _say_local_days() -> None:
    """Have a translation of one in the morning say that day, not the one before, as UTC does."""
    comment = localize_models.StringTranslation.get_comment

    def local_comment(self: Any) -> Any:
        self.updated_at = timezone.localtime(self.updated_at)
        return comment(self)

    localize_models.StringTranslation.get_comment = local_comment


def _label_when_made(form: Any, name: str, label: Any) -> None:
    """Label a field that `form` adds in its `__init__`, where no class can be told."""
    make = form.__init__

    def make_and_label(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        if name in self.fields:
            self.fields[name].label = label

    form.__init__ = make_and_label
