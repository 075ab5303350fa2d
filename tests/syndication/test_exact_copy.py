"""The copy that other systems make is exact, whatever happens meanwhile."""

from contextlib import suppress
from random import Random, SystemRandom

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from tests.databases import base_url

from .beginning import begin
from .copying import ENVIRONMENT, run
from .crowd import Plan
from .edits import NothingToDoError, load_edits, perform

ROUNDS = 20
SECONDS_OF_EDITS = 15
# Two pages at one address, something that is still used: what may come of chance.
REFUSALS = (ValidationError, ProtectedError)


@pytest.mark.django_db
def test_each_kind_of_edit_can_be_made():
    rng = Random(7)
    begin(rng)
    waiting = set(load_edits())
    for _ in range(ROUNDS):
        # Taken away by one of them, the second language and its texts are missing for others.
        for name in ("add_language", "submit_translation"):
            with suppress(NothingToDoError, *REFUSALS):
                perform(name, rng)
                waiting.discard(name)
        for name in rng.sample(sorted(waiting), len(waiting)):
            try:
                perform(name, rng)
            except (NothingToDoError, *REFUSALS):
                continue
            waiting.remove(name)
    assert not waiting


@pytest.mark.server
def test_mirrors_hold_exactly_what_is_public(make_portal):
    portal = make_portal("exact_copy", **ENVIRONMENT)
    portal.start_site()
    plan = Plan(
        seed=SystemRandom().randrange(10**6),
        edits=10**6,
        seconds=SECONDS_OF_EDITS,
        writers=1 if base_url() == "sqlite" else 8,
    )
    outcome = run(portal, plan)
    assert not outcome.problems, "\n".join([outcome.summary, *outcome.problems])
    assert outcome.account.edits > 0
