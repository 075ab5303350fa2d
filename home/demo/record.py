"""What a run of the demonstration's loader has added and what it found."""

from dataclasses import dataclass, field


@dataclass
class Record:
    """Counts, thing by thing, before each is made."""

    added: list[str] = field(default_factory=list)
    found: int = 0

    def note(self, existing: object | None, name: str) -> None:
        """Count `name` as found where it exists, as added where it does not."""
        if existing is None:
            self.added.append(name)
        else:
            self.found += 1

    def is_new(self, existing: object | None, name: str) -> bool:
        """Count `name`, and tell whether it has to be made; what exists is left as it is."""
        self.note(existing, name)
        return existing is None
