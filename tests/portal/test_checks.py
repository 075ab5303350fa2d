"""Settings that refuse to start, checks that refuse to pass, health that says what is wrong."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Site

from home.models import StandardPage
from portal.checks import (
    counters_are_shared,
    every_block_has_an_api_shape,
    every_page_type_has_an_api_shape,
    no_demonstration_password_works,
    rates_can_be_read,
    sites_have_addresses_that_work,
)
from portal.queue.models import Heartbeat, Job
from portal.syndication.builder import drain
from tests import factories
from tests.data.signed_files.verdicts import ROOTS

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "k" * 30 + "0123456789abcdefghijABCDEFGHIJ-",
    "ALLOWED_HOSTS": "binhson.quangngai.gov.vn",
    "CACHE_URL": "rediscache://127.0.0.1:6379/1",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "DEFAULT_FROM_EMAIL": "binhson@quangngai.gov.vn",
    "WAGTAILADMIN_BASE_URL": "https://binhson.quangngai.gov.vn",
}


def production_check(tmp_path, **environment):
    """Run `check --deploy` with production settings and `environment` alone."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "check", "--deploy", "--fail-level", "WARNING"],
        env={
            **plain,
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "VAR_DIR": str(tmp_path),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_names_all_that_is_missing_at_once(tmp_path):
    result = production_check(tmp_path)
    assert result.returncode != 0
    for name in (*PRODUCTION, "DATABASE_URL"):
        assert name in result.stderr


@pytest.mark.parametrize("empty", ["", " "])
def test_production_counts_what_is_empty_as_missing(tmp_path, empty):
    names = ["SECRET_KEY", "DATABASE_URL", *list(PRODUCTION)[1:]]
    result = production_check(tmp_path, **dict.fromkeys(names, empty))
    assert result.returncode != 0
    assert result.stderr.rstrip().endswith(f"says how): {', '.join(names)}")


def test_production_names_only_what_is_empty(tmp_path):
    given = {**PRODUCTION, "DATABASE_URL": "postgres:///portal", "EMAIL_URL": ""}
    result = production_check(tmp_path, **given)
    assert result.returncode != 0
    assert result.stderr.rstrip().endswith("says how): EMAIL_URL")


def test_production_with_its_settings_is_clean(tmp_path):
    database = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "root.pem").write_bytes((ROOTS / "government.pem").read_bytes())
    result = production_check(tmp_path, DATABASE_URL=database, **PRODUCTION)
    assert "media.I001" in result.stderr
    assert result.returncode == 0, result.stderr


@pytest.mark.django_db
def test_check_fails_where_a_demonstration_password_works():
    factories.UserFactory(username="banbientap")
    assert no_demonstration_password_works() == []
    with override_settings(DEMO_ALLOWED=False):
        assert [error.id for error in no_demonstration_password_works()] == ["portal.E003"]


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["binhson.quangngai.gov.vn"])
def test_production_says_when_a_site_makes_addresses_that_do_not_work():
    site = Site.objects.get()
    assert [found.id for found in sites_have_addresses_that_work()] == [
        "portal.W001",
        "portal.W002",
    ]
    site.port, site.hostname = 443, "binhson.quangngai.gov.vn"
    site.save()
    assert sites_have_addresses_that_work() == []


@pytest.mark.parametrize(
    ("backend", "expected"), [("locmem.LocMemCache", ["portal.W003"]), ("redis.RedisCache", [])]
)
def test_production_says_when_its_cache_is_not_shared(backend, expected):
    with override_settings(
        CACHES={"default": {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": "x"}}
    ):
        assert [found.id for found in counters_are_shared()] == expected


RATES = ["API_RATE", "API_TOKEN_RATE", "VISITS_RATE"]


@pytest.mark.parametrize("name", RATES)
@pytest.mark.parametrize("rate", ["600/min", "1/s", "", "5/hour"])
def test_rate_that_the_throttle_reads(name, rate):
    with override_settings(**{name: rate}):
        assert rates_can_be_read() == []


@pytest.mark.parametrize("name", RATES)
@pytest.mark.parametrize("rate", ["600", "many/min", "0/min", "5/year"])
def test_rate_that_it_does_not(name, rate):
    with override_settings(**{name: rate}):
        (found,) = rates_can_be_read()
    assert found.id == "portal.E004"
    assert found.msg.startswith(name)


def test_every_block_has_a_shape_that_somebody_decided():
    assert every_block_has_an_api_shape() == []


def test_page_type_without_an_api_shape_is_told(monkeypatch):
    assert every_page_type_has_an_api_shape() == []
    monkeypatch.delattr(StandardPage, "api_shape")
    assert [found.obj for found in every_page_type_has_an_api_shape()] == [StandardPage]


@pytest.mark.django_db
@override_settings(DEMO_ALLOWED=False)
@pytest.mark.parametrize("command", ["load_demo", "serve"])
def test_demonstration_is_refused_outside_development(command):
    with pytest.raises(CommandError):
        call_command(command)


@pytest.mark.django_db
class TestHealth:
    def get(self, client, query=""):
        response = client.get(f"/healthz{query}")
        return response.status_code, response.json()

    def test_silent_worker_is_an_alarm_but_not_for_a_load_balancer(self, client):
        assert self.get(client)[0] == 503
        assert self.get(client)[1]["worker"] == "silent"
        assert self.get(client, "?only=database")[0] == 200

    def test_all_is_well(self, client):
        Heartbeat.beat("clock")
        # The template of the databases may be older than anything should wait.
        drain()
        status, answer = self.get(client)
        assert (status, answer["status"]) == (200, "ok")
        assert answer["queue_age"] == 0

    def test_late_queue_is_an_alarm(self, client):
        Heartbeat.beat("clock")
        Job.objects.create(kind="x", next_at=timezone.now() - timedelta(minutes=11))
        status, answer = self.get(client)
        assert (status, answer["queue"]) == (503, "late")
        assert answer["queue_age"] >= 660
