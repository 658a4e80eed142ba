"""The world of the measurements: the real domain, and beside it one cheap fact of many streams.

Bank lines stand for bulk; a meter's reading stands for a single small event (about 600 bytes).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from domain.account.open import OpenAccount
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.identifiers import PAGE_LINES
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Event,
    Post,
    Rejected,
    Stream,
    StreamId,
    command,
    event,
)
from domain.permissions import may
from domain.register import CHARTER

ACCOUNTS = 20
COMMAND_LINES = 100
FIRST_DAY = date(2020, 1, 1)


@event("ReadingTaken", zh="读数")
class ReadingTaken(Event):
    meter: str
    value: int


@command("TakeReading", zh="读数")
class TakeReading(Command):
    meter: str
    value: int


def _take(_last: int, asked: TakeReading, _context: Context) -> Decision:
    return (ReadingTaken(meter=asked.meter, value=asked.value),)


METER = Stream(
    name="meter",
    events=(ReadingTaken,),
    initial=0,
    evolve=lambda _last, event: event.value,
    deciders=(Decider(TakeReading, lambda asked: (StreamId("meter", asked.meter),), _take),),
)


def _permit(context: Context, asked: Command) -> Post | Rejected:
    return context.posts[0] if isinstance(asked, TakeReading) else may(context, asked)


WORLD = replace(CHARTER, streams=(*CHARTER.streams, METER), permit=_permit)


def openings() -> Iterator[OpenAccount]:
    """The commands that open the bank accounts."""
    for number in range(ACCOUNTS):
        yield OpenAccount(
            account=account(number),
            bank="CCB",
            number=f"3500123456789{number:07}",
            currency="CNY",
            holds="1001",
            opening=1_000_000_00,
            day=FIRST_DAY,
            statement=None,
        )


def account(number: int) -> str:
    """Our code of a bank account."""
    return f"BENCH-{number:03}"


def page(number: int, lines: int = COMMAND_LINES) -> Iterator[ImportLines]:
    """The commands that fill the n-th page: each page is a day of one account.

    `lines`: how many lines a command brings.
    """
    days, of = divmod(number, ACCOUNTS)
    for first in range(0, PAGE_LINES, lines):
        yield ImportLines(
            account=account(of),
            holds="1001",
            currency="CNY",
            day=FIRST_DAY + timedelta(days=days),
            page=1,
            statement=sha256(b"statement %d" % number).hexdigest(),
            lines=tuple(_line(number, first + n) for n in range(lines)),
        )


def _line(page: int, number: int) -> BankLine:
    fingerprint = sha256(b"%d/%d" % (page, number)).hexdigest()
    return BankLine(
        credit=True,
        amount=800_000_00 + number,
        value_date=None,
        booked_at=None,
        particulars=Particulars(
            fingerprint=fingerprint,
            payer=f"漳州市第{number}建筑工程有限公司",
            payer_account=f"3505016100000{number:07}",
            payer_bank="中国建设银行漳州分行",
            reference=f"90{page:06}{number:04}",
            serial=fingerprint[:16],
        ),
    )
