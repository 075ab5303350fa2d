"""A preview link shows one draft once, for a while, to whoever may still show it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.previewing.links import prune_links
from portal.previewing.models import PreviewLink
from portal.queue.clock import each_hour
from portal.roles import WRITERS
from tests import factories

from .previews import preview, preview_new, redeem

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return factories.AnnouncementFactory(title="Đề án số 07", live=False)


@pytest.fixture
def link(admin, page):
    return preview(admin, page, title="Đề án số 07 (sửa)")


def refused(response, status, words):
    """Fail unless the answer is a refusal that says `words`."""
    assert response.status_code == status
    assert set(response.json()) == {"message"}
    assert words in response.json()["message"]
    assert response.headers["Cache-Control"] == "no-store"
    return True


def test_link_shows_the_draft_in_the_form(client, page, link):
    response = redeem(client, link)
    assert response.status_code == 200
    assert response.json()["id"] == page.pk
    assert response.json()["title"] == "Đề án số 07 (sửa)"


def test_second_use_is_refused(client, link):
    redeem(client, link)
    assert refused(redeem(client, link), 410, "has been used")
    assert refused(redeem(client, link), 410, "has been used")


def test_draft_is_forgotten_when_it_has_been_shown(client, link):
    assert "sửa" in str(PreviewLink.objects.get().content)
    redeem(client, link)
    assert PreviewLink.objects.get().content == {}


def test_each_opening_of_the_preview_makes_a_link_of_its_own(client, admin, page, link):
    other = preview(admin, page, title="Bản khác")
    assert other["token"] != link["token"]
    assert redeem(client, link).json()["title"] == "Đề án số 07 (sửa)"
    assert redeem(client, other).json()["title"] == "Bản khác"


def test_late_use_is_refused(client, link, settings):
    late = timezone.now() + timedelta(seconds=settings.PREVIEW_LINK_SECONDS + 1)
    with time_machine.travel(late):
        assert refused(redeem(client, link), 410, "has expired")


def test_link_is_good_until_the_end_of_its_time(client, link, settings):
    end = timezone.now() + timedelta(seconds=settings.PREVIEW_LINK_SECONDS - 5)
    with time_machine.travel(end):
        assert redeem(client, link).status_code == 200


def alterations(token):
    payload, signature = token.split(".")
    yield ""
    yield "."
    yield payload
    yield signature
    yield f"{payload}."
    yield f".{signature}"
    yield f"{payload}.{signature[:-1]}"
    yield f"{payload[:-1]}.{signature}"
    yield f"{payload}.{signature}."
    yield f"{payload}.{payload}.{signature}"
    yield f"{payload}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    yield f"{token}\x00"
    yield "ă" * 50
    yield "a" * 100_000


def test_altered_link_is_refused_and_not_used_up(client, link):
    for token in alterations(link["token"]):
        assert refused(redeem(client, {**link, "token": token}), 400, "altered"), token
    assert redeem(client, link).status_code == 200


def test_link_signed_with_another_key_is_refused(client, link, settings):
    settings.SECRET_KEY = "another"
    assert refused(redeem(client, link), 400, "altered")


def test_link_for_another_page_is_refused_and_not_used_up(client, page, link):
    other = factories.AnnouncementFactory()
    for asked in (str(other.pk), "new", "", "0", f"{page.pk} ", f"0{page.pk}", "\x00"):
        assert refused(redeem(client, {**link, "page": asked}), 403, "another page"), asked
    assert redeem(client, link).status_code == 200


def test_link_for_a_new_page_is_for_no_other(client, admin, page):
    link = preview_new(admin, page.get_parent(), title="Bài mới")
    assert link["page"] == "new"
    assert refused(redeem(client, {**link, "page": str(page.pk)}), 403, "another page")
    assert redeem(client, link).json()["title"] == "Bài mới"


def test_editor_whose_account_is_closed_shows_nothing(client, editor, link):
    editor.is_active = False
    editor.save()
    assert refused(redeem(client, link), 403, "no longer")


def test_editor_who_has_lost_the_permission_shows_nothing(client, editor, link):
    editor.groups.clear()
    assert refused(redeem(client, link), 403, "no longer")
    editor.groups.add(factories.Group.objects.get(name=WRITERS))
    assert redeem(client, link).status_code == 200


def test_editor_of_a_new_page_who_may_add_none_any_more_shows_nothing(client, admin, editor, page):
    link = preview_new(admin, page.get_parent())
    editor.groups.clear()
    assert refused(redeem(client, link), 403, "no longer")


def test_links_go_with_the_account(client, editor, link):
    editor.delete()
    assert refused(redeem(client, link), 410, "has expired")


def test_links_go_with_the_page(client, page, link):
    page.delete()
    assert refused(redeem(client, link), 410, "has expired")


def test_links_of_new_pages_go_with_the_page_above(client, admin, page):
    link = preview_new(admin, page.get_parent())
    page.get_parent().delete()
    assert refused(redeem(client, link), 410, "has expired")


def test_page_that_is_restricted_meanwhile_is_not_shown(client, page, link):
    factories.restrict(page.get_parent())
    assert refused(redeem(client, link), 403, "no longer")


def test_withdrawn_page_is_shown_as_a_draft(client, page, link):
    page.save_revision().publish()
    page.unpublish()
    assert redeem(client, link).status_code == 200


def test_moved_page_is_shown_at_its_new_place(client, page, link):
    page.move(factories.IndexFactory(title="Nơi khác"), pos="last-child")
    meta = redeem(client, link).json()["meta"]
    assert meta["html_url"] == "http://localhost/noi-khac/de-an-so-07/"
    assert meta["parent"]["title"] == "Nơi khác"


def test_new_page_stands_where_the_page_above_it_stands_now(client, admin, page):
    link = preview_new(admin, page.get_parent(), slug="bai-moi")
    other = factories.StandardPageFactory(title="Khác")
    page.get_parent().specific.move(other, pos="last-child")
    meta = redeem(client, link).json()["meta"]
    assert meta["html_url"].startswith("http://localhost/khac/")


def test_worker_removes_what_has_expired(client, admin, page, link, settings):
    used = preview(admin, page)
    redeem(client, used)
    prune_links()
    assert PreviewLink.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.PREVIEW_LINK_SECONDS + 1)):
        kept = preview(admin, page)
        each_hour()
        assert [str(pk) for pk in PreviewLink.objects.values_list("page_id", flat=True)] == [
            kept["page"]
        ]
        assert refused(redeem(client, link), 410, "has expired")
        assert refused(redeem(client, used), 410, "has expired")
        assert redeem(client, kept).status_code == 200


def test_links_are_no_use_of_a_page(page, link):
    from wagtail.models import ReferenceIndex

    assert not ReferenceIndex.get_references_to(page).exists()
