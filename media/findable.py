"""What can be found of documents, what they are narrowed by, and what changes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.public import public_members, public_snippets
from search.registry import (
    Choice,
    Filter,
    Findable,
    add_filter,
    add_source,
    add_year_filter,
    display,
    find,
    named,
    watch,
)

from .inspections import DocumentInspection
from .kinds import KINDS
from .models import Organisation, PortalDocument


def read_documents(ids: Sequence[int]) -> Iterator[Findable]:
    """Yield documents with their official facts and the text found in their files."""
    documents = PortalDocument.objects.filter(pk__in=ids).select_related("issuer")
    inspections = DocumentInspection.objects.filter(
        document__in=ids, sha256=F("document__sha256")
    ).values_list("document", "text")
    texts = dict(inspections)
    for document in documents:
        yield _findable(document, texts.get(document.pk, ""))


def _findable(document: PortalDocument, text: str) -> Findable:
    kind, issuer = document.kind_record, document.issuer
    facts = [
        kind.name if kind else "",
        issuer.name if issuer and issuer.live else "",
        document.signed_by,
    ]
    is_named = document.number and document.number not in document.title
    return Findable(
        object_id=document.pk,
        title=f"{document.title} ({document.number})" if is_named else document.title,
        summary=document.abstract,
        body="\n".join(filter(None, [" · ".join(filter(None, facts)), text])),
        date=_moment(document),
    )


def _moment(document: PortalDocument) -> datetime:
    day = document.issued_on
    if day is None:
        return document.created_at
    return timezone.make_aware(datetime.combine(day, time()))


def _with(ids: QuerySet, **values: object) -> QuerySet[PortalDocument]:
    return PortalDocument.objects.filter(pk__in=ids, **values).order_by()


def _kinds(ids: QuerySet, language: str) -> list[Choice]:
    counted = _with(ids).values_list("kind").annotate(count=Count("pk"))
    known = ((_kind(code), count) for code, count in counted)
    return [replace(choice, count=count) for choice, count in known if choice]


def _kind(code: str, language: str = "") -> Choice | None:
    """Return a kind; they have names in one language."""
    kind = KINDS.get(code)
    return Choice(code, kind.name, language=settings.LANGUAGE_CODE) if kind else None


def _issuers(ids: QuerySet, language: str) -> list[Choice]:
    """Return the published bodies, as they are called in the language where they have a name."""
    counts = dict(
        _with(ids, issuer__live=True).values_list("issuer__slug").annotate(count=Count("pk"))
    )
    known = _named(counts, language)
    return [replace(choice, count=counts[slug]) for slug, choice in known.items()]


def _issuer(slug: str, language: str) -> Choice | None:
    return _named([slug], language).get(slug)


def _named(slugs: Iterable[str], language: str) -> dict[str, Choice]:
    return named(public_snippets(Organisation.objects.filter(slug__in=slugs)), language)


def _of_issuer(slug: str) -> Q:
    return Q(issuer__slug=slug, issuer__live=True)


def _issued_by(organisation: Organisation) -> list[int]:
    return list(organisation.documents.values_list("pk", flat=True))


add_source(
    name="documents",
    label="media.PortalDocument",
    public=public_members,
    address=lambda document, request: document.page_url,
)
find("documents", "media.PortalDocument", read_documents)
watch("media.DocumentInspection", "documents", lambda inspection: [inspection.document_id])
watch("media.Organisation", "documents", _issued_by)
display(
    "documents",
    "media.PortalDocument",
    template="media/register/facts.html",
    related=("issuer",),
)
add_filter(
    "documents",
    "kind",
    Filter(
        narrow=lambda code: Q(kind=code),
        choices=_kinds,
        choice=_kind,
        heading=_("Kind of document"),
        everything=_("All kinds"),
    ),
)
add_filter(
    "documents",
    "issuer",
    Filter(
        narrow=_of_issuer,
        choices=_issuers,
        choice=_issuer,
        heading=_("Issuing authority"),
        everything=_("All authorities"),
    ),
)
add_year_filter("documents", "media.PortalDocument", "issued_on")
