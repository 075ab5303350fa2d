"""Which consumer asks: looked up with each request, so that a revoked token is over at once."""

from typing import NamedTuple

from django.db import connection
from django.http import HttpRequest

from .tokens import digest, is_token

# Written out, as the statements of the store are: to compose it takes longer than to run it.
_KNOWN = """
    SELECT id, name, per_minute FROM consumers_consumer
    WHERE token_digest = %s AND revoked_at IS NULL
"""


class Asker(NamedTuple):
    """A consumer, as far as a request needs to know him.

    Attributes:
        pk: his primary key.
        name: as it stands in the log.
        per_minute: his own limit; None: the one that holds for all.
    """

    pk: int
    name: str
    per_minute: int | None


def bearer_token(request: HttpRequest) -> str | None:
    """Return the token that a request carries (RFC 6750), None where it carries none.

    Other schemes are nobody's business: a proxy may have its own, and reading needs none.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def consumer_with(token: str) -> Asker | None:
    """Return the consumer whose token this is, None where it is nobody's or revoked."""
    if not is_token(token):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [digest(token)])
        row = cursor.fetchone()
    return Asker(*row) if row else None
