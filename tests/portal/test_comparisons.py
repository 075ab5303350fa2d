"""What the comparison of two revisions says of values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.comparisons import said
from portal.roles import EDITORIAL_BOARD
from tests import factories


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (True, "Có"),
        (False, "Không"),
        (datetime(2026, 11, 5, 1, 30, tzinfo=UTC), "05/11/2026 08:30"),
        (date(2026, 11, 5), "05/11/2026"),
        (Decimal("1234.5"), "1234,5"),
        ("Kế hoạch", "Kế hoạch"),
    ],
)
def test_value_is_said_as_forms_show_it(value, text):
    assert said(value) == text


@pytest.mark.django_db
def test_comparison_shows_days_and_choices_and_no_none(client):
    page = factories.AnnouncementFactory(date=datetime(2026, 11, 5, 1, 30, tzinfo=UTC))
    page.body = [
        ("heading", {"level": "2", "text": "Mục tiêu"}),
        ("quote", {"text": "Dân biết, dân bàn", "attribution": None}),
    ]
    old = page.save_revision()
    page.date = datetime(2026, 11, 6, 1, 30, tzinfo=UTC)
    page.body[0].value["level"] = "3"
    page.body.append(("quote", {"text": "Dân làm", "attribution": None}))
    new = page.save_revision()
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))

    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old.pk, new.pk])
    body = client.get(address).content.decode()
    shown = body[body.index("comparison") :]
    assert '<span class="deletion">05/11/2026 08:30</span>' in shown
    assert '<span class="addition">06/11/2026 08:30</span>' in shown
    assert "Tiểu mục" in shown
    assert "None" not in shown
    assert "True" not in shown
