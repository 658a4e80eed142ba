"""Shapes that facts of a bank day once had, and how they are read today."""

from datetime import date

from domain.bankday.events import StatementImported
from domain.kernel import Event, Former, event, restricted


@event("StatementImported", zh="对账单导入")
class StatementImportedV1(Event):
    """Before it was written down on which days its lines are booked."""

    account: str
    day: date
    statement: str | None
    sequence: int | None
    currency: str
    lines: int
    pages: int
    follows: bool | None
    sha256: str = restricted()
    opening: int = restricted()
    closing: int = restricted()
    ends: int | None = restricted(default=None)


def _statement(old: StatementImportedV1) -> StatementImported:
    return StatementImported(
        account=old.account,
        day=old.day,
        statement=old.statement,
        sequence=old.sequence,
        currency=old.currency,
        lines=old.lines,
        pages=old.pages,
        follows=old.follows,
        sha256=old.sha256,
        opening=old.opening,
        closing=old.closing,
        ends=old.ends,
    )


FORMER = (Former(StatementImportedV1, _statement),)
