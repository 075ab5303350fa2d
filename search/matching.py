"""What is looked for in the words of an entry, in a form that both databases understand.

SQLite gets it as a query of FTS5, PostgreSQL as a `tsquery`; every word consists of small ASCII
letters, digits and underscores, so that nothing in it can be an operator.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import BigIntegerField, BooleanField, Expression, F

# The parts of an entry whose words are searched; `TEXT` is all of them together.
TITLE, SUMMARY, TEXT = "title", "summary", "text"


@dataclass(frozen=True)
class Phrase:
    """Words that follow one another; a single word is a phrase as well.

    Attributes:
        words: folded ones, or `exact` ones.
        is_begun: the last word may go on: somebody is still typing it.
    """

    words: tuple[str, ...]
    is_begun: bool = False


@dataclass(frozen=True)
class AllOf:
    """Everything in it."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class AnyOf:
    """Something in it."""

    parts: tuple["Node", ...]


Node = Phrase | AllOf | AnyOf


def exact(folded: str, marks: str) -> str:
    """Return the word that is indexed beside the folded one where a text has it with marks."""
    return f"{folded}_{marks}" if marks else folded


def all_of(parts: Iterable[Node]) -> Node:
    """Return what has all parts, the only one itself."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else AllOf(found)


def any_of(parts: Iterable[Node]) -> Node:
    """Return what has any of the parts, the only one itself."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else AnyOf(found)


def as_fts5(node: Node) -> str:
    """Return an expression of SQLite's FTS5."""
    if isinstance(node, Phrase):
        return f'"{" ".join(node.words)}"{" *" if node.is_begun else ""}'
    operator = " AND " if isinstance(node, AllOf) else " OR "
    return f"({operator.join(map(as_fts5, node.parts))})"


def as_tsquery(node: Node) -> str:
    """Return a `tsquery` of PostgreSQL."""
    if isinstance(node, Phrase):
        return f"({' <-> '.join(node.words)}{':*' if node.is_begun else ''})"
    operator = " & " if isinstance(node, AllOf) else " | "
    return f"({operator.join(map(as_tsquery, node.parts))})"


def holds(words: Sequence[str], node: Node) -> bool:
    """Tell whether folded words hold what is looked for, as either database would."""
    if isinstance(node, AllOf):
        return all(holds(words, part) for part in node.parts)
    if isinstance(node, AnyOf):
        return any(holds(words, part) for part in node.parts)
    *whole, last = node.words
    return any(
        list(words[place : place + len(whole)]) == whole
        and (word == last or (node.is_begun and word.startswith(last)))
        for place, word in enumerate(words[len(whole) :])
    )


class Among(Expression):
    """Ids, as one parameter however many they are."""

    output_field: ClassVar = BigIntegerField()

    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__()
        self.ids = ids

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Read them from a list in JSON."""
        return "(SELECT value FROM json_each(%s))", [json.dumps(list(self.ids))]

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        """Read them from an array."""
        return "(SELECT unnest(%s::bigint[]))", [f"{{{','.join(map(str, self.ids))}}}"]


class Matches(Expression):
    """Whether a part of an entry holds what is looked for."""

    output_field: ClassVar = BooleanField()

    def __init__(self, part: str, node: Node) -> None:
        super().__init__()
        self.part, self.node = part, node
        self.entry: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        """Return the key of the entry."""
        return [self.entry]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the key of the entry, resolved."""
        (self.entry,) = exprs

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Look the entry up among the rows that match, which SQLite finds once."""
        key, parameters = compiler.compile(self.entry)
        found = as_fts5(self.node) if self.part == TEXT else f"{self.part} : {as_fts5(self.node)}"
        # The table's name is ours, everything else a parameter.
        sql = f"{key} IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)"  # noqa: S608
        return sql, [*parameters, found]

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        """Compare the entry's own vector, whose index finds it."""
        vector = f"{compiler.quote_name_unless_alias(self.entry.alias)}.{self.part}_words"
        return f"{vector} @@ %s::tsquery", [as_tsquery(self.node)]
