"""What other systems copy of the library, and the tables that show in it."""

import logging
from collections.abc import Iterable

from portal.syndication.registry import Key, key_of_rows, syndicate, syndicate_snippets, watch

from .images import RENDITION_SPECS
from .models import Organisation, PortalDocument, PortalImage, PortalRendition

_SHOWN_SPECS = ", ".join(f"'{spec}'" for spec in RENDITION_SPECS.values())
logger = logging.getLogger(__name__)

# What is stored of a file for editors alone.
_NOT_SHOWN = ("uploaded_by_user_id", "file_hash", "created_at")


def make_renditions(ids: Iterable[int]) -> None:
    """Make the renditions that images lack: it takes seconds, and nobody must wait for it."""
    images = PortalImage.objects.filter(pk__in=list(ids))
    for image in images.prefetch_renditions(*RENDITION_SPECS.values()):
        try:
            image.public_renditions()
        except Exception:
            # Whatever it is, to represent the image will meet it as well, and tell of it.
            logger.exception("the renditions of image %s could not be made", image.pk)


syndicate("images", "media.PortalImage", make_renditions)
syndicate("documents", "media.PortalDocument")
syndicate_snippets("organisations", "media.Organisation")

watch(PortalImage._meta.db_table, key_of_rows("media.PortalImage"), ignoring=_NOT_SHOWN)
watch(
    PortalRendition._meta.db_table,
    Key(
        f"{PortalImage._meta.db_table}:",
        "image_id",
        where=f"{{row}}.filter_spec IN ({_SHOWN_SPECS})",
    ),
)
watch(
    PortalDocument._meta.db_table,
    key_of_rows("media.PortalDocument"),
    Key("number:", "number", where="{row}.number <> ''"),
    ignoring=_NOT_SHOWN,
)
watch(
    Organisation.successors.through._meta.db_table,
    key_of_rows("media.Organisation", "from_organisation_id"),
)
