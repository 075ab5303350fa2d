"""Files of the library, served after a look at their collection.

What is private answers like what is missing: same status, same body, same headers. Who is logged
in sees the private files that their collection opens to him, and those that he works with (the
admin shows their thumbnails), in an answer that no cache keeps.
"""

import re
from mimetypes import guess_type
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import CollectionMember
from wagtail.permissions import policy_registry

from portal.public import public_members

from .models import PortalDocument, PortalImage, PortalRendition
from .serving import PRIVATE, PUBLIC, ServedFile, answer

# The longest name of a file that a row can hold.
LONGEST_NAME = 255

# Any of these over a file is a reason to look at it.
ACTIONS = ("add", "change", "delete", "choose")


def _visible(request: HttpRequest, public: QuerySet, every: QuerySet) -> tuple[Any, bool]:
    """Return the row and whether everyone may see it, in one query where everyone may.

    The session is read only where the file is not public: reading it adds `Vary: Cookie`. What is
    missing and what is private go the same way, so that nothing tells them apart.

    Raises:
        Http404: there is none, or it is private and not for this reader.
    """
    found = public.first()
    if found is not None:
        return found, True
    if request.user.is_active:
        found = every.first()
    if found is None or not _may_see(request, found):
        raise Http404
    return found, False


def _may_see(request: HttpRequest, found: Any) -> bool:
    """Tell whether the user, who is logged in, may see a file that is not public.

    A rendition is what its image is. A collection's password opens its files to nobody: the portal
    has no form that asks for one.
    """
    member: CollectionMember = found.image if isinstance(found, PortalRendition) else found
    policy = policy_registry.get_by_type(type(member))
    if policy.user_has_any_permission_for_instance(request.user, ACTIONS, member):
        return True
    restrictions = member.collection.get_view_restrictions()
    return all(restriction.accept_request(request) for restriction in restrictions)


def _visible_member(request: HttpRequest, members: QuerySet) -> tuple[Any, bool]:
    return _visible(request, public_members(members), members)


def _is_possible(name: str) -> bool:
    """Tell whether a file can be called `name`. A database refuses NUL with an error."""
    return len(name) <= LONGEST_NAME and not re.search(r"[\x00-\x1f\x7f-\x9f]", name)


def _to_current_name(request: HttpRequest, name: str, *, is_public: bool) -> HttpResponseBase:
    """Lead from an address with another name to the one that the file has now.

    Old links on other sites must keep working, so another name is no error. But a file must not be
    served under it: anyone could spread `/files/documents/5/Tang-luong.pdf` as ours, and fill
    shared caches with copies of one file. Found, not moved permanently: a name may come back, and
    browsers that remember both ways would go round in a circle.
    """
    match = request.resolver_match
    if match is None or not _is_possible(match.kwargs["name"]):
        raise Http404
    address = reverse(match.view_name, args=[match.kwargs["pk"], name])
    headers = {"Cache-Control": PUBLIC if is_public else PRIVATE}
    return HttpResponseRedirect(address, headers=headers)


def missing(request: HttpRequest) -> HttpResponseBase:
    """Answer 404, with the headers of a file that is not there."""
    _visible(request, PortalImage.objects.none(), PortalImage.objects.none())
    raise Http404


# Exempt, so that a POST is told that it is not allowed (405), not that it lacks a token (403).
@csrf_exempt
@require_safe
def rendition(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Serve the scaled version `name` of the image `pk`.

    Its name says what it is, a size and a format of one upload: another name is another rendition,
    and what has none leads nowhere.
    """
    if not _is_possible(name):
        raise Http404
    originals = PortalImage.objects.filter(pk=pk)
    every = PortalRendition.objects.select_related("image").filter(file=f"images/{name}")
    found, is_public = _visible(
        request,
        every.filter(image__in=public_members(originals)),
        every.filter(image__in=originals),
    )
    served = ServedFile(
        file=found.file,
        name=name,
        content_type=guess_type(name)[0] or "application/octet-stream",
        # A rendition is never written again: remade, it is another row, of a number never used.
        tag=f"{found.image.sha256[:32]}-{found.pk}" if found.image.sha256 else "",
        is_public=is_public,
    )
    return answer(request, served)


@csrf_exempt
@require_safe
def image(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Serve an image as it was uploaded."""
    found, is_public = _visible_member(request, PortalImage.objects.filter(pk=pk))
    current = found.original_name or found.filename
    if name != current:
        return _to_current_name(request, current, is_public=is_public)
    served = ServedFile(
        file=found.file,
        name=current,
        content_type=found.mime_type,
        tag=found.sha256,
        is_public=is_public,
    )
    return answer(request, served)


@csrf_exempt
@require_safe
def document(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Serve a document under the name that the reader knows."""
    found, is_public = _visible_member(request, PortalDocument.objects.filter(pk=pk))
    if name != found.filename:
        return _to_current_name(request, found.filename, is_public=is_public)
    served = ServedFile(
        file=found.file,
        name=found.filename,
        content_type=found.content_type,
        tag=found.sha256,
        is_public=is_public,
    )
    return answer(request, served)


@csrf_exempt
@require_safe
def first_page(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Serve the picture of a document's first page, to whom the document itself is served."""
    found, is_public = _visible_member(request, PortalDocument.objects.filter(pk=pk))
    inspection = found.current_inspection()
    if inspection is None or not inspection.first_page:
        raise Http404
    if name != inspection.first_page_name:
        return _to_current_name(request, inspection.first_page_name, is_public=is_public)
    served = ServedFile(
        file=inspection.first_page,
        name=name,
        content_type="image/webp",
        # Drawn again, perhaps by a later reader of PDF files, it is another picture.
        tag=f"{found.sha256[:32]}-{inspection.inspected_at.timestamp():.0f}",
        is_public=is_public,
    )
    return answer(request, served)
