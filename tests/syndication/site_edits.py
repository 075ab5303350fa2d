"""Edits of sites: which there are, where they are found, where they begin."""

from random import Random

from django.db.models import QuerySet
from wagtail.models import Locale, Page, Site

from announcements.models import AnnouncementIndexPage, AnnouncementPage
from home.models import HomePage

from .edits import NothingToDoError, edit, one_of
from .words import rewrite

# Where a reader may look for a site. The first one is the default's at the beginning.
HOSTS = ("localhost", "mot.test", "hai.test", "ba.test", "bon.test")


def _free_host(rng: Random) -> str:
    taken = set(Site.objects.values_list("hostname", flat=True))
    return rng.choice([host for host in HOSTS if host not in taken])


def _rootless_homes() -> QuerySet:
    """Return home pages at which no site begins."""
    roots = Site.objects.values("root_page__translation_key")
    return HomePage.objects.filter(depth=2).exclude(translation_key__in=roots)


def _new_home(rng: Random) -> HomePage:
    vietnamese = Locale.objects.get(language_code="vi")
    root = Page.get_first_root_node()
    home = HomePage(slug=f"cong-{rng.randrange(10**9)}", locale=vietnamese)
    root.add_child(instance=rewrite(rng, home, hidden=False))
    index = AnnouncementIndexPage(slug="tin", locale=vietnamese)
    home.add_child(instance=rewrite(rng, index, hidden=False))
    page = AnnouncementPage(slug="tin-dau", locale=vietnamese)
    index.add_child(instance=rewrite(rng, page, hidden=False))
    return home


@edit(tree=True, moves_addresses=True, opens=True, share=2)
def add_site(rng: Random) -> None:
    """Open a site: at a home page that has none, or at a new one."""
    if Site.objects.count() >= len(HOSTS) - 1:
        raise NothingToDoError
    home = _rootless_homes().filter(locale__language_code="vi").order_by("?").first()
    Site.objects.create(hostname=_free_host(rng), root_page=home or _new_home(rng))


@edit(tree=True, moves_addresses=True)
def remove_site(rng: Random) -> None:
    """Close a site; its pages stay in the tree."""
    one_of(rng, Site.objects.filter(is_default_site=False)).delete()


@edit(tree=True, moves_addresses=True, share=2)
def change_host(rng: Random) -> None:
    """Move a site to another host or port."""
    site = one_of(rng, Site.objects.all())
    if rng.random() < 0.7:
        site.hostname = _free_host(rng)
    else:
        site.port = rng.choice([80, 8080, 443])
    site.save()


@edit(tree=True, moves_addresses=True, opens=True)
def change_root(rng: Random) -> None:
    """Let a site begin at another home page."""
    home = one_of(rng, _rootless_homes().filter(locale__language_code="vi"))
    site = one_of(rng, Site.objects.all())
    site.root_page = home
    site.save()


@edit(tree=True, moves_addresses=True)
def change_default_site(rng: Random) -> None:
    """Make another site the default: what sites share has its address then."""
    chosen = one_of(rng, Site.objects.filter(is_default_site=False))
    former = Site.objects.get(is_default_site=True)
    former.is_default_site = False
    former.save()
    chosen.is_default_site = True
    chosen.save()
