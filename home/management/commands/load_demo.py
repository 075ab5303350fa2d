"""`manage.py load_demo`: adds what the demonstration lacks, touches nothing that is there."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demo.english import load_english
from home.demo.library import (
    inspect_seed,
    load_categories,
    load_documents,
    load_images,
    load_organisations,
    trust_own_root,
)
from home.demo.pages import PageLoader
from home.demo.people import load_accounts, load_settings, load_site
from home.demo.record import Record
from portal.transactions import tree_lock
from search.indexing import rebuild


class Command(BaseCommand):
    """Loads the portal of huyện Bình Sơn as it might have been."""

    help = "Add the demonstration's content and accounts, as far as they are missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the port at which the site is served."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Add what is missing, in one transaction.

        Raises:
            CommandError: these settings are not for a demonstration, or there is no such port.
        """
        if not settings.DEMO_ALLOWED:
            raise CommandError(
                "The demonstration's accounts have a password that everyone knows: "
                "they are made under the dev and test settings only."
            )
        if not 0 < port < 2**16:
            raise CommandError(f"There is no port {port}: choose one from 1 to 65535.")
        record = Record()
        trust_own_root()
        with tree_lock():
            site = load_site(port)
            load_accounts(record)
            load_organisations(record)
            load_categories(record)
            images = load_images(record)
            documents = load_documents(record)
            PageLoader(record, images, documents).load(site.root_page.specific)
            load_settings(record, site)
            load_english(record, site.root_page.specific)
        inspect_seed(documents)
        if record.added:
            # What is in the queue would be found some moments after the worker has begun.
            for _ in rebuild():
                pass
        self.stdout.write(
            f"Demonstration: {len(record.added)} added, {record.found} there already."
        )
