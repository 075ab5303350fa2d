"""What the tests that follow the feed do with pages."""

from typing import Any

from django.db.models import Model
from django.test import Client
from wagtail.models import Page, Site

from home.models import HomePage, StandardPage
from portal.syndication import builder
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


def public_pages() -> list[Page]:
    """Return a list and two announcements below it; with the home page there are four pages."""
    index = factories.IndexFactory(title="Thông báo")
    return [index, *(factories.AnnouncementFactory(parent=index) for _ in range(2))]


def shared_things() -> list[Model]:
    """Return one of each kind of thing that sites share: the document is third, the image last."""
    return [
        factories.CategoryFactory(),
        factories.OrganisationFactory(),
        factories.DocumentFactory(),
        factories.ImageFactory(),
    ]


def another_site() -> Site:
    """Return a second site, khac.test, with its first page."""
    root = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    return Site.objects.create(hostname="khac.test", root_page=root)


def rename(page: Page) -> None:
    """Give `page` another title by a query, and have it built."""
    type(page).objects.filter(pk=page.pk).update(title=f"{page.title} mới")
    builder.drain()
