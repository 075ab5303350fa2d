"""What is still used is not deleted.

The database does not refuse it (`PROTECT`): a draft that names what is gone could never be opened
again, because modelcluster reads revisions only where such a reference may become empty.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, ProtectedError, Q, QuerySet
from django.db.models.signals import pre_delete
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import RevisionMixin

NAMED = 3


def users_of(instance: Model) -> Iterator[QuerySet]:
    """Yield, for each relation in the model's `kept_while_used_by`, the objects that use it.

    An object uses it in what is stored of it, or in its latest revision.
    """
    for name in instance.kept_while_used_by:  # type: ignore[attr-defined]
        field: Any = instance._meta.get_field(name)
        model, attribute = field.related_model, field.field.name
        condition = Q(**{attribute: instance})
        if issubclass(model, RevisionMixin):
            condition |= Q(**{f"latest_revision__content__{attribute}": instance.pk})
        yield model._default_manager.filter(condition)


def refuse_to_delete(request: HttpRequest, instances: list[Model]) -> HttpResponse | None:
    """Send the editor back to the list, with a sentence for what is still used."""
    refusals = [
        sentence
        for instance in instances
        if hasattr(instance, "kept_while_used_by") and (sentence := _refusal(instance))
    ]
    if not refusals:
        return None
    for sentence in refusals:
        messages.error(request, sentence)
    return redirect(reverse(instances[0].snippet_viewset.get_url_name("list")))  # type: ignore[attr-defined]


def _refusal(instance: Model) -> str | None:
    named: list[str] = []
    count = 0
    for users in users_of(instance):
        count += users.count()
        first = users[: NAMED - len(named)]
        named += [f"{user._meta.verbose_name} “{user}”" for user in first]
    if not count:
        return None
    if count > len(named):
        named.append(_("%(count)d more") % {"count": count - len(named)})
    return _(
        "“%(name)s” is still used by: %(users)s. Choose another one there first. Nothing has been "
        "deleted."
    ) % {"name": instance, "users": ", ".join(named)}


def _check_before_deleting(sender: type, instance: Model, **kwargs: Any) -> None:
    if not hasattr(instance, "kept_while_used_by"):
        return
    if refusal := _refusal(instance):
        raise ProtectedError(refusal, {user for users in users_of(instance) for user in users})


def connect() -> None:
    """Check deletions, whoever makes them."""
    pre_delete.connect(_check_before_deleting, dispatch_uid="portal.protection")
