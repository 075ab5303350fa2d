"""The models of announcements, one module an idea."""

from .categories import Category
from .pages import AnnouncementIndexPage, AnnouncementPage

__all__ = ["AnnouncementIndexPage", "AnnouncementPage", "Category"]
