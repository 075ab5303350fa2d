"""Wagtail's templates with the English marked for translation that Wagtail forgot to mark.

Read as they are and changed in a word, so that nothing of Wagtail is copied.
"""

from django.core.exceptions import ImproperlyConfigured
from django.template import Origin
from django.template.loaders import app_directories

_SEARCH = ('value="Search"', "value=\"{% trans 'Search' %}\"")

# By name: what stands in Wagtail 8.0, and what is to stand there.
MARKS = {
    "wagtailadmin/home.html": _SEARCH,
    "wagtailadmin/shared/header.html": _SEARCH,
    "wagtailadmin/shared/headers/_actions.html": (
        '<nav aria-label="Actions"',
        "{% load i18n %}<nav aria-label=\"{% trans 'Actions' %}\"",
    ),
}


class Loader(app_directories.Loader):
    """Finds templates in the apps, and marks those of `MARKS`."""

    def get_contents(self, origin: Origin) -> str:
        """Return the source.

        Raises:
            ImproperlyConfigured: the words to be marked are not there any more.
        """
        contents = super().get_contents(origin)
        mark = MARKS.get(str(origin.template_name))
        if mark is None:
            return contents
        english, marked = mark
        if english not in contents:
            raise ImproperlyConfigured(f"{origin.name} has no {english}: change marked_templates.")
        return contents.replace(english, marked)
