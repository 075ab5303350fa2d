"""The endpoints of announcements: their categories, and the filters of pages that ask for them."""

from typing import ClassVar

from django.db.models import QuerySet

from portal.conditions import Condition, Conditions, moment
from portal.parameters import MOMENT
from portal.snippet_viewsets import SnippetsAPIViewSet
from portal.viewsets import PortalPagesAPIViewSet

from . import shapes
from .filters import in_category
from .models import AnnouncementPage, Category


class CategoriesAPIViewSet(SnippetsAPIViewSet):
    """Categories with their superior ones."""

    name = "categories"
    model = Category
    about = "What announcements are about."
    shape = shapes.Category
    summary_shape = shapes.CategorySummary


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
        "category": Condition(
            "Announcements of the category with this `slug`, and of those below it.",
            "xay-dung-dang",
            fitting=_of_category,
        ),
        "published_after": Condition(
            "Announcements whose `date` is this moment or later; a date is its midnight.",
            "2022-04-09",
            MOMENT,
            fitting=_from,
        ),
        "published_before": Condition(
            "Announcements whose `date` is before this moment; a date is its midnight.",
            "2022-04-10",
            MOMENT,
            fitting=_until,
        ),
    }
