"""The store finds the site of a host by the rules of Wagtail."""

import pytest
from django.http.request import split_domain_port
from django.test import RequestFactory
from wagtail.models import Page, Site

from home.models import HomePage
from portal.syndication.store import site_id_of_host

pytestmark = pytest.mark.django_db

HOSTS = (
    "a.test",
    "a.test:80",
    "a.test:8000",
    "a.test:443",
    "b.test",
    "b.test:8000",
    "c.test",
    "[::1]:80",
)


def add_site(hostname, port, is_default=False):
    root = Page.get_first_root_node().add_child(
        instance=HomePage(title=hostname, slug=f"{hostname}-{port}".replace(".", "-"))
    )
    Site.objects.create(hostname=hostname, port=port, root_page=root, is_default_site=is_default)


@pytest.mark.parametrize(
    "sites",
    [
        [],
        [("a.test", 80, True)],
        [("a.test", 80, False)],
        [("a.test", 80, False), ("a.test", 8000, False)],
        [("a.test", 80, True), ("a.test", 8000, False)],
        [("a.test", 8000, False), ("b.test", 80, True)],
        [("a.test", 80, False), ("a.test", 8000, False), ("b.test", 80, True)],
    ],
)
def test_site_of_a_host_is_wagtails(sites):
    Site.objects.all().delete()
    for site in sites:
        add_site(*site)
    for host in HOSTS:
        for is_secure in (False, True):
            request = RequestFactory().get("/", headers={"host": host}, secure=is_secure)
            expected = Site.find_for_request(request)
            hostname = split_domain_port(request._get_raw_host())[0]
            found = site_id_of_host(hostname, request.get_port())
            assert found == (expected.pk if expected else None), host
