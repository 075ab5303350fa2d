"""`manage.py rebuild_search`: index anew everything that can be found."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from search.indexing import rebuild


class Command(BaseCommand):
    """Indexes here and now, beside the worker if it runs; the site is searched meanwhile."""

    help = (
        "Index everything that can be found anew, a hundred objects at a time. To be run after an "
        "upgrade that says so, and where texts were changed in the database by hand."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Index, and say after each hundred objects how far it is."""
        last = ""
        for label, done, total in rebuild():
            if last and last != label:
                self.stdout.write("")
            last = label
            self.stdout.write(f"\r{label}: {done}/{total}", ending="")
            self.stdout.flush()
        self.stdout.write("\nsearch boxes of the admin")
        call_command("update_index", verbosity=0)
