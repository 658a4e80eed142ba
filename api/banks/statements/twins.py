"""Which statements of one file have none of each other's lines: equal lines in them are several."""

from collections import Counter

from api.banks.statements.format import Statement, Twins

type _Span = tuple[int, int]
"""From which balance to which a statement goes, in minor units."""


class Counting:
    """Counts the equal lines of one account through the statements of a file."""

    def __init__(self) -> None:
        self._seen: Twins = Counter()
        self._spans: set[_Span] = set()
        self._run: _Span | None = None  # from where to where the last ones lead that go on
        self._pages: dict[str, Twins] = {}

    def before(self, one: Statement) -> Twins:
        """What was met in those statements that have no line of this one: pages of the same
        statement, and those that end where it begins or begin where it ends.
        """
        if one.page_of is not None:
            if (of := self._pages.get(one.page_of)) is not None:
                self._note(one)
                return of
            self._pages[one.page_of] = self._on(one)
            return self._seen
        return self._on(one)

    def _on(self, one: Statement) -> Twins:
        if not self._note(one):
            self._seen = Counter()
        return self._seen

    def _note(self, one: Statement) -> bool:
        """Whether it goes on from the last ones, and is none of those before it again."""
        opening, closing = one.opening_minor, one.closing_minor
        if opening is None or closing is None:
            self._run = None
            return False
        new = opening != closing and (opening, closing) not in self._spans
        self._spans.add((opening, closing))
        run = self._run
        self._run = opening, closing
        if run is None or not new or opening == run[0] or closing == run[1]:
            return False
        if opening == run[1]:
            self._run = run[0], closing
        elif closing == run[0]:
            self._run = opening, run[1]
        else:
            return False
        return True
