"""Secrets at rest, and what is removed in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.syndication import builder
from portal.syndication.webhooks import pokes
from portal.syndication.webhooks.models import Delivery, Endpoint, new_secret
from portal.syndication.webhooks.pruning import DELIVERED_KEPT, OTHERS_KEPT, prune_deliveries
from portal.syndication.webhooks.sealing import (
    UnreadableSecretError,
    seal,
    seal_anew,
    unseal,
)

from .endpoints import State, endpoint

pytestmark = pytest.mark.django_db


def test_what_is_sealed_is_read_again_and_says_nothing():
    secret = new_secret()
    sealed = seal(secret)
    assert unseal(sealed) == secret
    assert secret.removeprefix("whsec_") not in sealed
    assert seal(secret) != sealed


def test_secret_of_a_former_key_is_read_while_the_key_is_a_fallback(settings):
    sealed, former = seal("whsec_x"), settings.SECRET_KEY
    settings.SECRET_KEY = "a new one"
    with pytest.raises(UnreadableSecretError):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = ["another", former]
    assert unseal(sealed) == "whsec_x"


def test_after_an_hour_the_former_key_is_needed_no_more(settings):
    target, former = endpoint(), settings.SECRET_KEY
    secret = target.secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [former]
    newer = endpoint("https://khac.vn/")
    seal_anew()
    settings.SECRET_KEY_FALLBACKS = []
    assert Endpoint.objects.get(pk=target.pk).secret == secret
    assert Endpoint.objects.get(pk=newer.pk).sealed_secret == newer.sealed_secret


def test_secret_that_nobody_can_read_holds_up_no_other(settings):
    lost = endpoint()
    settings.SECRET_KEY = former = "former"
    kept = endpoint("https://khac.vn/")
    secret = kept.secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [former]
    seal_anew()
    settings.SECRET_KEY_FALLBACKS = []
    assert Endpoint.objects.get(pk=kept.pk).secret == secret
    with pytest.raises(UnreadableSecretError):
        _ = Endpoint.objects.get(pk=lost.pk).secret


OLD, VERY_OLD = DELIVERED_KEPT + timedelta(hours=1), OTHERS_KEPT + timedelta(hours=1)


@pytest.mark.parametrize(("state", "age", "is_kept"), [
    (State.DELIVERED, DELIVERED_KEPT - timedelta(hours=1), True), (State.DELIVERED, OLD, False),
    (State.FAILED, OLD, True), (State.FAILED, VERY_OLD, False),
    (State.DROPPED, OLD, True), (State.DROPPED, VERY_OLD, False),
])  # fmt: skip
def test_what_ended_long_ago_is_removed(state, age, is_kept):
    builder.drain()
    target = endpoint()
    old, last = ended(target, state, age), ended(target, State.DELIVERED, VERY_OLD)
    prune_deliveries()
    # The last one of each endpoint stays: the list shows it.
    kept = set(Delivery.objects.values_list("pk", flat=True))
    assert kept == ({old, last} if is_kept else {last})


def test_what_waits_is_never_removed():
    builder.drain()
    target = endpoint()
    pokes.poke(target)
    Delivery.objects.update(begun_at=timezone.now() - VERY_OLD)
    ended(target, State.DELIVERED, timedelta(0))
    prune_deliveries()
    assert Delivery.objects.filter(state=State.PENDING).count() == 1


def ended(target, state, age):
    """Return the id of a delivery that has come to `state` so long ago."""
    now = timezone.now()
    delivery = Delivery.objects.create(
        endpoint=target, cursor="1", changed_at=now, state=state, settled_at=now - age
    )
    return delivery.pk
