"""What a page refers to and readers are not shown: the editor is told before it is published."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.models import Page

from .lookup import Lookup, References, collect_references
from .public import is_restricted

CONFIRMED = "publish-all-the-same"
APPROVE = "approve"
APPROVING_VIEW = "wagtailadmin_pages:workflow_action"


@dataclass(frozen=True)
class HiddenTarget:
    """Something that readers will not see, with its kind and the reason, for an editor to read."""

    title: str
    kind: str
    reason: str

    def __str__(self) -> str:
        return f"{self.kind} “{self.title}” ({self.reason})"


def hidden_targets(page: Page) -> list[HiddenTarget]:
    """Return what `page` refers to, as it is in memory, and the public would not be shown."""
    references: References = defaultdict(set)
    collect_references(page, references)
    lookup = Lookup()
    found = []
    for model, ids in references.items():
        known = model._default_manager.in_bulk([pk for pk in ids if pk is not None])
        public = lookup.find(model, known)
        hidden = [known[pk] for pk, shown in zip(known, public, strict=True) if shown is None]
        found += [_describe(target) for target in hidden]
    return sorted(found, key=str)


def _describe(target: Any) -> HiddenTarget:
    if not isinstance(target, Page):
        kind = str(target._meta.verbose_name)
        return HiddenTarget(target.title, kind, _("in a private collection"))
    model = target.specific_class or Page
    return HiddenTarget(target.title, str(model._meta.verbose_name), _reason(target))


def _reason(page: Page) -> str:
    if page.expire_at and page.expire_at <= timezone.now():
        return _("expired")
    if not page.live:
        return _("withdrawn") if page.first_published_at else _("not published yet")
    if is_restricted(page):
        return _("restricted")
    return _("not public")


def refusal(targets: list[HiddenTarget]) -> str:
    """Return the sentence for an editor who publishes a page that refers to `targets`."""
    return _(
        "Readers will not see what this page refers to here: %(targets)s. Nothing has been "
        "published. Publish it first, take it out, or tick “Publish all the same”."
    ) % {"targets": "; ".join(map(str, targets))}


def publishes(data: Any) -> bool:
    """Tell whether the edit form was sent to publish, to schedule or to approve."""
    approves = data.get("workflow-action-name") == APPROVE
    return "action-publish" in data or ("action-workflow-action" in data and approves)


class HiddenTargetsPanel(Panel):
    """Stands above the content where the page refers to something that readers will not see."""

    class BoundPanel(Panel.BoundPanel):
        """The notice, with the box to tick."""

        template_name = "portal/admin/hidden_targets.html"

        def is_shown(self) -> bool:
            """Tell whether there is something to say."""
            return bool(self.targets)

        @cached_property
        def targets(self) -> list[HiddenTarget]:
            """What readers will not see; asked once for each form."""
            return hidden_targets(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what readers will not see."""
            return {
                **super().get_context_data(parent_context),
                "targets": self.targets,
                "confirmed": CONFIRMED,
                "is_confirmed": self.form.is_bound and CONFIRMED in self.form.data,
            }


def refuse_to_publish_many(
    request: HttpRequest, action_type: str, objects: list[Page], action: Any
) -> HttpResponse | None:
    """Send the editor back where one of many pages refers to something hidden."""
    if action_type != "publish":
        return None
    for page in objects:
        targets = hidden_targets(page.get_latest_revision_as_object())
        if targets:
            messages.error(request, f"{page.title}: {refusal(targets)}")
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def ask_before_approving(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let nobody approve outside of the edit form what the form would ask about.

    Wagtail 8.0 has no hook before an approval; its view approves what was saved last.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match = request.resolver_match
        approves = match is not None and match.view_name == APPROVING_VIEW
        if not approves or request.method != "POST" or kwargs.get("action_name") != APPROVE:
            return view(request, *args, **kwargs)
        page = get_object_or_404(Page, pk=kwargs["page_id"])
        targets = hidden_targets(page.get_latest_revision_as_object())
        if not targets:
            return view(request, *args, **kwargs)
        messages.error(request, refusal(targets))
        return redirect("wagtailadmin_pages:edit", page.pk)

    return wrapper
