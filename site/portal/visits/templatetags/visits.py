"""Counts for templates."""

from django import template
from wagtail.models import Page

from portal.visits.models import PageViews

register = template.Library()


@register.simple_tag
def page_views(page: Page) -> int | None:
    """Return how often `page` was read, None where nothing was ever counted."""
    return PageViews.objects.filter(page_id=page.pk).values_list("views", flat=True).first()
