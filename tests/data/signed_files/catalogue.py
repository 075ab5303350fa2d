"""The list of every file, by name."""

from collections.abc import Callable

Builder = Callable[[], bytes]
FILES: dict[str, Builder] = {}


def made(name: str | None = None) -> Callable[[Builder], Builder]:
    """List a function as what makes a file: its own name in hyphens, unless another is given."""

    def listed(builder: Builder) -> Builder:
        FILES[name or builder.__name__.replace("_", "-") + ".pdf"] = builder
        return builder

    return listed
