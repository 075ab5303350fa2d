"""Our endpoints beside Wagtail's own, on the same public data: they differ only where API.md says.

The queries are generated, always the same ones.
"""

import json
import random
import re
from urllib.parse import quote

import pytest
from django.test import override_settings
from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.redirects.api.v2 import RedirectsAPIViewSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from portal.lookup import Lookup
from portal.syndication.builder import drain
from portal.urls import urlpatterns as portal_urlpatterns
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class StockPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's own, with what the fields of our page types ask for."""

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "lookup": Lookup()}


stock = WagtailAPIRouter("stock")
stock.register_endpoint("pages", StockPagesAPIViewSet)
stock.register_endpoint("images", ImagesAPIViewSet)
stock.register_endpoint("documents", DocumentsAPIViewSet)
stock.register_endpoint("redirects", RedirectsAPIViewSet)
urlpatterns = [path("stock/", stock.urls), *portal_urlpatterns]

QUERIES = 600

# Values that API.md fixes otherwise: the rule beside each. (What our page types show of themselves
# comes from the same serialisers on both sides; other tests hold it against API.md.)
RULES = {
    "detail_url": "Every URL is absolute: a page's from its own site, the default site's",
    "download_url": "Every URL is absolute: those of shared things from the default site",
}


@pytest.fixture
def data():
    """Return ids that queries can name; everything is public and on one site."""
    index = factories.IndexFactory(title="Thông báo")
    category = factories.CategoryFactory()
    pages = [index, factories.home_page()]
    for number in range(9):
        image = factories.ImageFactory(title=f"Ảnh {number % 3}")
        image.tags.add(("đẹp", "cũ")[number % 2])
        document = factories.DocumentFactory(title=f"Văn bản {number}", number=f"{number}-KH/HU")
        document.tags.add("mới")
        page = factories.AnnouncementFactory(
            parent=index,
            title=f"Tin {number}",
            byline=("PVH", "BBT")[number % 2],
            show_in_menus=number % 3 == 0,
            category=category,
            illustration=image,
            body=[("document", {"document": document, "text": ""})],
        )
        page.save_revision().publish()
        pages.append(page)
        for item in (image, document):
            item.save()
    translation = pages[2].copy_for_translation(factories.english(), copy_parents=True)
    translation.save_revision().publish()
    for number in range(3):
        pages.append(factories.StandardPageFactory(title=f"Trang {number}"))
        Redirect.add_redirect(f"/cu-{number}", f"https://khac.test/{number}")
    # The English parents are aliases without a text of their own: "in no list" of ours.
    home = factories.home_page()
    for alias in home.get_translations():
        alias.get_descendants(inclusive=True).filter(alias_of__isnull=False).update(live=False)
    return [page.pk for page in pages]


def generate(pick, ids):
    """Return endpoint and query of one question, most of them sensible."""
    number = lambda: str(pick.choice([*ids, 0, 999, "abc", -1]))  # noqa: E731 - a table's cell
    endpoint = pick.choice(["pages"] * 5 + ["images", "documents", "redirects"])
    common = {
        "limit": lambda: pick.choice(["0", "1", "5", "100", "101", "-1", "x"]),
        "offset": lambda: pick.choice(["0", "2", "50", "-1", "x"]),
        "order": lambda: pick.choice(["id", "-id", "title,id", "nothing", "random", "-title,id"]),
        "fields": lambda: pick.choice(
            ["*", "_", "_,id", "title", "*,-title", "-title", "nothing", "*,(", "id,,", "_,title"]
        ),
        "search": lambda: pick.choice(["Tin", "Ảnh", "khong co", "Văn bản"]),
        "search_operator": lambda: pick.choice(["and", "or"]),
        "id": number,
        "bogus": lambda: "1",
    }
    own = {
        "pages": {
            "type": lambda: pick.choice(
                [
                    "announcements.AnnouncementPage",
                    "home.StandardPage",
                    "home.HomePage,home.StandardPage",
                    "wagtailcore.Page",
                    "no.Such",
                    "media.PortalImage",
                ]
            ),
            "child_of": lambda: pick.choice([number(), "root"]),
            "descendant_of": lambda: pick.choice([number(), "root"]),
            "ancestor_of": number,
            "translation_of": lambda: pick.choice([number(), "root"]),
            "locale": lambda: pick.choice(["vi", "en", "fr"]),
            "site": lambda: pick.choice(["localhost", "localhost:80", "no.test"]),
            "slug": lambda: pick.choice(["tin-1", "trang-2", "x"]),
            "title": lambda: pick.choice(["Tin 1", "x"]),
            "byline": lambda: "PVH",
            "show_in_menus": lambda: pick.choice(["true", "false", "0", "maybe"]),
        },
        "images": {
            "title": lambda: "Ảnh 1",
            "width": lambda: pick.choice(["64", "x"]),
            "tags": lambda: pick.choice(["đẹp", "đẹp,cũ", "x"]),
        },
        "documents": {"title": lambda: "Văn bản 1", "tags": lambda: pick.choice(["mới", "x"])},
        "redirects": {"old_path": lambda: pick.choice(["/cu-1", "/x"])},
    }
    known = {**common, **own[endpoint]}
    if endpoint in ("pages", "documents"):
        # Searched in an index of our own (tests/search/test_api.py).
        del known["search"], known["search_operator"]
    names = pick.sample(sorted(known), pick.choice([0, 1, 1, 2, 2, 3]))
    query = "&".join(f"{name}={quote(known[name]())}" for name in names)
    detail = f"{number().lstrip('-')}/" if pick.random() < 0.15 else ""
    return f"{endpoint}/{detail}?{query}"


def plain(value):
    """Return `value` without what API.md fixes otherwise."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if name not in RULES}
    return value


def within(theirs, ours):
    """Tell whether `ours` holds all that `theirs` says: ours is a superset."""
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and all(
            name in ours and within(value, ours[name]) for name, value in theirs.items()
        )
    if isinstance(theirs, list):
        return len(theirs) == len(ours) and all(map(within, theirs, ours))
    return theirs == ours


@pytest.mark.parametrize("is_stored", [False, True], ids=["anew", "stored"])
@override_settings(WAGTAILAPI_LIMIT_MAX=100)
def test_answers_equal_stock_but_for_what_the_contract_names(client, data, is_stored):
    if is_stored:
        drain()
    pick = random.Random(2022)
    client.raise_request_exception = False
    answered = 0
    for _ in range(QUERIES):
        asked = generate(pick, data)
        theirs, ours = client.get(f"/stock/{asked}"), client.get(f"/api/v2/{asked}")
        if theirs.status_code == 500:
            # "JSON for every error under /api/": a value that no field holds is a 400.
            assert ours.status_code == 400, asked
            continue
        assert ours.status_code == theirs.status_code, (asked, theirs.content, ours.content)
        if ours.status_code != 200:
            continue
        said, meant = json.loads(ours.content), json.loads(theirs.content)
        if "order=random" in asked:
            said["items"], meant["items"] = [], []
        assert within(plain(meant), plain(said)), (asked, meant, said)
        answered += 1
    assert answered > QUERIES / 3


def test_generated_queries_are_many_and_different(data):
    pick = random.Random(2022)
    asked = {generate(pick, data) for _ in range(QUERIES)}
    assert len(asked) > 300
    assert len({re.split(r"[/?]", query)[0] for query in asked}) == 4
