"""What the public reads: every page type, the states nobody draws, the errors."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from home.models import HomePage
from portal.models import PortalSettings
from portal.visits.models import PageViews
from tests import factories

pytestmark = pytest.mark.django_db

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


def get(client, page, /, status=200, **query):
    response = client.get(page.get_url() if hasattr(page, "get_url") else page, query)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def index():
    return factories.IndexFactory(title="Thông báo", show_in_menus=True)


def test_announcement_shows_date_views_byline_source_and_correction(client, index):
    page = factories.AnnouncementFactory(
        parent=index,
        date=datetime(2022, 4, 9, 10, 28, tzinfo=SAIGON),
        byline="PVH",
        source="Báo Quảng Ngãi",
        correction="Đã sửa số điện thoại.",
    )
    PageViews.objects.create(page=page, views=624)
    html = get(client, page)
    assert "09/04/2022 10:28" in html
    assert 'datetime="2022-04-09T10:28+0700"' in html
    for words in ("624", "PVH", "Báo Quảng Ngãi", "Đã sửa số điện thoại."):
        assert words in html


def test_attachment_stands_with_type_and_size(client, index):
    document = factories.DocumentFactory(title="Kế hoạch")
    page = factories.AnnouncementFactory(
        parent=index, body=[("document", {"document": document, "text": "Xem tại đây"})]
    )
    html = get(client, page)
    assert "Xem tại đây" in html
    assert document.filename in html
    assert "PDF, 1 KB" in html


def test_private_attachment_leaves_nothing(client, index):
    document = factories.DocumentFactory(
        title="Mật", collection=factories.PrivateCollectionFactory()
    )
    page = factories.AnnouncementFactory(
        parent=index, body=[("document", {"document": document, "text": "Xem bí mật"})]
    )
    html = get(client, page)
    assert "Xem bí mật" not in html
    assert document.filename not in html


def test_script_in_a_title_is_shown_not_run(client, index):
    page = factories.AnnouncementFactory(parent=index, title="<script>alert(1)</script>")
    assert "<script>alert" not in get(client, page)
    assert "<script>alert" not in get(client, index)


def test_list_shows_ten_newest_first_and_pages_the_rest(client, index):
    start = datetime(2022, 1, 1, tzinfo=SAIGON)
    for number in range(12):
        factories.AnnouncementFactory(
            parent=index, title=f"Tin số {number:02}", date=start + timedelta(days=number)
        )
    first, second = get(client, index), get(client, index, page=2)
    assert first.index("Tin số 11") < first.index("Tin số 10")
    assert "Tin số 01" not in first
    assert "Tin số 01" in second
    assert "Tin số 11" not in second


@pytest.mark.parametrize("page", ["0", "-3", "999", "abc", "\x00"])
def test_strange_page_number_gets_the_nearest_page(client, index, page):
    factories.AnnouncementFactory(parent=index, title="Tin duy nhất")
    assert "Tin duy nhất" in get(client, index, page=page)


def test_list_is_narrowed_by_category_its_children_and_year(client, index):
    party = factories.CategoryFactory(name="Xây dựng Đảng", slug="xay-dung-dang")
    child = factories.CategoryFactory(name="Kiểm tra", slug="kiem-tra", parent=party)
    for title, category, year in (("Một", party, 2021), ("Hai", child, 2022), ("Ba", None, 2022)):
        factories.AnnouncementFactory(
            parent=index,
            title=f"Tin {title}",
            category=category,
            date=datetime(year, 5, 1, tzinfo=SAIGON),
        )

    def titles(**query):
        html = get(client, index, **query)
        return [title for title in ("Một", "Hai", "Ba") if f"Tin {title}" in html]

    assert titles(category="xay-dung-dang") == ["Một", "Hai"]
    assert titles(category="kiem-tra") == ["Hai"]
    assert titles(year="2022") == ["Hai", "Ba"]
    assert titles(category="xay-dung-dang", year="2022") == ["Hai"]


def test_year_begins_at_midnight_in_vietnam(client, index):
    factories.AnnouncementFactory(
        parent=index, title="Giao thừa", date=datetime(2022, 1, 1, 0, 5, tzinfo=SAIGON)
    )
    assert "Giao thừa" in get(client, index, year="2022")
    assert "Giao thừa" not in get(client, index, year="2021")


@pytest.mark.parametrize(
    "query", [{"category": "khong-co"}, {"year": "abcd"}, {"year": "9999"}, {"category": "\x00"}]
)
def test_what_nobody_published_gives_an_empty_list_with_a_way_back(client, index, query):
    factories.AnnouncementFactory(parent=index, title="Tin duy nhất")
    html = get(client, index, **query)
    assert "Tin duy nhất" not in html
    assert f'href="{index.get_url()}"' in html


def test_filters_survive_paging(client, index):
    category = factories.CategoryFactory(slug="nong-nghiep")
    for _number in range(11):
        factories.AnnouncementFactory(parent=index, category=category)
    assert "category=nong-nghiep&amp;page=2" in get(client, index, category="nong-nghiep")


def test_empty_portal_shows_its_pages(client, index):
    assert get(client, factories.home_page())
    assert get(client, index)


def test_home_page_shows_what_is_pinned_and_new(client, index):
    pinned = factories.AnnouncementFactory(parent=index, title="Tin được ghim")
    factories.AnnouncementFactory(parent=index, title="Tin mới nhất")
    home = factories.home_page()
    home.pinned = pinned
    home.quick_links = [("quick_link", {"text": "Danh sách", "page": index, "url": ""})]
    home.save()
    html = get(client, home)
    assert html.count("Tin được ghim") == 1
    assert "Tin mới nhất" in html
    assert "Danh sách" in html
    pinned.unpublish()
    assert "Tin được ghim" not in get(client, home)


def test_plain_page_lists_what_is_public_below_it(client):
    page = factories.StandardPageFactory(title="Giới thiệu")
    factories.StandardPageFactory(title="Cơ cấu tổ chức", parent=page)
    factories.StandardPageFactory(title="Dự thảo", parent=page, live=False)
    html = get(client, page)
    assert "Cơ cấu tổ chức" in html
    assert "Dự thảo" not in html


def test_navigation_and_breadcrumb_name_only_what_is_public(client, index):
    hidden = factories.StandardPageFactory(title="Nội bộ", show_in_menus=True)
    factories.restrict(hidden)
    html = get(client, factories.AnnouncementFactory(parent=index))
    assert "Thông báo" in html
    assert "Nội bộ" not in html


def test_footer_says_what_the_settings_say(client):
    home = factories.home_page()
    settings = PortalSettings.for_site(home.get_site())
    settings.portal = "Cổng thông tin điện tử huyện Bình Sơn"
    settings.telephone = "0255.3851261"
    settings.first_views = 8285276
    settings.save()
    html = get(client, home)
    assert "Cổng thông tin điện tử huyện Bình Sơn" in html
    assert "0255.3851261" in html
    assert "8.285.276" in html


def test_draft_and_unknown_page_are_missing(client, index):
    draft = factories.AnnouncementFactory(parent=index, live=False, first_published_at=None)
    assert "<html" in get(client, draft, status=404)
    assert "<html" in get(client, "/khong-co/", status=404)


def test_withdrawn_page_says_so(client, index):
    page = factories.AnnouncementFactory(
        parent=index, title="Tin cũ", first_published_at=timezone.now()
    )
    page.unpublish()
    html = get(client, page, status=410)
    assert "Tin cũ" not in html


def test_redirect_from_a_withdrawn_page_leads_on(client, index):
    page = factories.AnnouncementFactory(parent=index, first_published_at=timezone.now())
    page.unpublish()
    Redirect.add_redirect(page.get_url(), index)
    response = client.get(page.get_url())
    assert response.status_code == 301


def test_expired_page_is_gone_before_the_clock_has_seen_it(client, index):
    page = factories.AnnouncementFactory(
        parent=index,
        first_published_at=timezone.now(),
        expire_at=timezone.now() - timedelta(minutes=1),
    )
    get(client, page, status=410)


def test_withdrawn_page_of_a_private_section_betrays_nothing(client, index):
    page = factories.AnnouncementFactory(parent=index, first_published_at=timezone.now())
    page.unpublish()
    factories.restrict(index)
    get(client, page, status=404)


def test_restricted_page_shows_its_login_form(client, index):
    factories.restrict(index)
    response = client.get(index.get_url())
    assert response.status_code == 302
    assert "login" in response.headers["Location"]


@override_settings(DEBUG=False)
def test_failure_is_told_in_the_portals_clothes(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(HomePage, "get_context", lambda *args, **kwargs: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert "<html" in response.content.decode()


def test_failure_under_the_api_is_json(client, monkeypatch):
    from portal.viewsets import PortalPagesAPIViewSet

    client.raise_request_exception = False
    monkeypatch.setattr(PortalPagesAPIViewSet, "get_queryset", lambda self: 1 / 0)
    response = client.get("/api/v2/pages/")
    assert response.status_code == 500
    assert set(response.json()) == {"message"}


def test_nothing_foreign_is_named_as_a_source(client, index):
    html = get(client, factories.AnnouncementFactory(parent=index))
    assert 'src="http' not in html
    assert "default-src 'self'" in client.get(index.get_url()).headers["Content-Security-Policy"]


def test_vietnamese_page_is_not_shown_as_english(client, index):
    get(client, "/en/", status=404)
    get(client, f"/en{index.get_url()}", status=404)


def test_english_pages_stand_under_their_prefix(client):
    assert client.get("/en/search/").status_code == 200
    assert '<html lang="en"' in client.get("/en/search/").content.decode()
    vietnamese = client.get("/search/", headers={"accept-language": "en"})
    assert '<html lang="vi"' in vietnamese.content.decode()


def test_html_of_an_announcement_costs_a_bounded_number_of_queries(
    client, index, django_assert_max_num_queries
):
    documents = [factories.DocumentFactory() for _number in range(6)]
    body = [("document", {"document": document, "text": ""}) for document in documents]
    page = factories.AnnouncementFactory(parent=index, body=body)
    client.get(page.get_url())
    with django_assert_max_num_queries(40):
        client.get(page.get_url())
