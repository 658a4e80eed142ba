"""Rows of an oracle as steps: what each one moved, to the fen, and what was said."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from domain.bankpage.events import BankCreditRecorded, BankDebitRecorded
from domain.kernel import Command, Decision, Post, Rejected
from domain.permissions import may
from tests.kit.moving import moving
from tests.kit.scenarios import Key, Row, Scenario, summed
from tests.kit.story import asked as asked_by
from tests.kit.till import Till

type Step = Callable[[Any, Row], None]


class Permitting(Till):
    """The till, where nobody asks for what his post does not permit."""

    def ask(self, command: Command, *posts: Post | str, **how: Any) -> Decision:
        assert not isinstance(may(asked_by(*posts), command), Rejected), command
        return super().ask(command, *posts, **how)


class Rows:
    """One row after the other. `left_out`: rows that are told elsewhere; `other_names`: what a fact
    of the table is called here, None where it is told elsewhere.
    """

    left_out: ClassVar[Collection[int]] = ()
    other_names: ClassVar[Mapping[str, str | None]] = {}

    def __init__(
        self,
        told: Scenario,
        sale: Any,
        clock: Callable[[datetime], None] = lambda _: None,
    ) -> None:
        """`clock` hears when each row begins."""
        self.told, self.sale, self.seq, self._clock = told, sale, 0, clock

    @staticmethod
    def of_the_table(key: Key) -> str:
        """Our key as the table has it."""
        raise NotImplementedError

    def to(self, seq: int, *steps: Step) -> None:
        """Plays the next rows up to this one: each does what its step does, and moves the row's."""
        for step in steps:
            self.seq += 1
            while self.seq in self.left_out:
                self.seq += 1
            row = self.told.row(self.seq)
            self._clock(row.at)
            said = self.sale.memory.said
            before = len(said)
            with moving(self.sale) as moved:
                step(self.sale, row)
            moves = self._summed(moved.altogether)
            assert moves == self.moves(row), f"row {row.seq}: {row.facts}"
            assert self.names(row) <= {event.NAME for event in said[before:]}, f"row {row.seq}"
        assert self.seq == seq

    def moves(self, row: Row) -> Mapping[str, int]:
        """What a row moves, as far as it is told here."""
        return row.moves

    def names(self, row: Row) -> set[str]:
        """The facts of a row by our names."""
        told = (fact.partition("(")[0] for fact in row.facts)
        return {name for one in told if (name := self.other_names.get(one, one))}

    def standing(self) -> dict[str, int]:
        """The books in the keys of the table."""
        return self._summed(self.sale.books)

    def _summed(self, moved: Mapping[Key, int]) -> dict[str, int]:
        return summed((self.of_the_table(key), fen) for key, fen in moved.items())


def bank_days(till: Till) -> Iterator[dict[str, Any]]:
    """The lines of 1001 by the day, in the words of the oracle."""
    lines = [e for e in till.memory.said if isinstance(e, BankCreditRecorded | BankDebitRecorded)]
    closing = 0
    for on in sorted({line.day for line in lines}):
        those = [line for line in lines if line.day == on]
        credits, debits = (
            sum(abs(one.entries[0].amount) for one in those if isinstance(one, kind))
            for kind in (BankCreditRecorded, BankDebitRecorded)
        )
        opening, closing = closing, closing + credits - debits
        told = {"date": on, "opening": opening, "credits": credits, "debits": debits}
        yield told | {"lines": len(those), "closing": closing}
