"""The report of what other systems see in Wagtail's admin."""

from portal.admin_reports import add_report

from .admin_views import OtherSystemsReportView

add_report(
    OtherSystemsReportView,
    "other_systems_report",
    "reports/other-systems/",
    menu_name="other-systems",
    order=610,
)
