"""Making, redeeming and removing preview links."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from wagtail.models import Page

from .drafts import is_ever_shown, kept_content, may_show
from .front_end import FrontEnd
from .models import PreviewLink
from .refusals import (
    AlteredLinkError,
    ExpiredLinkError,
    NoLongerAllowedError,
    OtherPageError,
    UsedLinkError,
)

if TYPE_CHECKING:
    from portal.models import User

# What stands for the id of a page that has never been saved.
NEW = "new"


def _signer() -> Signer:
    # The signature covers page and link; a dot needs no escaping wherever an address puts it.
    return Signer(salt="portal.previewing", sep=".")


def make_link(draft: Page, user: "User", front_end: FrontEnd) -> str | None:
    """Return a new address at which `front_end` shows `draft`, once.

    None where the API would not show the page even if it were published.
    """
    page = Page.objects.get(pk=draft.pk) if draft.pk else None
    parent = None if page else draft.get_parent()
    if not is_ever_shown(page, parent):
        return None
    link = PreviewLink.objects.create(
        page=page,
        parent=parent,
        page_type=draft.cached_content_type,
        content=kept_content(draft),
        made_by=user,
        expires_at=timezone.now() + timedelta(seconds=settings.PREVIEW_LINK_SECONDS),
    )
    named = str(page.pk) if page else NEW
    return front_end.address(named, _signer().sign_object({"page": named, "link": link.pk.hex}))


def redeem(token: str, page: str) -> PreviewLink:
    """Take the link that `token` names; nobody gets it a second time.

    Args:
        token: as the address of the preview held it.
        page: the id of the page that is to be shown, or `NEW`.

    Raises:
        RefusedPreviewError: the draft is not shown; only `UsedLinkError` means that it once was.
    """
    try:
        said = _signer().unsign_object(token)
    except BadSignature as problem:
        raise AlteredLinkError from problem
    if said["page"] != page:
        raise OtherPageError
    places = ("page", "parent", "page_type", "made_by")
    link = PreviewLink.objects.select_related(*places).filter(pk=said["link"]).first()
    if link is None:
        raise ExpiredLinkError
    is_allowed = may_show(link.made_by, link.page, link.parent)
    if not is_allowed or not is_ever_shown(link.page, link.parent):
        raise NoLongerAllowedError
    _take(link)
    return link


def _take(link: PreviewLink) -> None:
    """Mark the link as used, in one statement: of two who come at once it serves one."""
    now = timezone.now()
    waiting = PreviewLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now)
    if waiting.update(used_at=now, content={}):
        return
    is_used = PreviewLink.objects.filter(pk=link.pk, used_at__isnull=False).exists()
    raise UsedLinkError if is_used else ExpiredLinkError


def prune_links() -> None:
    """Remove the links that have expired, used or not, with the drafts in them."""
    PreviewLink.objects.filter(expires_at__lte=timezone.now()).delete()
