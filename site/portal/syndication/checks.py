"""Conventions of syndication as system checks."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from .registry import EXCLUDED_PAGE_TYPES, PAGE_TYPES


@register(Tags.models)
def every_page_type_is_syndicated(**kwargs: Any) -> list[CheckMessage]:
    """Fail for a page type that is neither syndicated nor excluded by name."""
    from wagtail.models import Page, get_page_models

    return [
        Error(
            f"{model._meta.label} is neither syndicated nor excluded.",
            hint="Call syndicate_page_type in its app's `ready`, or add it to EXCLUDED_PAGE_TYPES.",
            obj=model,
            id="syndication.E001",
        )
        for model in get_page_models()
        if model is not Page and model._meta.label not in PAGE_TYPES | EXCLUDED_PAGE_TYPES
    ]


@register(Tags.models, deploy=True)
def every_trigger_is_there(**kwargs: Any) -> list[CheckMessage]:
    """Fail where a trigger is missing, without which changes would go by unseen.

    Not a check of every command: `migrate`, which installs them, would refuse to begin.
    """
    from .triggers import missing

    try:
        names = missing()
    except DatabaseError:
        return []
    return [
        Error(
            f"The trigger {name} is missing.",
            hint="Run `manage.py migrate`, then `manage.py reconcile --full`.",
            id="syndication.E002",
        )
        for name in names
    ]
