"""Links in rich text: as the editor may write them, as readers and consumers get them."""

import pytest
from wagtail.models import Page, Site

from home.models import HomePage
from tests import factories

pytestmark = pytest.mark.django_db

LINKS = (
    '<p><a href="/gioi-thieu/?a=1&amp;b=2">đây</a> '
    '<a href="//khac.vn/">kia</a> <a href="mailto:a@binhson.vn">thư</a></p>'
)


@pytest.fixture
def other_root():
    root = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    Site.objects.create(hostname="khac.test", port=443, root_page=root)
    return root


def paragraph(client, page, host):
    answer = client.get(f"/api/v2/pages/{page.pk}/", headers={"host": host}).json()
    return answer["body"][0]["value"]


def test_link_from_the_root_is_absolute_for_consumers_and_relative_for_readers(client):
    page = factories.AnnouncementFactory(body=[("paragraph", LINKS)])
    text = paragraph(client, page, "localhost")
    assert 'href="http://localhost/gioi-thieu/?a=1&amp;b=2"' in text
    assert 'href="//khac.vn/"' in text
    assert 'href="mailto:a@binhson.vn"' in text
    assert 'href="/gioi-thieu/?a=1&amp;b=2"' in client.get(page.url).content.decode()


def test_link_from_the_root_leads_to_the_site_of_its_page(client, other_root):
    index = factories.IndexFactory(parent=other_root)
    page = factories.AnnouncementFactory(parent=index, body=[("paragraph", LINKS)])
    assert 'href="https://khac.test/gioi-thieu/' in paragraph(client, page, "khac.test")


def test_field_of_rich_text_is_made_absolute_too(client):
    index = factories.IndexFactory(parent=factories.home_page(), introduction=LINKS)
    answer = client.get(f"/api/v2/pages/{index.pk}/").json()
    assert 'href="http://localhost/gioi-thieu/' in answer["introduction"]
    listed = client.get("/api/v2/pages/?type=announcements.AnnouncementIndexPage&fields=*").json()
    assert listed["items"][0]["introduction"] == answer["introduction"]
