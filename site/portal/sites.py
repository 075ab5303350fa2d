"""One page, one address: the trees of two sites never overlap."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath
from wagtail.signals import pre_page_move

from .lookup import current_lookup


def overlapping(root: Page, sites: Any) -> Site | None:
    """Return the first of `sites` whose tree holds `root`, or lies in it, in any language."""
    trees = _trees(root)
    for site in sites.select_related("root_page"):
        for path in _trees(site.root_page):
            if any(path.startswith(tree) or tree.startswith(path) for tree in trees):
                return site
    return None


def _trees(root: Page) -> list[str]:
    """Return the paths of `root` and of its translations."""
    pages = Page.objects.filter(translation_key=root.translation_key)
    return list(pages.values_list("path", flat=True))


def refuse_overlap(site: Site) -> None:
    """Check the root of `site`.

    Raises:
        ValidationError: its pages would have two addresses.
    """
    if site.root_page_id is None:
        return
    other = overlapping(site.root_page, Site.objects.exclude(pk=site.pk))
    if other is not None:
        problem = _(
            "This page belongs to the site %(site)s, or holds it: its pages would have two "
            "addresses. Choose a page outside of that site."
        )
        raise ValidationError({"root_page": problem % {"site": other.hostname}})


def _check_before_saving(sender: type[Site], instance: Site, raw: bool, **kwargs: Any) -> None:
    if not raw:
        refuse_overlap(instance)


def moves_into_another_site(page: Page, target: Page) -> bool:
    """Tell whether with `page` the root of a site would come to lie in the tree of another."""
    sites = [(site, _trees(site.root_page)) for site in Site.objects.select_related("root_page")]
    # A translation of a root is the beginning of its site as well.
    moved = {site for site, trees in sites if any(path.startswith(page.path) for path in trees)}
    return bool(moved) and any(
        site not in moved and any(target.path.startswith(path) for path in trees)
        for site, trees in sites
    )


def _check_before_moving(
    sender: type, instance: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    # A command asks no `can_move_to`.
    if moves_into_another_site(instance, parent_page_after):
        raise PermissionDenied


_stock_clean = Site.clean


def _clean(site: Site) -> None:
    # The stock one writes the host in small letters, without which it would never be found.
    _stock_clean(site)
    refuse_overlap(site)


_stock_root_paths = Site.get_site_root_paths


def _root_paths() -> list[SiteRootPath]:
    """Return the roots of all sites; while an answer is made, as the database has them."""
    lookup = current_lookup()
    return lookup.site_root_paths if lookup else _stock_root_paths()


def _forget_addresses(sender: type[Site], **kwargs: Any) -> None:
    """Let every process learn the new addresses.

    Wagtail forgets them while the change is not committed: another process may put the old ones
    back into the cache, for an hour.
    """
    transaction.on_commit(Site.clear_site_root_paths_cache)


def connect() -> None:
    """Check sites and moves, whoever makes them."""
    # Wagtail 8.0 has no hook for the form of sites; what a model's `clean` says stands in every
    # form of it.
    Site.add_to_class("clean", _clean)
    # No hook either for what Wagtail knows of addresses.
    Site.get_site_root_paths = staticmethod(_root_paths)
    pre_save.connect(_check_before_saving, sender=Site, dispatch_uid="portal.sites")
    for signal in (post_save, post_delete):
        signal.connect(_forget_addresses, sender=Site, dispatch_uid="portal.sites")
    pre_page_move.connect(_check_before_moving, dispatch_uid="portal.sites")
