"""Secrets as they are stored: sealed with keys that follow from SECRET_KEY."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"portal.syndication.webhooks"


class UnreadableSecretError(Exception):
    """A secret that was sealed under a SECRET_KEY which this installation knows no more."""


def seal(secret: str) -> str:
    """Return `secret` as it may be stored."""
    return _keys()[0].encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the secret that was sealed under SECRET_KEY or one of SECRET_KEY_FALLBACKS.

    Raises:
        UnreadableSecretError: it was under another one.
    """
    try:
        return MultiFernet(_keys()).decrypt(sealed).decode()
    except InvalidToken as problem:
        raise UnreadableSecretError from problem


def seal_anew() -> None:
    """Seal under SECRET_KEY what is still sealed under a fallback, which may then be removed."""
    from .models import Endpoint

    current, keys = _keys()[0], MultiFernet(_keys())
    for endpoint in Endpoint.objects.only("sealed_secret"):
        try:
            current.decrypt(endpoint.sealed_secret)
        except InvalidToken:
            try:
                sealed = keys.rotate(endpoint.sealed_secret).decode()
            except InvalidToken:
                # Its deliveries say so; only a new secret helps.
                continue
            # The filter repeats what was read: a new secret that was made meanwhile stays.
            unchanged = Endpoint.objects.filter(
                pk=endpoint.pk, sealed_secret=endpoint.sealed_secret
            )
            unchanged.update(sealed_secret=sealed)


def _keys() -> list[Fernet]:
    return [_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _key(secret: str | bytes) -> Fernet:
    material = secret if isinstance(secret, bytes) else secret.encode()
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(material)
    return Fernet(base64.urlsafe_b64encode(derived))
