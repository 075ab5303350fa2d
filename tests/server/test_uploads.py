"""Many uploads at once: each has its right status in the end, and none waits for its inspection."""

import hashlib
import os
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO

import pytest
import requests

from media.models import PortalDocument
from portal.queue.models import Job
from tests.data.signed_files.verdicts import ROOTS, find

from .editor import Editor
from .processes import wait_until

pytestmark = pytest.mark.server

CLIENTS = 8
# A thousand take two processors half an hour: `UPLOADS=1000` where that is wanted.
UPLOADS = int(os.environ.get("UPLOADS", "96"))
SECONDS_FOR_EACH = 6
SECONDS_TO_BEGIN_WITH = 600
# What becomes of each file; None is refused. The certificates are valid until 2045.
STATUSES = {
    "unsigned.pdf": "unsigned",
    "signed-once.pdf": "trusted",
    "javascript-on-opening.pdf": None,
    "signed-twice.pdf": "trusted",
    "altered-inside.pdf": "invalid",
    "plan.docx": "unsigned",
    "unknown-root.pdf": "untrusted",
    "macro.xlsx": None,
    "time-stamped.pdf": "trusted",
    "notes.txt": "unsigned",
    "encrypted.pdf": None,
    "signed-with-sha1.pdf": "untrusted",
    "plans.zip": "unsigned",
    "second-signature-of-unknown-root.pdf": "untrusted",
    "table.csv": "unsigned",
    "picture-of-too-many-pixels.docx": None,
}


def named(number):
    """Return the file that an upload sends, and the name that it gives it."""
    file = list(STATUSES)[number % len(STATUSES)]
    return file, f"{number:04} {file}"


def content(number):
    """Return the bytes of an upload: the library takes no file in twice."""
    path = find(named(number)[0])
    data = path.read_bytes()
    if path.suffix in (".docx", ".xlsx", ".zip"):
        packed = BytesIO(data)
        with zipfile.ZipFile(packed, "a") as archive:
            archive.comment = str(number).encode()
        return packed.getvalue()
    if path.suffix == ".pdf":
        # White space behind the end says nothing, and so breaks no signature.
        return data + f"{number:b}".replace("0", " ").replace("1", "\n").encode()
    return data + f"\n{number}\n".encode()


def send(editors, number):
    name = named(number)[1]
    return name, editors[number % CLIENTS].upload(name, content(number))


@pytest.mark.timeout(SECONDS_TO_BEGIN_WITH + UPLOADS * SECONDS_FOR_EACH)
def test_mixed_uploads_by_eight_clients_at_once(make_portal, tmp_path):
    trust = tmp_path / "trust"
    trust.mkdir()
    for root in ("government.pem", "second_government.pem"):
        (trust / root).write_bytes((ROOTS / root).read_bytes())
    portal = make_portal("uploads", SIGNATURE_TRUST_ROOTS=str(trust))
    portal.load_demo()
    with portal.orm():
        ours = PortalDocument.objects.exclude(
            pk__in=list(PortalDocument.objects.values_list("pk", flat=True))
        )
        Job.objects.all().delete()
    portal.start_site()
    editors = [Editor(portal.root, "banbientap") for _client in range(CLIENTS)]
    upload = partial(_client_uploads, editors)

    # One half while nobody inspects: what waited for an inspection would wait for ever.
    with ThreadPoolExecutor(CLIENTS) as threads:
        answers = [one for done in threads.map(upload, _shares(0, UPLOADS // 2)) for one in done]
    with portal.orm():
        assert set(ours.values_list("signature_status", flat=True)) == {"pending"}
        first = ours.first()
        address, sha256 = portal.root + first.url, first.sha256
    assert hashlib.sha256(requests.get(address, timeout=60).content).hexdigest() == sha256

    # The other half beside the worker, which writes to the same database.
    portal.start_worker()
    with ThreadPoolExecutor(CLIENTS) as threads:
        shares = _shares(UPLOADS // 2, UPLOADS)
        answers += [one for done in threads.map(upload, shares) for one in done]

    assert {status for editor in editors for status in editor.statuses} <= {200, 302}
    for name, answer in answers:
        is_taken = STATUSES[name.partition(" ")[2]] is not None
        assert answer["success"] is is_taken, answer

    def pending():
        with portal.orm():
            return ours.filter(signature_status="pending").count()

    wait_until(lambda: not pending(), "every upload is inspected", UPLOADS * SECONDS_FOR_EACH)
    with portal.orm():
        found = dict(ours.values_list("original_name", "signature_status"))
        assert ours.count() == len(found)
        assert not Job.objects.filter(state=Job.State.FAILED).exists()
    assert found == {
        name: STATUSES[file]
        for file, name in map(named, range(UPLOADS))
        if STATUSES[file] is not None
    }
    assert Counter(found.values()).keys() >= {"trusted", "untrusted", "invalid", "unsigned"}


def _shares(first, last):
    return [range(first, last)[client::CLIENTS] for client in range(CLIENTS)]


def _client_uploads(editors, numbers):
    return [send(editors, number) for number in numbers]
