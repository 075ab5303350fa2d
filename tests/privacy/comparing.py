"""What an answer tells, beside what was asked."""

import re
from urllib.parse import quote, unquote

from .secrets import WORD

_OBJECT = re.compile(
    r"/api/v2/(\w+)/(\d+)/"
    r"|/(?:files/)?(images|renditions|documents|first-pages|van-ban)/(\d+)[/-]"
)


# Whose id stands in an address below these.
_OWNERS = {"renditions": "images", "first-pages": "documents", "van-ban": "documents"}


def text_of(response):
    """Return all that an answer says, body and headers."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{response.status_code}\n{headers}\n{response.content.decode()}"


def named(text):
    """Return pairs of endpoint and id of all objects that an answer names."""
    found = set()
    for endpoint, pk, files, file_pk in _OBJECT.findall(text):
        name = endpoint or _OWNERS.get(files, files)
        found.add((name, int(pk or file_pk)))
    return found


def assert_tells_nothing(secret, response, *, asked, name=""):
    """Fail where the answer holds more of something hidden than the question itself."""
    text = text_of(response)
    assert response.status_code in (200, 302, 400, 404, 410) or asked == "/healthz", asked
    for echo in (asked, quote(asked), quote(asked, safe="")):
        text = text.replace(echo, "")
    assert WORD not in text.lower(), f"{asked}\n{text}"
    assert not named(text) & secret.ids(), f"{asked}\n{text}"
    if response.status_code == 200 and response.headers["Content-Type"] == "application/json":
        listed = {(name, item["id"]) for item in response.json().get("items", [])}
        assert not listed & secret.ids(), asked


def alike(response, other, value, twin):
    """Tell whether two answers differ by nothing but the values that were asked for."""
    asked = re.compile(rf"(?<!\w)({re.escape(value)}|{re.escape(twin)})(?!\w)")
    # An error page repeats the asked address inside of another one: `%2Fxyzzy`.
    said = [unquote(text_of(answer)) for answer in (response, other)]
    texts = [re.sub(r"(ETag|Content-Length): .*", "", text) for text in said]
    return asked.sub("?", texts[0]) == asked.sub("?", texts[1])
