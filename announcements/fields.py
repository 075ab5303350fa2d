"""API fields of announcements."""

from typing import Any

from media.kinds import KINDS
from media.models import PortalDocument
from media.numbers import Citation, find_citations
from portal.blocks.body import plain_text
from portal.public import is_public_member, public_members
from portal.representation import InstanceField, represent, shared_detail_url


class IllustrationField(InstanceField):
    """The lead image with its words; null where there is none that is public."""

    def to_representation(self, page: Any) -> dict[str, Any] | None:
        """Return `{"image", "alt", "caption"}`."""
        if not is_public_member(page.illustration, self.context["request"]):
            return None
        return {
            "image": represent(page.illustration, self.context),
            "alt": page.illustration_alt_text,
            "caption": page.illustration_caption,
        }


class AttachmentsField(InstanceField):
    """Every public document that the page refers to, in order of appearance."""

    def to_representation(self, page: Any) -> list[dict[str, Any]]:
        """Return document objects."""
        return [represent(document, self.context) for document in page.attachments]


class CitationsField(InstanceField):
    """The official numbers in the text."""

    def to_representation(self, page: Any) -> list[dict[str, Any]]:
        """Return `{"number", "kind", "date", "document"}` for each number, once.

        `document` names the one public document of the library that carries number and date. A
        number alone is no identity: where several documents carry it, none is named.
        """
        citations = find_citations(plain_text(page.body))
        first: dict[str, Any] = {}
        for citation in citations:
            known = first.setdefault(citation.number.text, citation)
            if known.issued_on is None and citation.issued_on:
                first[citation.number.text] = citation
        return [self._represent(citation) for citation in first.values()]

    def _represent(self, citation: Citation) -> dict[str, Any]:
        kind = KINDS.get(citation.kind_code)
        return {
            "number": citation.number.text,
            "kind": {"code": kind.code, "name": kind.name} if kind else None,
            "date": citation.issued_on.isoformat() if citation.issued_on else None,
            "document": self._document(citation),
        }

    def _document(self, citation: Citation) -> dict[str, Any] | None:
        documents = public_members(PortalDocument.objects.filter(number=citation.number.text))
        if citation.issued_on:
            documents = documents.filter(issued_on=citation.issued_on)
        found = list(documents[:2])
        if len(found) != 1:
            return None
        return {"id": found[0].pk, "detail_url": shared_detail_url(found[0], self.context)}
