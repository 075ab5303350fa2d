"""What editors meet in the admin, with a front end and without."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from portal.previewing.models import PreviewLink
from tests import factories
from tests.english import submit

from .previews import FRONT_END, form_of, link_in, preview, redeem, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return factories.AnnouncementFactory(title="Đề án số 07")


def opened(admin, name, *path, **query):
    return admin.get(reverse(f"wagtailadmin_pages:{name}", args=path, query=query))


def edit_view(admin, page):
    return opened(admin, "edit", page.pk).content.decode()


def test_panel_offers_the_front_end_first_and_then_the_portal(admin, page):
    html = edit_view(admin, page)
    first = html.index('<option value="front-end" selected>Trên bansao.example.vn</option>')
    assert html.index('<option value="">Trên cổng này</option>') > first


def test_panel_is_english_for_who_reads_english(admin, editor, page):
    UserProfile.objects.create(user=editor, preferred_language="en")
    html = edit_view(admin, page)
    assert "On bansao.example.vn</option>" in html
    assert "On this portal</option>" in html


def test_preview_leads_to_the_front_end_and_is_never_kept(admin, page):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    response = shown(admin, address, title=page.title, slug=page.slug)
    assert response.headers["Location"].startswith(f"{FRONT_END}/xem-truoc#")
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_portal_itself_shows_the_draft_where_the_editor_wants_it(admin, page):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    admin.post(address, form_of(title="Bản nháp", slug=page.slug))
    response = admin.get(address, {"mode": ""})
    assert response.status_code == 200
    assert "Bản nháp" in response.content.decode()
    assert not PreviewLink.objects.exists()


def test_form_with_mistakes_makes_no_link(admin, page):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    sent = admin.post(address, form_of(title=page.title, slug=page.slug, date="ngày mai"))
    assert sent.json() == {"is_valid": False, "is_available": False}
    assert not PreviewLink.objects.exists()


def test_links_are_of_whoever_opens_the_preview(admin, editor, page):
    preview(admin, page)
    assert PreviewLink.objects.get().made_by == editor


def test_stranger_makes_no_link(client, page):
    for name in ("preview_on_edit", "view_draft"):
        response = opened(client, name, page.pk)
        assert reverse("wagtailadmin_login") in response.headers["Location"]
    assert not PreviewLink.objects.exists()


def test_draft_is_shown_from_the_list_and_from_the_history(client, admin, page):
    page.title = "Bản cũ"
    old = page.save_revision()
    page.title = "Bản mới"
    page.save_revision()
    newest = link_in(opened(admin, "view_draft", page.pk))
    earlier = link_in(opened(admin, "revisions_view", page.pk, old.pk))
    assert redeem(client, newest).json()["title"] == "Bản mới"
    assert redeem(client, earlier).json()["title"] == "Bản cũ"


def test_translation_is_shown_as_it_stands_so_far(client, admin, page):
    english = submit(page)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    response = admin.get(reverse("wagtail_localize:preview_translation", args=[translation.pk]))
    shown = redeem(client, link_in(response)).json()
    assert (shown["id"], shown["meta"]["locale"]) == (english.pk, "en")


def test_page_that_the_front_end_never_shows_is_shown_by_the_portal(admin, page):
    factories.restrict(page.get_parent())
    response = opened(admin, "view_draft", page.pk)
    assert response.status_code == 200
    assert page.title in response.content.decode()
    assert not PreviewLink.objects.exists()


def test_without_a_front_end_everything_is_as_it_was(admin, page, settings):
    settings.HEADLESS_PREVIEW_URL = ""
    html = edit_view(admin, page)
    assert "preview_mode" not in html
    assert opened(admin, "view_draft", page.pk).status_code == 200
    assert opened(admin, "view_draft", page.pk, mode="front-end").status_code == 200
    assert not PreviewLink.objects.exists()


def test_front_end_that_the_check_refuses_is_none(admin, page, settings):
    settings.HEADLESS_PREVIEW_URL = "bansao.example.vn"
    assert opened(admin, "view_draft", page.pk).status_code == 200
