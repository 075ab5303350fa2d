"""What a reviewer should know of the documents that a page carries before it is published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.lookup import References, collect_references

from .documents import PortalDocument, SignatureStatus
from .identity import Namesake, namesakes
from .sentences import say
from .signatures.report import Finding, Signature, Verdict


@dataclass(frozen=True)
class Remark:
    """A sentence about a document, and another document that it is about."""

    text: str
    other: str = ""
    url: str = ""

    def as_html(self) -> SafeString:
        """Return the sentence with the other document's title, linked where it has an address."""
        if not self.other:
            return format_html("{}", self.text)
        if not self.url:
            return format_html("{} {}", self.text, self.other)
        return format_html('{} <a href="{}">{}</a>', self.text, self.url, self.other)


@dataclass(frozen=True)
class Reviewed:
    """A document of a page, with what is wrong with it and what is merely worth knowing."""

    title: str
    status: str
    url: str
    warnings: list[Remark] = field(default_factory=list)
    hints: list[Remark] = field(default_factory=list)


def review(page: Page, user: Any) -> list[Reviewed]:
    """Return the documents that `page`, as it is in memory, refers to and that need a look.

    Args:
        page: its blocks and the links in its texts count alike.
        user: links lead to documents that he may edit; others of his choice only are told of.
    """
    references: References = defaultdict(set)
    collect_references(page, references)
    ids = {pk for pk in references.get(PortalDocument, ()) if pk is not None}
    if not ids:
        return []
    documents = list(
        PortalDocument.objects.filter(pk__in=ids)
        .select_related("inspection")
        .defer("inspection__text")
        .order_by("title", "pk")
    )
    twins: defaultdict[int, list[Namesake]] = defaultdict(list)
    for found in namesakes(documents, _may_know(user)):
        twins[found.document.pk].append(found)
    told = [*documents, *(found.other for several in twins.values() for found in several)]
    editable = _editable(told, user)
    reviewed = [
        Reviewed(
            document.title,
            document.signature_status,
            _url(document, editable),
            [*_broken(document), *(_namesake(twin, editable) for twin in twins[document.pk])],
            _unknown(document),
        )
        for document in documents
    ]
    return [document for document in reviewed if document.warnings or document.hints]


def warn_before_approving(user: Any, page: Page) -> str:
    """Return what to tell a reviewer who approves `page` without its form; "" for nothing.

    Mere hints hold nobody up.
    """
    titles = [document.title for document in review(page, user) if document.warnings]
    if not titles:
        return ""
    return _(
        "Nothing has been approved yet. Look at these documents of the page first: %(titles)s. "
        "The form says why; there you can approve it all the same."
    ) % {"titles": "; ".join(titles)}


def namesake_remarks(
    document: PortalDocument, user: Any, *, only_same: bool = False
) -> list[Remark]:
    """Return what else in the library seems to be `document`, as far as `user` may know of it.

    Args:
        document: it may be one that is not saved yet.
        user: of what he may neither choose nor change he is not told.
        only_same: leave out what has another date of issue.
    """
    found = namesakes([document], _may_know(user))
    found = [twin for twin in found if twin.is_same or not only_same]
    editable = _editable([twin.other for twin in found], user)
    return [_namesake(twin, editable) for twin in found]


def _may_know(user: Any) -> QuerySet:
    policy = policy_registry.get_by_type(PortalDocument)
    documents: QuerySet = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return documents


def _editable(documents: Iterable[PortalDocument], user: Any) -> set[int]:
    ids = {document.pk for document in documents}
    if not ids:
        return set()
    policy = policy_registry.get_by_type(PortalDocument)
    mine = policy.instances_user_has_permission_for(user, "change").filter(pk__in=ids)
    return set(mine.values_list("pk", flat=True))


def _url(document: PortalDocument, editable: set[int]) -> str:
    return reverse("wagtaildocs:edit", args=[document.pk]) if document.pk in editable else ""


def _broken(document: PortalDocument) -> list[Remark]:
    if document.signature_status != SignatureStatus.INVALID:
        return []
    text = _("Its digital signatures are invalid.")
    return [Remark(" ".join([text, *_reasons(document)]))]


def _unknown(document: PortalDocument) -> list[Remark]:
    if document.signature_status == SignatureStatus.UNREADABLE:
        text = _("The file could not be read, so nothing is known about its signatures.")
        return [Remark(" ".join([text, *_reasons(document)]))]
    if document.signature_status == SignatureStatus.PENDING:
        return [Remark(_("It has not been inspected yet; look again in a few minutes."))]
    return []


def _reasons(document: PortalDocument) -> list[str]:
    """Return why, in sentences: of the whole file, and of each signature that does not hold."""
    inspection = getattr(document, "inspection", None)
    findings = []
    if inspection and inspection.reason and inspection.sha256 == document.sha256:
        findings.append(Finding(**inspection.reason))
    signatures = map(Signature.from_json, document.signatures)
    findings += [found.reason for found in signatures if found.verdict == Verdict.INVALID]
    return list(dict.fromkeys(map(say, findings)))


def _namesake(found: Namesake, editable: set[int]) -> Remark:
    issued_on = found.other.issued_on
    if found.is_same or issued_on is None:
        text = _("The library holds the same document (issuer, kind, number and date) twice:")
    else:
        day = date_format(issued_on, "SHORT_DATE_FORMAT")
        text = _(
            "Another document of the same issuer and kind has this number within a year, "
            "issued on %(date)s:"
        ) % {"date": day}
    return Remark(text, found.other.title, _url(found.other, editable))
