"""Drafts as a form holds them: kept for a link, made a page again, and who may show them."""

from typing import TYPE_CHECKING, Any

from wagtail.models import COMMENTS_RELATION_NAME, Page

from portal.public import is_restricted

from .models import PreviewLink

if TYPE_CHECKING:
    from portal.models import User


def kept_content(draft: Page) -> dict[str, Any]:
    """Return `draft` as its revisions keep it, without what editors say to one another."""
    content: dict[str, Any] = draft.serializable_data()
    content.pop(COMMENTS_RELATION_NAME, None)
    return content


def draft_of(link: PreviewLink) -> Page:
    """Return the page that `link` shows, as it would be if it were published now."""
    if link.page is None:
        return _new_page(link.page_type.model_class(), link.content, link.parent)
    draft = link.page.specific.with_content_json(link.content)
    # A revision keeps those of the time before it.
    draft.first_published_at = link.page.first_published_at
    draft.last_published_at = link.page.last_published_at
    return draft


def _new_page(model: Any, content: dict[str, Any], parent: Any) -> Page:
    draft = model.from_serializable_data(content)
    draft.depth = parent.depth + 1
    # Any place below the page above: nothing but what stands over it is read from it.
    draft.path = draft._get_path(parent.path, draft.depth, 1)
    draft.set_url_path(parent)
    if draft.locale_id is None:
        draft.locale = parent.locale
    return draft


def may_show(user: "User", page: Page | None, parent: Page | None) -> bool:
    """Tell whether `user` may open the preview of `page`, or of a new one under `parent`."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    if page is not None:
        permissions = page.permissions_for_user(user)
        return bool(permissions.can_edit() or permissions.can_publish())
    return parent is not None and bool(parent.permissions_for_user(user).can_add_subpage())


def is_ever_shown(page: Page | None, parent: Page | None) -> bool:
    """Tell whether the API would show the page once it is published.

    What lies behind a view restriction, or on no site, it never shows.
    """
    place = page or parent
    return place is not None and place.get_site() is not None and not is_restricted(place)
