"""Words of snippets that Wagtail 8.0 says to all in the language of whoever asks first.

Here they are said in the language of whoever is shown them.
"""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

_CHOOSER = {
    "choose_one_text": "Choose %(object)s",
    "choose_another_text": "Choose another %(object)s",
    "link_to_chosen_text": "Edit this %(object)s",
}


def say() -> None:
    """Put lazy words in the place of those that are said once."""
    _say_choosers()
    _say_crumbs()


def _say_choosers() -> None:
    make = AdminSnippetChooser.__init__

    def make_and_say(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        for name, text in _CHOOSER.items():
            if name not in kwargs:
                setattr(self, name, _filled_in(text, self.model._meta.verbose_name))

    AdminSnippetChooser.__init__ = make_and_say


def _say_crumbs() -> None:
    crumbs = SnippetViewSet.breadcrumbs_items.fget

    def crumbs_and_home(self: Any) -> list[dict[str, Any]]:
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *crumbs(self)[1:]]

    SnippetViewSet.breadcrumbs_items = property(crumbs_and_home)


def _fill_in(text: str, name: str) -> str:
    return gettext(text) % {"object": name}


_filled_in = lazy(_fill_in, str)
