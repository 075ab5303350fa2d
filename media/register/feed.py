"""The Atom feed of the register."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _

from media.models import PortalDocument
from portal.addresses import shared_root_url
from portal.feed_formats import AtomGenerator, StillFeed, to_second, xml_text
from portal.lookup import lookup_of
from portal.public_views import PublicView, public_view

from .filters import RegisterFilter
from .words import reader_status

LENGTH = 50


@dataclass(frozen=True)
class Channel:
    """What one feed is about: the site, its language, and what the register is narrowed by."""

    view: PublicView
    narrowed: RegisterFilter
    root_url: str


@dataclass(frozen=True)
class Entry:
    """One document of a feed; the view functions of Django get nothing else."""

    document: PortalDocument
    url: str
    summary: str
    updated: datetime


class RegisterFeed(StillFeed):
    """The documents that were put into the register last, narrowed as the register is."""

    feed_type: Any = AtomGenerator

    def get_object(self, request: HttpRequest) -> Channel:
        """Return what the feed is about."""
        view = public_view(request)
        return Channel(view, RegisterFilter(request.GET), shared_root_url(request))

    def title(self, channel: Channel) -> str:
        """Name the portal and the register."""
        return xml_text(f"{channel.view.portal.name} – {_('Register of documents')}")

    def subtitle(self, channel: Channel) -> str:
        """Say what the feed holds."""
        return _("Official documents with number, date, issuing authority and signatures.")

    def link(self, channel: Channel) -> str:
        """Return the register, narrowed alike."""
        query = channel.narrowed.canonical_query(1)
        return f"{channel.root_url}{reverse('register:register')}{query}"

    def feed_url(self, channel: Channel) -> str:
        """Return the feed's own address."""
        query = channel.narrowed.canonical_query(1)
        return f"{channel.root_url}{reverse('register:atom')}{query}"

    feed_guid = feed_url

    def author_name(self, channel: Channel) -> str:
        """Name the agency."""
        portal = channel.view.portal
        return xml_text(portal.agency or portal.name)

    def items(self, channel: Channel) -> list[Entry]:
        """Return the entries, what came last first."""
        documents = channel.narrowed.documents.select_related("issuer")
        latest = documents.annotate(file_since=Max("files__since")).order_by("-created_at", "-pk")
        lookup = lookup_of(channel.view.request)
        entries = []
        for document in latest[:LENGTH]:
            issuer = lookup.in_language(document.issuer, channel.view.locale.pk)
            entries.append(
                Entry(
                    document=document,
                    url=f"{channel.root_url}{document.page_url}",
                    summary=_summary(document, issuer.name if issuer and issuer.live else ""),
                    updated=max(document.created_at, document.file_since or document.created_at),
                )
            )
        return entries

    def item_title(self, entry: Entry) -> str:
        """Return the title, as it is: Atom takes it for plain text."""
        return xml_text(entry.document.title)

    def item_description(self, entry: Entry) -> str:
        """Return the official facts as HTML."""
        return escape(xml_text(entry.summary))

    def item_link(self, entry: Entry) -> str:
        """Return the absolute address of the document's page."""
        return entry.url

    def item_guid(self, entry: Entry) -> str:
        """Return an identifier that neither a new file nor another number changes."""
        document = entry.document
        return uuid5(NAMESPACE_OID, f"{document.pk} {document.created_at.isoformat()}").urn

    def item_pubdate(self, entry: Entry) -> datetime:
        """Return the day of issue, or when the document came into the library."""
        day = entry.document.issued_on
        if day is None:
            return to_second(entry.document.created_at)
        return to_second(timezone.make_aware(datetime.combine(day, time())))

    def item_updateddate(self, entry: Entry) -> datetime:
        """Return when the file that the document has now was put in."""
        return to_second(entry.updated)

    def item_categories(self, entry: Entry) -> list[str]:
        """Return the kind."""
        kind = entry.document.kind_record
        return [kind.name] if kind else []


def _summary(document: PortalDocument, issuer: str) -> str:
    """Return the official facts and the abstract in one line."""
    day = document.issued_on
    facts = [
        document.number,
        date_format(day, "SHORT_DATE_FORMAT") if day else "",
        issuer,
        reader_status(document).line,
        document.abstract,
    ]
    return " · ".join(filter(None, facts))
