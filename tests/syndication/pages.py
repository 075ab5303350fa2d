"""What the tests that follow the feed do with pages."""

from typing import Any

from django.test import Client
from wagtail.models import Page

from home.models import StandardPage
from tests import factories


def linking_to(target: Page) -> StandardPage:
    """Return a page that links to `target`."""
    text = f'<p><a linktype="page" id="{target.pk}">Xem</a></p>'
    page: StandardPage = factories.StandardPageFactory(body=[("paragraph", text)])
    return page


def body_of(client: Client, page: Page) -> Any:
    """Return the first block of the text of `page`, as the API answers it."""
    return client.get(f"/api/v2/pages/{page.pk}/").json()["body"][0]["value"]


def fresh(page: Page) -> Any:
    """Return `page` as the database has it, of its own type."""
    return Page.objects.get(pk=page.pk).specific
