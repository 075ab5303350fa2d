"""The catalogues for the strings of packages, compared with those strings."""

import json
import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext

from portal import package_catalogues, package_messages
from portal.package_messages import DOMAINS, singular, strings
from tests import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^<>]*>")
SPACE = re.compile(r"^\s*|\s*$")


def held():
    return [m for domain in DOMAINS for m in strings(package_catalogues.load(domain))]


def plural(message):
    return message.id[-1] if isinstance(message.id, tuple) else message.id


def text(message):
    """Return the translation; Vietnamese has no plural, so there is one."""
    if isinstance(message.id, tuple):
        (only,) = message.string
        return only
    return message.string


def test_every_string_that_somebody_can_meet_is_translated():
    call_command("translation_coverage", check=True)


def test_untranslated_string_is_listed_and_fails(monkeypatch):
    monkeypatch.setattr(package_messages, "UNSEEN", {})

    with pytest.raises(CommandError, match=r"axes \(django\): 'Failed Logins'"):
        call_command("translation_coverage", check=True)


@pytest.mark.parametrize("domain", DOMAINS)
def test_catalogue_is_compiled_and_whole(domain):
    catalog = package_catalogues.load(domain)

    compiled = (package_catalogues.FOLDER / f"{domain}.mo").read_bytes()
    assert compiled == package_catalogues.compiled(catalog)
    assert [m.id for m in strings(catalog) if m.fuzzy or not text(m)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_catalogue_holds_nothing_stale(domain):
    known = {
        (singular(m.id), m.context)
        for package in package_messages.installed()
        if package.domain == domain
        for m in strings(package.messages)
    }

    catalog = package_catalogues.load(domain)
    assert {(singular(m.id), m.context) for m in strings(catalog)} - known == set()


def test_placeholders_are_those_of_the_source():
    def placeholders(words):
        return Counter(PLACEHOLDER.findall(words))

    # A singular may say "one" where the plural has a number.
    wrong = [singular(m.id) for m in held() if placeholders(text(m)) != placeholders(plural(m))]
    # Its plural tells of the child pages again, after the sentence before it.
    assert wrong == [
        "Deleting this page will also delete %(translation_count)s translation of this page."
    ]


def test_markup_is_that_of_the_source():
    def tags(words):
        return Counter(TAG.findall(words))

    assert [m.id for m in held() if tags(text(m)) != tags(plural(m))] == []


def test_spaces_at_the_ends_are_those_of_the_source():
    assert [m.id for m in held() if SPACE.findall(text(m)) != SPACE.findall(plural(m))] == []


def test_string_shared_with_our_own_catalogue_has_one_translation():
    packages = {
        (singular(m.id), m.context): m.string for m in strings(package_catalogues.load("django"))
    }

    ours = {(singular(m.id), m.context): m.string for m in strings(messages.load())}
    assert {key: ours[key] for key in ours.keys() & packages.keys()} == {
        key: packages[key] for key in ours.keys() & packages.keys()
    }


def test_javascript_catalogue_of_the_admin_is_vietnamese(client):
    body = client.get("/admin/jsi18n/").content.decode()

    assert json.dumps("Hiện hoặc ẩn thanh bên") in body


def test_english_stays_english():
    with translation.override("en"):
        words = {gettext(m.id) for m in held() if isinstance(m.id, str) and not m.context}
        assert words == {m.id for m in held() if isinstance(m.id, str) and not m.context}
