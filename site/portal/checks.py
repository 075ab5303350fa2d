"""Conventions of the project as system checks."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError
from django.http.request import validate_host

from .throttling import read_rate

HTTPS_PORT = 443
DEMO_ACCOUNTS = ("bientapvien", "banbientap", "truongban", "quantri")
DEMO_PASSWORD = "demo"  # noqa: S105 - known to everyone, that is what the check is about


@register(Tags.models)
def every_page_type_is_a_portal_page(**kwargs: Any) -> list[CheckMessage]:
    """Fail for a page type that does not share what all of them share."""
    from wagtail.models import Page, get_page_models

    from .models import PortalPage

    return [
        Error(
            f"{model._meta.label} is no PortalPage.",
            hint="Derive it from portal.models.PortalPage.",
            obj=model,
            id="portal.E001",
        )
        for model in get_page_models()
        if model is not Page and not issubclass(model, PortalPage)
    ]


@register(Tags.models)
def every_page_type_has_an_api_shape(**kwargs: Any) -> list[CheckMessage]:
    """Fail for a page type of which other systems would not know what it looks like."""
    from wagtail.models import get_page_models

    from .models import PortalPage

    return [
        Error(
            f"{model._meta.label} has no API shape.",
            hint="Set api_shape to the shape of its answer (portal.page_shapes).",
            obj=model,
            id="portal.E005",
        )
        for model in get_page_models()
        if issubclass(model, PortalPage) and not hasattr(model, "api_shape")
    ]


@register(Tags.models)
def every_block_has_an_api_shape(**kwargs: Any) -> list[CheckMessage]:
    """Fail for a block of the body whose API shape is nobody's decision."""
    from wagtail.blocks import Block, StructBlock

    from .blocks import BodyBlock

    undecided = (Block.get_api_representation, StructBlock.get_api_representation)
    shapes = {
        name: block
        for name, block in BodyBlock().child_blocks.items()
        if type(block).get_api_representation in undecided
    }
    return [
        Error(
            f"Block {name!r} has no API shape of its own.",
            hint="Override get_api_representation.",
            obj=block,
            id="portal.E002",
        )
        for name, block in shapes.items()
    ]


@register(Tags.security, deploy=True)
def no_demonstration_password_works(**kwargs: Any) -> list[CheckMessage]:
    """Fail where a demonstration account opens with the password that everyone knows."""
    from .models import User

    if settings.DEMO_ALLOWED:
        return []
    try:
        users = list(User.objects.filter(username__in=DEMO_ACCOUNTS, is_active=True))
    except DatabaseError:
        # Before the first migration there is no account at all.
        return []
    return [
        Error(
            f"The account {user.username!r} opens with the demonstration's password.",
            hint=f"manage.py changepassword {user.username}, or delete it.",
            obj=user,
            id="portal.E003",
        )
        for user in users
        if user.check_password(DEMO_PASSWORD)
    ]


@register(Tags.security, deploy=True)
def sites_have_addresses_that_work(**kwargs: Any) -> list[CheckMessage]:
    """Warn of a site whose addresses would be `http`, or whose host the portal refuses."""
    from wagtail.models import Site

    try:
        sites = list(Site.objects.all())
    except DatabaseError:
        return []
    found: list[CheckMessage] = [
        CheckWarning(
            f"The addresses of the site {site.hostname} begin with {site.root_url}.",
            hint="Set its port to 443 in the admin (Settings, Sites): only then they are https.",
            obj=site,
            id="portal.W001",
        )
        for site in sites
        if site.port != HTTPS_PORT and settings.SECURE_SSL_REDIRECT
    ]
    found += [
        CheckWarning(
            f"ALLOWED_HOSTS does not hold {site.hostname}, the host of a site.",
            hint="Add it to ALLOWED_HOSTS, or correct the site in the admin (Settings, Sites).",
            obj=site,
            id="portal.W002",
        )
        for site in sites
        if not validate_host(site.hostname, settings.ALLOWED_HOSTS)
    ]
    return found


@register(Tags.caches, deploy=True)
def counters_are_shared(**kwargs: Any) -> list[CheckMessage]:
    """Warn of a cache that each process has for itself: the API's throttle counts in it."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not backend.endswith(("LocMemCache", "DummyCache")):
        return []
    return [
        CheckWarning(
            "CACHE_URL names no cache that processes share.",
            hint="Each process would count the requests of an address for itself. Use Redis.",
            id="portal.W003",
        )
    ]


@register(Tags.caches)
def rates_can_be_read(**kwargs: Any) -> list[CheckMessage]:
    """Fail for a rate that the throttle cannot read: every answer would be an error."""
    found: list[CheckMessage] = []
    for name in ("API_RATE", "API_TOKEN_RATE", "VISITS_RATE"):
        try:
            read_rate(getattr(settings, name))
        except ValueError:
            problem = Error(
                f"{name} cannot be {getattr(settings, name)!r}.",
                hint="Write a number and a time: 600/min. Empty, nothing is throttled.",
                id="portal.E004",
            )
            found.append(problem)
    return found
