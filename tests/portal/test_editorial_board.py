"""Who may do what, through the real admin views."""

import json
from html import unescape

import pytest
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from wagtail.models import Page, Workflow
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from announcements.models import AnnouncementPage, Category
from portal.models import User
from portal.queue.models import Job
from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WORKFLOW, WRITERS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return factories.IndexFactory(title="Thông báo")


@pytest.fixture
def writer(client):
    user = factories.UserFactory(role=WRITERS)
    client.force_login(user)
    return user


@pytest.fixture
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


@pytest.fixture
def chief(client):
    user = factories.UserFactory(role=EDITOR_IN_CHIEF)
    client.force_login(user)
    return user


def form(**values):
    """Return the data of the announcement form."""
    data = {
        "title": "Đề án số 07-ĐA/TU",
        "slug": "de-an",
        "summary": "",
        "date": "05/11/2026 10:30",
        "category": "",
        "illustration": "",
        "illustration_caption": "",
        "illustration_alt": "",
        "body": streamfield([("paragraph", rich_text("<p>Nội dung</p>"))]),
        "byline": "PVH",
        "source": "",
        "correction": "",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM": "0", "MAX_NUM": ""},
    }
    return nested_form_data({**data, **values})


def add(client, index, **values):
    path = ("announcements", "announcementpage", index.pk)
    return client.post(reverse("wagtailadmin_pages:add", args=path), form(**values))


def edit(client, page, **values):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**values))


def test_migrations_bring_groups_and_one_workflow():
    assert list(Workflow.objects.values_list("name", flat=True)) == [WORKFLOW]
    assert factories.home_page().get_workflow().name == WORKFLOW


def test_date_is_read_day_first(client, index, writer):
    add(client, index)
    page = AnnouncementPage.objects.get()
    assert timezone.localtime(page.date).isoformat() == "2026-11-05T10:30:00+07:00"


def test_date_is_shown_day_first(client, index, writer):
    add(client, index)
    page = AnnouncementPage.objects.get()
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert 'value="05/11/2026 10:30"' in response.content.decode()


def test_writer_submits_and_cannot_publish(client, index, writer):
    add(client, index, **{"action-publish": "1"})
    page = AnnouncementPage.objects.get()
    assert not page.live
    edit(client, page, **{"action-submit": "1"})
    page.refresh_from_db()
    assert page.workflow_in_progress
    assert not page.live


def test_writer_is_not_offered_publishing(client, index, writer):
    path = ("announcements", "announcementpage", index.pk)
    response = client.get(reverse("wagtailadmin_pages:add", args=path))
    assert 'name="action-submit"' in response.content.decode()
    assert 'name="action-publish"' not in response.content.decode()


def submitted(client, index):
    client.force_login(factories.UserFactory(role=WRITERS))
    add(client, index, **{"action-submit": "1"})
    return AnnouncementPage.objects.get()


def review(client, page, action, comment=""):
    task = page.current_workflow_task_state
    path = (page.pk, action, task.pk)
    return client.post(
        reverse("wagtailadmin_pages:workflow_action", args=path), {"comment": comment}
    )


def test_board_finds_on_its_dashboard_what_waits(client, index):
    page = submitted(client, index)
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    assert page.title in client.get(reverse("wagtailadmin_home")).content.decode()


def test_board_returns_with_a_comment_and_then_approves(client, index):
    page = submitted(client, index)
    author = page.owner
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    review(client, page, "reject", "Ghi rõ ngày ban hành")
    page = AnnouncementPage.objects.get()
    assert not page.live
    assert page.current_workflow_state.status == "needs_changes"

    client.force_login(author)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Ghi rõ ngày ban hành" in shown.content.decode()
    edit(client, page, title="Đề án số 07 (đã sửa)", **{"action-submit": "1"})

    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    review(client, AnnouncementPage.objects.get(), "approve")
    page = AnnouncementPage.objects.get()
    assert page.live
    assert page.title == "Đề án số 07 (đã sửa)"


def test_board_publishes_and_schedules(client, index, board):
    add(client, index, go_live_at="05/11/2030 08:00", **{"action-publish": "1"})
    page = AnnouncementPage.objects.get()
    assert not page.live
    assert page.approved_schedule
    add(client, index, slug="ngay", **{"action-publish": "1"})
    assert AnnouncementPage.objects.get(slug="ngay").live


def test_board_mends_during_the_review_and_approves_once(client, index):
    page = submitted(client, index)
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    edit(client, page, title="Đã sửa khi duyệt")
    review(client, AnnouncementPage.objects.get(), "approve")
    page = AnnouncementPage.objects.get()
    assert page.live
    assert page.title == "Đã sửa khi duyệt"


@pytest.mark.parametrize(
    ("role", "may"), [(WRITERS, False), (EDITORIAL_BOARD, False), (EDITOR_IN_CHIEF, True)]
)
def test_deleting_is_for_the_editor_in_chief(client, index, role, may):
    page = factories.AnnouncementFactory(parent=index)
    client.force_login(factories.UserFactory(role=role))
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert Page.objects.filter(pk=page.pk).exists() is not may


@pytest.mark.parametrize(
    ("role", "may"), [(WRITERS, False), (EDITORIAL_BOARD, False), (EDITOR_IN_CHIEF, True)]
)
@pytest.mark.parametrize(
    "path",
    [
        reverse_lazy("wagtailsettings:edit", args=["portal", "portalsettings"]),
        reverse_lazy("wagtailusers_users:index"),
        reverse_lazy("wagtailusers_users:add"),
    ],
)
def test_settings_and_users_are_for_the_editor_in_chief(client, role, may, path):
    client.force_login(factories.UserFactory(role=role))
    response = client.get(path, follow=True)
    opened = response.status_code == 200 and response.request["PATH_INFO"] != "/admin/"
    assert opened is may


def test_editor_in_chief_cannot_take_over_a_superuser(client, chief):
    operator = User.objects.create_superuser("operator", password="secret")
    path = reverse("wagtailusers_users:edit", args=[operator.pk])
    data = {"username": "operator", "password1": "mine", "password2": "mine", "is_active": "on"}
    client.post(path, data)
    operator.refresh_from_db()
    assert operator.check_password("secret")


@pytest.mark.parametrize("role", [WRITERS, EDITORIAL_BOARD, EDITOR_IN_CHIEF])
@pytest.mark.parametrize(
    "name", ["wagtailimages:index", "wagtailimages:add", "wagtaildocs:index", "wagtaildocs:add"]
)
def test_everyone_may_use_the_library(client, role, name):
    client.force_login(factories.UserFactory(role=role))
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("slug", ["admin", "api", "search", "van-ban", "en", "files", "healthz"])
def test_addresses_of_the_portal_are_no_slugs_under_its_root(client, board, slug):
    path = ("announcements", "announcementindexpage", factories.home_page().pk)
    data = nested_form_data(
        {
            "title": "Tin",
            "slug": slug,
            "introduction": rich_text(""),
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM": "0", "MAX_NUM": ""},
        }
    )
    response = client.post(reverse("wagtailadmin_pages:add", args=path), data)
    assert "Chính cổng thông tin đang dùng đường dẫn này" in response.content.decode()
    assert not Page.objects.filter(slug=slug).exists()


def test_they_are_slugs_further_down(client, index, board):
    add(client, index, slug="search", **{"action-publish": "1"})
    assert AnnouncementPage.objects.filter(slug="search", live=True).exists()


def test_missing_table_caption_is_said_in_a_sentence(client, index, board):
    table = {
        "table-caption": "",
        "table-column-count": "1",
        "table-row-count": "1",
        "table-column-0-type": "text",
        "table-column-0-order": "0",
        "table-column-0-heading": "Xã",
        "table-column-0-deleted": "",
        "table-row-0-order": "0",
        "table-row-0-deleted": "",
        "table-cell-0-0": "Bình Minh",
    }
    response = add(client, index, body=streamfield([("table", table)]), **{"action-publish": "1"})
    # The editor's JavaScript gets the errors of blocks as JSON.
    assert json.dumps("Hãy đặt tên cho bảng.").strip('"') in unescape(response.content.decode())
    assert not AnnouncementPage.objects.exists()


def test_history_and_comparison_work_for_the_body(client, index, board):
    add(client, index)
    page = AnnouncementPage.objects.get()
    changed = streamfield([("paragraph", rich_text("<p>Nội dung đã sửa</p>"))])
    edit(client, page, body=changed)
    first, second = page.revisions.order_by("pk")
    path = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    html = client.get(path).content.decode()
    assert "comparison__child-object addition" in html
    assert "đã sửa" in html


@pytest.mark.parametrize("model", [("announcements", "category"), ("media", "organisation")])
def test_snippets_have_a_history(client, board, model):
    factory = factories.CategoryFactory if model[1] == "category" else factories.OrganisationFactory
    path = reverse(f"wagtailsnippets_{'_'.join(model)}:history", args=[factory().pk])
    assert client.get(path).status_code == 200


def test_category_is_added_through_its_form_and_gets_a_slug(client, board):
    data = {"name": "Xây dựng Đảng", "slug": "", "parent": "", "action-publish": "1"}
    client.post(reverse("wagtailsnippets_announcements_category:add"), data)
    assert Category.objects.get().slug == "xay-dung-dang"


def test_categories_have_one_level_of_children(client, board):
    child = factories.CategoryFactory(parent=factories.CategoryFactory())
    data = {"name": "Ba", "slug": "", "parent": child.pk, "action-publish": "1"}
    response = client.post(reverse("wagtailsnippets_announcements_category:add"), data)
    assert response.status_code == 200
    assert not Category.objects.filter(name="Ba").exists()


@pytest.mark.parametrize(
    "block",
    ["paragraph", "heading", "quote", "table", "image", "document", "embed"],
)
def test_every_block_has_a_preview_in_the_chooser(client, board, block):
    factories.ImageFactory()
    factories.DocumentFactory()
    definition = AnnouncementPage.body.field.stream_block.child_blocks[block].definition_prefix
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": definition})
    assert response.status_code == 200
    assert "portal.css" in response.content.decode()


def test_quick_link_has_a_preview_too(client, board):
    stream = type(factories.home_page()).quick_links.field.stream_block
    definition = stream.child_blocks["quick_link"].definition_prefix
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": definition})
    assert response.status_code == 200


def test_editor_in_chief_cannot_switch_off_the_operator(client, chief):
    operator = factories.UserFactory(is_superuser=True)
    url = reverse("wagtail_bulk_action", args=["portal", "user", "set_active_state"])
    client.post(f"{url}?id={operator.pk}", {"mark_as_active": "False"})
    operator.refresh_from_db()
    assert operator.is_active


def test_queue_shows_no_letter(client, chief):
    job = Job.objects.create(kind="mail", arguments={"body": "bí mật"})
    response = client.get(reverse("jobs:inspect", args=[job.pk]))
    assert response.status_code == 200
    assert "bí mật" not in response.content.decode()


@pytest.mark.parametrize("app", ["announcements_category", "media_organisation"])
def test_second_snippet_of_one_address_is_refused_with_a_sentence(client, chief, app):
    url = reverse(f"wagtailsnippets_{app}:add")
    data = {"name": "Kinh tế", "slug": "", "parent": "", "system": "state", "action-publish": "1"}
    assert client.post(url, data).status_code == 302
    response = client.post(url, data)
    assert response.status_code == 200
    assert "slug" in response.context["form"].errors
