"""`manage.py reconcile`: compares what is public with what other systems are given."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from portal.syndication.files import unnamed_files
from portal.syndication.models import Reconciliation
from portal.syndication.reconciling import Reconciler

REPORT_EACH = 1000


class Command(BaseCommand):
    """Safe beside live traffic: each step holds the builder's lock for a moment."""

    help = (
        "Compare everything public with the store that other systems copy from, and mend what "
        "differs. With --check nothing is changed, and the exit code is 1 where anything was wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read what to compare."""
        parser.add_argument("--check", action="store_true", help="report only, change nothing")
        parser.add_argument(
            "--full", action="store_true", help="make every representation anew, compare the bytes"
        )
        parser.add_argument(
            "--files",
            action="store_true",
            help="also remove uploads that no row names, older than a day (with --check: list)",
        )

    def handle(self, *args: Any, check: bool, full: bool, files: bool, **options: Any) -> None:
        """Compare and report."""
        self._reported = 0
        result = Reconciler(is_full=full, mends=not check, progress=self._progress).run()
        self._report(result, check)
        unnamed = self._files(check) if files else 0
        if check and (result.wrong or unnamed):
            sys.exit(1)

    def _progress(self, endpoint: str, count: int) -> None:
        if count // REPORT_EACH > self._reported // REPORT_EACH:
            self.stdout.write(f"{endpoint}: {count} compared …")
        self._reported = count

    def _report(self, result: Reconciliation, check: bool) -> None:
        for problem in result.problems:
            self.stdout.write(problem)
        if result.wrong > len(result.problems):
            self.stdout.write(f"… and {result.wrong - len(result.problems)} more")
        done = "would be mended" if check else "mended"
        summary = f"{result.checked} objects compared, {result.wrong} {done}."
        self.stdout.write(self.style.WARNING(summary) if result.wrong else summary)

    def _files(self, check: bool) -> int:
        count = 0
        for name in unnamed_files():
            count += 1
            self.stdout.write(f"no row names {name}")
            if not check:
                default_storage.delete(name)
        self.stdout.write(f"{count} files {'that no row names' if check else 'removed'}.")
        return count
