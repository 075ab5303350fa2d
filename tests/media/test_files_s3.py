"""Files that are kept in S3."""

import hashlib
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from portal.queue.jobs import run_due
from portal.roles import WRITERS
from tests import factories

from .files import BYTES, KINDS, NAME, addresses, body, text_document

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def s3_server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(settings, s3_server):
    """Keep uploads in an empty private bucket, as an operator sets it up; return its client."""
    options = {
        "bucket_name": "portal",
        "endpoint_url": s3_server,
        "region_name": "ap-southeast-1",
        "access_key": "portal",
        "secret_key": "known to the test",
    }
    backend = "storages.backends.s3.S3Storage"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": backend, "OPTIONS": options},
    }
    requests.post(f"{s3_server}/moto-api/reset").raise_for_status()
    bucket = storages["default"].bucket
    bucket.create(CreateBucketConfiguration={"LocationConstraint": options["region_name"]})
    return bucket


def test_library_works_on_s3(s3):
    document = factories.DocumentFactory(file=ContentFile(factories.PDF, "Đề án.pdf"))
    image = factories.ImageFactory()
    for made in (document, image):
        made.refresh_from_db()
    assert document.sha256 == hashlib.sha256(factories.PDF).hexdigest()
    assert (image.file_size, image.width) == (len(factories.jpeg()), 64)
    run_due(60)
    document.refresh_from_db()
    assert (document.size, document.page_count) == (len(factories.PDF), 1)
    assert document.signature_status == "unsigned"
    assert image.renditions.count() == 4
    assert {stored.key for stored in s3.objects.all()} == {
        document.file.name,
        document.inspection.first_page.name,
        image.file.name,
        *(rendition.file.name for rendition in image.renditions.all()),
    }
    document.file = ContentFile(b"moi", "moi.txt")
    document.save()
    document.refresh_from_db()
    assert (document.size, document.page_count) == (3, None)


def test_upload_of_the_same_name_writes_over_nothing_on_s3(s3):
    first, second = text_document(), factories.DocumentFactory(file=ContentFile(b"hai", NAME))
    assert first.file.name != second.file.name
    assert s3.Object(first.file.name).get()["Body"].read() == BYTES


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_s3_is_reached_by_a_short_signed_address(client, s3, kind, method):
    response = client.generic(method, addresses()[kind])
    assert response.status_code == 302
    assert response.headers["Cache-Control"] == "no-store"
    address = response.headers["Location"]
    signed = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    # The server of this test looks whether there is a signature, not whether it is right.
    assert signed["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
    assert signed["X-Amz-Expires"] == "60"
    assert re.fullmatch("[0-9a-f]{64}", signed["X-Amz-Signature"])
    assert signed["response-content-disposition"].startswith("inline; filename=")
    sent = requests.request(method, address)
    assert sent.status_code == 200
    # To HEAD the server of this test gives no headers but its own.
    for name in ("disposition", "type") if method == "GET" else ():
        assert sent.headers[f"Content-{name}"] == signed[f"response-content-{name}"]
    assert requests.request(method, address.partition("?")[0]).status_code == 403


def test_signed_address_gives_the_bytes_and_parts_of_them(client, s3, settings):
    settings.SIGNED_ADDRESS_SECONDS = 5
    address = client.get(text_document().url).headers["Location"]
    assert "X-Amz-Expires=5&" in address
    assert requests.get(address).content == BYTES
    part = requests.get(address, headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.content) == (206, b"2345")


def test_private_file_has_no_signed_address_but_for_editors(client, s3):
    url = text_document(collection=factories.PrivateCollectionFactory()).url
    assert client.get(url).status_code == 404
    client.force_login(factories.UserFactory(role=WRITERS))
    address = client.get(url).headers["Location"]
    assert parse_qs(urlsplit(address).query)["response-cache-control"] == ["private, no-store"]


@pytest.mark.parametrize("change", [{"querystring_auth": False}, {"custom_domain": "cdn.vn"}])
def test_storage_that_signs_nothing_is_read_by_the_application(client, s3, settings, change):
    document = text_document()
    default = settings.STORAGES["default"]
    default = {**default, "OPTIONS": {**default["OPTIONS"], **change}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    whole, part = (
        client.get(document.url, headers=headers) for headers in ({}, {"Range": "bytes=2-5"})
    )
    assert (whole.status_code, body(whole)) == (200, BYTES)
    assert (part.status_code, body(part)) == (206, b"2345")
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404
