"""Redirects, categories, organisations, the site; finding pages; the filters of our own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from media.models import SignatureStatus
from portal.models import PortalSettings
from portal.roles import EDITOR_IN_CHIEF
from tests import factories
from tests.search.index import index_everything

pytestmark = pytest.mark.django_db


def get(client, path, status=200, **extra):
    response = client.get(f"/api/v2/{path}", **extra)
    assert response.status_code == status, response.content
    return response.json()


def ids(client, path):
    return [item["id"] for item in get(client, path)["items"]]


@pytest.fixture
def english_page():
    """Return an announcement with its English translation, both published."""
    page = factories.AnnouncementFactory(
        title="Thông báo", parent=factories.IndexFactory(title="Tin tức")
    )
    translation = page.copy_for_translation(factories.english(), copy_parents=True)
    translation.title, translation.slug = "Notice", "notice"
    translation.save_revision().publish()
    translation.refresh_from_db()
    return page, translation


# Site


def test_site_tells_the_settings_of_the_portal(client):
    site = Site.objects.get(is_default_site=True)
    logo = factories.ImageFactory(title="Quốc huy")
    settings = PortalSettings.for_site(site)
    settings.portal, settings.email, settings.logo = "Cổng", "a@b.vn", logo
    settings.save()
    answer = get(client, "site/")
    assert list(answer) == [
        "meta", "portal", "agency", "parent_agency", "editor_in_chief", "telephone", "email",
        "address", "logo", "licence",
    ]  # fmt: skip
    assert answer["meta"] == {
        "hostname": "localhost", "root_url": "http://localhost", "locales": ["vi"], "schema": 1,
    }  # fmt: skip
    assert (answer["portal"], answer["email"], answer["agency"]) == ("Cổng", "a@b.vn", "")
    assert answer["logo"] == get(client, f"images/{logo.pk}/")


def test_site_without_settings_writes_none(client):
    assert get(client, "site/")["portal"] == ""
    assert not PortalSettings.objects.exists()


def test_private_logo_is_none(client):
    settings = PortalSettings.for_site(Site.objects.get())
    settings.logo = factories.ImageFactory(collection=factories.PrivateCollectionFactory())
    settings.save()
    assert get(client, "site/")["logo"] is None


def test_site_names_the_languages_whose_first_page_is_public(client):
    factories.home_page().copy_for_translation(factories.english()).save_revision().publish()
    assert get(client, "site/")["meta"]["locales"] == ["vi", "en"]


def test_other_site_is_asked_by_its_host_or_its_name(client):
    root = factories.home_page().add_sibling(instance=type(factories.home_page())(title="Khác"))
    Site.objects.create(hostname="khac.test", root_page=root, port=443)
    asked = get(client, "site/?site=khac.test")
    assert asked == get(client, "site/", headers={"host": "khac.test"})
    assert asked["meta"]["root_url"] == "https://khac.test"


@pytest.mark.parametrize(
    ("query", "status"),
    [("site=no.test", 404), ("site=localhost:abc", 400), ("site=a:999999", 400), ("x=1", 400)],
)
def test_wrong_question_about_the_site(client, query, status):
    assert set(get(client, f"site/?{query}", status)) == {"message"}


# Categories, organisations


def test_category_has_the_shape_of_the_contract(client):
    above = factories.CategoryFactory(name="Kinh tế", slug="kinh-te")
    category = factories.CategoryFactory(name="Nông nghiệp", slug="nong-nghiep", parent=above)
    assert get(client, f"categories/{category.pk}/") == {
        "id": category.pk,
        "meta": {
            "type": "announcements.Category",
            "detail_url": f"http://localhost/api/v2/categories/{category.pk}/",
            "locale": "vi",
            "translation_key": str(category.translation_key),
        },
        "slug": "nong-nghiep",
        "name": "Nông nghiệp",
        "parent": {"id": above.pk, "slug": "kinh-te", "name": "Kinh tế"},
    }


def test_organisation_has_the_shape_of_the_contract(client):
    district = factories.OrganisationFactory(
        name="UBND huyện Bình Sơn", code="UBND", identifier="H48.21", dissolved_on="2025-07-01"
    )
    commune, draft = factories.OrganisationFactory(), factories.OrganisationFactory(live=False)
    district.successors.set([commune, draft])
    district.save()
    answer = get(client, f"organisations/{district.pk}/")
    assert set(answer) == {
        "id", "meta", "slug", "name", "code", "identifier", "system", "parent", "dissolved_on",
        "successors",
    }  # fmt: skip
    assert (answer["code"], answer["identifier"], answer["system"]) == ("UBND", "H48.21", "state")
    assert answer["dissolved_on"] == "2025-07-01"
    assert answer["successors"] == [{"id": commune.pk, "slug": commune.slug, "name": commune.name}]


@pytest.mark.parametrize(
    ("endpoint", "factory"),
    [("categories", factories.CategoryFactory), ("organisations", factories.OrganisationFactory)],
)
def test_draft_of_a_snippet_is_unknown(client, endpoint, factory):
    shown, draft = factory(), factory(live=False)
    child = factory(parent=draft)
    assert ids(client, f"{endpoint}/") == [shown.pk, child.pk]
    assert get(client, f"{endpoint}/{child.pk}/")["parent"] is None
    get(client, f"{endpoint}/{draft.pk}/", 404)
    get(client, f"{endpoint}/find/?id={draft.pk}", 404)
    assert ids(client, f"{endpoint}/?parent={draft.pk}") == []


def test_snippets_are_found_by_slug_language_and_words(client):
    category = factories.CategoryFactory(name="Nông nghiệp", slug="nong-nghiep")
    factories.CategoryFactory(name="Y tế")
    for query in ("slug=nong-nghiep", "search=nghiệp", "order=-name&limit=1&offset=1"):
        assert ids(client, f"categories/?{query}") == [category.pk], query
    assert ids(client, "categories/?locale=en") == []
    get(client, "categories/?locale=fr", 404)


# Redirects


def move(client, page, target):
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    response = client.post(f"/admin/pages/{page.pk}/move/{target.pk}/confirm/")
    assert response.status_code == 302
    client.logout()
    page.refresh_from_db()


def test_moved_page_leaves_a_redirect(client, django_capture_on_commit_callbacks):
    old, new = factories.IndexFactory(title="Cũ"), factories.IndexFactory(title="Mới")
    page = factories.AnnouncementFactory(title="Tin", parent=old)
    with django_capture_on_commit_callbacks(execute=True):
        move(client, page, new)
    assert get(client, "redirects/")["items"] == [
        {
            "id": Redirect.objects.get().pk,
            "meta": {
                "type": "wagtailredirects.Redirect",
                "detail_url": f"http://localhost/api/v2/redirects/{Redirect.objects.get().pk}/",
            },
            "old_path": "/cu/tin",
            "location": "http://localhost/moi/tin/",
        }
    ]
    assert client.get("/cu/tin/").headers["Location"] == "/moi/tin/"
    found = client.get("/api/v2/redirects/find/?html_path=/cu/tin/", follow=True)
    assert found.json()["location"] == "http://localhost/moi/tin/"


def test_moved_translation_leaves_a_redirect_too(
    client, english_page, django_capture_on_commit_callbacks
):
    _, translation = english_page
    path = translation.url
    translation.slug = "news"
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_revision().publish()
    moved = path.replace("notice", "news")
    asked = f"redirects/?old_path={path.rstrip('/')}"
    assert get(client, asked)["items"][0]["location"] == f"http://localhost{moved}"
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, moved)


def test_redirect_to_another_host_or_a_path_of_ours(client):
    page = factories.StandardPageFactory(title="Giới thiệu")
    for path, target in (
        ("/a", "https://quangngai.gov.vn/x"),
        ("/b", page.url),
        ("/c", "/search/?q=1"),
        ("/d", f"http://localhost{page.url}"),
    ):
        Redirect.add_redirect(path, target)
    locations = {item["old_path"]: item["location"] for item in get(client, "redirects/")["items"]}
    assert locations == {
        "/a": "https://quangngai.gov.vn/x",
        "/b": "http://localhost/gioi-thieu/",
        "/c": "http://localhost/search/?q=1",
        "/d": "http://localhost/gioi-thieu/",
    }


@pytest.mark.parametrize("form", ["page", "path", "address"])
def test_redirect_to_a_draft_tells_nobody_its_address(client, form):
    draft = factories.StandardPageFactory(title="Bí mật", live=False)
    target = {"page": draft, "path": draft.url, "address": f"http://localhost{draft.url}"}[form]
    redirect = Redirect.add_redirect("/cu", target)
    assert get(client, "redirects/")["items"] == []
    get(client, f"redirects/{redirect.pk}/", 404)
    get(client, "redirects/find/?html_path=/cu", 404)
    response = client.get("/cu/")
    assert response.status_code == 404
    assert "bi-mat" not in response.content.decode()


@pytest.mark.parametrize("model", ["document", "image"])
def test_redirect_to_a_private_file_is_unknown(client, model):
    factory = {"document": factories.DocumentFactory, "image": factories.ImageFactory}[model]
    hidden = factory(collection=factories.PrivateCollectionFactory())
    shown = factory()
    for path, target in (("/kin", hidden), ("/mo", shown)):
        Redirect.add_redirect(path, target.url if model == "document" else target.download_url)
    assert [item["old_path"] for item in get(client, "redirects/")["items"]] == ["/mo"]


def test_redirects_of_another_site_are_its_own(client):
    root = factories.home_page().add_sibling(instance=type(factories.home_page())(title="Khác"))
    other = Site.objects.create(hostname="khac.test", root_page=root)
    Redirect.add_redirect("/cu", "https://a.test/", site=other)
    assert get(client, "redirects/")["items"] == []
    assert len(get(client, "redirects/?site=khac.test")["items"]) == 1


def test_redirect_to_no_address_leads_nowhere_and_breaks_nothing(client):
    Redirect.objects.create(old_path="/hong", redirect_link="http://[cu")
    Redirect.add_redirect("/a", "https://quangngai.gov.vn/x")
    assert [item["old_path"] for item in get(client, "redirects/")["items"]] == ["/a"]
    assert client.get("/hong/").status_code == 404


def test_following_a_redirect_asks_for_no_other(client, django_assert_max_num_queries):
    page = factories.StandardPageFactory(title="Mới")
    for number in range(30):
        Redirect.add_redirect(f"/cu-{number}", f"http://localhost/{number}/")
    Redirect.add_redirect("/cu", page.url)
    client.get("/cu/")
    with django_assert_max_num_queries(24) as asked:
        assert client.get("/cu/").status_code == 301
    assert not any("/7/" in query["sql"] for query in asked.captured_queries)


# Finding pages


def test_pages_are_found_by_their_path_in_every_language(client, english_page):
    for page in english_page:
        path = page.url.rstrip("/")
        response = client.get(f"/api/v2/pages/find/?html_path={path}&fields=title", follow=True)
        assert response.redirect_chain[0][0].endswith(f"/api/v2/pages/{page.pk}/?fields=title")
        assert response.json()["title"] == page.title
    home = client.get("/api/v2/pages/find/?html_path=/", follow=True).json()
    assert home["id"] == factories.home_page().pk


@pytest.mark.parametrize(
    "path",
    ["/en/", "/en/tin-tuc/", "/vi/tin-tuc/", "/fr/", "/notice/", "/%F0%9F%98%80/", "x" * 900],
)
def test_path_without_a_public_page_finds_nothing(client, english_page, path):
    # The English parents are stand-ins without a text of their own.
    get(client, f"pages/find/?html_path={path}", 404)


# Filters of pages


def announcement(date, **fields):
    return factories.AnnouncementFactory(date=date, **fields)


def test_announcements_between_two_moments(client):
    local = timezone.get_default_timezone()
    first = announcement(datetime(2022, 4, 9, 0, 0, tzinfo=local))
    second = announcement(datetime(2022, 4, 9, 10, 28, tzinfo=local))
    third = announcement(datetime(2022, 4, 10, 0, 0, tzinfo=local))
    for query, expected in (
        ("published_after=2022-04-09", [first, second, third]),
        ("published_before=2022-04-10", [first, second]),
        ("published_after=2022-04-09&published_before=2022-04-10", [first, second]),
        ("published_after=2022-04-09T10:28:00%2B07:00", [second, third]),
        ("published_after=2022-04-09T10:28:00+07:00", [second, third]),
        ("published_after=2022-04-09T03:28:00Z", [second, third]),
        ("published_after=2022-04-09T10:28:01", [third]),
        ("published_after=2023-01-01", []),
    ):
        assert sorted(ids(client, f"pages/?{query}")) == [page.pk for page in expected], query


def test_announcements_of_a_category_and_those_below_it(client):
    above = factories.CategoryFactory(slug="kinh-te")
    below = factories.CategoryFactory(slug="nong-nghiep", parent=above)
    pages = [factories.AnnouncementFactory(category=category) for category in (above, below, None)]
    typed = "pages/?type=announcements.AnnouncementPage&category="
    assert ids(client, f"{typed}kinh-te") == [page.pk for page in pages[:2]]
    assert ids(client, "pages/?category=nong-nghiep") == [pages[1].pk]
    assert ids(client, "pages/?category=khong-co") == []
    above.live = False
    above.save()
    assert ids(client, f"{typed}kinh-te") == []


def test_pages_modified_since(client):
    page = factories.AnnouncementFactory()
    page.save_revision().publish()
    page.refresh_from_db()
    now = page.last_published_at.astimezone(UTC)
    stamp = now.isoformat().replace("+00:00", "Z")
    assert ids(client, f"pages/?modified_since={stamp}") == [page.pk]
    later = (now + timedelta(seconds=1)).isoformat().replace("+00:00", "Z")
    assert ids(client, f"pages/?modified_since={later}") == []


def test_filters_of_ours_go_with_search_and_order(client):
    category = factories.CategoryFactory(slug="y-te")
    page = factories.AnnouncementFactory(title="Tiêm chủng", category=category)
    factories.AnnouncementFactory(title="Tiêm chủng")
    index_everything()
    assert ids(client, "pages/?search=tiêm&category=y-te&published_after=2000-01-01") == [page.pk]
    assert ids(client, "pages/?category=y-te&order=-title") == [page.pk]


def test_order_by_what_may_be_private_is_refused(client):
    for path in (
        "pages/?type=announcements.AnnouncementPage&order=illustration",
        "pages/?order=-alias_of",
        "documents/?order=superseded_by,title",
    ):
        assert "cannot order by" in get(client, path, 400)["message"]


def test_filter_on_a_relation_knows_only_public_targets(client):
    private = factories.PrivateCollectionFactory()
    shown, hidden = factories.ImageFactory(), factories.ImageFactory(collection=private)
    page = factories.AnnouncementFactory(illustration=shown)
    factories.AnnouncementFactory(illustration=hidden)
    typed = "pages/?type=announcements.AnnouncementPage&illustration="
    assert ids(client, f"{typed}{shown.pk}") == [page.pk]
    assert get(client, f"{typed}{hidden.pk}") == get(client, f"{typed}987654")


# Filters of documents


def test_documents_by_their_official_fields(client):
    issuer = factories.OrganisationFactory(slug="huyen-uy")
    plan = factories.DocumentFactory(
        number="59-KH/HU", kind="KH", issued_on="2021-12-06", issuer=issuer
    )
    decision = factories.DocumentFactory(number="15/QĐ-UBND", kind="QĐ", issued_on="2022-01-01")
    decision.signature_status = SignatureStatus.UNSIGNED
    decision.save()
    other = factories.DocumentFactory()
    for query, expected in (
        ("number=59-KH/HU", [plan]),
        ("number=59-kh/hu", [plan]),
        ("number=khong", []),
        ("kind=QĐ", [decision]),
        ("kind=QĐ", [decision]),
        ("issuer=huyen-uy", [plan]),
        ("issuer=ai-do", []),
        ("issued_after=2021-12-06", [plan, decision]),
        ("issued_before=2022-01-01", [plan]),
        ("issued_after=2021-12-07&kind=KH", []),
        ("signature_status=unsigned", [decision]),
        ("signature_status=pending", [plan, other]),
    ):
        assert ids(client, f"documents/?{query}") == [item.pk for item in expected], query
    issuer.live = False
    issuer.save()
    assert ids(client, "documents/?issuer=huyen-uy") == []


@pytest.mark.parametrize(
    "path",
    [
        "documents/?signature_status=perfect",
        "documents/?issued_after=2022-13-45",
        "documents/?issued_before=hôm nay",
        "pages/?published_after=2022-13-45",
        "pages/?published_after=10:28",
        "pages/?published_before=",
        "pages/?modified_since=0001-01-01T00:00:00Z&published_after=9999-12-31T23:59:59-23:59",
        "pages/?modified_since=gestern",
        "organisations/?successors=abc",
        "organisations/?dissolved_on=abc",
        "categories/?order=parent",
    ],
)
def test_value_that_cannot_be_is_refused(client, path):
    assert get(client, path, 400)["message"]
