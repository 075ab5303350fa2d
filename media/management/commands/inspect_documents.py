"""`manage.py inspect_documents`: inspect what has not been inspected, or everything again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from media.documents import PortalDocument
from media.inspecting import inspect
from media.reinspecting import due


class Command(BaseCommand):
    """Inspects documents here and now, one after the other, beside the worker if it runs."""

    help = (
        "Inspect the documents whose findings are missing or were made with other trust roots. "
        "Broken off, it goes on where it was when it is called again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let single documents be named, or all of them."""
        parser.add_argument("ids", nargs="*", type=int, help="only these documents")
        parser.add_argument(
            "--all", action="store_true", help="also those whose findings are as they should be"
        )
        parser.add_argument(
            "--from", dest="first", type=int, default=0, metavar="ID", help="begin at this document"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Inspect, and say of each document what was found.

        Raises:
            CommandError: a document could not be inspected, or is not there.
        """
        documents = self._documents(options["ids"], every=options["all"])
        documents = documents.filter(pk__gte=options["first"])
        ids = list(documents.values_list("pk", flat=True))
        if missing := sorted(set(options["ids"]) - set(ids)):
            raise CommandError(f"There is no document {', '.join(map(str, missing))}.")
        if not ids:
            self.stdout.write("Nothing is to be inspected.")
            return
        failed = 0
        for position, pk in enumerate(ids, start=1):
            try:
                failed += not self._inspect(pk, f"{position}/{len(ids)}")
            except KeyboardInterrupt:
                rest = f"inspect_documents {'--all ' if options['all'] else ''}--from {pk}"
                raise CommandError(f"Broken off. Go on with: {rest}") from None
        if failed:
            raise CommandError(f"{failed} of {len(ids)} documents could not be inspected.")

    def _documents(self, ids: list[int], *, every: bool) -> Any:
        if ids:
            return PortalDocument.objects.filter(pk__in=ids).order_by("pk")
        return PortalDocument.objects.order_by("pk") if every else due()

    def _inspect(self, pk: int, position: str) -> bool:
        """Inspect one document; return whether it could be done."""
        document = PortalDocument.objects.filter(pk=pk).first()
        if document is None:
            return True  # Deleted meanwhile.
        try:
            inspect(pk, document.sha256)
        except OSError as error:
            self.stderr.write(f"{position} #{pk} {document.filename}: {error}")
            return False
        document.refresh_from_db()
        self.stdout.write(f"{position} #{pk} {document.filename}: {document.signature_status}")
        return True
