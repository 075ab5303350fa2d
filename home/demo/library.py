"""Organisations, categories, pictures and documents of the demonstration."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Model, Q
from wagtail.models import Locale

from announcements.models import Category
from media.inspecting import inspect
from media.models import Organisation, PortalDocument, PortalImage, SignatureStatus, System

from .authority import ROOT_FILE
from .content import fixed_key, read, read_all
from .papers import typeset
from .pictures import SCENES, draw
from .record import Record
from .signing import alter, sign, sign_as_stranger

SEED = ("kh-59", "de-an-07")


def load_organisations(record: Record) -> None:
    """Add the organisations, then what connects them: superiors and successors."""
    entries = read("organisations")
    added = {}
    for entry in entries:
        plain = {key: entry.get(key, "") for key in ("name", "slug", "code", "system")}
        dissolved = entry.get("dissolved_on")
        organisation = _snippet(
            record,
            Organisation,
            **plain,
            dissolved_on=date.fromisoformat(dissolved) if dissolved else None,
        )
        if organisation is not None:
            added[entry["slug"]] = organisation
    known = {found.slug: found for found in Organisation.objects.filter(locale=_vietnamese())}
    for entry in entries:
        if entry["slug"] not in added:
            continue
        organisation = added[entry["slug"]]
        organisation.parent = known.get(entry.get("parent", ""))
        organisation.successors.set(known[slug] for slug in entry.get("successors", []))
        organisation.save()
        organisation.save_revision().publish()


def load_categories(record: Record) -> None:
    """Add the categories, superior ones first."""
    for entry in read("categories"):
        parent = None
        if entry.get("parent"):
            parent = Category.objects.filter(slug=entry["parent"], locale=_vietnamese()).first()
        category = _snippet(record, Category, name=entry["name"], slug=entry["slug"], parent=parent)
        if category is not None:
            category.save_revision().publish()


def load_images(record: Record) -> dict[str, PortalImage]:
    """Add the pictures; return all of them by their key."""
    images = {}
    for key, scene in SCENES.items():
        name = f"{key}.jpg"
        image = PortalImage.objects.filter(Q(original_name=name) | Q(title=scene.title)).first()
        record.note(image, scene.title)
        if image is None:
            image = PortalImage.objects.create(
                title=scene.title, description=scene.alt, file=ContentFile(draw(scene), name)
            )
        images[key] = image
    return images


def load_documents(record: Record) -> dict[str, PortalDocument]:
    """Add the official documents; return all of them by their key."""
    issuers = {found.slug: found for found in Organisation.objects.filter(locale=_vietnamese())}
    entries = read_all("documents-")
    documents: dict[str, PortalDocument] = {}
    added = set()
    for entry in entries:
        found = PortalDocument.objects.filter(
            Q(original_name=entry["file_name"]) | Q(title=entry["title"])
        ).first()
        record.note(found, entry["title"])
        if found is None:
            found = _document(entry, issuers[entry["issuer"]])
            added.add(entry["key"])
        documents[entry["key"]] = found
    for entry in entries:
        if entry["key"] in added and entry["superseded_by"]:
            documents[entry["key"]].superseded_by = documents[entry["superseded_by"]]
            documents[entry["key"]].save(update_fields=["superseded_by"])
    return documents


def _document(entry: dict[str, Any], issuer: Organisation) -> PortalDocument:
    document = PortalDocument(
        file=ContentFile(_file(entry, issuer), entry["file_name"]),
        issuer=issuer,
        issued_on=date.fromisoformat(entry["issued_on"]),
        effective_on=date.fromisoformat(entry["effective_on"]) if entry["effective_on"] else None,
        **{key: entry[key] for key in ("title", "number", "kind", "signed_by", "abstract")},
    )
    document.clean()
    document.save()
    return document


def _file(entry: dict[str, Any], issuer: Organisation) -> bytes:
    """Return the paper, signed as its name says; `state` tells what has become of it since."""
    paper = typeset(entry, issuer.name, is_party=issuer.system == System.PARTY)
    day = date.fromisoformat(entry["issued_on"])
    if entry.get("state") == "stranger":
        return sign_as_stranger(paper, entry["signed_by"], issuer.name, day)
    signed = sign(paper, entry["file_name"], entry["signed_by"], issuer.name, day)
    return alter(signed) if entry.get("state") == "altered" else signed


def trust_own_root() -> None:
    """Put the demonstration's root among those that this installation trusts."""
    folder = settings.SIGNATURE_TRUST_ROOTS
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "demonstration.pem").write_bytes(ROOT_FILE.read_bytes())


def inspect_seed(documents: dict[str, PortalDocument]) -> None:
    """Inspect what the first page shows; the worker inspects all others."""
    for key in SEED:
        document = documents[key]
        if document.signature_status == SignatureStatus.PENDING:
            inspect(document.pk, document.sha256)


def _snippet(record: Record, model: type[Model], **values: Any) -> Any:
    """Return a new snippet; None where it is there already."""
    key = fixed_key(model._meta.model_name or "", values["slug"])
    locale = _vietnamese()
    found = model._default_manager.filter(locale=locale).filter(
        Q(translation_key=key) | Q(slug=values["slug"])
    )
    if not record.is_new(found.first(), values["name"]):
        return None
    return model._default_manager.create(locale=locale, translation_key=key, **values)


def _vietnamese() -> Locale:
    return Locale.objects.get(language_code="vi")
