"""Organisation and contacts: the agency from the portal's settings, its units from the page."""

import pytest
from django.test import Client
from wagtail.models import Site
from wagtail_localize.operations import translate_object

from home.models import ContactPage
from portal.models import PortalSettings
from tests import factories
from tests.search.index import index_everything

pytestmark = pytest.mark.django_db

UNIT = {
    "name": "Phòng Nội vụ",
    "head": "Lê Thị Hoa - Trưởng phòng",
    "telephone": "0255.3851263",
    "email": "noivu@binhson.example",
    "address": "Tầng 2",
}


@pytest.fixture
def settings_of_portal():
    settings = PortalSettings.for_site(Site.objects.get())
    settings.agency, settings.parent_agency = "UBND huyện Bình Sơn", "UBND tỉnh Quảng Ngãi"
    settings.editor_in_chief, settings.telephone = "Phạm Quang Sự", "0255.3851261; 3851262"
    settings.email, settings.address = "binhson@quangngai.gov.vn", "395 Phạm Văn Đồng"
    settings.save()
    return settings


@pytest.fixture
def page():
    contact = ContactPage(title="Liên hệ", slug="lien-he", units=[("unit", UNIT)])
    factories.home_page().add_child(instance=contact)
    contact.save_revision().publish()
    return contact


def main(client, address):
    html = client.get(address).content.decode()
    return html.partition("<main")[2].partition("</main>")[0]


def test_page_shows_the_agency_and_its_units(client, page, settings_of_portal):
    html = main(client, page.get_url())
    for words in (
        *("UBND huyện Bình Sơn", "UBND tỉnh Quảng Ngãi", "Phạm Quang Sự", "395 Phạm Văn Đồng"),
        *UNIT.values(),
        *('href="tel:02553851261"', 'href="tel:02553851263"'),
        *('href="mailto:binhson@quangngai.gov.vn"', 'href="mailto:noivu@binhson.example"'),
    ):
        assert words in html


def test_what_nobody_has_given_leaves_no_label(client, page):
    page.units = [("unit", {"name": "Phòng Nội vụ"})]
    page.save_revision().publish()
    html = main(client, page.get_url())
    assert "Phòng Nội vụ" in html
    assert "<dt>" not in html
    assert "tel:" not in html


def test_page_in_english_says_the_same_of_the_agency(client, page, settings_of_portal):
    factories.home_page().copy_for_translation(factories.english()).save_revision().publish()
    translate_object(page, [factories.english()])
    english = page.get_translation(factories.english()).specific
    english.title = "Contacts"
    english.units = [("unit", {**UNIT, "name": "Office of Home Affairs"})]
    english.save_revision().publish()
    html = main(client, english.get_url())
    assert "Telephone:" in html
    assert "Office of Home Affairs" in html
    assert "395 Phạm Văn Đồng" in html


def test_api_shows_the_units(client, page):
    answer = client.get(f"/api/v2/pages/{page.pk}/").json()
    assert [block["value"] for block in answer["units"]] == [UNIT]


def test_units_are_found_by_the_search(client, page):
    index_everything()
    assert "/lien-he/" in main(client, "/search/?q=Nội vụ")


def test_page_can_be_made_in_the_admin(admin_client: Client):
    home = factories.home_page()
    answer = admin_client.get(f"/admin/pages/add/home/contactpage/{home.pk}/")
    assert answer.status_code == 200
