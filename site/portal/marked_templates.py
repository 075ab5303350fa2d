"""Wagtail's templates, with English marked that it forgot to mark, and our guide for its own.

Read as they are and changed in a few words, so that nothing of Wagtail is copied.
"""

from django.core.exceptions import ImproperlyConfigured
from django.template import Origin
from django.template.loaders import app_directories
from django.utils.translation import gettext_noop

_BOOLEAN = [("value|stringformat:'s'", "value|yesno")]
_SEARCH = [('value="Search"', "value=\"{% trans 'Search' %}\"")]
_EDITOR = (
    "<script src=\"{% versioned_static 'wagtail_localize/js/wagtail-localize.js' %}\"></script>"
)
_HEADING = gettext_noop("From {source} into {target}")
_EDITOR_WORDS = f"""
    <script src="{{% versioned_static 'portal/translation_editor.js' %}}"
            data-heading="{{% trans '{_HEADING}' %}}"
            data-more="{{% trans 'More actions' %}}"></script>"""

# By name: what stands in Wagtail 8.0, and what is to stand there.
MARKS = {
    "wagtailadmin/home.html": _SEARCH,
    "wagtailadmin/shared/header.html": _SEARCH,
    "wagtailadmin/shared/headers/_actions.html": [
        (
            '<nav aria-label="Actions"',
            "{% load i18n %}<nav aria-label=\"{% trans 'Actions' %}\"",
        )
    ],
    "wagtail_localize/admin/edit_translation.html": [(_EDITOR, _EDITOR + _EDITOR_WORDS)],
    "wagtailadmin/tables/boolean_cell.html": _BOOLEAN,
    # Python's None.
    "wagtailadmin/generic/inspect.html": [
        ("field.value|localize", "field.value|default_if_none:''|localize")
    ],
    "wagtailadmin/shared/side_panel_toggle.html": [("count|intcomma", "count|default:0|intcomma")],
    "wagtailadmin/shared/user_avatar.html": [("{{ user }}", "{{ user|default_if_none:'' }}")],
    # Wagtail's guide is in English; ours is not elsewhere.
    "wagtailadmin/home/account_summary.html": [
        ("{{ editor_guide_link }}", "{% url 'portal_guide' %}"),
        ("Wagtail {{ current_version }} editor guide", "Guide for editors"),
        ('{% icon name="link-external" classname="initial" %}', ""),
    ],
}


class Loader(app_directories.Loader):
    """Finds templates in the apps, and marks those of `MARKS`."""

    def get_contents(self, origin: Origin) -> str:
        """Return the source.

        Raises:
            ImproperlyConfigured: the words to be marked are not there any more.
        """
        contents = super().get_contents(origin)
        for english, marked in MARKS.get(str(origin.template_name), ()):
            if english not in contents:
                raise ImproperlyConfigured(
                    f"{origin.name} has no {english}: change marked_templates."
                )
            contents = contents.replace(english, marked)
        return contents
