"""What the store keeps of an object: its answer, from the very viewset that would make it anew."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from django.db.models import Model
from django.test import RequestFactory
from django.utils import translation
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Page, Site

from .dependencies import depends_on_members, depends_on_pages
from .lookup import collect_references

Record = Callable[[int], AbstractContextManager[None]]
Represented = tuple[int, dict[str, Any], bytes]


class RepresentedMixin(BaseAPIViewSet):
    """Makes answers for the builder, who is an anonymous visitor like any other."""

    lookup: Any
    site: Any

    @classmethod
    def represented(
        cls,
        router: Any,
        label: str | None,
        ids: list[int],
        site: Site | None,
        record: Record,
    ) -> Iterator[Represented]:
        """Yield id, data and bytes of the answer of each public object.

        Args:
            router: the API's router.
            label: the type of pages that is asked for; None for what is no page.
            ids: primary keys; what is not public is left out.
            site: the site that is asked.
            record: entered with the id of an object while its answer is made.
        """
        view = cls._asked_anonymously(router, label, site)
        with view.lookup.active(), translation.override("en"):
            objects = list(view.get_queryset().filter(pk__in=ids))
            view.lookup.shown = [page for page in objects if isinstance(page, Page)]
            serializer = view.get_serializer(objects, many=True).child
            renderer = view.get_renderers()[0]
            for instance in objects:
                with record(instance.pk):
                    _record_references(instance)
                    data = serializer.to_representation(instance)
                yield instance.pk, data, renderer.render(data, None, view.get_renderer_context())

    @classmethod
    def represented_draft(cls, router: Any, draft: Page, site: Site) -> bytes:
        """Return the answer that `draft` would have on `site` if it were published.

        What it refers to is shown as far as it is public.
        """
        view = cls._asked_anonymously(router, draft._meta.label, site)
        with view.lookup.active(), translation.override("en"):
            view.lookup.shown = [draft]
            data = view.get_serializer([draft], many=True).child.to_representation(draft)
        content: bytes = view.get_renderers()[0].render(data, None, view.get_renderer_context())
        return content

    @classmethod
    def public_ids(cls, router: Any, ids: list[int], site: Site | None) -> set[int]:
        """Return those of `ids` whose objects the API shows on `site`."""
        view = cls._asked_anonymously(router, None, site)
        return set(view.get_queryset().filter(pk__in=ids).values_list("pk", flat=True))

    @classmethod
    def _asked_anonymously(cls, router: Any, label: str | None, site: Site | None) -> Any:
        """Return a viewset in the middle of an anonymous request for a list of whole objects."""
        query = {"fields": "*"} | ({"type": label} if label else {})
        request: Any = RequestFactory().get("/", query)
        request.wagtailapi_router = router
        # Wagtail looks there for passwords that a reader has given.
        request.session = {}
        view = cls()
        view.action_map, view.action = {"get": "listing_view"}, "listing_view"
        view.setup(request)
        view.__dict__["site"] = site
        view.format_kwarg = None
        view.request = view.initialize_request(request)
        view.request.wagtailapi_router = router
        return view


def _record_references(instance: Model) -> None:
    """Record what the instance refers to in its stored form, public or not.

    What it shows is recorded when it is represented; of what it leaves out nothing else tells.
    """
    if not isinstance(instance, Page):
        return
    for model, ids in collect_references(instance).items():
        if issubclass(model, Page):
            depends_on_pages(ids)
        else:
            depends_on_members(model, ids)
