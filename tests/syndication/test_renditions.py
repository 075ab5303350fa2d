"""Renditions take seconds: they are made before the builder's lock, and in no reader's request."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from announcements.models import AnnouncementPage
from media.models import PortalImage, PortalRendition
from portal.syndication import builder
from portal.syndication.models import Mark
from portal.syndication.registry import EVERYTHING, SOURCES
from tests import factories

from .reader import CHANGES, get

pytestmark = pytest.mark.django_db


@pytest.fixture
def renditions(monkeypatch):
    """Collect where renditions are made: `with the lock`, or `without`."""
    found = []
    held = []
    lock, make = builder.builder_lock, PortalImage.generate_rendition_file

    @contextmanager
    def builder_lock(patience):
        with lock(patience):
            held.append(True)
            yield
            held.pop()

    def generate_rendition_file(self, *args, **kwargs):
        found.append("with the lock" if held else "without")
        return make(self, *args, **kwargs)

    monkeypatch.setattr(builder, "builder_lock", builder_lock)
    monkeypatch.setattr(PortalImage, "generate_rendition_file", generate_rendition_file)
    return found


@pytest.mark.parametrize("batch", [2, 80])
def test_renditions_are_made_before_the_lock(monkeypatch, renditions, batch):
    builder.drain()
    monkeypatch.setattr(builder, "BATCH", batch)
    for _ in range(5):
        factories.ImageFactory()
    while builder.is_waiting():
        builder.work(batch=batch)
    assert renditions == ["without"] * 20


def test_renditions_that_were_lost_are_made_before_the_lock(renditions):
    factories.ImageFactory()
    builder.drain()
    PortalRendition.objects.all().delete()
    Mark.objects.all().delete()
    renditions.clear()
    Mark.objects.create(key=EVERYTHING)
    builder.drain()
    assert renditions == ["without"] * 4


def test_reader_of_the_feed_waits_for_no_rendition(client, renditions):
    page = factories.AnnouncementFactory()
    builder.drain()
    factories.ImageFactory()
    AnnouncementPage.objects.filter(pk=page.pk).update(title="Mới")
    get(client)
    assert renditions == []
    assert client.get(CHANGES).status_code == 200
    builder.drain()
    assert renditions == ["without"] * 4


def test_page_that_shows_a_new_image_waits_for_it_outside_of_the_feed(client, renditions):
    page = factories.AnnouncementFactory()
    builder.drain()
    AnnouncementPage.objects.filter(pk=page.pk).update(illustration=factories.ImageFactory())
    get(client)
    assert renditions == []
    builder.drain()
    assert renditions == ["without"] * 4


def test_image_that_comes_while_others_are_prepared_is_prepared_as_well(monkeypatch, renditions):
    builder.drain()
    factories.ImageFactory()
    source = SOURCES["images"]
    late = []

    def prepare(ids):
        source.prepare(ids)
        if not late:
            late.append(factories.ImageFactory())

    monkeypatch.setitem(SOURCES, "images", replace(source, prepare=prepare))
    builder.drain()
    assert renditions == ["without"] * 8
