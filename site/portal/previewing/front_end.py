"""The one separate front end that shows drafts: what `HEADLESS_PREVIEW_URL` says of it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

PAGE, TOKEN = "{page}", "{token}"

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PLACEHOLDER = re.compile(r"\{[^}]*\}?|\}")
_PRINTABLE = re.compile(r"[!-~]+")
# An IPv6 address besides: `urlsplit` has taken its brackets away.
_HOST = re.compile(r"[a-z0-9.-]+|[0-9a-f.:]+")


@dataclass(frozen=True)
class FrontEnd:
    """A front end.

    Attributes:
        origin: scheme, host and port as a browser says them in `Origin`.
        template: the address of its preview, with places for page and token.
    """

    origin: str
    template: str

    @property
    def host(self) -> str:
        """The host, with the port where it is not the usual one: what editors know it by."""
        return self.origin.partition("://")[2]

    def address(self, page: str, token: str) -> str:
        """Return where the front end shows what `token` opens.

        Without a place of its own the token goes into the fragment, which no server and no log
        sees.
        """
        filled = self.template.replace(PAGE, page).replace(TOKEN, token)
        return filled if TOKEN in self.template else f"{filled}#page={page}&token={token}"


def read_front_end(address: str) -> FrontEnd:
    """Return the front end whose preview is at `address`.

    Args:
        address: an absolute address; `{page}` and `{token}` stand where the front end wants them.

    Raises:
        ValueError: it is none; the message is the end of a sentence that begins with it.
    """
    if not _PRINTABLE.fullmatch(address):
        raise ValueError("has characters that no address has")
    if unknown := set(_PLACEHOLDER.findall(address)) - {PAGE, TOKEN}:
        raise ValueError(f"has {', '.join(sorted(unknown))}: only {PAGE} and {TOKEN} are known")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise ValueError("is no address") from problem
    if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host):
        raise ValueError("must begin with https:// and the name of a host")
    if "@" in parts.netloc:
        raise ValueError("must hold no user name")
    if "#" in address and TOKEN not in address:
        raise ValueError(f"has a fragment of its own: write {TOKEN} where the token goes")
    origin = f"{parts.scheme}://{f'[{host}]' if ':' in host else host}"
    if port not in (None, _DEFAULT_PORTS[parts.scheme]):
        origin += f":{port}"
    return FrontEnd(origin, address)


def front_end() -> FrontEnd | None:
    """Return the front end; None where none is set, or one that the system check refuses."""
    try:
        return read_front_end(settings.HEADLESS_PREVIEW_URL)
    except ValueError:
        return None


def origins() -> list[str]:
    """Return what the admin may show in a frame besides itself."""
    known = front_end()
    return [known.origin] if known else []
