"""An editor's previews, and the front end that asks for them."""

from urllib.parse import parse_qs, urlencode, urlsplit

from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

FRONT_END = "https://bansao.example.vn"
ADDRESS = "/api/v2/preview/"


def form_of(title="Thông báo", slug="", body=(), **values):
    """Return the data of an announcement's form."""
    texts = (
        *("summary", "category", "illustration", "illustration_caption", "illustration_alt"),
        *("byline", "source", "correction", "seo_title", "search_description"),
        *("go_live_at", "expire_at"),
    )
    data = {
        **dict.fromkeys(texts, ""),
        "title": title,
        "slug": slug,
        "date": timezone.localtime().strftime("%d/%m/%Y %H:%M"),
        "body": streamfield(list(body)),
        "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM": "0", "MAX_NUM": ""},
    }
    return nested_form_data({**data, **values})


def shown(admin, address, **values):
    """Send a form to a preview; return the answer of the preview."""
    sent = admin.post(address, form_of(**values))
    assert sent.json() == {"is_valid": True, "is_available": True}
    return admin.get(address)


def preview(admin, page, **values):
    """Preview the form of an announcement; return what the link to the front end holds."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    return link_in(shown(admin, address, **{"title": page.title, "slug": page.slug, **values}))


def preview_new(admin, parent, **values):
    """Do the same for an announcement that has never been saved."""
    kind = ("announcements", "announcementpage", parent.pk)
    return link_in(shown(admin, reverse("wagtailadmin_pages:preview_on_add", args=kind), **values))


def link_in(response):
    """Return `{"page": …, "token": …}` of the address to which a preview leads."""
    assert response.status_code == 302, response.content
    address = urlsplit(response.headers["Location"])
    assert address._replace(fragment="").geturl() == f"{FRONT_END}/xem-truoc"
    return {name: value for name, [value] in parse_qs(address.fragment).items()}


def redeem(client, link, **headers):
    """Ask for a draft as the front end does."""
    form = "application/x-www-form-urlencoded"
    return client.post(ADDRESS, urlencode(link), content_type=form, headers=headers)
