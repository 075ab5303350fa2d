"""The edit page of a document in the admin: what the inspection found, and inspecting it again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.documents.views import documents
from wagtail.permissions import policy_registry

from portal.queue.jobs import enqueue

from .findings import findings_of
from .models import PortalDocument
from .review import namesake_remarks


class LibraryEditView(documents.EditView):
    """Wagtail's form, with the findings below it."""

    template_name = "media/admin/document_edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is known about the file, and the documents that seem to be the same."""
        return {
            **super().get_context_data(**kwargs),
            "findings": findings_of(self.object),
            "namesakes": namesake_remarks(self.object, self.request.user),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, and say what looks like the same document: the form may have been new to it."""
        response = super().form_valid(form)
        for remark in namesake_remarks(self.object, self.request.user):
            messages.warning(self.request, remark.as_html())
        return response


class InspectAgainView(View):
    """Puts the inspection of a document into the queue once more.

    What was found before stands until the new findings are there.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, document_id: int) -> HttpResponse:
        """Queue the inspection and lead back to the document.

        Raises:
            PermissionDenied: the user may not change the document.
        """
        document = get_object_or_404(PortalDocument, pk=document_id)
        policy = policy_registry.get_by_type(PortalDocument)
        if not policy.user_has_permission_for_instance(request.user, "change", document):
            raise PermissionDenied
        with transaction.atomic():
            enqueue("media.inspect_document", document_id=document.pk, sha256=document.sha256)
        messages.success(
            request,
            _(
                "The inspection is in the queue. Until it is done, what was found before stands; "
                "open this page again to see the result."
            ),
        )
        return redirect("wagtaildocs:edit", document.pk)
