"""Facts of a bank day."""

from datetime import date

from domain.kernel import Event, event, restricted


@event("StatementImported", zh="对账单导入")
class StatementImported(Event):
    """A statement of the day, as the bank states it; amounts in minor units, credit positive.

    `sha256` is the file's; `lines` of it are booked, on `pages` pages. `follows` tells whether it
    opens where the day's previous statement closed (None: it is the day's first).
    """

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


type BankDayEvent = StatementImported
