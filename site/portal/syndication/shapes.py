"""The shape of the feed of changes."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field

from portal.shapes import MAY_BE_MISSING, Id, Moment, Shape, Url

Object = TypeVar("Object")

Cursor = Annotated[
    str,
    Field(
        description="Text without meaning, good for a year: store it and send it back as it is.",
        examples=["412.9f86d081884c7d65-1"],
    ),
]


class ChangesMeta(Shape):
    """Where to go on."""

    next: Cursor
    more: Annotated[bool, Field(description="Whether to ask at once for what follows.")]


class Change(Shape):
    """What has changed in public: which object, and where it is or was."""

    cursor: Cursor
    action: Any
    type: Annotated[
        str,
        Field(
            description="The type of the object, which never changes. More types may come.",
            examples=["announcements.AnnouncementPage", "media.PortalDocument"],
        ),
    ]
    id: Id
    translation_key: Annotated[
        str, Field(description='What the object in several languages has in common, or `""`.')
    ]
    locale: Annotated[str, Field(description='Code of the language, or `""`.')]
    detail_url: Url
    html_url: Annotated[str, Field(description='Where the public reads it, or `""`.')]
    changed_at: Moment


class Upsert(Change, Generic[Object]):
    """The object, as `detail_url` answers it, is new or has changed."""

    action: Literal["upsert"]
    etag: Annotated[
        str,
        Field(
            description="The ETag of that answer: the first half of the SHA-256 of its bytes.",
            pattern='^"[0-9a-f]{32}"$',
        ),
    ]
    object: Annotated[
        Object,
        Field(description="With `include=object`: the very bytes of that answer."),
        MAY_BE_MISSING,
    ]


class Delete(Change):
    """The object is no longer public, whatever the cause."""

    action: Literal["delete"]


class Changes(Shape, Generic[Object]):
    """A page of the feed of changes."""

    meta: ChangesMeta
    items: list[Annotated[Upsert[Object] | Delete, Field(discriminator="action")]]
