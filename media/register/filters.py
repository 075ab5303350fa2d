"""What the register is narrowed by: kind, issuer, year and number, from the address."""

from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from media.kinds import KINDS, Kind
from media.models import Organisation, PortalDocument
from media.number_search import found_by_number
from portal.public import public_members, public_snippets

# No number of an official document is longer.
LONGEST_NUMBER = 60


def official_documents() -> QuerySet[PortalDocument]:
    """Return the public documents that carry a number or are of a known kind."""
    official = PortalDocument.objects.exclude(number="", kind="")
    return public_members(official)


class RegisterFilter:
    """Reads `kind`, `issuer`, `year` and `number` of a query; what nobody has is no choice.

    Attributes:
        kind: the chosen kind, or None.
        issuer: the chosen issuer, or None.
        year: the chosen year of issue, or None.
        number: what was written as a number; any spelling finds it.
        unknown: True where the query names a kind, issuer or year that no document has.
    """

    def __init__(self, query: QueryDict) -> None:
        asked = {name: _read(query, name) for name in ("kind", "issuer", "year", "number")}
        self._all = official_documents()
        self.number = asked["number"][:LONGEST_NUMBER]
        self.kind = next((one for one in self.kinds if one.code == asked["kind"]), None)
        self.issuer = next((one for one in self.issuers if one.slug == asked["issuer"]), None)
        self.year = next((year for year in self.years if str(year) == asked["year"]), None)
        chosen = {"kind": self.kind, "issuer": self.issuer, "year": self.year}
        self.unknown = any(asked[name] and not found for name, found in chosen.items())

    @cached_property
    def documents(self) -> QuerySet[PortalDocument]:
        """The documents that fit; none where the query asks for what is not there."""
        if self.unknown:
            return self._all.none()
        documents = self._all
        if self.kind:
            documents = documents.filter(kind=self.kind.code)
        if self.issuer:
            documents = documents.filter(issuer=self.issuer)
        if self.year:
            documents = documents.filter(issued_on__year=self.year)
        if self.number:
            documents = found_by_number(documents, self.number)
        return documents

    @cached_property
    def kinds(self) -> list[Kind]:
        """The kinds of which there are documents, in the order of the list of kinds."""
        used = set(self._all.order_by().values_list("kind", flat=True).distinct())
        return [kind for code, kind in KINDS.items() if code in used]

    @cached_property
    def issuers(self) -> list[Organisation]:
        """The published bodies that have issued documents, by name."""
        used = self._all.order_by().values("issuer")
        return list(public_snippets(Organisation.objects.filter(pk__in=used)).order_by("name"))

    @cached_property
    def years(self) -> list[int]:
        """The years of issue, newest first."""
        found = self._all.filter(issued_on__isnull=False).order_by()
        return [day.year for day in found.dates("issued_on", "year", "DESC")]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.kind or self.issuer or self.year or self.number or self.unknown)

    @property
    def query(self) -> str:
        """The query that keeps these choices, `&` at its end, ready for `page=2`."""
        chosen = {
            "kind": self.kind.code if self.kind else "",
            "issuer": self.issuer.slug if self.issuer else "",
            "year": str(self.year or ""),
            "number": self.number,
        }
        encoded = urlencode({name: value for name, value in chosen.items() if value})
        return f"{encoded}&" if encoded else ""

    @property
    def canonical_feed_query(self) -> str:
        """Return the query, with its `?`, of the feed that is narrowed alike."""
        return self.canonical_query(1)

    def canonical_query(self, page: int) -> str:
        """Return the query, with its `?`, of the canonical address of page `page`."""
        query = self.query + (f"page={page}" if page > 1 else "")
        return f"?{query.rstrip('&')}" if query else ""


def in_order(documents: QuerySet[PortalDocument]) -> QuerySet[PortalDocument]:
    """Return `documents` with the latest issued first, those without a date at the end."""
    return documents.order_by(F("issued_on").desc(nulls_last=True), "-pk")


def _read(query: QueryDict, name: str) -> str:
    """Return a parameter as a database can compare it."""
    return query.get(name, "").replace("\x00", "").strip()
