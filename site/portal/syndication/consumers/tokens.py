"""What a token is made of, and what is stored of it.

A token is 32 random bytes, and nobody finds one by trying. So its SHA-256 is enough to keep: the
slow hash of a password would protect nothing more, and cost each request a tenth of a second.
"""

import hashlib
import re
import secrets

# Tells people, and programs that look for secrets in places where none should be, what it is.
PREFIX = "cgp_"
_BYTES = 32
_FORM = re.compile(rf"{PREFIX}[0-9a-f]{{{2 * _BYTES}}}")
_SHOWN = len(PREFIX) + 8


def new_token() -> str:
    """Return a token that was never given out: `cgp_` and 64 hexadecimal digits."""
    return PREFIX + secrets.token_hex(_BYTES)


def is_token(text: str) -> bool:
    """Tell whether `text` could be a token at all."""
    return _FORM.fullmatch(text) is not None


def digest(token: str) -> str:
    """Return what is stored of a token, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def start_of(token: str) -> str:
    """Return the beginning of a token, by which people tell it from others."""
    return token[:_SHOWN]
