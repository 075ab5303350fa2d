"""A factory for each model."""

import io
from datetime import UTC, datetime

import factory
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from fpdf import FPDF
from PIL import Image
from wagtail.models import Collection, Locale, Page, Site
from wagtail_factories import CollectionFactory, PageFactory

from announcements.models import AnnouncementIndexPage, AnnouncementPage, Category
from home.models import HomePage, StandardPage
from media.models import Organisation, PortalDocument, PortalImage
from portal.models import User


def pdf(text: str = "Ban hanh") -> bytes:
    """Return a PDF of one page."""
    document = FPDF()
    document.set_creation_date(datetime(2021, 12, 6, tzinfo=UTC))
    document.add_page()
    document.set_font("Helvetica")
    document.cell(text=text)
    return bytes(document.output())


PDF = pdf()


def home_page() -> HomePage:
    """Return the home page that the migrations made."""
    return Site.objects.get(is_default_site=True).root_page.specific


def english() -> Locale:
    """Return the locale that the migrations made."""
    return Locale.objects.get(language_code="en")


def jpeg(width: int = 64, height: int = 40, colour: str = "teal") -> bytes:
    """Return a small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "JPEG")
    return buffer.getvalue()


class UserFactory(DjangoModelFactory):
    """A user; `role` puts it into a group of the editorial board."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    password = factory.django.Password("demo")

    @factory.post_generation
    def role(self, create, name, **kwargs):
        if name:
            self.groups.add(Group.objects.get(name=name))


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Chuyên mục {n}")
    slug = factory.Sequence(lambda n: f"chuyen-muc-{n}")
    locale = factory.LazyFunction(lambda: Locale.objects.get(language_code="vi"))


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Ủy ban nhân dân xã {n}")
    slug = factory.Sequence(lambda n: f"ubnd-xa-{n}")
    locale = factory.LazyFunction(lambda: Locale.objects.get(language_code="vi"))


class ImageFactory(DjangoModelFactory):
    class Meta:
        model = PortalImage

    title = factory.Sequence(lambda n: f"Ảnh {n}")
    description = "Cánh đồng lúa"
    file = factory.LazyFunction(lambda: ContentFile(jpeg(), "anh.jpg"))
    collection = factory.LazyFunction(Collection.get_first_root_node)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = PortalDocument

    title = factory.Sequence(lambda n: f"Văn bản {n}")
    file = factory.LazyFunction(lambda: ContentFile(PDF, "van ban.pdf"))
    collection = factory.LazyFunction(Collection.get_first_root_node)


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Trang {n}")
    slug = None
    parent = factory.LazyFunction(home_page)


class IndexFactory(PageFactory):
    class Meta:
        model = AnnouncementIndexPage

    title = factory.Sequence(lambda n: f"Thông báo {n}")
    slug = None
    parent = factory.LazyFunction(home_page)


class AnnouncementFactory(PageFactory):
    class Meta:
        model = AnnouncementPage

    title = factory.Sequence(lambda n: f"Tin bài {n}")
    slug = None
    parent = factory.SubFactory(IndexFactory)


class PrivateCollectionFactory(CollectionFactory):
    """A collection that only those who log in may see."""

    class Meta:
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Nội bộ {n}")
    parent = factory.LazyFunction(Collection.get_first_root_node)

    @factory.post_generation
    def restriction(self, create, extracted, **kwargs):
        self.view_restrictions.create(restriction_type="login")


def restrict(page: Page) -> None:
    """Let only those who log in see `page` and what is below it."""
    page.view_restrictions.create(restriction_type="login")
