"""What a page refers to and readers are not shown: the editor is told before it is published."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property, wraps
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.panels import Panel
from wagtail.models import Page

from .alphabet import place
from .lookup import Lookup, References, collect_references
from .public import is_restricted
from .translations import translation_of, untranslated

CONFIRMED = "publish-all-the-same"
APPROVE = "approve"
APPROVING_VIEW = "wagtailadmin_pages:workflow_action"
# Called with the user and the page as it was saved last; returns a sentence, or "".
WARNING_HOOK = "warn_before_approving"


@dataclass(frozen=True)
class HiddenTarget:
    """Something that readers will not see, with its kind and the reason, for an editor to read."""

    title: str
    kind: str
    reason: str

    def __str__(self) -> str:
        return f"{self.kind} “{self.title}” ({self.reason})"


def hidden_targets(page: Page, published_too: Collection[int] = ()) -> list[HiddenTarget]:
    """Return what `page` refers to, as it is in memory, and the public would not be shown.

    Args:
        page: the page that is to be published; that it refers to itself hides nothing.
        published_too: the ids of pages that are published with it.
    """
    waiting = {page.pk, *published_too}
    references: References = defaultdict(set)
    collect_references(page, references)
    lookup = Lookup()
    found = []
    for model, ids in references.items():
        known = model._default_manager.in_bulk([pk for pk in ids if pk is not None])
        public = lookup.find(model, known)
        hidden = [known[pk] for pk, shown in zip(known, public, strict=True) if shown is None]
        found += [_describe(target) for target in hidden if not _goes_live(target, waiting)]
    return sorted(found, key=lambda target: place(str(target)))


def _goes_live(target: Any, waiting: set[int]) -> bool:
    waits = isinstance(target, Page) and target.pk in waiting and not target.live
    return waits and not is_restricted(target)


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


def mark_of(targets: list[HiddenTarget], problem: str = "") -> str:
    """Return what the box to tick sends: another one as soon as there is something else to say."""
    return sha256("\n".join([problem, *map(str, targets)]).encode()).hexdigest()


def is_confirmed(targets: list[HiddenTarget], data: Any, problem: str = "") -> bool:
    """Tell whether the editor has been shown these very words and publishes all the same."""
    return bool(data.get(CONFIRMED) == mark_of(targets, problem))


def notice(targets: list[HiddenTarget], data: Any = None, problem: str = "") -> dict[str, Any]:
    """Return what the template of the notice shows."""
    return {
        "targets": targets,
        "problem": problem,
        "confirmed": CONFIRMED,
        "mark": mark_of(targets, problem),
        "is_confirmed": data is not None and is_confirmed(targets, data, problem),
    }


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
            data = self.form.data if self.form.is_bound else None
            return {**super().get_context_data(parent_context), **notice(self.targets, data)}


def refuse_to_publish_many(
    request: HttpRequest, action_type: str, objects: list[Page], action: Any
) -> HttpResponse | None:
    """Send the editor back where one of many pages refers to something hidden."""
    if action_type != "publish" or not issubclass(action.model, Page):
        return None
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for above in objects:
            drafts = above.get_descendants().not_live().specific()
            pages += [p for p in drafts if p.permissions_for_user(request.user).can_publish()]
    together = {page.pk for page in pages}
    for page in pages:
        targets = hidden_targets(page.get_latest_revision_as_object(), together)
        problem = refusal(targets) if targets else untranslated(page)
        if problem:
            messages.error(request, f"{page.title}: {problem}")
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def ask_before_publishing_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask before wagtail-localize publishes a translation, which it does from a page of its own."""
    if request.POST.get("action") != "publish":
        return None
    translation = translation_of(page)
    if translation is None or not page.permissions_for_user(request.user).can_publish():
        return None
    text = translation.source.get_ephemeral_translated_instance(page.locale, fallback=True)
    targets, problem = hidden_targets(text), untranslated(page)
    if not (targets or problem) or is_confirmed(targets, request.POST, problem):
        return None
    context = {"page": page, **notice(targets, problem=problem)}
    return render(request, "portal/admin/confirm_publishing.html", context)


def _may_approve(request: HttpRequest, page: Page) -> bool:
    task = page.current_workflow_task
    actions = task.get_actions(page, request.user) if task else []
    return any(name == APPROVE for name, *_rest in actions)


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
        page = Page.objects.filter(pk=kwargs["page_id"]).first()
        # Nobody has asked yet who this is: whom the view will refuse must not read titles here.
        if page is None or not request.user.is_active or not _may_approve(request, page):
            return view(request, *args, **kwargs)
        text = page.get_latest_revision_as_object()
        targets = hidden_targets(text)
        warnings = [warn(request.user, text) for warn in hooks.get_hooks(WARNING_HOOK)]
        if not targets and not any(warnings):
            return view(request, *args, **kwargs)
        for warning in filter(None, warnings):
            messages.warning(request, warning)
        if targets:
            messages.error(request, refusal(targets))
        form = reverse("wagtailadmin_pages:edit", args=[page.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # The dialog of the dashboard understands only this answer, and goes where it says.
            step = {"step": "success", "redirect": form}
            return render_modal_workflow(request, "", None, {}, json_data=step)
        return redirect(form)

    return wrapper
