"""What stands before the store: bad questions, and how often they may be asked."""

import pytest
from django.test import override_settings

from portal.syndication.builder import drain
from tests import factories

from .reader import get

pytestmark = pytest.mark.django_db

LIST = "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*"


@pytest.fixture(autouse=True)
def page():
    made = factories.AnnouncementFactory()
    drain()
    return made


@pytest.mark.parametrize("query", ["offset=", "limit=", "order=", "locale="])
@pytest.mark.parametrize(
    "value", ["9" * 5000, "9" * 30, "-1", "%00", "a%00b", "%ed%a0%80", "%D9%A1", "a" * 2000]
)
@pytest.mark.parametrize("path", [LIST, "/api/v2/categories/?fields=*", "/api/v2/images/?fields=*"])
def test_what_cannot_be_is_refused_before_the_store_reads_it(client, path, query, value):
    response = client.get(f"{path}&{query}{value}")
    assert response.status_code in (200, 400, 404)
    if response.status_code != 200:
        assert response.json()["message"]


@pytest.mark.parametrize("limit", ["00000000019999", "501", "0", "000", "9" * 5000, "%D9%A1"])
def test_limit_of_the_feed_is_read_to_its_end(client, limit):
    get(client, f"limit={limit}", 400)


@pytest.mark.parametrize("is_waiting", [False, True], ids=["stored", "anew"])
@pytest.mark.usefixtures("between_stretches")
@override_settings(API_RATE="4/min")
def test_question_counts_once_whoever_answers_it(client, page, is_waiting):
    if is_waiting:
        type(page).objects.filter(pk=page.pk).update(title="Mới")
    paths = [f"/api/v2/pages/{page.pk}/", LIST, "/api/v2/pages/987654/", "/api/v2/images/?fields=*"]
    assert [client.get(path).status_code for path in paths] == [200, 200, 404, 200]
    for path in paths:
        refused = client.get(path)
        assert refused.status_code == 429
        assert refused.headers["Retry-After"]
