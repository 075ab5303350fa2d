"""The settings of a portal as pages show them."""

import pytest
from wagtail.models import Site

from portal.models import PortalSettings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/search/", "/khong-co/"])
def test_reader_of_a_portal_without_settings_writes_none(client, path):
    Site.objects.update(site_name="Cổng Bình Sơn")
    assert "Cổng Bình Sơn" in client.get(path).content.decode()
    assert not PortalSettings.objects.exists()


def test_reader_is_shown_the_settings_of_his_site(client):
    PortalSettings.objects.create(site=Site.objects.get(), portal="Cổng huyện Bình Sơn")
    assert "Cổng huyện Bình Sơn" in client.get("/").content.decode()
