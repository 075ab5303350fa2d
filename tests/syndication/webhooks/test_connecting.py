"""What a name leads to is looked up once, looked at, and is what is connected to."""

import pytest

from portal.syndication.webhooks.results import Result
from portal.syndication.webhooks.transport import post

from .certificates import Authority
from .receiver import Receiver
from .resolver import Resolver

NAME = "nhan.example.vn"


@pytest.fixture
def resolver(monkeypatch):
    return Resolver(monkeypatch)


@pytest.fixture
def authority(tmp_path, monkeypatch):
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    return authority


@pytest.fixture
def _loopback_is_ours(settings):
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def send(address):
    return post(address, b"{}", {}, seconds=3).result


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_name_of_an_internal_address_is_not_connected_to(resolver, receiver, scheme):
    resolver.answers[NAME] = [["127.0.0.1"]]
    assert send(f"{scheme}://{NAME}:{receiver.port}/") is Result.FORBIDDEN
    assert receiver.connections == 0


@pytest.mark.parametrize("literal", ["127.0.0.1", "[::ffff:127.0.0.1]", "localhost"])
def test_neither_is_the_address_itself(receiver, literal):
    assert send(f"https://{literal}:{receiver.port}/") is Result.FORBIDDEN
    assert receiver.connections == 0


@pytest.mark.parametrize("beside", ["8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8"])
def test_one_internal_address_among_public_ones_is_enough(resolver, receiver, beside):
    for answer in (["127.0.0.1", beside], [beside, "127.0.0.1"]):
        resolver.answers[NAME] = [answer]
        assert send(f"https://{NAME}:{receiver.port}/") is Result.FORBIDDEN
    assert receiver.connections == 0


@pytest.mark.parametrize("alias", ["::ffff:127.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::"])
def test_internal_address_in_disguise(resolver, receiver, alias):
    resolver.answers[NAME] = [[alias]]
    assert send(f"https://{NAME}:{receiver.port}/") is Result.FORBIDDEN
    assert receiver.connections == 0


@pytest.mark.usefixtures("_loopback_is_ours")
def test_second_look_is_never_taken(resolver, receiver):
    """The first answer may be connected to, the second may not: only the first counts."""
    resolver.answers[NAME] = [["127.0.0.1"], ["10.0.0.1"]]
    assert send(f"http://{NAME}:{receiver.port}/") is Result.ACCEPTED
    assert resolver.asked == [NAME]
    assert receiver.requests[0].headers["host"] == f"{NAME}:{receiver.port}"


def test_name_that_is_public_at_first_and_internal_at_the_second_look(resolver, receiver):
    """DNS rebinding: what was looked at, and only that, is connected to.

    No address of the public network can be had in a test: it cannot be reached, or nobody there
    answers.
    """
    resolver.answers[NAME] = [["8.8.8.8"], ["127.0.0.1"]]
    assert send(f"https://{NAME}:{receiver.port}/") in (Result.UNREACHABLE, Result.TIMEOUT)
    assert resolver.asked == [NAME]
    assert receiver.connections == 0


@pytest.mark.usefixtures("_loopback_is_ours")
def test_public_network_is_never_reached_without_tls(resolver, receiver):
    resolver.answers[NAME] = [["8.8.8.8"]]
    assert send(f"http://{NAME}:{receiver.port}/") is Result.FORBIDDEN
    resolver.answers[NAME] = [["127.0.0.1", "8.8.8.8"]]
    assert send(f"http://{NAME}:{receiver.port}/") is Result.FORBIDDEN


@pytest.mark.usefixtures("_loopback_is_ours")
def test_next_address_is_tried_where_one_takes_no_connection(resolver, receiver):
    resolver.answers[NAME] = [["127.0.0.2", "127.0.0.1"]]
    assert send(f"http://{NAME}:{receiver.port}/") is Result.ACCEPTED


@pytest.mark.usefixtures("_loopback_is_ours")
def test_tls_proves_the_name_and_not_the_address(resolver, authority):
    with Receiver(tls=authority.server(NAME)) as receiver:
        resolver.answers[NAME] = [["127.0.0.1"], ["127.0.0.2"]]
        assert send(f"https://{NAME}:{receiver.port}/") is Result.ACCEPTED
        assert receiver.names == [NAME]
        assert receiver.requests[0].headers["host"] == f"{NAME}:{receiver.port}"
        assert resolver.asked == [NAME]


@pytest.mark.usefixtures("_loopback_is_ours")
@pytest.mark.parametrize("names", [["khac.example.vn"], ["127.0.0.1"]])
def test_certificate_of_another_name_is_not_enough(resolver, authority, names):
    with Receiver(tls=authority.server(*names)) as receiver:
        resolver.answers[NAME] = [["127.0.0.1"]]
        assert send(f"https://{NAME}:{receiver.port}/") is Result.CERTIFICATE
        assert receiver.requests == []


@pytest.mark.usefixtures("_loopback_is_ours")
def test_certificate_of_an_unknown_authority_is_not_enough(resolver, tmp_path):
    with Receiver(tls=Authority(tmp_path).server(NAME)) as receiver:
        resolver.answers[NAME] = [["127.0.0.1"]]
        assert send(f"https://{NAME}:{receiver.port}/") is Result.CERTIFICATE


@pytest.mark.usefixtures("_loopback_is_ours")
def test_certificate_of_an_address_is_for_that_address(authority):
    with Receiver(tls=authority.server("127.0.0.1")) as receiver:
        assert send(f"https://127.0.0.1:{receiver.port}/") is Result.ACCEPTED


@pytest.mark.usefixtures("_loopback_is_ours")
def test_receiver_that_speaks_no_tls(receiver):
    assert send(f"https://localhost:{receiver.port}/") in (Result.TLS, Result.TIMEOUT)


def test_name_without_an_address(resolver):
    resolver.answers[NAME] = [[]]
    assert send(f"https://{NAME}/") is Result.UNRESOLVED
