"""What the tests of files share."""

from pathlib import Path

from django.core.files.base import ContentFile

from tests import factories

NAME = "Kế hoạch 59.txt"
BYTES = bytes(range(48, 58)) * 2000
SIZE = len(BYTES)
KINDS = ["document", "original", "rendition"]
ROOT = Path(__file__).resolve().parents[2]


def text_document(**values):
    return factories.DocumentFactory(file=ContentFile(BYTES, NAME), **values)


def addresses(collection=None):
    """Return the address of a file of each kind."""
    where = {"collection": collection} if collection else {}
    image = factories.ImageFactory(**where)
    return {
        "document": factories.DocumentFactory(**where).url,
        "original": image.download_url,
        "rendition": image.public_renditions()["480w"].url,
    }


def body(response):
    return response.getvalue()
