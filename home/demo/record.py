"""What a run of the demonstration's loader has added and what it found."""

from dataclasses import dataclass, field


@dataclass
class Record:
    """Counts; `is_new` is asked for each thing before it is made."""

    added: list[str] = field(default_factory=list)
    found: int = 0

    def is_new(self, existing: object | None, name: str) -> bool:
        """Note whether `name` has to be made; what exists is left as it is."""
        if existing is not None:
            self.found += 1
            return False
        self.added.append(name)
        return True
