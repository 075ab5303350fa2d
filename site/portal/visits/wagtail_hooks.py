"""The report of visits in Wagtail's admin."""

from portal.admin_reports import add_report

from .admin_views import VisitsReportView

add_report(VisitsReportView, "visits_report", "reports/visits/", menu_name="visits", order=600)
