"""What a portal holds before it is edited at random: it is made by the same edits."""

from contextlib import suppress
from random import Random

from announcements.models import AnnouncementIndexPage
from portal.models import User

from .edits import NothingToDoError, load_edits, perform

STEPS = {
    "create_collection": 4,
    "restrict_collection": 1,
    "create_snippet": 8,
    "give_superior": 2,
    "create_image": 5,
    "create_document": 8,
    "tag": 5,
    "add_site": 1,
    "create_section": 2,
    "create": 8,
    "create_draft": 2,
    "add_language": 1,
    "submit_translation": 4,
    "publish_translation": 3,
    "submit_snippet_translation": 3,
    "create_in_english": 1,
    "create_alias": 2,
    "restrict_section": 1,
    "restrict_page": 1,
}
LISTS = 3


def begin(rng: Random) -> None:
    """Fill an empty portal."""
    load_edits()
    User.objects.create_superuser("tong-bien-tap", password="demo")
    while AnnouncementIndexPage.objects.count() < LISTS:
        perform("create_section", rng)
    for name, times in STEPS.items():
        for _ in range(times):
            with suppress(NothingToDoError):
                perform(name, rng)
