"""The site's host and settings, and the accounts of the demonstration."""

import json
import os
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import CommandError
from wagtail.models import Page, Site
from wagtail.users.models import UserProfile

from portal.checks import DEMO_PASSWORD
from portal.models import PortalSettings, User
from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS

from .content import fixed_key, read
from .record import Record

# The accessibility statement among the pages.
STATEMENT = "kha-nang-tiep-can"

ACCOUNTS: dict[str, dict[str, Any]] = {
    "bientapvien": {"last_name": "Lê", "first_name": "Minh Anh", "group": WRITERS},
    "banbientap": {"last_name": "Trần", "first_name": "Thu Hà", "group": EDITORIAL_BOARD},
    "truongban": {"last_name": "Võ", "first_name": "Hoài Nam", "group": EDITOR_IN_CHIEF},
    "quantri": {"last_name": "Đỗ", "first_name": "Quốc Việt", "group": None},
}


def load_site(port: int) -> Site:
    """Return the default site, its address kept in step with where the demonstration is served."""
    site = Site.objects.get(is_default_site=True)
    if (site.hostname, site.port) != ("localhost", port):
        site.hostname, site.port = "localhost", port
        site.save()
    return site


def load_settings(record: Record, site: Site) -> None:
    """Fill the portal's settings if nobody has filled them yet."""
    settings = PortalSettings.for_site(site)
    existing = settings if settings.portal or settings.agency else None
    if not record.is_new(existing, "settings"):
        return
    for name, value in read("settings").items():
        setattr(settings, name, value)
    statement = Page.objects.filter(translation_key=fixed_key("page", STATEMENT))
    settings.accessibility_statement = statement.filter(locale=site.root_page.locale).first()
    settings.save()
    site.site_name = settings.portal
    site.save()


def load_accounts(record: Record) -> None:
    """Add the accounts.

    DEMO_PASSWORDS in the environment (JSON, name to password) sets other passwords than the one
    that everyone knows, on accounts that exist as well: `serve` does so on an open network.

    Raises:
        CommandError: DEMO_PASSWORDS is something else.
    """
    passwords = _other_passwords()
    for username, values in ACCOUNTS.items():
        user = User.objects.filter(username=username).first()
        if record.is_new(user, username):
            user = _account(username, values, passwords.get(username, DEMO_PASSWORD))
        elif user is not None and username in passwords:
            user.set_password(passwords[username])
            user.save()


def _other_passwords() -> dict[str, str]:
    try:
        passwords = json.loads(os.environ.get("DEMO_PASSWORDS") or "{}")
    except json.JSONDecodeError:
        passwords = None
    if not isinstance(passwords, dict) or not all(
        isinstance(password, str) and password for password in passwords.values()
    ):
        # What was given is not repeated here: it may hold a password.
        raise CommandError(
            "DEMO_PASSWORDS cannot be read: write JSON, user name to password, "
            'for example {"quantri": "…"}.'
        )
    return passwords


def _account(username: str, values: dict[str, Any], password: str) -> User:
    is_superuser = values["group"] is None
    user = User.objects.create_user(
        username,
        email=f"{username}@binhson.example",
        password=password,
        first_name=values["first_name"],
        last_name=values["last_name"],
        is_superuser=is_superuser,
        is_staff=is_superuser,
    )
    UserProfile.objects.create(user=user, preferred_language="vi")
    if values["group"]:
        user.groups.add(Group.objects.get(name=values["group"]))
    return user
