"""Days, numbers and sizes as a Vietnamese office writes them, in both languages of the admin."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import translation
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from announcements.models import AnnouncementPage
from portal.roles import EDITOR_IN_CHIEF
from tests import factories
from tests.admin.crawl import Forms

LANGUAGES = ["vi", "en"]
DAY = "05/11/2027"

pytestmark = pytest.mark.django_db


@pytest.fixture(params=LANGUAGES)
def chief(request, client):
    user = factories.UserFactory(role=EDITOR_IN_CHIEF)
    UserProfile.objects.create(user=user, preferred_language=request.param)
    client.force_login(user)
    return user


def test_day_typed_into_forms_is_the_fifth_of_november(client, chief):
    page = factories.AnnouncementFactory()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    (form,) = Forms(client.get(address).content.decode(), address).editing()
    typed = {
        "title": page.title,
        "slug": page.slug,
        "date": f"{DAY} 08:30",
        "go_live_at": f"{DAY} 09:00",
        "expire_at": f"{DAY} 17:45",
    }

    assert client.post(address, {**form, **typed}).status_code == 302
    saved = AnnouncementPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert saved.date == datetime(2027, 11, 5, 1, 30, tzinfo=UTC)
    assert saved.go_live_at == datetime(2027, 11, 5, 2, 0, tzinfo=UTC)
    assert saved.expire_at == datetime(2027, 11, 5, 10, 45, tzinfo=UTC)


def test_day_typed_into_filters_is_the_fifth_of_november(client, chief):
    factories.DocumentFactory(title="Kế hoạch", issued_on=date(2027, 11, 5))
    factories.DocumentFactory(title="Công văn", issued_on=date(2027, 5, 11))

    days = {"issued_on_from": DAY, "issued_on_to": DAY}
    found = client.get(reverse("wagtaildocs:index"), days).context["object_list"]
    assert [document.title for document in found] == ["Kế hoạch"]


def test_day_typed_into_the_filter_of_a_report_is_the_fifth_of_november(client, chief):
    page = factories.StandardPageFactory()
    for month, day in ((5, 11), (11, 5)):
        moment = datetime(2027, month, day, 3, tzinfo=UTC)
        PageLogEntry.objects.log_action(page, "wagtail.edit", timestamp=moment)
    ModelLogEntry.objects.all().delete()

    days = {"timestamp_from": DAY, "timestamp_to": DAY}
    found = client.get(reverse("wagtailadmin_reports:site_history"), days).context["object_list"]
    assert [entry.timestamp.month for entry in found] == [11]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pickers_write_days_in_the_same_order(language):
    with translation.override(language):
        assert "d/m/Y" in AdminDateInput().render("day", date(2027, 11, 5))
        assert DAY in AdminDateInput().render("day", date(2027, 11, 5))
        assert f"{DAY} 08:30" in AdminDateTimeInput().render("d", datetime(2027, 11, 5, 8, 30))  # noqa: DTZ001 - as forms have it


def test_numbers_and_sizes_are_vietnamese():
    assert intcomma(1234567) == "1.234.567"
    assert intcomma(1234.5) == "1.234,5"
    assert filesizeformat(1536) == "1,5\xa0KB"
    assert filesizeformat(52428800) == "50,0\xa0MB"


def test_day_of_a_translation_is_that_of_the_portal():
    """At half past one in the morning UTC has the day before."""
    translated = StringTranslation(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        updated_at=datetime(2027, 11, 4, 18, 30, tzinfo=UTC),
    )
    assert DAY in str(translated.get_comment())
