"""What of the packages' menus nobody here uses."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem

# Reports, by their views: one for developers; one that says of the only step of the review what
# the report of the review says; one that ours on translations tells more of.
UNUSED_REPORTS = (
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:workflow_tasks",
    "wagtail_localize:translations_report",
)


def drop_unused_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Keep the reports that somebody reads."""
    unused = {reverse(view) for view in UNUSED_REPORTS}
    menu_items[:] = [item for item in menu_items if item.url not in unused]
