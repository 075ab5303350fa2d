"""Limits: what is counted, how long one waits, and that nothing is lost between many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from hypothesis import given
from hypothesis import strategies as st

from portal import counters
from portal.counters import lower_counter, raise_counter, take_counter
from portal.throttling import Rate, read_rate, seconds_to_wait

# Ten seconds after a stretch of a minute has begun.
NOW = datetime(2026, 11, 26, 7, 30, 10, tzinfo=UTC)
FOUR = Rate(4, 60)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("600/min", Rate(600, 60)),
        ("1/s", Rate(1, 1)),
        ("5/hour", Rate(5, 3600)),
        ("9/d", Rate(9, 86400)),
        ("", None),
    ],
)
def test_rate_is_read(text, rate):
    assert read_rate(text) == rate


@pytest.mark.parametrize("text", ["600", "0/min", "-1/min", "many/min", "5/year", " ", "1/min/s"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError, match="no rate"):
        read_rate(text)


def test_no_rate_limits_nobody():
    assert {seconds_to_wait("a", None) for _ in range(100)} == {0}


def test_limit_holds_for_each_asker_alone():
    with time_machine.travel(NOW, tick=False):
        assert [seconds_to_wait("a", FOUR) for _ in range(6)] == [0, 0, 0, 0, 51, 51]
        assert seconds_to_wait("b", FOUR) == 0


def test_end_of_a_stretch_opens_no_second_limit():
    with time_machine.travel(NOW + timedelta(seconds=49), tick=False) as clock:
        assert [seconds_to_wait("a", FOUR) for _ in range(5)] == [0, 0, 0, 0, 2]
        clock.shift(2)
        # Of the four before, 3.9 still count.
        assert seconds_to_wait("a", FOUR) == 0
        assert seconds_to_wait("a", FOUR) == 15
        clock.shift(15)
        assert seconds_to_wait("a", FOUR) == 0
        assert seconds_to_wait("a", FOUR) == 15


def test_after_two_quiet_stretches_everything_is_open_again():
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(9):
            seconds_to_wait("a", FOUR)
        clock.shift(120)
        assert [seconds_to_wait("a", FOUR) for _ in range(5)].count(0) == 4


@given(
    limit=st.integers(1, 12),
    pauses=st.lists(st.floats(0, 90, allow_nan=False), min_size=1, max_size=60),
)
def test_who_waits_as_long_as_he_is_told_is_answered(limit, pauses):
    cache.clear()
    rate = Rate(limit, 60)
    with time_machine.travel(NOW, tick=False) as clock:
        for pause in pauses:
            clock.shift(pause)
            if seconds := seconds_to_wait("a", rate):
                assert 1 <= seconds <= 61
                clock.shift(seconds)
                assert seconds_to_wait("a", rate) == 0


@given(pauses=st.lists(st.floats(0, 20, allow_nan=False), min_size=1, max_size=80))
def test_never_more_than_the_limit_at_once_and_its_share_of_what_follows(pauses):
    cache.clear()
    answered = []
    with time_machine.travel(NOW, tick=False) as clock:
        for pause in pauses:
            clock.shift(pause)
            if not seconds_to_wait("a", FOUR):
                answered.append(datetime.now(UTC).timestamp())
    for number, first in enumerate(answered):
        for further, last in enumerate(answered[number:], start=1):
            assert further <= FOUR.requests * (1 + (last - first) / FOUR.seconds) + 1


def test_requests_at_once_are_all_counted():
    """On the cache of this process, which raises a counter under a lock as Redis does."""
    rate = Rate(300, 3600)
    with ThreadPoolExecutor(16) as threads:
        waits = list(threads.map(lambda _: seconds_to_wait("a", rate), range(600)))
    assert waits.count(0) == 300


@pytest.mark.parametrize("backend", ["memory", "files"])
class TestCounters:
    @pytest.fixture(autouse=True)
    def _cache(self, backend, monkeypatch, tmp_path):
        made = LocMemCache("counters", {}) if backend == "memory" else FileBasedCache(tmp_path, {})
        monkeypatch.setattr(counters, "cache", made)

    def test_counter_goes_up_and_down(self):
        assert [raise_counter("a", 60), raise_counter("a", 60, 5)] == [1, 6]
        lower_counter("a")
        assert take_counter("a") == 5

    def test_what_was_taken_is_taken_once(self):
        raise_counter("a", 60, 7)
        assert [take_counter("a"), take_counter("a"), take_counter("never-there")] == [7, 0, 0]
        raise_counter("a", 60, 2)
        assert take_counter("a") == 2

    def test_counter_that_is_gone_is_not_lowered(self):
        lower_counter("never-there")
        assert take_counter("never-there") == 0


def test_two_that_take_at_once_share_what_was_counted():
    for _ in range(50):
        raise_counter("a", 60, 7)
        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(lambda _: take_counter("a"), range(8))) == 7
