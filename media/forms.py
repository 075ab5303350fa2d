"""Forms of the library: what is offered, what is warned of, what is refused."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.forms import BaseImageForm
from wagtail.models import Locale

from search.folding import fold

from .files import sha256_of
from .models import Organisation
from .numbers import Mismatch, Reading, check_consistency, read_file_name, read_title
from .review import namesake_remarks
from .uploads import check_upload

MISMATCHES = {
    Mismatch.KIND_DIFFERS: gettext_lazy(
        "The number names another kind of document than the one chosen."
    ),
    Mismatch.YEAR_DIFFERS: gettext_lazy("The year in the number is not the year of issue."),
}

# What tells one official document from another.
IDENTITY = ("issuer", "kind", "number", "issued_on")


class ReplacedFile:
    """The file that a new one replaces: it goes when the transaction commits, not before.

    Wagtail's forms delete it while saving; rolled back, the row would name a file that is gone.
    It stands in for the `FieldFile` of which they use `storage.delete(name)` and the truth value.
    """

    def __init__(self, file: FieldFile) -> None:
        self.name = file.name
        self.storage = self
        self._storage = file.storage

    def __bool__(self) -> bool:
        return bool(self.name)

    def delete(self, name: str) -> None:
        """Delete the file after the commit."""
        transaction.on_commit(lambda: self._storage.delete(name))


class PortalImageForm(BaseImageForm):
    """The form of an image."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.original_file = ReplacedFile(self.instance.file)


class PortalDocumentForm(BaseDocumentForm):
    """The form of a document.

    What can be read from the title or the file's name is offered, never stored by itself. What
    looks wrong is said once; the editor may then say that it is right.
    """

    class Meta(BaseDocumentForm.Meta):
        widgets = {**BaseDocumentForm.Meta.widgets, "superseded_by": AdminDocumentChooser}

    overrule = forms.BooleanField(
        required=False,
        label=gettext_lazy("I have checked this; save it as it is"),
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, **kwargs):
        self.editor = kwargs.get("user")
        super().__init__(*args, **kwargs)
        self.original_file = ReplacedFile(self.instance.file)
        if self.prefix:
            # One of several forms of an upload: what is new is not replaced yet.
            self.fields.pop("superseded_by", None)
        if "issuer" in self.fields:
            # Documents have no language, so their issuer is named in the default one.
            issuers = Organisation.objects.filter(locale=Locale.get_default())
            self.fields["issuer"].queryset = issuers
        if self.instance.pk and not self.is_bound:
            self._offer()
        if self.instance.pk:
            self._offer_found()

    def clean_file(self) -> Any:
        """Refuse a new file that could do harm or is not what it says.

        Raises:
            ValidationError: with a sentence that says what to do.
        """
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_upload(file)
        return file

    def clean(self) -> dict[str, Any]:
        """Warn of what does not fit together, unless the editor has overruled it."""
        cleaned = super().clean()
        warnings = self._warnings(cleaned)
        if warnings and not cleaned.get("overrule"):
            self.fields["overrule"].widget = forms.CheckboxInput()
            for field, message in warnings:
                self.add_error(field, ValidationError(message, code="warning"))
        return cleaned

    def _offer(self) -> None:
        """Set as initial values what can be read, and say so beside each."""
        for field, value in self._readable().items():
            if field in self.fields and not self.initial.get(field):
                self.initial[field] = value
                self.fields[field].help_text = _(
                    "Read from the title or the file's name: please check."
                )

    def _offer_found(self) -> None:
        """Offer title and number that stand in the text of the file, where the fields differ.

        Nothing is filled in: the text of a scan may be misread, or cite another document first.
        """
        inspection = self.instance.current_inspection()
        for name in ("title", "number") if inspection else ():
            found = getattr(inspection, name)
            if name not in self.fields or not found:
                continue
            bound = self[name]
            if " ".join(fold(str(bound.value() or "")).split()) == " ".join(fold(found).split()):
                continue
            # On the bound field: the field of the title is bound before this form can touch it.
            bound.help_text = format_html(
                '{} <span class="offer">{} <q>{}</q> <button type="button" hidden'
                ' class="button button-small button-secondary" data-offer-for="{}"'
                ' data-offer="{}">{}</button></span>',
                bound.help_text,
                _("Found in the text of the file:"),
                found,
                bound.id_for_label,
                found,
                _("Use it"),
            )

    def _readable(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        readings: list[Reading] = [
            read_title(self.instance.title),
            read_file_name(self.instance.filename),
        ]
        for reading in readings:
            for field, value in (
                ("number", reading.number),
                ("kind", reading.kind_code),
                ("issued_on", reading.issued_on),
            ):
                if value and field not in found:
                    found[field] = value
        return found

    def _warnings(self, cleaned: dict[str, Any]) -> list[tuple[str, str | SafeString]]:
        warnings: list[tuple[str, str | SafeString]] = []
        twin = self._twin(cleaned)
        if twin is not None:
            warnings.append(("file", self._twin_message(twin)))
        warnings += [("number", remark) for remark in self._same_document(cleaned)]
        if cleaned.get("number"):
            mismatches = check_consistency(
                cleaned["number"], cleaned.get("kind") or "", cleaned.get("issued_on")
            )
            fields = {Mismatch.KIND_DIFFERS: "kind", Mismatch.YEAR_DIFFERS: "issued_on"}
            warnings += [(fields[found], str(MISMATCHES[found])) for found in mismatches]
        return [warning for warning in warnings if warning[0] in self.fields]

    def _same_document(self, cleaned: dict[str, Any]) -> list[SafeString]:
        """Say what has the issuer, kind, number and date that are being given to this document."""
        if self.editor is None or not set(IDENTITY) & set(self.changed_data):
            return []
        values = {name: cleaned.get(name) for name in IDENTITY}
        claimed = self._meta.model(pk=self.instance.pk, **values)
        remarks = namesake_remarks(claimed, self.editor, only_same=True)
        return [remark.as_html() for remark in remarks[:1]]

    def _twin(self, cleaned: dict[str, Any]):
        """Return a document that the user may choose and that holds the very same file."""
        if "file" not in self.changed_data or not cleaned.get("file"):
            return None
        documents = self._meta.model.objects.filter(sha256=sha256_of(cleaned["file"]))
        if self.editor is not None:
            documents = self.permission_policy.instances_user_has_permission_for(
                self.editor, "choose"
            ).filter(pk__in=documents.values("pk"))
        return documents.exclude(pk=self.instance.pk).first()

    @staticmethod
    def _twin_message(twin) -> SafeString:
        return format_html(
            _('This file is in the library already: <a href="{}">{}</a>. Use that one.'),
            reverse("wagtaildocs:edit", args=[twin.pk]),
            twin.title,
        )
