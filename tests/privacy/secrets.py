"""What must not show: a thing in every state that is not public, and public pages around it.

Every text of the hidden thing holds `WORD`, and so does every text of a public page that readers
are not shown either, such as the caption of a hidden image.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site
from wagtail_localize.operations import translate_object

from announcements.models import AnnouncementIndexPage, AnnouncementPage
from home.models import HomePage
from media.models import DocumentInspection, PortalDocument
from portal.models import PortalSettings
from tests import factories

WORD = "xyzzy"
TWIN = "qwert"
NOBODY = 987654


@dataclass
class Secret:
    """Hidden things, by the endpoint that would show them, and where readers could meet them."""

    hidden: dict[str, list[Any]] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    readable: list[str] = field(default_factory=list)
    has_login_form: bool = False

    def ids(self) -> set[tuple[str, int]]:
        """Return pairs of endpoint and id."""
        return {(name, item.pk) for name, items in self.hidden.items() for item in items}


def link(kind: str, target: Any) -> tuple[str, str]:
    """Return a paragraph whose words are public and whose target is not."""
    return ("paragraph", f'<p>Xem <a linktype="{kind}" id="{target.pk}">liên kết</a>.</p>')


# Pages


def _secret_page(index: AnnouncementIndexPage, document: PortalDocument) -> AnnouncementPage:
    return factories.AnnouncementFactory(
        parent=index,
        title=f"Tin {WORD}",
        slug=f"tin-{WORD}",
        **dict.fromkeys(
            ("summary", "seo_title", "search_description", "byline", "source", "correction"), WORD
        ),
        body=[("paragraph", f"<p>{WORD}</p>"), link("document", document)],
    )


def _translation(page: Page, text: str) -> Page:
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english()).specific
    copy.title, copy.slug = text, text.lower().replace(" ", "-")
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy


def _draft(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(live=False, first_published_at=None)


def _unpublished(page: Page) -> None:
    page.unpublish()


def _expired(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def _scheduled(page: Page) -> None:
    _draft(page)
    page.refresh_from_db()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()


def _login(page: Page) -> None:
    factories.restrict(page)


def _password(page: Page) -> None:
    page.view_restrictions.create(restriction_type="password", password=WORD)


def _groups(page: Page) -> None:
    restriction = page.view_restrictions.create(restriction_type="groups")
    restriction.groups.add(Group.objects.first())


def _child_of_private(page: Page) -> None:
    factories.restrict(page.get_parent())


def _on_other_site(page: Page) -> None:
    """Nothing to do: `secret_page` has put it there."""


PAGE_STATES: dict[str, Callable[[Page], None]] = {
    function.__name__.strip("_"): function
    for function in (
        _draft,
        _unpublished,
        _expired,
        _scheduled,
        _login,
        _password,
        _groups,
        _child_of_private,
        _on_other_site,
    )
}


def secret_page(state: str) -> Secret:
    """Return a page in `state`, with an alias and a translation, and public pages around them."""
    factories.home_page().copy_for_translation(factories.english()).save_revision().publish()
    if state == "on_other_site":
        home = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
        Site.objects.create(hostname="khac.test", root_page=home)
        indexes = [factories.IndexFactory(parent=home) for _ in range(2)]
    else:
        indexes = [factories.IndexFactory() for _ in range(2)]
    document = factories.DocumentFactory()
    page = _secret_page(indexes[0], document)
    alias = page.create_alias(parent=indexes[1], update_slug=f"ban-sao-{WORD}")
    hidden = [page, alias, _translation(page, f"News {WORD}")]
    if state == "on_other_site":
        # The public pages of another site: this one does not know them, and may link to them.
        refer: list[Page] = []
    else:
        refer = hidden
    public = _public_page([link("page", target) for target in refer])
    home = factories.home_page()
    home.pinned = page if refer else None
    home.introduction = "".join(link("page", target)[1] for target in refer)
    home.quick_links = [("quick_link", {"text": WORD, "page": target}) for target in refer]
    home.save()
    # The footer writes to somebody about the page, and leads to a statement.
    settings = PortalSettings.for_site(Site.objects.get(is_default_site=True))
    settings.email = "binhson@quangngai.gov.vn"
    settings.accessibility_statement = page if refer else None
    settings.save()
    addresses = [target.get_url_parts()[2] for target in hidden]
    for number, target in enumerate(refer):
        Redirect.add_redirect(f"/cu-{number}", target)
        Redirect.add_redirect(f"/duong-{number}", addresses[number])
        Redirect.add_redirect(f"/day-du-{number}", f"http://localhost{addresses[number]}")
    PAGE_STATES[state](page)
    return Secret(
        hidden={"pages": hidden},
        addresses=addresses,
        # The page of a document names those that refer to it.
        readable=["/", "/en/", public.url, public.get_parent().url, document.page_url],
        has_login_form=state in ("login", "password", "groups", "child_of_private"),
    )


def _public_page(body: list, **fields: Any) -> AnnouncementPage:
    page = factories.AnnouncementFactory(title="Tin mở", body=body, **fields)
    _translation(page, "Open news")
    # As an editor does it: the search index is filled by publishing.
    page.save_revision().publish()
    return page


# Files


def secret_files(collection: Collection) -> Secret:
    """Return an image and a document in the private `collection`, and what refers to them."""
    image = factories.ImageFactory(
        title=WORD,
        description=WORD,
        file=ContentFile(factories.jpeg(800, 500), f"{WORD}.jpg"),
        collection=collection,
    )
    renditions = image.public_renditions()
    document = factories.DocumentFactory(
        title=WORD,
        number="97-KH/HU",
        kind="KH",
        issued_on="2021-12-06",
        signed_by=WORD,
        abstract=WORD,
        file=ContentFile(factories.pdf(WORD), f"{WORD}.pdf"),
        collection=collection,
    )
    for item in (image, document):
        item.tags.add(WORD)
        item.save()
    inspection = DocumentInspection.objects.create(
        document=document,
        sha256=document.sha256,
        text=WORD,
        title=WORD,
        number=WORD,
        first_page=ContentFile(factories.jpeg(), f"{WORD}.webp"),
    )
    earlier = factories.DocumentFactory(title="Văn bản cũ", superseded_by=document)
    later = factories.DocumentFactory(title="Văn bản mới")
    document.superseded_by = later
    document.save()
    block = {"image": image, "alt": WORD, "decorative": False, "caption": WORD}
    public = _public_page(
        [
            ("paragraph", "<p>Kế hoạch số 97-KH/HU ngày 06/12/2021</p>"),
            link("document", document),
            ("image", block),
            ("document", {"document": document, "text": WORD}),
        ],
        illustration=image,
        illustration_alt=WORD,
        illustration_caption=WORD,
    )
    settings = PortalSettings.for_site(Site.objects.get())
    settings.logo = image
    settings.save()
    addresses = [
        *(image.download_url, document.url, document.page_url, inspection.first_page_url),
        *(rendition.url for rendition in renditions.values()),
    ]
    for number, address in enumerate(addresses):
        Redirect.add_redirect(f"/tep-{number}", address)
        Redirect.add_redirect(f"/tep-day-du-{number}", f"http://localhost{address}")
    return Secret(
        hidden={"images": [image], "documents": [document]},
        addresses=addresses,
        readable=[
            *("/", public.url, public.get_parent().url, public.get_translations()[0].url),
            *("/van-ban/?number=97", "/van-ban/?kind=KH", "/van-ban/?year=2021"),
            *(earlier.page_url, later.page_url),
        ],
    )


def private_collection() -> Secret:
    """Return files of a private collection."""
    return secret_files(factories.PrivateCollectionFactory())


def child_of_private_collection() -> Secret:
    """Return files of a collection below a private one."""
    private = factories.PrivateCollectionFactory()
    return secret_files(private.add_child(instance=Collection(name=WORD)))


# Snippets


def draft_category() -> Secret:
    """Return a category that is a draft, with what is filed under it."""
    draft = factories.CategoryFactory(name=WORD, slug=WORD, live=False)
    child = factories.CategoryFactory(name="Chuyên mục con", parent=draft)
    public = _public_page([], category=draft)
    below = _public_page([], category=child)
    index = public.get_parent().url
    return Secret(
        hidden={"categories": [draft]},
        readable=[
            *("/", public.url, index, f"{index}?category={child.slug}"),
            *(below.url, below.get_parent().url),
        ],
    )


def draft_organisation() -> Secret:
    """Return an organisation that is a draft, with those around it and what it issued."""
    draft = factories.OrganisationFactory(
        name=WORD, slug=WORD, code=WORD.upper(), identifier=WORD.upper(), live=False
    )
    dissolved = factories.OrganisationFactory(parent=draft, dissolved_on="2025-07-01")
    dissolved.successors.set([draft])
    dissolved.save()
    document = factories.DocumentFactory(issuer=draft)
    public = _public_page([("document", {"document": document, "text": ""})])
    return Secret(hidden={"organisations": [draft]}, readable=["/", public.url, document.page_url])


SECRETS: dict[str, Callable[[], Secret]] = {
    **{f"page_{state}": (lambda state=state: secret_page(state)) for state in PAGE_STATES},
    "private_collection": private_collection,
    "child_of_private_collection": child_of_private_collection,
    "draft_category": draft_category,
    "draft_organisation": draft_organisation,
}
