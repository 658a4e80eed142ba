"""What is asked of a table's places, written down once: how rows stood, how many there were."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from psycopg.sql import SQL, Composed, Identifier

from projections import phrases
from projections.phrases import every, listed, matches, names
from projections.tables import Place

_REMEMBERED = 1_000
"""Queries that are kept as text: a page asks a few dozen, over and over."""


class Question(NamedTuple):
    """Rows of these places, at a position. `where`: columns, and whether any of several values is
    right; `after`, `before`: the columns of the row that they come after, or before.
    """

    places: tuple[Place, ...]
    where: tuple[tuple[str, bool], ...]
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


def question(
    places: tuple[Place, ...],
    where: Mapping[str, Any],
    after: Mapping[str, Any],
    before: Mapping[str, Any],
) -> Question:
    """What is asked, without the values."""
    wanted = tuple((name, isinstance(value, list)) for name, value in where.items())
    return Question(places, wanted, tuple(after), tuple(before))


@lru_cache(_REMEMBERED)
def rows(asked: Question, order: tuple[str, ...], limit: int | None) -> bytes:
    """The query of the rows as they stood at `%(as_of)s`, in this order (else the key's).

    With `before` the last comes first.
    """
    columns = map(Identifier, order or names(asked.places[0].table.key))
    ordered = [SQL("{} DESC" if asked.before else "{}").format(column) for column in columns]
    query = SQL("{} ORDER BY {} LIMIT {}").format(_all(asked), SQL(", ").join(ordered), limit)
    return query.as_bytes(None)


@lru_cache(_REMEMBERED)
def count(asked: Question) -> bytes:
    """The query of how many there were."""
    return SQL("SELECT count(*) FROM ({}) AS r").format(_all(asked)).as_bytes(None)


def _all(asked: Question) -> Composed:
    table = asked.places[0].table
    conditions = [matches(name, several=several) for name, several in asked.where]
    conditions += [phrases.after(asked.after)] if asked.after else []
    conditions += [phrases.before(asked.before)] if asked.before else []
    return SQL("SELECT {} FROM ({}) AS q WHERE {}").format(
        listed((*names(table.key), *names(table.columns), "position")),
        SQL(" UNION ALL ").join(place.as_of(conditions) for place in asked.places),
        every(conditions),
    )
