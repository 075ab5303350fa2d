"""The endpoints of announcements: their categories, and the filters of pages that ask for them."""

from typing import ClassVar

from django.db.models import QuerySet

from portal.filters import Conditions, moment
from portal.snippet_viewsets import SnippetsAPIViewSet
from portal.viewsets import PortalPagesAPIViewSet

from .filters import in_category
from .models import AnnouncementPage, Category


class CategoriesAPIViewSet(SnippetsAPIViewSet):
    """Categories with their superior ones."""

    name = "categories"
    model = Category


def _of_category(name: str, slug: str) -> QuerySet:
    return AnnouncementPage.objects.filter(in_category(slug))


def _from(name: str, text: str) -> QuerySet:
    return AnnouncementPage.objects.filter(date__gte=moment(name, text))


def _until(name: str, text: str) -> QuerySet:
    return AnnouncementPage.objects.filter(date__lt=moment(name, text))


class PagesAPIViewSet(PortalPagesAPIViewSet):
    """Pages, and what can be asked of announcements."""

    conditions: ClassVar[Conditions] = {
        **PortalPagesAPIViewSet.conditions,
        "category": _of_category,
        "published_after": _from,
        "published_before": _until,
    }
