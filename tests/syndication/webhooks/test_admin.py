"""Webhooks in the admin: who keeps them, their secret, their deliveries, the dashboard."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from cryptography.fernet import Fernet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from portal.syndication.webhooks import pokes
from portal.syndication.webhooks.models import Delivery, Endpoint
from portal.syndication.webhooks.results import Outcome, Result
from portal.syndication.webhooks.taking import settle, take
from tests import factories
from tests.syndication.pages import another_site

from .endpoints import State, endpoint

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")


@pytest.fixture
def chief(client):
    user = factories.UserFactory(role=EDITOR_IN_CHIEF)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"webhooks:{name}", args=args)


def main(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def words(part):
    return " ".join(part.get_text(" ").split())


def messages(client):
    return words(
        BeautifulSoup(client.get("/admin/").content, "html.parser").select_one(".messages")
    )


def attempted(target, *outcomes):
    """Have deliveries to `target` end like that, one after the other."""
    for outcome in outcomes:
        pokes.poke(target)
        [delivery] = take([])
        settle(delivery, outcome)
    return Delivery.objects.filter(endpoint=target).latest("pk")


def failed(target, outcome):
    """Have a delivery to `target` given up."""
    delivery = attempted(target, outcome)
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(state=State.FAILED, settled_at=now)
    delivery.refresh_from_db()
    return delivery


@pytest.mark.parametrize(("role", "status"), [
    (WRITERS, 302), (EDITORIAL_BOARD, 302), (EDITOR_IN_CHIEF, 200),
])  # fmt: skip
def test_editor_in_chief_alone_keeps_them(client, role, status):
    client.force_login(factories.UserFactory(role=role))
    target = endpoint()
    for name in ("inspect", "edit", "delete", "history", "secret"):
        assert client.get(url(name, target.pk)).status_code == status, name
    for name in ("index", "add"):
        assert client.get(url(name)).status_code == status, name
    assert ("/admin/webhooks/" in client.get("/admin/").content.decode()) is (status == 200)


@pytest.mark.parametrize("role", [WRITERS, EDITORIAL_BOARD])
def test_others_can_do_nothing_to_them(client, role):
    client.force_login(factories.UserFactory(role=role))
    target = endpoint()
    delivery = failed(target, Outcome(Result.ERROR, 500))
    before = Endpoint.objects.values().get()
    for address in (
        url("poke", target.pk), url("again", delivery.pk), url("secret", target.pk),
        url("edit", target.pk), url("delete", target.pk), url("add"),
    ):  # fmt: skip
        response = client.post(address, {"renew": "1", "name": "x", "address": "https://x.vn/"})
        assert response.status_code == 302
        assert not SECRET.search(response.content.decode())
    assert Endpoint.objects.values().get() == before
    assert Delivery.objects.get().state == State.FAILED


def test_new_endpoint_leads_to_its_secret_which_is_shown_once(client, chief):
    response = client.post(url("add"), {
        "name": "Cổng thông tin tỉnh Quảng Ngãi",
        "address": "https://quangngai.example.vn/bao",
        "types": ["announcements.AnnouncementPage"],
        "is_active": "on",
    })  # fmt: skip
    target = Endpoint.objects.get()
    assert (target.site.is_default_site, target.types) == (True, ["announcements.AnnouncementPage"])
    assert response.url == url("secret", target.pk)
    assert target.secret not in client.get(response.url).content.decode()
    shown = client.post(response.url)
    assert main(shown).select_one("#secret").get_text(strip=True) == target.secret
    assert SECRET.fullmatch(target.secret)
    assert "no-store" in shown.headers["Cache-Control"]
    # A page that is loaded again asks once more.
    for again in (client.post(response.url), client.get(response.url)):
        assert target.secret not in again.content.decode()
        assert "không hiện lại" in words(main(again))


def test_secret_is_stored_nowhere_in_clear(client, chief):
    target = endpoint()
    client.post(url("secret", target.pk))
    stored = [str(row) for row in Endpoint.objects.values()]
    stored += [str(row) for row in ModelLogEntry.objects.values()]
    stored += [str(dict(client.session)), str(client.cookies)]
    assert target.secret not in " ".join(stored)
    shown = [entry.action for entry in ModelLogEntry.objects.all()]
    assert shown == ["webhooks.secret_shown"]


def test_new_secret_is_shown_once_too(client, chief):
    target = endpoint()
    former = main(client.post(url("secret", target.pk))).select_one("#secret").get_text(strip=True)
    response = client.post(url("secret", target.pk), {"renew": ""}, follow=True)
    target.refresh_from_db()
    assert target.secret != former
    assert target.secret not in response.content.decode()
    shown = client.post(url("secret", target.pk))
    assert main(shown).select_one("#secret").get_text(strip=True) == target.secret


def test_secret_that_cannot_be_read_is_said_and_replaced(client, chief):
    target = endpoint()
    Endpoint.objects.update(sealed_secret=Fernet(Fernet.generate_key()).encrypt(b"x").decode())
    response = client.post(url("secret", target.pk), follow=True)
    assert "Không đọc được khóa bí mật nữa" in response.content.decode()
    assert main(response).select_one("button[name=renew]")
    client.post(url("secret", target.pk), {"renew": ""})
    shown = main(client.post(url("secret", target.pk))).select_one("#secret")
    assert SECRET.fullmatch(shown.get_text(strip=True))


@pytest.mark.parametrize("address", [
    "http://nhan.example.vn:22/", "https://127.0.0.1/", "https://localhost:8000/",
    "https://a:b@nhan.example.vn/", "ftp://nhan.example.vn/", "nhan.example.vn", "https://[/",
    "https://10.0.0.1/", "\x00", "https://nhan.example.vn/\x00", "x" * 600,
])  # fmt: skip
def test_wrong_address_is_refused_in_the_form(client, chief, address):
    response = client.post(url("add"), {"name": "Cổng tỉnh", "address": address})
    assert response.status_code == 200
    error = main(response).select_one("#panel-child-address-errors, [id*=address] .error-message")
    error = error or main(response).select_one(".error-message")
    assert words(error)
    assert not Endpoint.objects.exists()


def test_same_address_twice_is_refused(client, chief):
    target = endpoint()
    response = client.post(url("add"), {"name": "Lần nữa", "address": target.address})
    assert response.status_code == 200
    assert "Địa chỉ này đã có trong danh sách" in words(main(response))


def test_site_is_asked_for_where_there_are_several(client, chief):
    assert not main(client.get(url("add"))).select_one("select[name=site]")
    site = another_site()
    assert main(client.get(url("add"))).select_one("select[name=site]")
    client.post(url("add"), {"name": "Khác", "address": "https://khac.vn/", "site": site.pk})
    assert Endpoint.objects.get().site == site


def test_type_that_there_is_not_is_refused(client, chief):
    client.post(url("add"), {"name": "x", "address": "https://x.vn/", "types": ["auth.User"]})
    assert not Endpoint.objects.exists()


def edit(client, target, **values):
    fields = {"name": target.name, "address": target.address, "is_active": "on", **values}
    fields = {name: value for name, value in fields.items() if value}
    assert client.post(url("edit", target.pk), fields).status_code == 302


def test_switching_off_leaves_unsent_what_waits_and_on_again_pokes(client, chief):
    target = endpoint()
    pokes.poke(target)
    edit(client, target, name="Tên khác")
    assert Delivery.objects.get().state == State.PENDING
    edit(client, target, is_active="")
    assert Delivery.objects.get().state == State.DROPPED
    edit(client, target)
    assert Delivery.objects.filter(state=State.PENDING).count() == 1


def test_editing_keeps_the_secret(client, chief):
    target = endpoint()
    edit(client, target, address="https://khac.vn/")
    assert Endpoint.objects.get().secret == target.secret


def test_list_shows_the_last_result(client, chief):
    attempted(endpoint(name="Chạy tốt"), Outcome(Result.TIMEOUT))
    Delivery.objects.update(next_at=timezone.now())
    [again] = take([])
    settle(again, Outcome(Result.ACCEPTED, 204))
    attempted(endpoint("https://b.vn/", name="Hỏng"), Outcome(Result.ERROR, 503, "busy"))
    endpoint("https://c.vn/", name="Mới")
    rows = {words(row.td): words(row) for row in main(client.get(url("index"))).select("tbody tr")}
    rows = {name.split(" Tùy chọn")[0]: text for name, text in rows.items()}
    said = dict(zip(["Chạy tốt", "Hỏng", "Mới"], rows.values(), strict=True))
    assert "Nơi nhận đã nhận. (204)" in said["Chạy tốt"]
    assert "Nơi nhận trả lời có lỗi. (503)" in said["Hỏng"]
    assert "Chưa gửi tin nào." in said["Mới"]


def test_list_costs_the_same_for_many(client, chief):
    def count():
        with CaptureQueriesContext(connection) as context:
            client.get(url("index"))
        return len(context)

    attempted(endpoint(), Outcome(Result.ACCEPTED, 200))
    count()
    before = count()
    for number in range(8):
        attempted(endpoint(f"https://nhan.vn/{number}"), Outcome(Result.ACCEPTED, 200))
    assert count() == before


def test_deliveries_cost_the_same_for_many(client, chief):
    target = endpoint()

    def count():
        with CaptureQueriesContext(connection) as context:
            client.get(url("inspect", target.pk))
        return len(context)

    attempted(target, Outcome(Result.ACCEPTED, 200))
    count()
    before = count()
    attempted(target, *[Outcome(Result.ACCEPTED, 200)] * 8)
    assert count() == before


def test_what_a_receiver_says_is_shown_as_text(client, chief):
    target = endpoint()
    failed(target, Outcome(Result.ERROR, 400, "<script>alert(1)</script>"))
    page = main(client.get(url("inspect", target.pk)))
    assert words(page.select_one("pre")) == "<script>alert(1)</script>"
    assert "Nơi nhận trả lời có lỗi. (400)" in words(page)


def test_empty_states(client, chief):
    assert main(client.get(url("index")))
    page = words(main(client.get(url("inspect", endpoint().pk))))
    assert "Chưa gửi tin nào." in page
    assert "Chưa ai xem khóa bí mật" in page


def test_test_message_is_written(client, chief):
    target = endpoint()
    response = client.post(url("poke", target.pk))
    assert response.url == url("inspect", target.pk)
    assert [delivery.endpoint for delivery in Delivery.objects.all()] == [target]
    Endpoint.objects.update(is_active=False)
    client.post(url("poke", target.pk))
    assert Delivery.objects.count() == 1


def test_failed_one_is_sent_again_by_hand(client, chief):
    target = endpoint()
    delivery = failed(target, Outcome(Result.UNREACHABLE))
    page = main(client.get(url("inspect", target.pk)))
    form = page.select_one(f"form[action='{url('again', delivery.pk)}']")
    client.post(form["action"])
    delivery.refresh_from_db()
    assert delivery.state == State.PENDING
    assert delivery.next_at <= timezone.now()
    # Once more does no harm.
    client.post(form["action"])
    assert Delivery.objects.get().state == State.PENDING


def test_get_changes_nothing(client, chief):
    target = endpoint()
    delivery = failed(target, Outcome(Result.UNREACHABLE))
    for address in (url("poke", target.pk), url("again", delivery.pk)):
        assert client.get(address).status_code == 405
    assert Delivery.objects.get().state == State.FAILED


@pytest.mark.parametrize("name", ["inspect", "edit", "secret", "poke", "again"])
def test_what_is_not_there_is_404(client, chief, name):
    ask = client.post if name in ("poke", "again") else client.get
    assert ask(url(name, 987654)).status_code == 404


def panel(client):
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    return page.select_one("#webhooks-given-up-section, #webhooks-given-up")


def test_dashboard_tells_of_what_was_given_up(client, chief):
    target = endpoint(name="Cổng tỉnh")
    assert panel(client) is None
    attempted(target, Outcome(Result.TIMEOUT))
    assert panel(client) is None
    Delivery.objects.all().delete()
    failed(target, Outcome(Result.ERROR, 503))
    assert "Cổng tỉnh Nơi nhận trả lời có lỗi. (503)" in words(panel(client))


def test_dashboard_of_others_does_not(client):
    failed(endpoint(), Outcome(Result.ERROR, 503))
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    assert panel(client) is None


def test_dashboard_forgets_it_when_a_later_one_arrived_or_it_is_switched_off(client, chief):
    target = endpoint()
    failed(target, Outcome(Result.ERROR, 503))
    attempted(target, Outcome(Result.ACCEPTED, 200))
    assert panel(client) is None
    failed(target, Outcome(Result.ERROR, 503))
    assert panel(client)
    edit(client, target, is_active="")
    assert panel(client) is None


def test_dashboard_tells_of_a_receiver_that_is_gone(client, chief):
    attempted(endpoint(name="Cổng tỉnh"), Outcome(Result.GONE, 410))
    assert "Cổng tỉnh Nơi nhận cho biết địa chỉ này đã bỏ hẳn" in words(panel(client))


def test_dashboard_costs_one_query(client, chief):
    def count():
        with CaptureQueriesContext(connection) as context:
            client.get("/admin/")
        return len(context)

    count()
    before = count()
    for number in range(5):
        failed(endpoint(f"https://nhan.vn/{number}"), Outcome(Result.ERROR, 503))
    assert count() == before


def test_deleting_takes_the_deliveries_along(client, chief):
    target = endpoint()
    failed(target, Outcome(Result.ERROR, 503))
    assert client.post(url("delete", target.pk)).status_code == 302
    assert not Delivery.objects.exists()


def test_english(client, chief):
    UserProfile.objects.create(user=chief, preferred_language="en")
    target = endpoint()
    attempted(target, Outcome(Result.FORBIDDEN))
    page = words(main(client.get(url("inspect", target.pk))))
    assert "The address leads into an internal network, and was not connected to." in page
    assert "1 attempt, on" in page
    attempted(endpoint("https://b.vn/"), Outcome(Result.ACCEPTED, 200))
    Delivery.objects.update(next_at=timezone.now() + timedelta(hours=1))
    assert "The next one is due on" in words(main(client.get(url("inspect", target.pk))))
