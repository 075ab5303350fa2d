"""Moves that would make a page unreachable, or two sites overlap, are refused with a sentence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from .sites import moves_into_another_site
from .slugs import RESERVED, is_reserved


def explain_refused_move(request: HttpRequest, page: Page, target: Page) -> HttpResponse | None:
    """Send the editor back where `PortalPage.can_move_to` would only say that it is forbidden."""
    if moves_into_another_site(page, target):
        problem = _("A site begins in this page; it cannot lie inside another site.")
    elif is_reserved(page.slug, target):
        problem = str(RESERVED)
    else:
        return None
    messages.error(request, problem)
    return redirect("wagtailadmin_explore", page.get_parent().pk)
