"""`manage.py serve`, which is what `make run` calls."""

import signal
import socket

import pytest
import requests

from announcements.models import AnnouncementPage
from portal.checks import DEMO_ACCOUNTS, DEMO_PASSWORD
from tests.databases import base_url

from .editor import Editor, RefusalError
from .processes import Portal, Process

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(base_url() != "sqlite", reason="the demonstration runs on SQLite"),
]

SEED = "/thong-bao/thuc-hien-de-an-so-07/"


def has_ipv6() -> bool:
    """Tell whether this machine can listen on ::1."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


ADDRESSES = ["127.0.0.1", *(["[::1]"] if has_ipv6() else [])]


@pytest.fixture
def portal(make_portal) -> Portal:
    """Return a portal under the settings of `make run`: DEBUG, and its own ALLOWED_HOSTS."""
    portal = make_portal("serve", DEBUG="1")
    del portal.environment["ALLOWED_HOSTS"]
    return portal


def test_it_says_where_everything_is_and_answers_there_until_stopped(portal):
    process = serve(portal)

    said = process.output()
    for address in ("/", SEED, "/admin/", "/api/v2/pages/"):
        assert f"{portal.root}{address}" in said
    for account in DEMO_ACCOUNTS:
        assert f"{account} {DEMO_PASSWORD}".split() in [line.split()[:2] for line in lines(said)]
    for host in ADDRESSES:
        assert requests.get(f"http://{host}:{portal.port}{SEED}", timeout=30).status_code == 200
    process.wait_until(lambda: portal.health()[0] == 200, "the worker is heard of")

    press_ctrl_c(process)


def test_second_start_keeps_what_was_written(portal):
    first = serve(portal)
    with portal.orm():
        seed = AnnouncementPage.objects.get(
            slug="thuc-hien-de-an-so-07", locale__language_code="vi"
        ).pk
    Editor(portal.root, "banbientap").edit(seed, "Sửa giữa hai lần chạy", "publish")
    press_ctrl_c(first)

    second = serve(portal)

    assert "Sửa giữa hai lần chạy" in requests.get(f"{portal.root}{SEED}", timeout=30).text
    with portal.orm():
        assert AnnouncementPage.objects.get(pk=seed).title == "Sửa giữa hai lần chạy"
        pages = list(AnnouncementPage.objects.values_list("slug", "locale"))
        assert len(pages) == len(set(pages))
    assert "Setting up the database" not in second.output()


def test_sigterm_ends_its_children_too(portal):
    process = serve(portal)
    process.wait_until(lambda: process.child("db_worker"), "the worker runs")

    process.send(signal.SIGTERM)

    assert_ended_cleanly(process)


def test_taken_port_is_said_clearly(portal):
    with socket.create_server(("127.0.0.1", portal.port)):
        process = portal.manage("serve", "--port", str(portal.port))
        code = process.wait()

    assert code != 0
    assert f"port {portal.port}" in process.output()
    assert "Traceback" not in process.output()
    assert process.members() == []


def test_open_to_the_network_it_takes_new_passwords(portal):
    process = serve(portal, "--host", "::")

    said = process.output()
    assert "WARNING" in said
    passwords = dict(line.split()[:2] for line in lines(said) if "shown this once" in line)
    assert {name.rstrip(":") for name in passwords} == set(DEMO_ACCOUNTS)
    for name, password in passwords.items():
        assert password != DEMO_PASSWORD
        Editor(portal.root, name.rstrip(":"), password)
        with pytest.raises(RefusalError):
            Editor(portal.root, name.rstrip(":"), DEMO_PASSWORD)


def serve(portal: Portal, *options: str) -> Process:
    """Start the demonstration; return when its first page answers."""
    process = portal.manage("serve", "--port", str(portal.port), *options)
    process.wait_until(lambda: answers(f"{portal.root}{SEED}"), "the seed's page answers")
    return process


def press_ctrl_c(process: Process) -> None:
    """Interrupt the demonstration as a terminal does: each of its processes gets the signal."""
    process.send_group(signal.SIGINT)
    assert_ended_cleanly(process)


def assert_ended_cleanly(process: Process) -> None:
    """Wait for the end of the demonstration and of all that it started."""
    assert process.wait() == 0, process.output()
    assert process.members() == []
    assert "Traceback" not in process.output()


def answers(url: str) -> bool:
    """Tell whether `url` is there."""
    try:
        return requests.get(url, timeout=30).status_code == 200
    except requests.ConnectionError:
        return False


def lines(text: str) -> list[str]:
    """Return the lines of `text` that are not empty."""
    return [line for line in text.splitlines() if line.strip()]
