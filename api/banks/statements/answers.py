"""What a person said of a sample: each answer a key and a value, the last one of a key counts."""

from collections.abc import Iterable

from api.banks.statements.cells import name

type Said = tuple[str, str]
"""A key and its value. Keys: `column.<field>` (the name of a column, or nothing: there is none),
`mark.<word>` and `positive` (credit or debit), `form.date`, `form.time`, `account`, `currency`."""


class Answers:
    """Answers by key."""

    def __init__(self, said: Iterable[Said] = ()) -> None:
        self._said = tuple(said)

    def __contains__(self, key: object) -> bool:
        return any(one == key for one, _ in self._said)

    def get(self, key: str) -> str | None:
        """The last value; nothing where the key was not answered, or with nothing."""
        return next((value for one, value in reversed(self._said) if one == key), None) or None

    def columns(self, field: str) -> list[str] | None:
        """The columns that were named for a field (a note may have several), as names are
        compared; None where nobody said."""
        values = [value for key, value in self._said if key == f"column.{field}"]
        if not values:
            return None
        return [name(one) for one in (values if field == "note" else values[-1:]) if one]

    def means(self, word: str) -> str | None:
        """Which way a word of the column of marks means, `credit` or `debit`."""
        same = (value for key, value in reversed(self._said) if name(key) == name(f"mark.{word}"))
        return next(same, None) or None


NOTHING = Answers()
