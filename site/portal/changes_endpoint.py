"""`changes/`: the feed of what has changed in public, withdrawals included (API.md)."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from .entity_tags import etag
from .parameters import TEXT, Parameter, one_of
from .published import asked_site_id
from .syndication.builder import work
from .syndication.cursors import UnknownCursorError
from .syndication.feed import FeedPage, Question, read_feed
from .syndication.models import PublishedItem
from .syndication.registry import PAGE_TYPES, SOURCES
from .syndication.shapes import Changes
from .viewsets import OneAnswerAPIViewSet

DEFAULT_LIMIT = 100
MAX_LIMIT = 500
MAX_LANGUAGE = 100
# How long a reader waits for what is to be built, and for whoever writes meanwhile.
BUILD_SECONDS = 0.2
BUILD_BATCH = 5
WRITERS_PATIENCE = 0.1


class CursorGoneError(APIException):
    """The reader's copy belongs to another state of this database."""

    status_code = HTTPStatus.GONE
    default_detail = (
        "this cursor is not known here: a backup has been restored, it is of another site, or more "
        "than a year old; start again without since"
    )


class ChangesAPIViewSet(OneAnswerAPIViewSet):
    """The feed of the request's site, or of `site=`."""

    model = PublishedItem
    about = "What has changed in public, withdrawals included."
    shape = Changes
    own_parameters = {
        "since": Parameter(
            "The `meta.next` of the answer before; without it the feed begins with nothing known."
        ),
        "limit": Parameter(
            f"Up to how many items; {DEFAULT_LIMIT} where nothing is said.",
            500,
            {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        ),
        "type": Parameter(
            "Only these types, with commas between them; `wagtailcore.Page` stands for all pages.",
            "announcements.AnnouncementPage,media.PortalDocument",
        ),
        "locale": Parameter(
            "Only pages of this language; what sites share is in every answer.",
            "vi",
            {**TEXT, "maxLength": MAX_LANGUAGE},
        ),
        "include": Parameter(
            "Each upsert carries the object itself.",
            "object",
            {"type": "string", "pattern": "^(object)?$"},
        ),
    }
    known_query_parameters = (
        OneAnswerAPIViewSet.known_query_parameters | own_parameters.keys() | {"site"}
    )

    @classmethod
    def described_parameters(cls) -> dict[str, Parameter]:
        """Name the types."""
        label = one_of(_known_types())
        schema = {"type": "string", "pattern": rf"^{label}?(,{label}?)*$"}
        return cls.own_parameters | {"type": replace(cls.own_parameters["type"], schema=schema)}

    def listing_view(self, request: Request) -> HttpResponse:
        """Answer with what follows upon the reader's cursor.

        Raises:
            CursorGoneError: this database did not give it out.
        """
        question = self._question(request)
        try:
            found = self._read(question)
        except UnknownCursorError as problem:
            raise CursorGoneError from problem
        response = HttpResponse(found.content(), content_type="application/json")
        response.headers["ETag"] = etag(found.identity(question).encode())
        response.headers["Cache-Control"] = "no-cache"
        return response

    def _read(self, question: Question) -> FeedPage:
        found = read_feed(question)
        if found.waits and work(BUILD_SECONDS, BUILD_BATCH, WRITERS_PATIENCE, prepares=False):
            found = read_feed(question)
        return found

    def _question(self, request: Request) -> Question:
        asked = request.GET
        site_id = self._asked_site_id(request)
        include = asked.get("include", "")
        if include not in ("", "object"):
            raise BadRequestError("include must be object")
        locale = asked.get("locale", "")
        if len(locale) > MAX_LANGUAGE:
            raise BadRequestError(f"locale must not be longer than {MAX_LANGUAGE} characters")
        return Question(
            site_id=site_id,
            since=asked.get("since", ""),
            limit=_limit(asked.get("limit")),
            types=_types(asked.get("type", "")),
            locale=locale,
            with_objects=include == "object",
        )

    def _asked_site_id(self, request: Request) -> int:
        if "site" not in request.GET:
            found = asked_site_id(request._request)
        else:
            found = self.site.pk if self.site else None
        if found is None:
            raise NotFound("No Site matches the given query.")
        return found


def _limit(text: Any) -> int:
    if text is None:
        return DEFAULT_LIMIT
    # Its length has been looked at before (`parameters.check_operations`).
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MAX_LIMIT):
        raise BadRequestError(f"limit must be a number from 1 to {MAX_LIMIT}")
    return int(text)


def _known_types() -> set[str]:
    return PAGE_TYPES | {source.label for source in SOURCES.values()}


def _types(text: str) -> set[str]:
    types = set(filter(None, text.split(",")))
    if unknown := types - _known_types():
        raise BadRequestError(f"type doesn't exist: {', '.join(sorted(unknown))[:200]}")
    if Page._meta.label in types:
        types = types - {Page._meta.label} | PAGE_TYPES
    return types
