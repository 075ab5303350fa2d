"""Consumers with tokens, and what they send."""

from itertools import count
from typing import Any

from portal.syndication.consumers.models import Consumer

_numbers = count(1)


def with_token(**fields: Any) -> tuple[Consumer, dict[str, str]]:
    """Return a new consumer, and the headers of its requests."""
    consumer = Consumer(**{"name": f"Hệ thống {next(_numbers)}", **fields})
    token = consumer.take_new_token()
    consumer.save()
    return consumer, bearer(token)


def bearer(token: str) -> dict[str, str]:
    """Return the header that carries `token`."""
    return {"authorization": f"Bearer {token}"}
