"""One POST to receivers that are slow, dead, lying or redirecting; over real sockets."""

import socket
import time

import pytest

from portal.syndication.webhooks.results import Outcome, Result
from portal.syndication.webhooks.transport import EXCERPT, post
from tests.server.processes import free_port

from . import receiver as behaviours
from .receiver import Receiver, answer, say

BODY = b'{"type":"content.changed"}'
HEADERS = {"webhook-id": "msg_1"}


@pytest.fixture(autouse=True)
def _loopback_is_ours(settings):
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8", "::1/128"]


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def send(address, seconds=5.0):
    return post(address, BODY, HEADERS, seconds)


def test_message_arrives_whole(receiver):
    assert send(f"{receiver.url}?a=1") == Outcome(Result.ACCEPTED, 204)
    [request] = receiver.requests
    assert request.line == "POST /hook?a=1 HTTP/1.1"
    assert request.body == BODY
    assert request.headers["host"] == f"localhost:{receiver.port}"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len(BODY))
    assert request.headers["webhook-id"] == "msg_1"


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_accepted(receiver, status):
    receiver.usual = answer(status, b"" if status == 204 else b"ok")
    assert send(receiver.url) == Outcome(Result.ACCEPTED, status)


@pytest.mark.parametrize(("status", "result"), [
    (100, Result.BROKEN_OFF), (103, Result.ERROR), (199, Result.ERROR), (400, Result.ERROR),
    (401, Result.ERROR), (404, Result.ERROR), (410, Result.GONE), (429, Result.ERROR),
    (500, Result.ERROR), (503, Result.ERROR), (600, Result.ERROR), (304, Result.REDIRECT),
])  # fmt: skip
def test_nothing_else_is(receiver, status, result):
    receiver.usual = answer(status)
    assert send(receiver.url).result is result


def test_reason_that_the_receiver_gives_is_kept(receiver):
    receiver.usual = answer(400, "Chữ ký sai\0".encode() + b"\xff" + b"." * 9000)
    outcome = send(receiver.url)
    assert (outcome.result, outcome.status) == (Result.ERROR, 400)
    assert outcome.answer.startswith("Chữ ký sai\N{REPLACEMENT CHARACTER}")
    assert "\0" not in outcome.answer
    assert len(outcome.answer) == EXCERPT


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_not_followed(receiver, status):
    with Receiver() as other:
        receiver.usual = answer(status, b"", f"Location: {other.url}")
        assert send(receiver.url) == Outcome(Result.REDIRECT, status)
        assert other.connections == 0
    assert receiver.connections == 1


def test_nobody_listens():
    assert send(f"http://localhost:{free_port()}/") == Outcome(Result.UNREACHABLE)


def test_nobody_accepts():
    """The connection stays in the kernel's queue and is never answered."""
    with socket.create_server(("127.0.0.1", 0)) as dead:
        started = time.monotonic()
        outcome = send(f"http://localhost:{dead.getsockname()[1]}/", seconds=0.5)
    assert outcome == Outcome(Result.TIMEOUT)
    assert time.monotonic() - started < 5


def test_slow_receiver_is_waited_for(receiver):
    receiver.usual = behaviours.wait(0.5, answer(200))
    assert send(receiver.url).result is Result.ACCEPTED


@pytest.mark.parametrize("behaviour", [
    behaviours.hang, behaviours.dripping, behaviours.dripping_headers,
], ids=["hang", "dripping", "dripping-headers"])  # fmt: skip
def test_deadline_holds_for_all_of_it(receiver, behaviour):
    receiver.usual = behaviour
    started = time.monotonic()
    assert send(receiver.url, seconds=0.5) == Outcome(Result.TIMEOUT)
    assert time.monotonic() - started < 5


def test_deadline_holds_while_the_body_drips(receiver):
    receiver.usual = behaviours.dripping_body
    started = time.monotonic()
    outcome = send(receiver.url, seconds=0.5)
    assert (outcome.result, outcome.status) == (Result.ERROR, 500)
    assert outcome.answer.startswith("la")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(("behaviour", "result"), [
    (behaviours.endless, Result.ERROR), (behaviours.endless_headers, Result.GARBAGE),
    (behaviours.endless_continue, Result.GARBAGE), (say(b"la" * 50_000), Result.GARBAGE),
], ids=["body", "headers", "continue", "first-line"])  # fmt: skip
def test_answer_without_end_is_read_for_a_short_while(receiver, behaviour, result):
    receiver.usual = behaviour
    assert send(receiver.url, seconds=20).result is result
    if behaviour is behaviours.endless:
        assert receiver.refused.wait(10), "the sender still reads"


@pytest.mark.parametrize(("text", "result"), [
    (b"", Result.BROKEN_OFF),
    (b"SSH-2.0-OpenSSH_9.2\r\n", Result.GARBAGE),
    (b"HTTP/1.1 abc\r\n\r\n", Result.GARBAGE),
    (b"HTTP/1.1 20000 So\r\n\r\n", Result.GARBAGE),
    (b"\x16\x03\x01\x02\x00", Result.GARBAGE),
    (b"HTTP/1.1 200 So\r\nContent-Length: 1000\r\n\r\nshort", Result.ACCEPTED),
    (b"HTTP/1.1 200 So\r\nContent-Length: -1\r\n\r\nshort", Result.ACCEPTED),
    (b"HTTP/1.1 200 So\r\nContent-Length: zwei\r\n\r\n", Result.ACCEPTED),
    (b"HTTP/1.1 500 So\r\nContent-Length: 1000\r\n\r\nshort", Result.ERROR),
    (b"HTTP/1.1 500 So\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nla", Result.ERROR),
    (b"HTTP/1.1 500 So\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\nla", Result.ERROR),
])  # fmt: skip
def test_lies_are_survived(receiver, text, result):
    receiver.usual = say(text)
    assert send(receiver.url).result is result


def test_proxies_of_the_environment_are_not_used(receiver, monkeypatch):
    with Receiver() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert send(receiver.url).result is Result.ACCEPTED
        assert proxy.connections == 0


def test_name_that_nobody_knows():
    assert send("https://khong-co.invalid/").result is Result.UNRESOLVED
