"""Where the feeds are."""

from django import template
from django.urls import reverse

from announcements.categories import Category

register = template.Library()


@register.simple_tag
def feed_url(name: str, category: Category | None = None) -> str:
    """Return the path of the feed `name` (`atom`, `rss`), of one category or of all."""
    return reverse(f"feeds:{name}", args=[category.slug] if category else [])
