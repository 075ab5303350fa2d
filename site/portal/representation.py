"""The API shape of an object, the same wherever the object appears (API.md).

What is nested in an answer is serialised by the very class that its own endpoint uses.
"""

from typing import Any

from django.db.models import Model
from rest_framework.fields import Field
from rest_framework.serializers import BaseSerializer
from wagtail.models import Page

from .addresses import shared_url
from .dependencies import depends_on_snippet, depends_on_tags, shown
from .lookup import Lookup, current_lookup

Context = dict[str, Any]


def represent(instance: Model, context: Context) -> dict[str, Any]:
    """Return `instance` as its own endpoint's detail answers it.

    Args:
        instance: an object whose model has an endpoint; the caller has made sure that it is public.
        context: the serialiser context of the answer in which it appears.
    """
    known = context.setdefault("_represented", {})
    key = (type(instance), instance.pk)
    with shown(instance):
        if key not in known:
            known[key] = _serializer(type(instance), context).to_representation(instance)
    shape: dict[str, Any] = known[key]
    return shape


def reference(instance: Any) -> dict[str, Any] | None:
    """Return a category or organisation as it stands in other objects, None for a hidden one."""
    depends_on_snippet(instance)
    if instance is None or not _is_public_snippet(instance):
        return None
    return {"id": instance.pk, "slug": instance.slug, "name": instance.name}


def _is_public_snippet(instance: Any) -> bool:
    lookup = current_lookup() or Lookup()
    return instance.live and instance.pk in lookup.public_snippet_ids(type(instance))


def _serializer(model: type[Model], context: Context) -> BaseSerializer:
    # Building a serialiser costs milliseconds: one for each model and answer is enough.
    serializers = context.setdefault("_nested_serializers", {})
    if model not in serializers:
        router = context["router"]
        endpoint = router.get_model_endpoint(model)[1]
        serializer_class = endpoint._get_serializer_class(
            router, model, [("*", False, None)], show_details=True
        )
        serializers[model] = serializer_class(context=context)
    return serializers[model]


def shared_detail_url(instance: Model, context: Context) -> str:
    """Return the address of the answer of something that sites share: on the default site."""
    path = context["router"].get_object_detail_urlpath(type(instance), instance.pk)
    return shared_url(path, context["request"])


def page_detail_url(page: Page, context: Context) -> str | None:
    """Return the address of the answer of `page`: on its own site.

    None where it is on none, or has never been saved.
    """
    parts = page.get_url_parts(context["request"])
    if parts is None or page.pk is None:
        return None
    _site_id, root_url, _path = parts
    return root_url + context["router"].get_object_detail_urlpath(Page, page.pk)


class InstanceField(Field):
    """A read-only field computed from the whole object."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Model) -> Model:
        """Hand the object itself to `to_representation`."""
        return instance


class SharedDetailUrlField(InstanceField):
    """`detail_url` of what sites share."""

    def to_representation(self, instance: Model) -> str:
        """Return the absolute address of the object's own answer."""
        return shared_detail_url(instance, self.context)


class ReferenceField(Field):
    """A category or organisation inside another object: `{id, slug, name}`, or null."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Model) -> dict[str, Any] | None:
        """Return the short form."""
        return reference(value)


class OwnLanguageReferenceField(InstanceField):
    """The same in the language of the object around it, as far as it is translated."""

    def to_representation(self, instance: Any) -> dict[str, Any] | None:
        """Return the short form."""
        target = getattr(instance, str(self.field_name))
        return reference(self.context["lookup"].in_language(target, instance.locale_id))


class OwnLanguageReferencesField(InstanceField):
    """Several of them; drafts are left out."""

    def to_representation(self, instance: Any) -> list[dict[str, Any]]:
        """Return the short forms, from what was prefetched."""
        lookup = self.context["lookup"]
        targets = getattr(instance, str(self.field_name)).all()
        shown = (lookup.in_language(target, instance.locale_id) for target in targets)
        return [short for short in map(reference, shown) if short]


class DownloadUrlField(InstanceField):
    """Absolute address of a file, on the default site."""

    def to_representation(self, instance: Model) -> str:
        """Return the address, from the object's own idea of its path."""
        path: str = getattr(instance, "download_url", "") or getattr(instance, "url", "")
        return shared_url(path, self.context["request"])


class TagNamesField(Field):
    """Tags by name, from what was prefetched (the stock field asks the database each time)."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> list[str]:
        """Return the names of the tags."""
        tags = list(value.all())
        depends_on_tags(value.instance, tags)
        return sorted(tag.name for tag in tags)
