"""Many writers and builders on one portal, killed at random and replaced.

`python -m tests.syndication.crowd '{"seed": …}'` in a portal's environment: it fills the portal,
says `ready`, lets them work until enough edits are done, builds what waits, and writes as its last
line what was done, as JSON. One process sets Django up and forks the others, which is quick.
"""

import json
import os
import selectors
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from mmap import mmap
from random import Random

from tests.databases import ROOT

ROLLED_BACK = 0.1
# Seconds that a process lives on average before it is killed.
LIFE_OF_WRITER = 8.0
LIFE_OF_BUILDER = 2.0
TURN = 0.2
# After which share of the edits no address of everything changes any more.
LATE = 0.5
READY = "ready"


@dataclass
class Plan:
    """How many do what, and how long.

    Attributes:
        seed: decides all that is left to chance, but for the order in which processes run.
        edits: after how many edits, done or failed, it ends.
        seconds: after how many seconds it ends at the latest.
        writers: how many edit at the same time.
        builders: how many builders want to work.
    """

    seed: int
    edits: int
    seconds: float
    writers: int = 8
    builders: int = 2


@dataclass
class Account:
    """What was done, by kind of edit, and what went wrong."""

    done: Counter = field(default_factory=Counter)
    undone: Counter = field(default_factory=Counter)
    nothing_to_do: Counter = field(default_factory=Counter)
    failed: Counter = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)
    killed: Counter = field(default_factory=Counter)
    tree_problems: str = ""
    seconds: float = 0

    @property
    def edits(self) -> int:
        """How many edits there were, those included that failed or were undone."""
        return sum(map(sum, (c.values() for c in (self.done, self.undone, self.failed))))

    def take(self, line: str) -> None:
        """Write down what a writer says."""
        name, result, reason = line.split("\t")
        getattr(self, result)[name] += 1
        if reason:
            self.reasons[name] = reason

    def as_json(self) -> str:
        """Return it in one line."""
        return json.dumps(vars(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Account":
        """Read what `as_json` returned."""
        found = cls(**json.loads(text))
        for name in ("done", "undone", "nothing_to_do", "failed", "killed"):
            setattr(found, name, Counter(getattr(found, name)))
        return found


def write(
    rng: Random, names: list[str], say: Callable[[str], None], is_late: Callable[[], bool]
) -> None:
    """Make edits for ever; `names` come first."""
    from django.db import connection

    from tests.syndication.edits import (
        EDITS,
        NothingToDoError,
        RolledBackError,
        perform,
    )

    chosen = [name for name, kind in EDITS.items() for _ in range(kind.share)]
    while True:
        name = names.pop() if names else rng.choice(chosen)
        if EDITS[name].moves_addresses and is_late():
            continue
        result, reason = "done", ""
        try:
            perform(name, rng, roll_back=rng.random() < ROLLED_BACK)
        except NothingToDoError:
            result = "nothing_to_do"
        except RolledBackError:
            result = "undone"
        except Exception as problem:  # a failing edit is a roll-back; it is counted
            result, reason = "failed", f"{type(problem).__name__}: {problem}"
            connection.close()
        say("\t".join([name, result, reason.replace("\n", " ").replace("\t", " ")[:200]]))


def build() -> None:
    """Build for ever, as the worker does."""
    from portal.syndication.builder import work

    while True:
        if not work(seconds=0.5):
            time.sleep(0.05)


class Crowd:
    """The processes, and the pipe through which the writers speak."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rng = Random(plan.seed)
        self.account = Account()
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        self._rest = b""
        self._running: dict[int, tuple[str, float]] = {}
        self._born = 0
        # Shared with those that are forked.
        self._late = mmap(-1, 1)

    def run(self) -> None:
        """Let them work, and kill and replace some, until the plan is done."""
        begun = time.monotonic()
        for kind, number in (("writer", self.plan.writers), ("builder", self.plan.builders)):
            for _ in range(number):
                self._start(kind)
        told = 0
        with selectors.DefaultSelector() as selector:
            selector.register(self._reading, selectors.EVENT_READ)
            while (share := self._share_done(time.monotonic() - begun)) < 1:
                self._late[0] = share > LATE
                selector.select(TURN)
                self._listen()
                for pid, (kind, dies_at) in list(self._running.items()):
                    if time.monotonic() > dies_at:
                        self._kill(pid)
                        self.account.killed[kind] += 1
                        self._start(kind)
                if self.account.edits >= told + 100:
                    told = self.account.edits
                    print(f"{told} edits", flush=True)
        for pid in list(self._running):
            self._kill(pid)
        self._listen()

    def _share_done(self, seconds: float) -> float:
        return max(self.account.edits / self.plan.edits, seconds / self.plan.seconds)

    def _start(self, kind: str) -> None:
        self._born += 1
        mean = LIFE_OF_WRITER if kind == "writer" else LIFE_OF_BUILDER
        dies_at = time.monotonic() + self.rng.expovariate(1 / mean)
        pid = os.fork()
        if pid:
            self._running[pid] = kind, dies_at
            return
        try:
            if kind == "builder":
                build()
            rng = Random(f"{self.plan.seed}-{self._born}")
            write(rng, self._first_names(), self._say, lambda: bool(self._late[0]))
        finally:
            os._exit(1)

    def _first_names(self) -> list[str]:
        """Return what a writer of the first generation begins with: each kind is somebody's."""
        from tests.syndication.edits import EDITS

        if self._born > self.plan.writers:
            return []
        names = sorted(EDITS)
        Random(self.plan.seed).shuffle(names)
        return names[self._born - 1 :: self.plan.writers]

    def _kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        del self._running[pid]

    def _say(self, line: str) -> None:
        os.write(self._writing, f"{line}\n".encode())

    def _listen(self) -> None:
        try:
            while heard := os.read(self._reading, 65536):
                *lines, self._rest = (self._rest + heard).split(b"\n")
                for line in lines:
                    self.account.take(line.decode(errors="replace"))
        except BlockingIOError:
            pass


def settle() -> None:
    """Return when no page ends by the clock soon, and nothing waits to be built."""
    from datetime import timedelta

    from django.utils import timezone
    from wagtail.models import Page

    from portal.syndication.builder import drain

    hour = timezone.now() + timedelta(hours=1)
    while Page.objects.filter(expire_at__gt=timezone.now(), expire_at__lt=hour).exists():
        time.sleep(0.1)
    drain()


def main(plan: Plan) -> None:
    """Do as planned; print the account."""
    started = time.monotonic()
    import django

    django.setup()
    from django.db import connection
    from wagtail.models import Page

    from tests.syndication.beginning import begin

    begin(Random(plan.seed))
    connection.close()
    print(READY, flush=True)
    crowd = Crowd(plan)
    crowd.run()
    settle()
    problems = Page.find_problems()
    crowd.account.tree_problems = str(problems) if any(problems) else ""
    crowd.account.seconds = round(time.monotonic() - started, 1)
    print(crowd.account.as_json(), flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "site"))
    main(Plan(**json.loads(sys.argv[1])))
