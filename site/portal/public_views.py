"""What surrounds a public view that is no page of Wagtail's: its place, its metadata."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

from .addresses import shared_root_url
from .metadata import Metadata, Pairs
from .models import PortalSettings
from .public import public_pages
from .site_settings import settings_of

Link = dict[str, str]


@dataclass(frozen=True)
class PublicView:
    """A view that shows what sites share, on one site, in the language of its address.

    Its own address is on the default site, wherever it is read: one text, one address.
    """

    request: HttpRequest
    site: Site
    locale: Locale

    @cached_property
    def portal(self) -> PortalSettings:
        """What the portal says of itself."""
        return settings_of(self.site)

    @cached_property
    def homes(self) -> dict[str, Page]:
        """The public first pages of the site by language."""
        roots = Page.objects.filter(translation_key=self.site.root_page.translation_key)
        found = public_pages(roots.select_related("locale"), self.site)
        return {page.locale.language_code: page for page in found}

    @property
    def above(self) -> list[Link]:
        """Title and address of the first page in the reader's language, where there is one."""
        home = self.homes.get(self.locale.language_code)
        return [{"title": home.title, "url": home.get_url(self.request) or ""}] if home else []

    def metadata(
        self, *, title: str, description: str, path: str, above: list[Link], **facts: Any
    ) -> Metadata:
        """Gather the metadata of the view.

        Args:
            title: its heading.
            description: one sentence.
            path: its path in the reader's language, with what the canonical address keeps of the
                query.
            above: the views and pages above it, the first page first.
            facts: other attributes of `Metadata`.
        """
        root_url = shared_root_url(self.request)
        codes = [code for code, _name in settings.LANGUAGES if code in self.homes]
        alternates = {code: f"{root_url}{translate_url(path, code)}" for code in codes}
        default = alternates.get(settings.LANGUAGE_CODE)
        pairs: Pairs = [(link["title"], f"{root_url}{link['url']}") for link in above]
        return Metadata(
            title=title,
            description=description,
            language=self.locale.language_code,
            url=f"{root_url}{path}",
            site_name=self.portal.name,
            agency=self.portal.agency or self.portal.name,
            # A text in one language alone has no alternative.
            alternates={**alternates, "x-default": default} if default and len(codes) > 1 else {},
            above=pairs,
            **facts,
        )


def public_view(request: HttpRequest) -> PublicView:
    """Return what surrounds the view that answers `request`.

    Raises:
        Http404: the request's host belongs to no site, or its language to no locale.
    """
    site = Site.find_for_request(request)
    locale = Locale.objects.filter(language_code=get_language()).first()
    if site is None or locale is None:
        raise Http404
    return PublicView(request, site, locale)
