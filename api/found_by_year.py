"""What policies look for in a year of the calendar: whose terms run in it."""

from collections.abc import Callable
from typing import Any

from api.readers import Readers
from domain.deposit.refund import Standing
from ledger.reactor import Index
from projections.disputes import CASES
from projections.reader import Reader, Row
from projections.refunds import REFUNDS

type Bring = Callable[[Readers, Reader, int], None]


def due_in_year(readers: Readers, bring: Bring) -> Index:
    """Refunds that are owed, or were paid, and open cases, of which the term runs in the year of a
    calendar. `bring`: a projection is brought to a position.
    """

    def index(event: Any, position: int) -> tuple[str, ...]:
        bring(readers, readers.refunds, position)
        bring(readers, readers.disputes, position)
        owed = {"standing": [one.value for one in Standing if one is not Standing.VOID]}
        refunds = readers.refunds.every(REFUNDS, owed, position)
        cases = readers.disputes.every(CASES, {"open": True}, position)
        return (
            *(
                f"{row['deposit']}/{row['number']}"
                for row in refunds
                if row["counts_from"].year <= event.year <= row["due"].year
            ),
            *(row["case"] for row in cases if _runs_in(row, event.year)),
        )

    return index


def _runs_in(case: Row, year: int) -> bool:
    """Whether the term of a case does, which has one; a day may have moved it on."""
    if case["since"] is None:
        return False
    last = max(case["statutory"], case["due"] or case["statutory"])
    return bool(case["since"].year <= year <= last.year)
