"""The shapes of the library's answers (API.md: image object, document object, organisation)."""

from typing import Annotated, Literal

from pydantic import Field

from portal.shapes import (
    MAY_BE_MISSING,
    Day,
    Id,
    Moment,
    Pixels,
    Reference,
    Shape,
    SharedMeta,
    Slug,
    SnippetSummaryMeta,
    Tags,
    TranslationKey,
    Url,
)

Number = Annotated[
    str,
    Field(
        description='Number and symbol as printed. No identity: it comes back every year. `""` for '
        "what is no official document.",
        examples=["59-KH/HU", "07/QĐ-UBND"],
    ),
]


class ImageMeta(SharedMeta):
    """About an image."""

    type: Literal["media.PortalImage"]
    tags: Tags
    download_url: Annotated[Url, Field(description="The original.")]


class Rendition(Shape):
    """A scaled version of an image."""

    url: Url
    width: Pixels
    height: Pixels


class Renditions(Shape):
    """The scaled versions of an image, none wider than the original.

    All four are there, of small images with the same width; none where the original is lost.
    """

    w480: Annotated[Rendition, Field(alias="480w", description="WebP or AVIF."), MAY_BE_MISSING]
    w960: Annotated[Rendition, Field(alias="960w", description="WebP or AVIF."), MAY_BE_MISSING]
    w1600: Annotated[Rendition, Field(alias="1600w", description="WebP or AVIF."), MAY_BE_MISSING]
    jpeg: Annotated[Rendition, Field(description="JPEG, at most 960 wide."), MAY_BE_MISSING]


class ImageSummary(Shape):
    """An image in a list."""

    id: Id
    meta: ImageMeta
    title: Annotated[str, Field(examples=["Cánh đồng lúa"])]


class Image(ImageSummary):
    """An image, the same wherever it appears."""

    width: Pixels
    height: Pixels
    alt: Annotated[
        str, Field(description="The text alternative where the place of use has none of its own.")
    ]
    renditions: Renditions


class DocumentSummaryMeta(SharedMeta):
    """About a document in a list."""

    type: Literal["media.PortalDocument"]
    download_url: Annotated[Url, Field(description="The file.")]
    tags: Tags


class DocumentMeta(DocumentSummaryMeta):
    """About a document."""

    html_url: Annotated[Url, Field(description="The document's page in the register.")]


class Kind(Shape):
    """A kind of official documents, named in Vietnamese everywhere."""

    code: Annotated[str, Field(examples=["KH", "QĐ"])]
    name: Annotated[str, Field(examples=["Kế hoạch", "Quyết định"])]


class Successor(Shape):
    """The document that replaces another one."""

    id: Id
    number: Number
    detail_url: Url


class Reason(Shape):
    """Why a signature is judged as it is, as a sentence."""

    code: Annotated[
        str,
        Field(
            description="More codes may come; show the sentence of those that you do not know.",
            examples=["valid_at_timestamp"],
        ),
    ]
    vi: str
    en: str


class Signature(Shape):
    """What one signature of a file proves."""

    signer: Annotated[str, Field(description="As it stands in the certificate.")]
    organisation: str
    signed_at: Annotated[Moment | None, Field(description="What the signature itself says.")]
    timestamped: Annotated[bool, Field(description="Whether a trusted time stamp vouches for it.")]
    intact: Annotated[bool, Field(description="Whether the signed bytes are unchanged.")]
    trusted: Annotated[bool, Field(description="Whether it proves what it claims.")]
    covers: Literal["whole file", "earlier revision"]
    reason: Reason


class DocumentSummary(Shape):
    """A document in a list."""

    id: Id
    meta: DocumentSummaryMeta
    title: Annotated[str, Field(examples=["Kế hoạch số 59-KH/HU"])]


class Document(DocumentSummary):
    """A file of the library, the same wherever it appears; with a number an official document.

    It has no language: issuer and kind are in Vietnamese everywhere. The official fields are empty
    or null for what is no official document.
    """

    meta: DocumentMeta
    filename: Annotated[str, Field(examples=["KH 59.signed.signed.pdf"])]
    content_type: Annotated[str, Field(examples=["application/pdf"])]
    size: Annotated[int | None, Field(ge=0, description="In bytes.", examples=[184320])]
    sha256: Annotated[
        str,
        Field(pattern="^([0-9a-f]{64})?$", description="SHA-256 of the file, hexadecimal."),
    ]
    page_count: Annotated[
        int | None, Field(ge=0, description="Null where that is unknown.", examples=[6])
    ]
    number: Number
    kind: Kind | None
    issued_on: Day | None
    effective_on: Day | None
    superseded_by: Annotated[Successor | None, Field(description="Where it is public.")]
    issuer: Annotated[Reference | None, Field(description="An organisation.")]
    signed_by: Annotated[str, Field(examples=["T/M Ban Thường vụ, Bí thư"])]
    abstract: Annotated[str, Field(description="In one sentence: what it is about.")]
    signature_status: Annotated[
        Literal["pending", "trusted", "untrusted", "invalid", "unsigned", "unreadable"],
        Field(
            description="What the signatures prove; the worst of them decides. `pending` until the "
            "file has been inspected."
        ),
    ]
    signatures: Annotated[
        list[Signature],
        Field(description="In the order of signing; time stamps are evidence and none of them."),
    ]


class OrganisationSummaryMeta(SnippetSummaryMeta):
    """About an organisation in a list."""

    type: Literal["media.Organisation"]


class OrganisationMeta(OrganisationSummaryMeta):
    """About an organisation."""

    translation_key: TranslationKey


class OrganisationSummary(Shape):
    """An organisation in a list."""

    id: Id
    meta: OrganisationSummaryMeta
    slug: Slug
    name: Annotated[str, Field(examples=["Ủy ban nhân dân huyện Bình Sơn"])]


class Organisation(OrganisationSummary):
    """A body that issues documents; a dissolved one stays the issuer of its documents."""

    meta: OrganisationMeta
    parent: Annotated[Reference | None, Field(description="The superior body.")]
    code: Annotated[
        str,
        Field(
            description="As it stands in official numbers; many bodies share one code.",
            examples=["HU", "UBND"],
        ),
    ]
    identifier: Annotated[
        str,
        Field(
            description='Mã định danh (Quyết định 20/2020/QĐ-TTg), or `""`.', examples=["H48.21"]
        ),
    ]
    system: Literal["state", "party", "front"]
    dissolved_on: Day | None
    successors: Annotated[
        list[Reference], Field(description="The bodies that followed a dissolved one.")
    ]
