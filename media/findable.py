"""What can be found of documents, what they are narrowed by, and what changes them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from portal.public import public_members, public_snippets
from search.registry import Choice, Findable, add_filter, add_source, add_year_filter, find, watch

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
    return [Choice(code, KINDS[code].name, count) for code, count in counted if code in KINDS]


def _issuers(ids: QuerySet, language: str) -> list[Choice]:
    """Return the published bodies, as they are called in the language where they have a name."""
    counts = dict(
        _with(ids, issuer__live=True).values_list("issuer__slug").annotate(count=Count("pk"))
    )
    named = public_snippets(Organisation.objects.filter(slug__in=counts)).values_list(
        "locale__language_code", "slug", "name"
    )
    names = {slug: name for _, slug, name in sorted(named, key=lambda row: row[0] == language)}
    return [Choice(slug, names[slug], count) for slug, count in counts.items() if slug in names]


def _of_issuer(slug: str) -> Q:
    return Q(issuer__slug=slug, issuer__live=True)


def _issued_by(organisation: Organisation) -> list[int]:
    return list(organisation.documents.values_list("pk", flat=True))


add_source("documents", "media.PortalDocument", public_members)
find("documents", "media.PortalDocument", read_documents)
watch("media.DocumentInspection", "documents", lambda inspection: [inspection.document_id])
watch("media.Organisation", "documents", _issued_by)
add_filter("documents", "kind", lambda code: Q(kind=code), _kinds)
add_filter("documents", "issuer", _of_issuer, _issuers)
add_year_filter("documents", "media.PortalDocument", "issued_on")
