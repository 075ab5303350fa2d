"""What is kept of a document beside its row: the findings of its inspection, its earlier files."""

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DocumentInspection(models.Model):
    """What the latest inspection found in a document's file.

    Verdicts on signatures stand in the document itself, because every list and every answer of the
    API shows them. Here is the rest: too long for lists, or for editors only.
    """

    document = models.OneToOneField(
        "media.PortalDocument", on_delete=models.CASCADE, related_name="inspection"
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    inspected_at = models.DateTimeField(_("inspected at"), default=timezone.now)
    status = models.CharField(_("digital signatures"), max_length=10)
    # Why the file is unreadable, or what is said of the file as a whole: code and details.
    reason = models.JSONField(_("reason"), null=True, blank=True)
    # Which roots it was judged with (media.signatures.roots.digest).
    roots = models.CharField(_("trust roots"), max_length=64, blank=True)
    # When each signature (by its fingerprint) was first found trusted. It outlives a later verdict:
    # a root that is taken out and put back must not cost what was known.
    moments = models.JSONField(_("first found trusted"), default=dict, editable=False)
    text = models.TextField(_("text"), blank=True)
    has_text = models.BooleanField(_("has text"), null=True)
    pdfa = models.CharField(_("PDF/A"), max_length=10, blank=True)
    title = models.CharField(_("title found in the text"), max_length=255, blank=True)
    number = models.CharField(_("number found in the text"), max_length=60, blank=True)
    first_page = models.FileField(_("first page"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")

    def __str__(self) -> str:
        return f"#{self.document_id} {self.inspected_at:%Y-%m-%d %H:%M}"

    @property
    def first_page_name(self) -> str:
        """The name under which readers are served the picture of the first page."""
        return f"{self.sha256[:16]}.webp"

    @property
    def first_page_url(self) -> str:
        """Path of the picture of the first page; `""` where there is none."""
        if not self.first_page:
            return ""
        return reverse("media:first_page", args=[self.document_id, self.first_page_name])

    def forget(self) -> None:
        """Forget what the file said that another one has replaced: it may have been a mistake.

        When its signatures were first found trusted is kept, for the case that it comes back.
        """
        delete_first_page(self)
        self.first_page = self.text = self.title = self.number = self.pdfa = ""
        self.has_text = self.reason = None
        self.save()


@receiver(post_delete, sender=DocumentInspection)
def delete_first_page(instance: DocumentInspection, **kwargs: Any) -> None:
    """Remove the picture of a document that is no more."""
    storage, name = instance.first_page.storage, instance.first_page.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


class DocumentFile(models.Model):
    """A file that a document has or had: its name and checksum outlive it."""

    document = models.ForeignKey(
        "media.PortalDocument", on_delete=models.CASCADE, related_name="files"
    )
    original_name = models.CharField(_("file name"), max_length=255)
    file_size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    since = models.DateTimeField(_("since"), default=timezone.now)
    # What its signatures were found to be when it was replaced.
    signature_status = models.CharField(_("digital signatures"), max_length=10, blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.original_name
