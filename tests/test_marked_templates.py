"""The templates of packages in which English is marked."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import get_template

from portal import marked_templates


@pytest.mark.parametrize("name", sorted(marked_templates.MARKS))
def test_package_has_the_words_that_are_marked(name):
    source = get_template(name).template.source

    for english, marked in marked_templates.MARKS[name]:
        assert marked in source
        assert english not in source.replace(marked, "")


def test_words_that_are_gone_are_told(monkeypatch):
    name = "wagtailadmin/home.html"
    loader = marked_templates.Loader(get_template(name).template.engine)
    monkeypatch.setitem(marked_templates.MARKS, name, [("no such words", "")])

    with pytest.raises(ImproperlyConfigured, match="no such words"):
        loader.get_template(name)
