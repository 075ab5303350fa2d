"""The long form of the proof that copies are exact.

`python -m tests.syndication.exact_copy [--edits 10000] [--seed N] [--database URL]`: edits a portal
of its own at random, follows it with mirrors, compares. It prints the seed, with which most of a
run can be made again, and ends with 1 where a copy differs from what is public.
"""

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from random import SystemRandom

EDITS = 10_000
WITHOUT_END = 10**9


def main(arguments: list[str]) -> int:
    """Run the proof; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.syndication.exact_copy")
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--writers", type=int, default=8, help="at the same time; 1 on SQLite")
    parser.add_argument(
        "--database",
        default="",
        help="a PostgreSQL server, postgres://…, or sqlite; an embedded server if not given",
    )
    parser.add_argument("--keep", action="store_true", help="keep the database of a failed run")
    options = parser.parse_args(arguments)
    print(f"seed {options.seed}", flush=True)
    with ExitStack() as stack:
        os.environ["DATABASE_URL"] = _database(options.database, stack)
        return _prove(options, stack)


def _database(asked: str, stack: ExitStack) -> str:
    if asked:
        return "" if asked == "sqlite" else asked
    from tests.databases import server

    return stack.enter_context(server())


def _prove(options: argparse.Namespace, stack: ExitStack) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    import django
    from pytest_django.plugin import DjangoDbBlocker

    django.setup()
    from tests.databases import base_url
    from tests.server.processes import Portal

    from .copying import ENVIRONMENT, run
    from .crowd import Plan

    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    blocker = DjangoDbBlocker(_ispytest=True)
    portal = Portal(folder / "exact_copy", blocker, **ENVIRONMENT)
    stack.callback(portal.close)
    portal.start_site()
    writers = 1 if base_url() == "sqlite" else options.writers
    plan = Plan(options.seed, options.edits, WITHOUT_END, writers=writers)
    try:
        outcome = run(portal, plan, lambda text: print(text, flush=True))
    except BaseException:
        for name, tail in portal.logs():
            print(f"log of {name}:\n{tail}")
        raise
    print(outcome.summary)
    account = outcome.account
    for name in sorted(account.done | account.failed):
        counts = f"{account.done[name]:6} done {account.undone[name]:5} rolled back"
        reason = account.reasons.get(name, "")
        print(f"  {name:32} {counts} {account.failed[name]:5} failed  {reason}"[:200])
    missing = outcome.never_done()
    if missing and options.edits >= EDITS:
        outcome.problems.append(f"never done: {', '.join(missing)}")
    for problem in outcome.problems:
        print(f"PROBLEM {problem}")
    print(f"{len(outcome.problems)} problems")
    if outcome.problems and options.keep:
        for name, tail in portal.logs():
            print(f"log of {name}:\n{tail}")
        print(f"kept: {portal.database_url}")
        stack.pop_all()
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.path.insert(0, "site")
    sys.exit(main(sys.argv[1:]))
