"""An editor without a browser: logs in and fills Wagtail's own forms over HTTP."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from bs4 import BeautifulSoup, Tag
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from search.folding import slugify

SECONDS = 60


class RefusalError(AssertionError):
    """The portal did not do what the editor asked for."""


class Editor:
    """One session in the admin. `statuses` holds the status of every answer it got."""

    def __init__(self, root: str, username: str, password: str = "demo") -> None:
        self.root = root
        self.username = username
        self.statuses: list[int] = []
        self._session = requests.Session()
        # gunicorn closes an idle connection after two seconds, perhaps in the very moment in which
        # it is used again: browsers then ask again, this client would fail.
        self._session.headers["Connection"] = "close"
        self._token = ""
        fields = self._form("/admin/login/", "form")
        self._post("/admin/login/", {**fields, "username": username, "password": password})

    def create(self, parent: int, title: str) -> int:
        """Save a new announcement below page `parent` as a draft; return its id."""
        path = f"/admin/pages/add/announcements/announcementpage/{parent}/"
        # In a browser a script makes the slug while the title is typed.
        written = {**content(title), "slug": slugify(title)}
        location = self._post(path, {**self._form(path), **written})
        return int(location.removeprefix("/admin/pages/").split("/")[0])

    def edit(self, page: int, title: str, action: str = "") -> None:
        """Save `page` under a new title; `action`: `submit` or `publish`."""
        path = f"/admin/pages/{page}/edit/"
        wanted = {f"action-{action}": "1"} if action else {}
        self._post(path, {**self._form(path), **content(title), **wanted})

    def upload(self, name: str, content: bytes) -> dict[str, Any]:
        """Upload a document to the library; return what the page for many files is told."""
        path = "/admin/documents/multiple/add/"
        if not self._token:
            page = self._session.get(self.root + path, timeout=SECONDS)
            found = BeautifulSoup(page.text, "html.parser").select_one("[name=csrfmiddlewaretoken]")
            if found is None:
                raise RefusalError(f"{self.username}: {path} shows no form ({page.status_code})")
            self._token = str(found["value"])
        answer = self._session.post(
            self.root + path,
            data={"title": name, "csrfmiddlewaretoken": self._token},
            files={"files[]": (name, content)},
            headers={"X-Requested-With": "XMLHttpRequest"},
            timeout=SECONDS,
        )
        self.statuses.append(answer.status_code)
        if answer.status_code != HTTPStatus.OK:
            raise RefusalError(f"{self.username}: {path} answered {answer.status_code}")
        return answer.json()

    def _form(self, path: str, selector: str = "form[data-edit-form]") -> dict[str, str]:
        answer = self._session.get(self.root + path, timeout=SECONDS)
        self.statuses.append(answer.status_code)
        form = BeautifulSoup(answer.text, "html.parser").select_one(selector)
        if form is None:
            raise RefusalError(f"{self.username}: {path} shows no form ({answer.status_code})")
        return dict(filter(None, map(_field, form.select("input, textarea, select"))))

    def _post(self, path: str, fields: dict[str, str]) -> str:
        answer = self._session.post(
            self.root + path, data=fields, timeout=SECONDS, allow_redirects=False
        )
        self.statuses.append(answer.status_code)
        if answer.status_code != HTTPStatus.FOUND:
            errors = BeautifulSoup(answer.text, "html.parser").select(".error-message, .messages")
            said = " ".join(error.get_text(" ", strip=True) for error in errors)
            raise RefusalError(f"{self.username}: {path} answered {answer.status_code}: {said}")
        return urlsplit(answer.headers["Location"]).path


def content(title: str) -> dict[str, str]:
    """Return what an editor writes; the text repeats the title, so that each saves its own."""
    blocks = [
        ("heading", {"level": "2", "text": title}),
        ("paragraph", rich_text(f"<p>Nội dung của {title}.</p>")),
    ]
    return nested_form_data({"title": title, "body": streamfield(blocks)})


def _field(tag: Tag) -> tuple[str, str] | None:
    """Return name and value of a form field as a browser would send it."""
    name, kind = tag.get("name"), tag.get("type")
    is_unset = kind in {"checkbox", "radio"} and not tag.has_attr("checked")
    if not name or is_unset or kind in {"file", "submit"}:
        return None
    if tag.name == "select":
        chosen = tag.select_one("option[selected]") or tag.select_one("option")
        return name, chosen.get("value", "") if chosen else ""
    # The first line break of a textarea belongs to its markup.
    return name, tag.text.removeprefix("\n") if tag.name == "textarea" else tag.get("value", "")
