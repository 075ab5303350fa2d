"""What is looked for in the words of an entry, in a form that both databases understand.

SQLite gets it as a query of FTS5, PostgreSQL as a `tsquery`; every word consists of small ASCII
letters, digits and underscores, so that nothing in it can be an operator.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import BooleanField, Expression, F, IntegerField

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


class _OfRow(Expression):
    """What is asked of a row, of which one column is looked at."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column: Any = F(column)

    def get_source_expressions(self) -> list[Any]:
        """Return the column."""
        return [self.column]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the column, resolved."""
        (self.column,) = exprs


class Among(_OfRow):
    """Whether a column holds one of some ids, which are one parameter however many they are."""

    output_field: ClassVar = BooleanField()

    def __init__(self, column: str, ids: Sequence[int]) -> None:
        super().__init__(column)
        self.ids = ids

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Read them from a list in JSON."""
        column, _ = compiler.compile(self.column)
        return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(list(self.ids))]  # noqa: S608

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        """Read them from an array, of which the planner knows how many it holds."""
        column, _ = compiler.compile(self.column)
        return f"{column} = ANY(%s::bigint[])", [f"{{{','.join(map(str, self.ids))}}}"]


class _OfEntry(_OfRow):
    """What is asked of the words of an entry."""

    def __init__(self) -> None:
        super().__init__("pk")

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Look the entry up among the rows that match, which SQLite finds once for each node."""
        key, _ = compiler.compile(self.column)

        def matches(part: str, node: Node) -> tuple[str, str]:
            found = as_fts5(node) if part == TEXT else f"{part} : {as_fts5(node)}"
            # The table's name is ours, everything else a parameter.
            return f"{key} IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)", found  # noqa: S608

        return self._sql(matches)

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        """Compare the entry's own vectors, whose indexes find it."""
        table = compiler.quote_name_unless_alias(self.column.alias)

        def matches(part: str, node: Node) -> tuple[str, str]:
            return f"{table}.{part}_words @@ %s::tsquery", as_tsquery(node)

        return self._sql(matches)

    def _sql(self, matches: Callable[[str, Node], tuple[str, str]]) -> tuple[str, list[Any]]:
        raise NotImplementedError


class Matches(_OfEntry):
    """Whether a part of an entry holds what is looked for."""

    output_field: ClassVar = BooleanField()

    def __init__(self, part: str, node: Node) -> None:
        super().__init__()
        self.part, self.node = part, node

    def _sql(self, matches: Callable[[str, Node], tuple[str, str]]) -> tuple[str, list[Any]]:
        sql, found = matches(self.part, self.node)
        return sql, [found]


class FirstMatch(_OfEntry):
    """The number of the first of some questions to which the answer is yes.

    Args:
        asked: part and node by the number; the last one is not asked, whatever matches none of
            the others is taken to match it.
    """

    output_field: ClassVar = IntegerField()

    def __init__(self, asked: Mapping[int, tuple[str, Node]]) -> None:
        super().__init__()
        *self.asked, (self.last, _) = asked.items()

    def _sql(self, matches: Callable[[str, Node], tuple[str, str]]) -> tuple[str, list[Any]]:
        whens, parameters = [], []
        for number, (part, node) in self.asked:
            sql, found = matches(part, node)
            whens.append(f"WHEN {sql} THEN {number}")
            parameters.append(found)
        if not whens:
            return str(self.last), []
        return f"CASE {' '.join(whens)} ELSE {self.last} END", parameters
