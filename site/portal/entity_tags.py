"""Entity tags of answers: the same for the same bytes, whoever makes them."""

from hashlib import sha256


def etag(content: bytes) -> str:
    """Return the strong entity tag of an uncompressed answer (RFC 9110 section 8.8.3)."""
    return f'"{sha256(content).hexdigest()[:32]}"'
