"""`manage.py serve`: the demonstration: set-up, demo content, worker and site, until stopped."""

import json
import os
import secrets
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.checks import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.queue.children import on_stop, start_child

LOCAL_HOSTS = ("127.0.0.1", "::1")


class Command(BaseCommand):
    """Not for a server: there gunicorn and the worker have a unit each (deploy/)."""

    help = "Set up, load the demonstration, start worker and site on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read where to listen."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="", help="empty: this machine only; :: all networks")

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        """Prepare, start, wait, stop."""
        if not settings.DEMO_ALLOWED:
            raise CommandError("The demonstration runs under the dev settings only.")
        addresses = listening_addresses(host, port)
        is_open = bool(host) and host not in LOCAL_HOSTS
        self.prepare(port, is_open)
        environment = open_environment() if is_open else dict(os.environ)
        self.announce(port, addresses, is_open)
        self.run(addresses, environment)

    def prepare(self, port: int, is_open: bool) -> None:
        """Migrate what is not migrated yet, add what the demonstration lacks."""
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Setting up the database …")
            call_command("migrate", verbosity=0)
        passwords = self.new_passwords() if is_open else {}
        if passwords:
            os.environ["DEMO_PASSWORDS"] = json.dumps(passwords)
        call_command("load_demo", port=port, stdout=self.stdout)
        for name, password in passwords.items():
            self.stdout.write(f"  {name}: {password}   (shown this once)")

    def new_passwords(self) -> dict[str, str]:
        """Return a new password for each account that has none or the one everyone knows."""
        users = {user.username: user for user in get_user_model().objects.all()}
        return {
            name: secrets.token_urlsafe(12)
            for name in DEMO_ACCOUNTS
            if name not in users or users[name].check_password(DEMO_PASSWORD)
        }

    def announce(self, port: int, addresses: list[str], is_open: bool) -> None:
        """Say where everything is."""
        root = f"http://localhost:{port}"
        users = get_user_model().objects.filter(username__in=DEMO_ACCOUNTS).order_by("pk")
        lines = [
            "",
            f"  Site   {root}/",
            f"         {root}/thong-bao/thuc-hien-de-an-so-07/",
            f"  Admin  {root}/admin/",
            f"  API    {root}/api/v2/pages/",
            f"  Listening on {', '.join(addresses)}",
            "",
            "  Demo accounts:",
        ]
        for user in users:
            known = user.check_password(DEMO_PASSWORD)
            shown = DEMO_PASSWORD if known else "as shown when it was set"
            groups = ", ".join(group.name for group in user.groups.all()) or "superuser"
            lines.append(f"    {user.username:<14} {shown:<10} {groups}")
        self.stdout.write("\n".join(lines) + "\n\n  Stop with Ctrl-C.\n")
        if is_open:
            self.stderr.write(
                self.style.WARNING(
                    "WARNING: open to the network, without encryption. For a demonstration only."
                )
            )

    def run(self, addresses: list[str], environment: dict[str, str]) -> None:
        """Keep worker and site running; when one ends or we are stopped, end both."""
        manage = [sys.executable, sys.argv[0]]
        binds = [part for address in addresses for part in ("--bind", address)]
        roots = f"{settings.BASE_DIR},{settings.BASE_DIR / 'site'}"
        gunicorn = [
            sys.executable, "-m", "gunicorn", "--pythonpath", roots, "--workers", "2",
            "--threads", "4", "--no-control-socket", "--reload", "--log-level", "warning", *binds,
            "portal.wsgi:application",
        ]  # fmt: skip
        on_stop(signal.default_int_handler)
        children = [
            start_child([*manage, "worker"], env=environment),
            start_child(gunicorn, env=environment, cwd=settings.BASE_DIR),
        ]
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
        except KeyboardInterrupt:
            self.stdout.write("Stopping …")
        else:
            raise CommandError("The site or its worker has ended; the lines above say why.")
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait(timeout=30)


def listening_addresses(host: str, port: int) -> list[str]:
    """Return gunicorn's bind addresses.

    Raises:
        CommandError: the port is taken, or the host is none of this machine's.
    """
    wanted = [host] if host else list(LOCAL_HOSTS)
    addresses = []
    for name in wanted:
        family = socket.AF_INET6 if ":" in name else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((name, port))
        except OSError as problem:
            if name == "::1" and not host:
                continue  # a machine without IPv6
            if name == "::":
                addresses.append(f"0.0.0.0:{port}")
                continue
            raise CommandError(f"Cannot listen on {name}, port {port}: {problem}.") from problem
        addresses.append(f"[{name}]:{port}" if ":" in name else f"{name}:{port}")
    return addresses


def open_environment() -> dict[str, str]:
    """Return the environment of a demonstration that strangers can reach."""
    key_file = Path(settings.VAR_DIR) / "secret-key"
    if not key_file.exists():
        key_file.touch(mode=0o600)
        key_file.write_text(secrets.token_urlsafe(50))
    return {
        **os.environ,
        "SECRET_KEY": key_file.read_text(),
        "ALLOWED_HOSTS": "*",
        "DEBUG": "0",
    }
