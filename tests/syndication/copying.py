"""The proof: a portal that is edited at random, mirrors that follow it, and a crawl at the end."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from random import Random

from tests.server.processes import Portal, Process

from .crowd import READY, Account, Plan
from .edits import load_edits
from .mirrors import Line, Mirror, crawl
from .site_edits import HOSTS

# How many of the failing objects are shown with their bytes.
SHOWN = 20
CONTEXT = 60
STEPS_AT_THE_END = 10_000
# Seconds.
PATIENCE = 600
MOST_PAUSE = 0.5

ENVIRONMENT = {"ALLOWED_HOSTS": "*", "API_RATE": "", "LOG_LEVEL": "ERROR"}

Say = Callable[[str], None]


@dataclass
class Outcome:
    """What came of it."""

    account: Account
    problems: list[str] = field(default_factory=list)
    summary: str = ""

    def never_done(self) -> list[str]:
        """Return the kinds of edits that were never done."""
        return sorted(load_edits().keys() - self.account.done.keys())


class Follower(threading.Thread):
    """Mirrors of all hosts at which there may be a site: what each shows changes with the sites."""

    def __init__(self, port: int, seed: str, *, takes_objects: bool) -> None:
        super().__init__(daemon=True)
        self.rng = Random(seed)
        self.line = Line(port, self.rng)
        self.takes_objects = takes_objects
        self.mirrors = {
            host: Mirror(self.line, host, self.rng, takes_objects=takes_objects) for host in HOSTS
        }
        self.failure: BaseException | None = None
        self._stopping = threading.Event()
        self.steps = 0

    def run(self) -> None:
        """Follow all feeds until told to stop."""
        try:
            while not self._stopping.is_set():
                # Whoever asks all the time leaves the writers little of the machine.
                self._stopping.wait(self.rng.uniform(0, MOST_PAUSE))
                for mirror in self.mirrors.values():
                    for _ in range(self.rng.randint(1, 4)):
                        mirror.step()
                        self.steps += 1
        except BaseException as problem:
            self.failure = problem

    def stop(self) -> None:
        """Return when the thread has ended.

        Raises:
            Exception: it had ended before, by this.
        """
        self._stopping.set()
        self.join()
        if self.failure:
            raise self.failure

    def finish(self) -> list[str]:
        """Follow to the end of each feed; return what was wrong on the way."""
        for mirror in self.mirrors.values():
            for _ in range(STEPS_AT_THE_END):
                mirror.step()
                if not mirror.is_behind:
                    break
            else:
                mirror.problems.append(f"{mirror.host}: the feed never ended: {mirror.since}")
        found = [problem for mirror in self.mirrors.values() for problem in mirror.problems]
        return found + self.line.errors + self.line.leaks


def run(portal: Portal, plan: Plan, say: Say = lambda text: None) -> Outcome:
    """Edit the running `portal` as planned, follow it, compare; return what differs."""
    crowd = portal.start(sys.executable, "-m", "tests.syndication.crowd", json.dumps(asdict(plan)))
    crowd.wait_until(lambda: READY in crowd.output(), "the portal is filled")
    followers = [
        Follower(portal.port, f"{plan.seed}-{takes}", takes_objects=takes)
        for takes in (True, False)
    ]
    for follower in followers:
        follower.start()
    _wait(crowd, say)
    for follower in followers:
        follower.stop()
    if crowd.returncode() != 0:
        return Outcome(Account(), [f"the writers broke off:\n{crowd.output()[-3000:]}"])
    outcome = Outcome(Account.from_json(crowd.output().splitlines()[-1]))
    if outcome.account.tree_problems:
        outcome.problems.append(f"the page tree is broken: {outcome.account.tree_problems}")
    for follower in followers:
        outcome.problems += follower.finish()
    outcome.problems += _compare(portal.port, followers)
    for arguments in (["--check"], ["--check", "--full"]):
        check = portal.manage("reconcile", *arguments)
        if check.wait(PATIENCE) != 0:
            said = check.output()[-3000:]
            outcome.problems.append(f"reconcile {' '.join(arguments)}:\n{said}")
    outcome.summary = _summary(plan, outcome.account, followers)
    return outcome


def _wait(crowd: Process, say: Say) -> None:
    told = 0
    while crowd.returncode() is None:
        lines = crowd.output().splitlines()
        for line in lines[told:]:
            if line.endswith(" edits"):
                say(line)
        told = len(lines)
        time.sleep(0.5)


def _compare(port: int, followers: list[Follower]) -> list[str]:
    """Return how the mirrors differ from what a fresh crawl sees."""
    found: list[str] = []
    line = Line(port)
    for host in HOSTS:
        public = crawl(line, host)
        anew = Mirror(line, host, Random(0), takes_objects=True)
        while anew.is_behind:
            anew.step()
        copies = {"a full pass": anew.kept}
        for follower in followers:
            name = "taking objects" if follower.takes_objects else "asking for each"
            copies[f"the mirror {name}"] = follower.mirrors[host].kept
        for name, kept in copies.items():
            found += [f"{name} of {host}: {text}" for text in differences(kept, public)]
        copies["stored"] = {path: line.get(host, path).body for path in public}
        found += [f"{host}: without a query: {t}" for t in differences(copies["stored"], public)]
    return found + line.leaks + line.errors


def differences(kept: dict[str, bytes], public: dict[str, bytes]) -> Iterable[str]:
    """Yield how a copy differs from what is public, a sentence for each object."""
    for path in sorted(kept.keys() | public.keys()):
        if path not in public:
            yield f"{path} is kept and not public: {kept[path][:300]!r}"
        elif path not in kept:
            yield f"{path} is public and not kept: {public[path][:300]!r}"
        elif kept[path] != public[path]:
            yield f"{path} is kept with other bytes: {_difference(kept[path], public[path])}"


def _difference(kept: bytes, public: bytes) -> str:
    parts = []
    matcher = SequenceMatcher(None, kept, public, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            before = kept[max(0, a - CONTEXT) : a]
            parts.append(f"…{before!r} kept {kept[a:b]!r}, public {public[c:d]!r}")
    return "; ".join(parts[:SHOWN])


def _summary(plan: Plan, account: Account, followers: list[Follower]) -> str:
    numbers = (account.done.total(), account.undone.total(), account.failed.total())
    lines = [
        f"seed {plan.seed}: {account.edits} edits in {account.seconds:g} s",
        "{} done, {} rolled back, {} failed".format(*numbers),
        f"killed: {dict(account.killed)}",
    ]
    for follower in followers:
        kept = {host: len(mirror.kept) for host, mirror in follower.mirrors.items()}
        passes = sum(mirror.passes for mirror in follower.mirrors.values())
        lines.append(
            f"mirror {'taking objects' if follower.takes_objects else 'asking for each'}: {kept}, "
            f"{follower.steps} steps, {passes} passes, answers {dict(follower.line.statuses)}"
        )
    return "\n".join(lines)
