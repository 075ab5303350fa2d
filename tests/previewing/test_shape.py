"""A draft has the shape of its page's answer, and shows no more than publishing it would."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Comment, Page
from wagtail.test.utils.form_data import rich_text

from portal.previewing.models import PreviewLink
from portal.previewing.shapes import Draft
from portal.roles import EDITORIAL_BOARD
from portal.syndication.builder import drain
from portal.syndication.models import Mark
from tests import factories
from tests.english import translate

from .previews import link_in, preview, preview_new, redeem

pytestmark = pytest.mark.django_db

WORD = "xyzzy"


def draft_link(admin, page):
    """Return the link to the page's latest draft, as it stands."""
    return link_in(admin.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])))


@pytest.fixture
def page():
    """Return an announcement that refers to everything."""
    category = factories.CategoryFactory()
    document = factories.DocumentFactory(number="59-KH/HU", issuer=factories.OrganisationFactory())
    image = factories.ImageFactory()
    link = f'<a linktype="page" id="{factories.StandardPageFactory().pk}">Giới thiệu</a>'
    page = factories.AnnouncementFactory(
        date=datetime(2026, 11, 5, 3, 30, tzinfo=UTC),
        category=category,
        illustration=image,
        body=[
            ("heading", {"level": "2", "text": "Mục đích"}),
            ("paragraph", f"<p>Kế hoạch số 59-KH/HU ngày 06/12/2021, {link}</p>"),
            ("image", {"image": image, "alt": "Ảnh", "decorative": False, "caption": ""}),
            ("document", {"document": document, "text": ""}),
        ],
    )
    page.save_revision().publish()
    return page


def test_draft_without_changes_has_the_bytes_of_the_public_answer(client, admin, page):
    public = client.get(f"/api/v2/pages/{page.pk}/")
    assert redeem(client, draft_link(admin, page)).content == public.content


@pytest.mark.parametrize("make", [factories.StandardPageFactory, factories.IndexFactory])
def test_other_types_have_theirs(client, make):
    board = factories.UserFactory(is_superuser=True)
    client.force_login(board)
    page = make()
    page.save_revision().publish()
    public = client.get(f"/api/v2/pages/{page.pk}/")
    assert redeem(client, draft_link(client, page)).content == public.content


def test_home_page_has_its(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    home = factories.home_page()
    public = client.get(f"/api/v2/pages/{home.pk}/")
    assert redeem(client, draft_link(client, home)).content == public.content


def test_translation_is_shown_in_its_language(client, admin, page):
    english = translate(page, {page.title: "Scheme 07"})
    public = client.get(f"/api/v2/pages/{english.pk}/")
    shown = redeem(client, draft_link(admin, english))
    assert shown.json()["meta"]["locale"] == "en"
    assert [other["id"] for other in shown.json()["meta"]["translations"]] == [page.pk]
    assert shown.content == public.content


def test_changes_of_the_form_show_and_nothing_is_stored(client, admin, page):
    before = Page.objects.filter(pk=page.pk).values().get()
    body = [("paragraph", rich_text("<p>Nội dung <b>mới</b></p>"))]
    link = preview(admin, page, title="Sửa", slug="sua", body=body, correction="Đính chính")
    shown = redeem(client, link).json()
    assert (shown["title"], shown["correction"]) == ("Sửa", "Đính chính")
    assert shown["body"][0]["value"] == "<p>Nội dung <b>mới</b></p>"
    assert shown["meta"]["html_url"].endswith("/sua/")
    assert shown["meta"]["first_published_at"]
    assert shown["meta"]["last_published_at"]
    assert Page.objects.filter(pk=page.pk).values().get() == before


def test_page_that_has_never_been_saved_has_no_id(client, admin, page):
    link = preview_new(admin, page.get_parent(), title="Bài mới", slug="bai-moi")
    shown = redeem(client, link).json()
    assert shown.keys() == client.get(f"/api/v2/pages/{page.pk}/").json().keys()
    assert shown["id"] is None
    meta = shown["meta"]
    assert meta["detail_url"] is None
    assert meta["html_url"] == f"{page.get_parent().full_url}bai-moi/"
    assert (meta["locale"], meta["translations"], meta["alias_of"]) == ("vi", [], None)
    assert meta["parent"]["id"] == page.get_parent().pk
    assert meta["first_published_at"] is None
    assert shown["title"] == "Bài mới"


def test_drafts_have_the_published_shape(client, admin, page):
    for link in (preview_new(admin, page.get_parent(), title="Bài mới"), draft_link(admin, page)):
        Draft.model_validate_json(redeem(client, link).content)


def test_new_page_below_an_english_one_is_english(client, admin, page):
    index = translate(page.get_parent(), {page.get_parent().title: "News"})
    shown = redeem(client, preview_new(admin, index, title="News item")).json()
    assert shown["meta"]["locale"] == "en"
    assert "/en/" in shown["meta"]["html_url"]


def test_pages_above_are_named_as_far_as_they_are_public(client, admin, page):
    page.get_parent().unpublish()
    meta = redeem(client, draft_link(admin, page)).json()["meta"]
    assert meta["parent"]["id"] == factories.home_page().pk


def test_private_things_stay_private(client, admin, page):
    page.illustration_alt = page.illustration_caption = WORD
    page.body.append(
        ("image", {"image": page.illustration, "alt": WORD, "decorative": False, "caption": WORD})
    )
    page.save_revision()
    link = draft_link(admin, page)
    # Within the life of the link.
    page.illustration.title = WORD
    page.illustration.collection = factories.PrivateCollectionFactory()
    page.illustration.save()
    page.category.live = False
    page.category.save()
    shown = redeem(client, link)
    assert shown.json()["illustration"] is None
    assert shown.json()["category"] is None
    assert WORD not in shown.content.decode()
    assert f"/images/{page.illustration_id}/" not in shown.content.decode()


def test_what_editors_say_to_one_another_is_not_kept(admin, page, editor):
    Comment.objects.create(page=page, user=editor, contentpath="title", text=WORD)
    page.refresh_from_db()
    assert WORD in str(page.save_revision().content)
    draft_link(admin, page)
    assert WORD not in str(PreviewLink.objects.get().content)


def test_previews_are_in_no_list_and_change_nothing_that_is_public(client, admin, page):
    drain()
    feed = client.get("/api/v2/changes/?include=object&limit=500").content
    for link in (
        preview(admin, page, title=f"Tin {WORD}", summary=WORD),
        preview_new(admin, page.get_parent(), title=f"Tin {WORD}", slug=WORD),
    ):
        assert WORD in redeem(client, link).content.decode()
    assert not Mark.objects.exists()
    drain()
    assert client.get("/api/v2/changes/?include=object&limit=500").content == feed
    for asked in (
        "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*",
        f"/api/v2/pages/?search={WORD}",
        f"/api/v2/pages/{page.pk}/",
        "/sitemap-1.xml",
        "/feeds/atom.xml",
        page.url,
        page.get_parent().url,
    ):
        assert WORD not in client.get(asked).content.decode().replace(f"={WORD}", ""), asked
    assert "Tin xyzzy" not in client.get(f"/search/?q={WORD}").content.decode()


def test_long_draft_costs_as_many_queries_as_a_short_one(client, admin, page):
    def queries():
        link = draft_link(admin, page)
        with CaptureQueriesContext(connection) as context:
            assert redeem(client, link).status_code == 200
        return len(context)

    # The first one fills what the process keeps.
    before = [queries() for _ in range(3)][-1]
    for _ in range(5):
        document = factories.DocumentFactory(issuer=factories.OrganisationFactory())
        page.body.append(("document", {"document": document, "text": ""}))
        image = factories.ImageFactory()
        image.public_renditions()
        block = {"image": image, "alt": "Ảnh", "decorative": False, "caption": ""}
        page.body.append(("image", block))
    page.save_revision()
    assert queries() <= before


def test_draft_of_a_page_under_review_is_shown_to_the_board(client, page):
    board = factories.UserFactory(role=EDITORIAL_BOARD)
    page.title = "Chờ duyệt"
    page.save_revision()
    page.get_workflow().start(page, factories.UserFactory(is_superuser=True))
    client.force_login(board)
    task = page.current_workflow_task
    address = reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, task.pk])
    assert redeem(client, link_in(client.get(address))).json()["title"] == "Chờ duyệt"
