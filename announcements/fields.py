"""API fields of announcements."""

from typing import Any

from django.db.models import QuerySet

from media.identity import documents_numbered, known_spellings
from media.kinds import KINDS
from media.models import PortalDocument, PortalImage
from media.numbers import Citation, find_citations
from portal.blocks.body import plain_text, referred_document_ids
from portal.dependencies import depends_on, depends_on_members, number_key, recording
from portal.public import public_members
from portal.representation import InstanceField, represent, shared_detail_url


class IllustrationField(InstanceField):
    """The lead image with its words; null where there is none that is public."""

    def to_representation(self, page: Any) -> dict[str, Any] | None:
        """Return `{"image", "alt", "caption"}`."""
        image = self.context["lookup"].get(PortalImage, page.illustration_id)
        if image is None:
            return None
        return {
            "image": represent(image, self.context),
            "alt": page.illustration_alt or image.alt,
            "caption": page.illustration_caption,
        }


class AttachmentsField(InstanceField):
    """Every public document that the page refers to, in order of appearance."""

    def to_representation(self, page: Any) -> list[dict[str, Any]]:
        """Return document objects."""
        ids = referred_document_ids(page.body)
        documents = self.context["lookup"].find(PortalDocument, ids)
        return [represent(document, self.context) for document in documents if document]


class CitationsField(InstanceField):
    """The official numbers in the text."""

    def to_representation(self, page: Any) -> list[dict[str, Any]]:
        """Return `{"number", "kind", "date", "document"}` for each number, once.

        `document` names the one public document of the library that carries number and date. A
        number alone is no identity: where several documents carry it, none is named.
        """
        known = self.context.setdefault("_citations", {})
        if page.pk not in known:
            # For all pages of the answer at once, their documents in one query.
            shown = self.context["lookup"].shown
            pages = shown if page in shown else [page]
            known |= {shown.pk: _citations(shown.specific) for shown in pages}
            self.context["_cited"] = _documents_by_number(known)
        if recording() is not None:
            self._record(page)
        return [self._represent(citation) for citation in known[page.pk]]

    def _record(self, page: Any) -> None:
        """Say which documents, present and future ones, the numbers may mean."""
        if "_carried" not in self.context:
            self.context["_carried"] = _documents_by_number(
                self.context["_citations"], PortalDocument.objects.all()
            )
        for citation in self.context["_citations"][page.pk]:
            number = citation.number.text
            depends_on(*map(number_key, known_spellings(number)))
            carried = self.context["_carried"][number]
            depends_on_members(PortalDocument, [document.pk for document in carried])

    def _represent(self, citation: Citation) -> dict[str, Any]:
        kind = KINDS.get(citation.kind_code)
        return {
            "number": citation.number.text,
            "kind": {"code": kind.code, "name": kind.name} if kind else None,
            "date": citation.issued_on.isoformat() if citation.issued_on else None,
            "document": self._document(citation),
        }

    def _document(self, citation: Citation) -> dict[str, Any] | None:
        documents = [
            document
            for document in self.context["_cited"][citation.number.text]
            if citation.issued_on in (None, document.issued_on)
        ]
        if len(documents) != 1:
            return None
        found = documents[0]
        return {"id": found.pk, "detail_url": shared_detail_url(found, self.context)}


def _citations(page: Any) -> list[Citation]:
    """Return the first citation of each number, the first one with a date where there is one."""
    first: dict[str, Citation] = {}
    for citation in find_citations(plain_text(page.body)):
        known = first.setdefault(citation.number.text, citation)
        if known.issued_on is None and citation.issued_on:
            first[citation.number.text] = citation
    return list(first.values())


def _documents_by_number(
    citations: dict[int, list[Citation]], among: QuerySet | None = None
) -> dict[str, list[PortalDocument]]:
    numbers = {citation.number.text for found in citations.values() for citation in found}
    if among is None:
        among = public_members(PortalDocument.objects.all())
    return documents_numbered(numbers, among)
