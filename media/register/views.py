"""The public pages of the register."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, ReferenceIndex

from media.findings import signature_findings
from media.inspections import DocumentInspection
from media.models import PortalDocument
from media.signatures.report import Finding
from portal.public import is_public_member, public_members, public_pages
from portal.public_views import PublicView, public_view

from .filters import RegisterFilter, in_order
from .words import reader_status

PAGE_SIZE = 20
# Beyond these a list would be longer than the page that it stands on; search finds the others.
MOST_REFERRING = 50


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """List the official documents, the latest issued first, narrowed by what the query asks."""
    view = public_view(request)
    narrowed = RegisterFilter(request.GET)
    documents = in_order(narrowed.documents).select_related("issuer", "superseded_by")
    page = Paginator(documents, PAGE_SIZE).get_page(request.GET.get("page"))
    title = _("Register of documents")
    here = reverse("register:register")
    metadata = view.metadata(
        kind="CollectionPage",
        title=title,
        description=_("Official documents with number, date, issuing authority and signatures."),
        path=f"{here}{narrowed.canonical_query(page.number)}",
        above=view.above,
    )
    context = {
        "title": title,
        "filter": narrowed,
        "documents": page,
        "metadata": metadata,
        # What anybody can type is no page of its own.
        "noindex": narrowed.unknown or bool(narrowed.number),
        "above": view.above,
        "locale": view.locale,
    }
    return TemplateResponse(request, "media/register/register.html", context)


@require_safe
def document(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """Show one public document: its official facts, its file, its signatures, who refers to it.

    Raises:
        Http404: there is none, or it is private.
    """
    view = public_view(request)
    found = public_members(PortalDocument.objects.filter(pk=pk))
    shown = found.select_related("issuer", "superseded_by", "superseded_by__issuer").first()
    if shown is None:
        raise Http404
    if request.path != shown.page_url:
        # Found, not moved for good: a number that was mistyped comes back into its place.
        return HttpResponseRedirect(shown.page_url)
    inspection = shown.current_inspection()
    list_link = {"title": _("Register of documents"), "url": reverse("register:register")}
    above = [*view.above, list_link]
    metadata = view.metadata(
        title=shown.title,
        description=shown.abstract or shown.title,
        path=shown.page_url,
        above=above,
    )
    successor = shown.superseded_by
    context = {
        "title": shown.title,
        "document": shown,
        "inspection": inspection,
        "status": reader_status(shown, _reason(inspection)),
        "signatures": signature_findings(shown),
        "successor": successor if is_public_member(successor, request) else None,
        "predecessors": in_order(public_members(shown.supersedes.all())),
        "referring": referring_pages(shown, view),
        "metadata": metadata,
        "above": above,
        "locale": view.locale,
    }
    return TemplateResponse(request, "media/register/document.html", context)


def referring_pages(document: PortalDocument, view: PublicView) -> list[Page]:
    """Return the public pages of the reader's language that refer to `document`, newest first."""
    references = ReferenceIndex.get_references_to(document)
    ids = references.filter(base_content_type__model="page").values_list("object_id", flat=True)
    pages = Page.objects.filter(pk__in={int(pk) for pk in ids}, locale=view.locale, alias_of=None)
    found = public_pages(pages, view.site).order_by("-first_published_at", "-pk")
    return list(found[:MOST_REFERRING])


def _reason(inspection: DocumentInspection | None) -> Finding | None:
    return Finding(**inspection.reason) if inspection and inspection.reason else None
