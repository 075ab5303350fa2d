"""Permissions that migrations give to the board: who has them, and that they go and come again."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.migrations import RunPython

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD

pytestmark = pytest.mark.django_db

BOTH = {EDITORIAL_BOARD, EDITOR_IN_CHIEF}
GIVEN = {
    "portal.syndication.migrations.0002_board_sees_the_report": {"view_publisheditem": BOTH},
    "portal.syndication.webhooks.migrations.0002_editor_in_chief_keeps_them": {
        f"{action}_endpoint": {EDITOR_IN_CHIEF} for action in ("add", "change", "delete", "view")
    },
    "portal.syndication.consumers.migrations.0002_board_keeps_them": {
        "view_dailyrequests": BOTH,
        **{f"{a}_consumer": {EDITOR_IN_CHIEF} for a in ("add", "change", "delete", "view")},
    },
    "search.migrations.0002_abbreviations": {
        f"{action}_abbreviation": BOTH for action in ("add", "change", "delete", "view")
    },
    "search.migrations.0003_searched_words": {"view_searchedwords": BOTH},
}


def holders(codenames):
    found = {codename: set() for codename in codenames}
    groups = Group.objects.filter(permissions__codename__in=codenames)
    for name, codename in groups.values_list("name", "permissions__codename"):
        found[codename].add(name)
    return found


@pytest.mark.parametrize("module", GIVEN)
def test_permissions_come_and_go_with_the_migration(module):
    given = GIVEN[module]
    operations = import_module(module).Migration.operations
    grants = [
        one
        for one in operations
        if isinstance(one, RunPython) and one.code.__module__ == "portal.granting"
    ]
    assert holders(given) == given
    for one in grants:
        one.reverse_code(apps, None)
    assert holders(given) == {codename: set() for codename in given}
    for one in grants:
        one.code(apps, None)
    assert holders(given) == given


def test_group_that_the_portal_has_no_more_is_passed_over():
    Group.objects.get(name=EDITORIAL_BOARD).delete()
    (grant,) = (
        one
        for one in import_module("search.migrations.0003_searched_words").Migration.operations
        if isinstance(one, RunPython)
    )
    grant.reverse_code(apps, None)
    grant.code(apps, None)
    assert holders(["view_searchedwords"]) == {"view_searchedwords": {EDITOR_IN_CHIEF}}
