"""The register in the sitemap."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from media.models import PortalDocument
from portal.public import public_members, public_pages


class RegisterSection:
    """The register and the pages of all public documents, on the default site alone.

    Other sites show them too, under an address that is not the canonical one.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        documents = public_members(PortalDocument.objects.order_by("pk"))
        self.documents = documents if site.is_default_site else documents.none()

    def count(self) -> int:
        """Return the number of documents, and one for the register where there are any."""
        count = self.documents.count()
        return count + 1 if count else 0

    def paths(self, start: int, stop: int) -> list[dict[str, str]]:
        """Return the addresses by language, the register first."""
        codes = self._languages()
        found: list[dict[str, str]] = [{} for _place in range(start, stop)]
        documents = list(
            self.documents.only("number", "title")[max(start - 1, 0) : max(stop - 1, 0)]
        )
        for code in codes:
            with translation.override(code):
                paths = [document.page_url for document in documents]
                if not start:
                    paths.insert(0, reverse("register:register"))
            for place, path in zip(found, paths, strict=False):
                place[code] = path
        return found[: len(documents) + (not start)]

    def _languages(self) -> list[str]:
        """Return the languages of the public first pages, and the default one."""
        roots = Page.objects.filter(translation_key=self.site.root_page.translation_key)
        shown = public_pages(roots, self.site).values_list("locale__language_code", flat=True)
        codes = {*shown, settings.LANGUAGE_CODE}
        return [code for code, _name in settings.LANGUAGES if code in codes]
