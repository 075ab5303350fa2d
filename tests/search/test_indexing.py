"""Keeping the index: what is saved, withdrawn and deleted; the worker; the command."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from media.inspections import DocumentInspection
from portal.queue.models import Job
from search import indexing
from search.engine import Question, ask
from search.indexing import index_missing, rebuild
from search.models import Attachment, Entry, KnownWord
from search.registry import SOURCES
from tests import factories

from .index import index_everything

pytestmark = pytest.mark.django_db


def work_off():
    """Do what waits for the index, and nothing else, as the worker would."""
    waiting = Job.objects.filter(kind="search.index", state=Job.State.READY)
    for job in waiting.order_by("pk"):
        indexing.index_changed(**job.arguments)
    waiting.delete()


def entry_of(page):
    return Entry.objects.filter(source="pages", object_id=page.pk).first()


def waiting():
    return list(Job.objects.filter(kind="search.index").values_list("arguments", flat=True))


@pytest.fixture
def page():
    page = factories.AnnouncementFactory(title="Tin một")
    work_off()
    return page


def test_what_is_published_is_indexed_by_the_worker():
    page = factories.AnnouncementFactory(title="Tin một")
    assert entry_of(page) is None
    assert {"source": "pages", "ids": [page.pk]} in waiting()
    work_off()
    assert entry_of(page).title == "Tin một"


def test_what_is_saved_is_stale_until_the_worker_comes(page):
    page.title = "Tin hai"
    page.save_revision().publish()
    assert (entry_of(page).is_stale, entry_of(page).title) == (True, "Tin một")
    work_off()
    assert (entry_of(page).is_stale, entry_of(page).title) == (False, "Tin hai")


def test_a_draft_changes_nothing(page):
    page.title = "Bản nháp"
    page.save_revision()
    assert not entry_of(page).is_stale
    assert waiting() == []


def test_what_is_rolled_back_leaves_no_job(page):
    with transaction.atomic():
        page.title = "Tin hai"
        page.save()
        transaction.set_rollback(True)
    assert waiting() == []
    assert not entry_of(page).is_stale


def test_what_is_unpublished_or_deleted_loses_its_entry_at_once(page):
    other = factories.AnnouncementFactory(parent=page.get_parent())
    work_off()
    page.unpublish()
    other.delete()
    assert entry_of(page) is entry_of(other) is None
    assert words_without_entries() == 0


def words_without_entries():
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM search_words WHERE rowid NOT IN (SELECT id FROM search_entry)"
        )
        return cursor.fetchone()[0]


def test_a_tree_that_is_deleted_loses_its_entries(page):
    page.get_parent().delete()
    assert entry_of(page) is None
    assert not Entry.objects.filter(object_id=page.get_parent().pk, source="pages").exists()


def test_documents_follow_their_inspection_and_their_issuer():
    issuer = factories.OrganisationFactory(name="Huyện ủy")
    document = factories.DocumentFactory(title="Kế hoạch", issuer=issuer)
    work_off()
    inspection = DocumentInspection.objects.create(
        document=document, sha256=document.sha256, text="Rừng phòng hộ"
    )
    work_off()
    body = Entry.objects.get(source="documents", object_id=document.pk).body
    assert body == "Huyện ủy\nRừng phòng hộ"
    inspection.forget()
    issuer.name = "Đảng ủy"
    issuer.save()
    work_off()
    assert Entry.objects.get(source="documents", object_id=document.pk).body == "Đảng ủy"
    issuer.unpublish()
    # What the body is called must not even be matched until the worker has come.
    assert not Entry.objects.filter(source="documents", object_id=document.pk).exists()
    work_off()
    assert Entry.objects.get(source="documents", object_id=document.pk).body == ""


def test_what_is_attached_is_written_down_once_each():
    document = factories.DocumentFactory()
    block = ("document", {"document": document, "text": "Xem"})
    page = factories.AnnouncementFactory(body=[block, block])
    work_off()
    attached = Attachment.objects.filter(entry=entry_of(page))
    assert list(attached.values_list("object_id", flat=True)) == [document.pk]
    page.body = []
    page.save()
    work_off()
    assert not attached.exists()


def test_words_of_the_librarys_blocks_are_none_of_the_page():
    """They are hidden from readers when the file becomes private, without the page being saved."""
    image, document = factories.ImageFactory(), factories.DocumentFactory()
    page = factories.AnnouncementFactory(
        body=[
            ("paragraph", "<p>Lời văn</p>"),
            ("image", {"image": image, "alt": "a", "decorative": False, "caption": "Chú thích"}),
            ("document", {"document": document, "text": "Lời dẫn"}),
        ]
    )
    work_off()
    assert entry_of(page).body == "Lời văn"


def test_pages_that_no_signal_told_of_are_found_within_the_hour(page):
    other = factories.AnnouncementFactory(parent=page.get_parent())
    draft = factories.AnnouncementFactory(parent=page.get_parent(), live=False)
    home = factories.home_page()
    Job.objects.all().delete()
    assert index_missing() == 2
    assert waiting() == [
        {"source": "pages", "ids": [home.pk]},
        {"source": "pages", "ids": [other.pk]},
    ]
    work_off()
    assert index_missing() == 0
    assert entry_of(draft) is None


def test_rebuilding_mends_everything(page):
    stale = Entry.objects.create(
        source="pages", object_id=10**6, title="Cũ", summary="", body="", date=page.date
    )
    Entry.objects.filter(object_id=page.pk).update(title="Sai")
    KnownWord.objects.create(folded="xyzzy")
    progress = list(rebuild())
    assert ("announcements.AnnouncementPage", 1, 1) in progress
    assert entry_of(page).title == "Tin một"
    assert not Entry.objects.filter(pk=stale.pk).exists()
    assert not KnownWord.objects.filter(folded="xyzzy").exists()
    assert words_without_entries() == 0


def test_rebuilding_twice_changes_nothing(page):
    index_everything()
    before = list(Entry.objects.order_by("pk").values())
    index_everything()
    assert list(Entry.objects.order_by("pk").values()) == before


def test_memory_is_bounded(monkeypatch):
    news = factories.IndexFactory()
    for number in range(5):
        factories.AnnouncementFactory(parent=news, title=f"Tin {number}")
    monkeypatch.setattr(indexing, "BATCH", 2)
    steps = [
        (done, total)
        for label, done, total in rebuild()
        if label == "announcements.AnnouncementPage"
    ]
    assert steps == [(2, 5), (4, 5), (5, 5)]


def test_command_says_how_far_it_is(page):
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert "announcements.AnnouncementPage: 1/1" in out.getvalue()


def test_twenty_objects_are_read_with_as_many_queries_as_two():
    news = factories.IndexFactory()
    pages = [factories.AnnouncementFactory(parent=news, title=f"Tin {n}") for n in range(20)]
    ids = [page.pk for page in pages]
    counts = []
    for some in (ids[:2], ids):
        with CaptureQueriesContext(connection) as context:
            indexing.index(SOURCES["pages"], some)
        counts.append(len(context))
    assert counts[0] == counts[1]


def test_what_the_worker_failed_to_read_is_read_again_within_the_hour(page):
    Job.objects.all().delete()
    Entry.objects.filter(object_id=page.pk).update(is_stale=True)
    index_missing()
    assert {"source": "pages", "ids": [page.pk]} in waiting()


def test_long_list_of_numbers_is_indexed_as_far_as_there_is_room(page):
    numbers = " ".join(str(number) for number in range(100_000_000, 100_100_000))
    page.body = [("paragraph", f"<p>{numbers}</p>")]
    page.save()
    index_everything()
    assert ask(Question("100000001")).total == 1
    assert ask(Question("100099999")).total == 0


def test_word_that_stands_everywhere_is_in_phrases_as_far_as_on_either_database(page):
    page.body = [("paragraph", f"<p>{'nhân dân ' * 300} nhân sự</p>")]
    page.save()
    index_everything()
    in_phrase, in_words = (ask(Question(text)).hits[0].fit for text in ("nhân dân", "nhân sự"))
    assert in_phrase < in_words
