"""An editor who publishes what refers to something hidden is told so first."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text, streamfield

from announcements.models import AnnouncementPage
from portal.references import CONFIRMED, hidden_targets, mark_of
from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from tests import factories
from tests.english import ALL, submit

from .test_editorial_board import add, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(client):
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))


@pytest.fixture
def draft():
    return factories.StandardPageFactory(title="Bản nháp", live=False)


def link(*pages):
    links = "".join(f'<a linktype="page" id="{page.pk}">đây</a>' for page in pages)
    return {"body": streamfield([("paragraph", rich_text(f"<p>Xem {links}</p>"))])}


def linked(*pages):
    """Return a body for the ORM."""
    links = "".join(f'<a linktype="page" id="{page.pk}">đây</a>' for page in pages)
    return [("paragraph", f"<p>Xem {links}</p>")]


def mark(*pages):
    """Return what the box sends that was shown for links to `pages`."""
    return mark_of(hidden_targets(AnnouncementPage(body=linked(*pages))))


def told(response):
    """Return what the answer, followed, tells the editor."""
    return response.content.decode()


def test_all_kinds_of_hidden_targets_are_found(draft):
    private = factories.PrivateCollectionFactory()
    image = factories.ImageFactory(title="Ảnh kín", collection=private)
    lead = factories.ImageFactory(title="Ảnh đầu", collection=private)
    document = factories.DocumentFactory(title="Mật", collection=private)
    linked = factories.DocumentFactory(title="Mật hai", collection=private)
    shown = factories.DocumentFactory()
    expired = factories.StandardPageFactory(title="Cũ", expire_at=timezone.now())
    withdrawn = factories.StandardPageFactory(
        title="Đã gỡ", live=False, first_published_at=timezone.now()
    )
    locked = factories.StandardPageFactory(title="Khóa")
    factories.restrict(locked)
    pages = (draft, expired, withdrawn, locked)
    page = factories.AnnouncementFactory(
        illustration=lead,
        body=[
            *(("paragraph", f'<p><a linktype="page" id="{p.pk}">x</a></p>') for p in pages),
            ("paragraph", f'<p><a linktype="document" id="{linked.pk}">x</a></p>'),
            ("image", {"image": image, "alt": "", "decorative": True, "caption": ""}),
            ("document", {"document": document, "text": ""}),
            ("document", {"document": shown, "text": ""}),
        ],
    )
    page = AnnouncementPage.objects.get(pk=page.pk)
    assert {target.title for target in hidden_targets(page)} == {
        "Ảnh kín", "Ảnh đầu", "Mật", "Mật hai", "Bản nháp", "Cũ", "Đã gỡ", "Khóa",
    }  # fmt: skip
    assert len({target.reason for target in hidden_targets(page)}) == 5


def test_pinned_page_that_is_hidden_is_found(draft):
    home = factories.home_page()
    home.pinned = factories.AnnouncementFactory(title="Ghim", live=False)
    home.quick_links = [("quick_link", {"text": "x", "page": draft})]
    assert {target.title for target in hidden_targets(home)} == {"Bản nháp", "Ghim"}


def test_page_is_published_only_when_the_editor_says_so_again(client, board, draft):
    page = factories.AnnouncementFactory(live=False)
    publish = {**link(draft), "action-publish": "1"}

    response = edit(client, page, **publish)
    assert response.status_code == 200
    assert "Bản nháp" in told(response)
    assert f'name="{CONFIRMED}"' in told(response)
    page.refresh_from_db()
    assert not page.live

    edit(client, page, **publish, **{CONFIRMED: mark(draft)})
    page.refresh_from_db()
    assert page.live


def test_box_that_was_ticked_before_something_else_was_linked_counts_for_nothing(
    client, board, draft
):
    page = factories.AnnouncementFactory(live=False)
    other = factories.StandardPageFactory(title="Nháp khác", live=False)
    response = edit(
        client, page, **link(draft, other), **{"action-publish": "1", CONFIRMED: mark(draft)}
    )
    assert "Nháp khác" in told(response)
    assert "checked" not in told(response).partition(f'name="{CONFIRMED}"')[2].partition(">")[0]
    page.refresh_from_db()
    assert not page.live


def test_page_that_links_to_itself_is_published_at_once(client, board):
    page = factories.AnnouncementFactory(live=False)
    edit(client, page, **link(page), **{"action-publish": "1"})
    page.refresh_from_db()
    assert page.live


def test_new_page_asks_too(client, board, draft):
    index = factories.IndexFactory()
    response = add(client, index, **link(draft), **{"action-publish": "1"})
    assert "Bản nháp" in told(response)
    assert not AnnouncementPage.objects.filter(live=True).exists()


def test_page_without_hidden_targets_is_published_at_once(client, board):
    page = factories.AnnouncementFactory(live=False)
    edit(client, page, **link(factories.StandardPageFactory()), **{"action-publish": "1"})
    page.refresh_from_db()
    assert page.live


def test_draft_is_saved_and_submitted_and_shows_the_notice(client, draft):
    client.force_login(factories.UserFactory(role=WRITERS))
    add(client, factories.IndexFactory(), **link(draft))
    page = AnnouncementPage.objects.get()
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Bản nháp" in told(response)
    edit(client, page, **link(draft), **{"action-submit": "1"})
    page.refresh_from_db()
    assert page.workflow_in_progress


def submitted(client, draft):
    client.force_login(factories.UserFactory(role=WRITERS))
    add(client, factories.IndexFactory(), **link(draft), **{"action-submit": "1"})
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    return AnnouncementPage.objects.get()


def test_approving_in_the_edit_form_asks(client, draft):
    page = submitted(client, draft)
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    assert "Bản nháp" in told(edit(client, page, **link(draft), **approve))
    page.refresh_from_db()
    assert not page.live


def test_approving_outside_of_the_form_leads_to_the_form(client, draft):
    page = submitted(client, draft)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    response = client.post(url, {"comment": ""}, follow=True)
    assert "Bản nháp" in told(response)
    page.refresh_from_db()
    assert not page.live

    draft.save_revision().publish()
    client.post(url, {"comment": ""})
    page.refresh_from_db()
    assert page.live


def test_publishing_many_leads_to_the_one_that_asks(client, draft):
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    page = factories.AnnouncementFactory(live=False, body=linked(draft))
    page.save_revision()
    assert "Bản nháp" in told(publish_many(client, page))
    page.refresh_from_db()
    assert not page.live


def test_who_may_not_approve_learns_nothing(client, draft):
    page = submitted(client, draft)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    client.logout()
    response = client.post(url, {"comment": ""})
    assert response.url.startswith(reverse("wagtailadmin_login"))
    assert [str(message) for message in get_messages(response.wsgi_request)] == []


def test_approving_in_a_dialog_leads_to_the_form_too(client, draft):
    page = submitted(client, draft)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    headers = {"x-requested-with": "XMLHttpRequest"}
    answer = client.post(url, {"comment": ""}, headers=headers).json()
    assert answer["step"] == "success"
    assert "Bản nháp" in told(client.get(answer["redirect"]))


def publish_many(client, *pages, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{ids}&next=/admin/", data, follow=True)


def test_publishing_what_lies_below_asks_too(client, draft):
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    index = factories.IndexFactory(live=False)
    page = factories.AnnouncementFactory(parent=index, live=False, body=linked(draft))
    assert "Bản nháp" in told(publish_many(client, index, include_descendants="on"))
    page.refresh_from_db()
    index.refresh_from_db()
    assert not page.live
    assert not index.live
    publish_many(client, index)
    index.refresh_from_db()
    assert index.live


def test_pages_that_refer_to_one_another_are_published_together(client):
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    first = factories.AnnouncementFactory(live=False)
    second = factories.AnnouncementFactory(live=False, body=linked(first))
    publish_many(client, first, second)
    assert AnnouncementPage.objects.live().count() == 2


def test_publishing_a_translation_asks(client, board, draft, django_capture_on_commit_callbacks):
    factories.home_page().copy_for_translation(factories.english()).save_revision().publish()
    page = factories.AnnouncementFactory(body=linked(draft))
    translated = submit(page, ALL)
    url = reverse("wagtailadmin_pages:edit", args=[translated.pk])
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url, {"action": "publish"})
    assert "Bản nháp" in told(response)
    translated.refresh_from_db()
    assert not translated.live

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"action": "publish", CONFIRMED: mark(draft)})
    translated.refresh_from_db()
    assert translated.live
