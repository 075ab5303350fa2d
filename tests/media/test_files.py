"""Files as HTTP serves them from the disk, and who never sees them."""

import re
import shutil

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client

from media.models import PortalDocument, PortalImage
from media.serving import asked_range, content_disposition
from portal.roles import WRITERS
from tests import factories

from .files import BYTES, KINDS, NAME, SIZE, addresses, body, text_document

pytestmark = pytest.mark.django_db

# Conditions


@pytest.mark.parametrize("kind", KINDS)
def test_public_file_carries_what_caches_and_browsers_need(client, kind):
    response = client.get(addresses()[kind])
    assert response.status_code == 200
    assert re.fullmatch(r'"[0-9a-f]{32,64}[-0-9]*"', response.headers["ETag"])
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert int(response.headers["Content-Length"]) == len(body(response))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Disposition"].startswith("inline; filename=")


def test_etag_of_an_original_is_its_checksum(client):
    document = text_document()
    assert client.get(document.url).headers["ETag"] == f'"{document.sha256}"'


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", W/{}', "*"])
def test_who_has_the_file_gets_304_without_it(client, kind, form):
    url = addresses()[kind]
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": form.format(first.headers["ETag"])})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options"):
        assert again.headers[name] == first.headers[name]


def test_replaced_content_has_another_etag(client):
    document = text_document()
    before = client.get(document.url).headers["ETag"]
    document.file = ContentFile(b"moi", NAME)
    document.save()
    after = client.get(document.url, headers={"If-None-Match": before})
    assert (after.status_code, body(after)) == (200, b"moi")


def test_rendition_of_replaced_content_has_another_etag(client):
    image = factories.ImageFactory()
    before = client.get(image.public_renditions()["480w"].url).headers["ETag"]
    image.file = ContentFile(factories.jpeg(colour="red"), "anh.jpg")
    image.save()
    fresh = PortalImage.objects.get(pk=image.pk)
    after = client.get(fresh.public_renditions()["480w"].url, headers={"If-None-Match": before})
    assert after.status_code == 200


def test_if_match_that_does_not_hold_is_412(client):
    url = text_document().url
    response = client.get(url, headers={"If-Match": '"x"'})
    assert (response.status_code, response.headers["Cache-Control"]) == (412, "no-store")


# Ranges


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-4", 0, 4),
        ("bytes=19990-", 19990, 19999),
        ("bytes=-3", 19997, 19999),
        ("bytes=-99999", 0, 19999),
        ("bytes=5-99999", 5, 19999),
        ("Bytes=0-0, ", 0, 0),
    ],
)
def test_one_range_is_answered_with_its_bytes(client, asked, first, last):
    document = text_document()
    response = client.get(document.url, headers={"Range": asked})
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response.headers["Content-Length"] == str(last - first + 1)
    assert response.headers["ETag"] == f'"{document.sha256}"'
    assert body(response) == BYTES[first : last + 1]


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,4-5", "bytes=5-4", "bytes=-", "bytes=a-b", "bytes=1", "bytes=--1", "bytes", "",
     "lines=0-4", "bytes=0x1-2", "bytes=٠-٤", f"bytes={'9' * 5000}-", "bytes 0-4"],
)  # fmt: skip
def test_range_that_is_not_understood_gets_the_whole_file(client, asked):
    response = client.get(text_document().url, headers={"Range": asked})
    assert response.status_code == 200
    assert "Content-Range" not in response.headers
    assert body(response) == BYTES


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=-0", f"bytes={SIZE}-{SIZE + 5}"])
def test_range_outside_the_file_is_416(client, asked):
    response = client.get(text_document().url, headers={"Range": asked})
    assert (response.status_code, response.content) == (416, b"")
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    ("asked", "found"),
    [("bytes=0-", range(0)), ("bytes=-5", None), ("bytes=-0", range(0)), ("bytes=0-0", range(0))],
)
def test_ranges_of_an_empty_file(asked, found):
    assert asked_range(asked, 0) == found


@pytest.mark.parametrize(
    ("condition", "status"),
    [("{}", 206), ("W/{}", 200), ('"old"', 200), ("Sat, 29 Oct 1994 19:43:31 GMT", 200)],
)
def test_if_range_gives_a_part_only_of_the_same_file(client, condition, status):
    document = text_document()
    fits = condition.format(f'"{document.sha256}"')
    response = client.get(document.url, headers={"Range": "bytes=2-3", "If-Range": fits})
    assert response.status_code == status
    assert body(response) == (b"23" if status == 206 else BYTES)


def test_what_the_client_has_comes_before_its_range(client):
    document = text_document()
    headers = {"Range": "bytes=2-3", "If-None-Match": f'"{document.sha256}"'}
    assert client.get(document.url, headers=headers).status_code == 304


def test_head_tells_all_but_the_file_and_knows_no_ranges(client):
    url = text_document().url
    told, sent = client.head(url, headers={"Range": "bytes=0-4"}), client.get(url)
    assert (told.status_code, told.content) == (200, b"")
    assert dict(told.items()) == dict(sent.items())


# Names


@pytest.mark.parametrize(
    ("name", "spelt", "encoded"),
    [
        ("KH 59.signed.pdf", "KH 59.signed.pdf", "KH%2059.signed.pdf"),
        ("Đề án.pdf", "De an.pdf", "%C4%90%E1%BB%81%20%C3%A1n.pdf"),
        ('a"; x="b\\c%41.pdf', "a__ x=_b_c_41.pdf", "a%22%3B%20x%3D%22b_c%2541.pdf"),
        ("a\r\nSet-Cookie: b=c", "aSet-Cookie: b=c", "aSet-Cookie%3A%20b%3Dc"),
        ("hoadon\u202efdp.exe", "hoadonfdp.exe", "hoadonfdp.exe"),
        ("\n", "file", "file"),
    ],
)
def test_name_is_said_twice_and_breaks_out_of_nothing(name, spelt, encoded):
    value = content_disposition(name, "text/plain")
    assert value == f"attachment; filename=\"{spelt}\"; filename*=UTF-8''{encoded}"


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "text/plain", "x"])
def test_what_a_browser_might_run_is_offered_for_download(content_type):
    assert content_disposition("a", content_type).startswith("attachment;")


@pytest.mark.parametrize("kind", ["document", "original"])
def test_old_name_leads_to_the_current_one(client, kind):
    url = addresses()[kind]
    old = url.rpartition("/")[0] + "/Tên%20cũ.pdf"
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (302, url)
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"


@pytest.mark.parametrize("name", [NAME, "100%.txt", "a?b#c.txt", "a;b&c=+d.txt", "a\nb.txt", "…"])
def test_every_name_that_a_row_holds_leads_to_its_file(client, name):
    document = PortalDocument(title="x", original_name=name)
    document.file.save("a.txt", ContentFile(BYTES), save=False)
    document.save()
    assert document.filename == name
    assert client.get(document.url).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["a%00b", "a%0Ab", "%7F", "a" * 256, "%C2%85", "a/b", "", "%2F"])
def test_impossible_name_is_missing(client, kind, name):
    url = addresses()[kind]
    assert client.get(f"{url.rpartition('/')[0]}/{name}").status_code == 404


def test_another_rendition_is_missing(client):
    url = addresses()["rendition"]
    assert client.get(url + "x").status_code == 404


@pytest.mark.parametrize("folder", ["documents", "images", "renditions"])
@pytest.mark.parametrize("number", ["99999999999999999999", "9" * 5000, "0", "-1", "x"])
def test_impossible_number_is_missing(client, folder, number):
    assert client.get(f"/files/{folder}/{number}/a.pdf").status_code == 404


# Methods, cookies, queries


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_files_are_only_read(kind, method):
    response = Client(enforce_csrf_checks=True).generic(method, addresses()[kind])
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("kind", KINDS)
def test_public_file_is_the_same_to_everyone_and_costs_one_query(
    client, kind, django_assert_num_queries
):
    url = addresses()[kind]
    client.force_login(factories.UserFactory(role=WRITERS))
    with django_assert_num_queries(1):
        known = client.get(url)
    stranger = Client().get(url)
    assert "Cookie" not in known.headers.get("Vary", "")
    assert not known.cookies
    assert dict(known.items()) == dict(stranger.items())


# What is gone


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("prefix", ["", "/protected/"])
def test_file_that_the_disk_has_lost_is_missing(client, settings, kind, prefix):
    settings.ACCEL_REDIRECT_PREFIX = prefix
    url = addresses()[kind]
    known = client.get(url).headers["ETag"]
    shutil.rmtree(settings.MEDIA_ROOT)
    assert client.get(url).status_code == 404
    assert client.get(url, headers={"If-None-Match": known}).status_code == 404


def test_media_url_itself_leads_to_nothing(client):
    image, document = factories.ImageFactory(), text_document()
    client.force_login(factories.UserFactory(role=WRITERS, is_superuser=True))
    for file in (image.file, document.file, image.public_renditions()["480w"].file):
        assert file.url.startswith(settings.MEDIA_URL)
        assert client.get(file.url).status_code == 404
