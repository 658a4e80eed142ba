"""Phrases of SQL over a table's columns."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from psycopg.sql import SQL, Composed, Identifier, Placeholder

from projections.projection import Column


class Asked(NamedTuple):
    """What is asked of a row, and of which of its columns."""

    columns: tuple[str, ...]
    condition: Composed


def names(columns: Sequence[Column]) -> tuple[str, ...]:
    """What the columns are called."""
    return tuple(column.name for column in columns)


def listed(names: Sequence[str]) -> Composed:
    """`a, b`."""
    return SQL(", ").join(map(Identifier, names))


def declared(columns: Sequence[Column], *, null: bool = True) -> Composed:
    """`a text, b bigint`, as a table is made of."""
    end = SQL("" if null else " NOT NULL")
    return SQL(", ").join(
        SQL("{} {}{}").format(Identifier(c.name), SQL(c.kind), end) for c in columns
    )


def matches(name: str, *, several: bool) -> Asked:
    """`name = %(name)s`; of several values, any of them."""
    form = SQL("{} = ANY({})" if several else "{} = {}")
    return Asked((name,), form.format(Identifier(name), Placeholder(name)))


def after(row: Sequence[str]) -> Asked:
    """`(a, b) > (%(after_a)s, %(after_b)s)`: what comes after a row, column by column."""
    return Asked(tuple(row), _beside(row, SQL(">"), "after"))


def before(row: Sequence[str]) -> Asked:
    """`(a, b) < (%(before_a)s, %(before_b)s)`: what comes before it."""
    return Asked(tuple(row), _beside(row, SQL("<"), "before"))


def _beside(row: Sequence[str], sign: SQL, word: str) -> Composed:
    marks = SQL(", ").join(Placeholder(f"{word}_{name}") for name in row)
    return SQL("({}) {} ({})").format(listed(row), sign, marks)


def every(asked: Sequence[Asked]) -> Composed:
    """All of it together; of nothing, true."""
    return SQL(" AND ").join([SQL("true"), *(one.condition for one in asked)])


def equal(where: Mapping[str, Any]) -> Composed:
    """`a = %(a)s AND b = %(b)s`."""
    return SQL(" AND ").join(
        SQL("{} = {}").format(Identifier(name), Placeholder(name)) for name in where
    )
