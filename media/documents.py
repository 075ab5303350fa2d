"""Official documents of the library."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from portal.queue.jobs import enqueue
from search.folding import slugify

from .files import MeasuredFile, stored_path
from .inspections import DocumentInspection
from .kinds import CHOICES, KINDS, Kind
from .numbers import NumberFormatError, normalise_number


def upload_to(document: "PortalDocument", file_name: str) -> str:
    """Return the stored path of a document's file."""
    return stored_path("documents", file_name)


class SignatureStatus(models.TextChoices):
    """What the signatures of a file prove; the worst of them decides."""

    PENDING = "pending", _("not inspected yet")
    TRUSTED = "trusted", _("valid and trusted")
    UNTRUSTED = "untrusted", _("intact, not vouched for")
    INVALID = "invalid", _("invalid")
    UNSIGNED = "unsigned", _("not signed")
    UNREADABLE = "unreadable", _("unreadable")


class PortalDocument(MeasuredFile, AbstractDocument):
    """A file of the library; with an official number it is an official document (Văn bản).

    The official fields are those that Nghị định 42/2022/NĐ-CP, article 4, asks a portal to show.
    `number` is a search key and never an identity: it comes back every year (domain rules).
    """

    file = models.FileField(_("file"), upload_to=upload_to, max_length=255)
    number = models.CharField(
        _("number and symbol"),
        max_length=60,
        blank=True,
        db_index=True,
        help_text=_("As printed, for example 59-KH/HU, 59/KH-UBND or 15/2022/NQ-HĐND."),
    )
    kind = models.CharField(_("kind of document"), max_length=10, blank=True, choices=CHOICES)
    issued_on = models.DateField(
        _("date of issue"), null=True, blank=True, help_text=_("Day/month/year.")
    )
    effective_on = models.DateField(_("date of effect"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("superseded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supersedes",
        help_text=_("The document that replaces this one."),
    )
    issuer = models.ForeignKey(
        "media.Organisation",
        verbose_name=_("issuing authority"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
    )
    signed_by = models.CharField(_("signed by"), max_length=120, blank=True)
    abstract = models.TextField(
        _("abstract"), blank=True, help_text=_("In one sentence: what the document is about.")
    )
    page_count = models.PositiveIntegerField(
        pgettext_lazy("document", "pages"), null=True, editable=False
    )
    signature_status = models.CharField(
        _("digital signatures"),
        max_length=10,
        choices=SignatureStatus.choices,
        default=SignatureStatus.PENDING,
        editable=False,
    )
    # `media.signatures.report.Signature.as_json` of each, in the order of signing.
    signatures = models.JSONField(_("signatures"), default=list, editable=False)

    MEASURED = (*MeasuredFile.MEASURED, "page_count", "signature_status", "signatures")
    official_fields = (
        "number",
        "kind",
        "issued_on",
        "effective_on",
        "issuer",
        "signed_by",
        "abstract",
        "superseded_by",
    )
    admin_form_fields = ("title", "file", *official_fields, "collection", "tags")
    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("number", boost=8),
        index.AutocompleteField("number"),
        index.SearchField("abstract"),
        index.FilterField("kind"),
        index.FilterField("issuer"),
        index.FilterField("issued_on"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_portaldocument", "Can choose document")]

    def clean(self) -> None:
        """Check form and dates; the number is brought into its printed form.

        Raises:
            ValidationError: a number that is none, or a date that cannot be.
        """
        if self.file:
            # Without one the field itself has said so.
            super().clean()
        errors = {}
        if self.number:
            try:
                self.number = normalise_number(self.number)
            except NumberFormatError:
                errors["number"] = _(
                    "This is not an official number. Write it as printed, "
                    "for example 59-KH/HU or 59/KH-UBND, or leave it empty."
                )
        if self.issued_on and self.issued_on > timezone.localdate():
            errors["issued_on"] = _("The date of issue lies in the future.")
        if self.issued_on and self.effective_on and self.effective_on < self.issued_on:
            errors["effective_on"] = _("A document cannot take effect before it is issued.")
        if self.superseded_by_id and self.superseded_by_id == self.pk:
            errors["superseded_by"] = _("A document cannot replace itself.")
        if errors:
            raise ValidationError(errors)

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save; a new file is pending until the worker has inspected it, and public meanwhile."""
        is_new = self._file_is_new()
        super().save(*args, **kwargs)
        if is_new:
            self._note_file()
            enqueue("media.inspect_document", document_id=self.pk, sha256=self.sha256)

    def measure_content(self, file: File) -> None:
        """Forget what was found out about another file."""
        self.page_count = None
        self.signature_status = SignatureStatus.PENDING
        self.signatures = []

    def _note_file(self) -> None:
        """Write down which file the document has from now on."""
        earlier = self.files.filter(replaced_at=None)
        inspection = DocumentInspection.objects.filter(document=self).first()
        status = inspection.status if inspection else ""
        earlier.update(replaced_at=timezone.now(), signature_status=status)
        if inspection:
            inspection.forget()
        self.files.create(
            original_name=self.original_name, file_size=self.file_size, sha256=self.sha256
        )

    @property
    def filename(self) -> str:
        """The name under which the reader knows the file."""
        return self.original_name or super().filename

    @property
    def content_type(self) -> str:
        """The media type found when the file was saved."""
        return self.mime_type or super().content_type

    @property
    def size(self) -> int | None:
        """Size of the file in bytes."""
        return self.file_size

    @property
    def url(self) -> str:
        """Path of the file, served by `media.views` after a look at its collection."""
        return reverse("media:document", args=[self.pk, self.filename])

    @property
    def page_url(self) -> str:
        """Path of the document's page in the register, in the language that is active.

        A number comes back every year, so the id finds the page; the rest is for the reader.
        """
        slug = slugify(self.number or self.title)
        return reverse("register:document", args=[self.pk, slug] if slug else [self.pk])

    def current_inspection(self) -> DocumentInspection | None:
        """Return the inspection of the present file; that of an earlier one tells nothing of it."""
        inspections = DocumentInspection.objects.filter(document=self, sha256=self.sha256)
        return inspections.defer("text").first()

    @classmethod
    def with_shown(cls, documents: models.QuerySet) -> models.QuerySet:
        """Let `documents` be read together with what the API shows of each."""
        return documents.select_related("issuer", "superseded_by").prefetch_related("tags")

    @property
    def kind_record(self) -> Kind | None:
        """The kind with its name, None for what is no official document."""
        return KINDS.get(self.kind)
