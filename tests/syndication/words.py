"""Words for random edits: those that may be read, and those that hold a marker.

`reveal` finds what has become public and still holds the marker; whoever opens something calls it
in the same transaction.
"""

from functools import cache
from random import Random
from typing import Any

from django.apps import apps
from django.db.models import CharField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from announcements.models import AnnouncementPage, Category
from home.models import HomePage
from media.models import Organisation, PortalDocument, PortalImage
from portal.public import public_members, public_pages, public_snippets
from tests import factories

MARKER = "bimat"
OPEN = "congkhai"
NUMBERS = ("59-KH/HU", "97-KH/HU", "64-KL/TW", "15/2022/NQ-HĐND", "07/QĐ-UBND")
TARGETS = 60


def words(rng: Random, *, hidden: bool) -> str:
    """Return words that nobody has written before; with `hidden`, such as nobody may read."""
    return f"Tin {MARKER if hidden else OPEN} {rng.randrange(10**9)}"


def public_somewhere() -> QuerySet:
    """Return the ids of the public pages; also of those on no site, which others may show."""
    return public_pages(Page.objects.all()).order_by().values("pk")


def pages(*, hidden: bool) -> QuerySet:
    """Return the pages that are public, or those that are not, without the root of all trees."""
    below = Page.objects.filter(depth__gt=1)
    public = public_somewhere()
    return below.exclude(pk__in=public) if hidden else below.filter(pk__in=public)


def is_hidden(instance: Any) -> bool:
    """Tell whether no reader sees `instance`."""
    if isinstance(instance, Page):
        return not public_pages(Page.objects.filter(pk=instance.pk)).exists()
    return not _public(type(instance)).filter(pk=instance.pk).exists()


def _public(model: type[Model]) -> QuerySet:
    if issubclass(model, Page):
        return model._default_manager.filter(pk__in=public_somewhere())
    rows = model._default_manager.all()
    if issubclass(model, (Category, Organisation)):
        return public_snippets(rows)
    return public_members(rows)


def reveal() -> None:
    """Take the marker out of everything that is public now."""
    shown = list(public_somewhere().values_list("pk", flat=True))
    for model in apps.get_models():
        if issubclass(model, Page) and model is not Page:
            _open(model._default_manager.filter(pk__in=shown))
    for model in (PortalImage, PortalDocument, Category, Organisation):
        _open(_public(model))


def _open(public: QuerySet) -> None:
    names = _texts(public.model)
    marked, casts = Q(), {}
    for name in names:
        casts[f"_{name}"] = Cast(name, TextField())
        marked |= Q(**{f"_{name}__contains": MARKER})
    for row in public.annotate(**casts).filter(marked):
        for name in names:
            setattr(row, name, _opened(getattr(row, name)))
        row.save_base(update_fields=names)


@cache
def _texts(model: type[Model]) -> list[str]:
    kinds = (CharField, TextField, StreamField)
    left_out = ("slug", "url_path", "path", "file")
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices and field.name not in left_out
    ]


def _opened(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(MARKER, OPEN)
    if isinstance(value, StreamValue):
        return StreamValue(value.stream_block, _opened(list(value.raw_data)), is_lazy=True)
    if isinstance(value, list):
        return [_opened(item) for item in value]
    if isinstance(value, dict):
        return {key: _opened(item) for key, item in value.items()}
    return value


def rewrite(rng: Random, page: Page, *, hidden: bool) -> Page:
    """Give `page` other words and targets, all that its type has; nothing is saved."""
    page.title = page.draft_title = words(rng, hidden=hidden)
    page.seo_title = page.search_description = ""
    if rng.random() < 0.3:
        page.search_description = words(rng, hidden=hidden)
    if hasattr(page, "summary"):
        page.summary = words(rng, hidden=hidden)
    if hasattr(page, "body"):
        page.body = body(rng, hidden=hidden)
    if hasattr(page, "introduction"):
        page.introduction = paragraph(rng, hidden=hidden)
    if isinstance(page, AnnouncementPage):
        page.category = some(rng, Category.objects.all())
        page.illustration = some(rng, PortalImage.objects.all())
        page.illustration_alt = rng.choice(["", words(rng, hidden=hidden)])
        page.illustration_caption = page.byline = page.source = page.correction = ""
    if isinstance(page, HomePage):
        page.pinned = some(rng, AnnouncementPage.objects.all())
        target = some(rng, Page.objects.filter(depth__gt=1))
        link = {"text": words(rng, hidden=hidden), "page": target}
        page.quick_links = [("quick_link", link)] if target else []
    return page


def some(rng: Random, found: QuerySet) -> Any:
    """Return one of the latest of `found`, public or not; now and then none."""
    rows = list(found.order_by("-pk")[:TARGETS])
    return rng.choice(rows) if rows and rng.random() < 0.8 else None


def paragraph(rng: Random, *, hidden: bool) -> str:
    """Return a paragraph with a link and an official number."""
    page = some(rng, Page.objects.filter(depth__gt=1))
    document = some(rng, PortalDocument.objects.all())
    number = rng.choice(NUMBERS)
    links = ""
    if page and rng.random() < 0.6:
        links += f' <a linktype="page" id="{page.pk}">trang</a>'
    if document and rng.random() < 0.6:
        links += f' <a linktype="document" id="{document.pk}">tệp</a>'
    dated = rng.choice(["", " ngày 06/12/2021"])
    return f"<p>{words(rng, hidden=hidden)}: Kế hoạch số {number}{dated}{links}.</p>"


def body(rng: Random, *, hidden: bool) -> list[tuple[str, Any]]:
    """Return blocks of several kinds."""
    blocks: list[tuple[str, Any]] = [
        ("heading", {"level": "2", "text": words(rng, hidden=hidden)}),
        ("paragraph", paragraph(rng, hidden=hidden)),
    ]
    image = some(rng, PortalImage.objects.all())
    if image and rng.random() < 0.5:
        alt = words(rng, hidden=hidden)
        value = {"image": image, "alt": alt, "decorative": rng.random() < 0.3, "caption": ""}
        blocks.append(("image", value))
    document = some(rng, PortalDocument.objects.all())
    if document and rng.random() < 0.5:
        blocks.append(("document", {"document": document, "text": rng.choice(["", "Xem"])}))
    return blocks


def picture(rng: Random) -> bytes:
    """Return a picture so small that its renditions cost nothing."""
    colour = rng.choice(["teal", "red", "blue", "green", "black", "white"])
    return factories.jpeg(rng.randint(4, 24), rng.randint(4, 24), colour)
