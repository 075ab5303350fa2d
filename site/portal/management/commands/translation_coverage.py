"""The command `translation_coverage`: how much of the installed packages speaks Vietnamese."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Print it by package; fail or help where strings are untranslated."""

    help = "Prints by package how many strings have a Vietnamese translation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do about the untranslated ones."""
        group = parser.add_mutually_exclusive_group()
        group.add_argument(
            "--check", action="store_true", help="List untranslated strings and fail if any."
        )
        group.add_argument(
            "--update",
            action="store_true",
            help="Add untranslated strings to the catalogues, drop stale ones, compile.",
        )

    def handle(self, *, check: bool, update: bool, **options: object) -> None:
        """Do one of the three.

        Raises:
            CommandError: with `check`, where an untranslated string is left; without Babel.
        """
        try:
            from portal import package_catalogues, package_messages
        except ModuleNotFoundError as error:
            raise CommandError("Babel is missing: install requirements-dev.txt.") from error
        if update:
            package_catalogues.update()
        packages = package_messages.installed()
        left = []
        for package in packages:
            reason = package_messages.UNSEEN.get(package.name)
            untranslated = package.untranslated()
            total = package.total()
            share = (total - len(untranslated)) / total
            self.stdout.write(
                f"{share:7.1%} {total - len(untranslated):5}/{total:<5}"
                f"{package.name} ({package.domain}){f': {reason}' if reason else ''}"
            )
            if not reason:
                left += [f"{package.name} ({package.domain}): {text!r}" for text in untranslated]
        if check and left:
            raise CommandError("Untranslated strings:\n" + "\n".join(left))
