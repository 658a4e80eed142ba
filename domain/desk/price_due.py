"""Until when how much of a sale's price is in, and whether it was (LD-12, SP-09, MA-10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from domain.calendar import Calendar, Unit
from domain.categories.category import Category
from domain.deposit.state import Deposit
from domain.desk.external import paid_fen
from domain.lot.instalments import FIRST, FIRST_SHARE, IN_ONE_SUM
from domain.lot.periods import last_day
from domain.lot.state import Lot
from domain.party_codes import is_natural
from domain.phases import SIGNED
from domain.rules import Rule
from domain.timing import Term, effective, is_estimate

PAYMENTS = ("PriceReceived", "ExternalPaymentConfirmed")
"""By what a price comes: here, or past us. No single one of them ends a term, the sum does."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """By `last` this much of the price is in, with all that came before; fen.

    `rule`: the row that says so, '' where the contract does, `told`: by which day. `last`: None
    while its clock stands still; `estimated`: the days off of a year until then are not published.
    `reached`: the day on which so much was in; None while `missing_fen` are still to come.
    """

    rule: str
    told: date | None
    since: date
    last: date | None
    fen: int
    estimated: bool
    reached: date | None
    missing_fen: int

    def is_late(self, today: date) -> bool:
        """Whether it was not in by its last day, for certain; also where it has come since."""
        if self.last is None or self.estimated:
            return False
        return self.last < (self.reached or today)


@dataclass(frozen=True, slots=True)
class _Due:
    """What is due: so much, by a day that a row says, or the contract."""

    row: Rule | None
    told: date | None
    fen: int


def parts(
    lot: Lot, buyers: Deposit | None, category: Category, calendar: Calendar
) -> tuple[Part, ...]:
    """What is due of the price of a lot whose contract is signed, the earliest first: as the
    contract has it, where it was told; else as the rows of its kind do, and none without them.

    `buyers`: the deposit of who bought it, None without one. Of a natural person nothing is told
    then, where one was asked for: its key may be gone, and what came here only its deposit knows.
    """
    signed = lot.day_of("ContractSigned")
    if lot.defined is None or lot.phase not in SIGNED or signed is None:
        return ()
    if buyers is None and lot.defined.deposit_fen and is_natural(lot.winner or ""):
        return ()
    came = _came(lot, buyers, signed)
    every = tuple(_agreed(lot)) or tuple(_by_rows(lot, category, signed))
    found = (_part(one, lot, calendar, signed, came) for one in every)
    return tuple(sorted(found, key=lambda one: (one.last or date.max, one.fen)))


def _agreed(lot: Lot) -> Iterator[_Due]:
    told = lot.instalments.instalments if lot.instalments else ()
    sums = accumulate(one.amount_fen for one in told)
    for one, fen in zip(told, sums, strict=True):
        yield _Due(None, one.due, fen)


def _by_rows(lot: Lot, category: Category, signed: date) -> Iterator[_Due]:
    """By the row for one sum, where there is one: whoever wants instalments agrees on them."""
    in_force = (
        row
        for row in category.rules
        if row.ends in PAYMENTS and row.is_term and row.at_most is not None
        if row in category.about(row.subject, signed, lot.scopes)
    )
    rows = tuple(in_force)
    for row in tuple(row for row in rows if row.subject == IN_ONE_SUM) or rows:
        shares = category.about(FIRST_SHARE, signed, lot.scopes) if row.subject == FIRST else ()
        yield _Due(row, None, shares[0].limit(lot.price_fen) if shares else lot.price_fen)


def _part(
    due: _Due, lot: Lot, calendar: Calendar, signed: date, came: tuple[tuple[date, int], ...]
) -> Part:
    if due.row is not None:
        last = last_day(due.row, lot, signed, calendar)
        until = last or due.row.term(signed, calendar)
    else:
        assert due.told is not None, "what no row says, the contract does"
        running = _until(due.told, signed, calendar)
        last = effective(running, [one.days for one in lot.suspensions], calendar)
        until = last or running.due
    sums = tuple(accumulate(fen for _, fen in came))
    days = (day for (day, _), fen in zip(came, sums, strict=True) if fen >= due.fen)
    return Part(
        rule=str(due.row or ""),
        told=due.told,
        since=signed,
        last=last,
        fen=due.fen,
        estimated=is_estimate(signed, until, calendar),
        reached=next(days, None),
        missing_fen=max(0, due.fen - sums[-1]),
    )


def _until(told: date, signed: date, calendar: Calendar) -> Term:
    """A contract's day as a term from the contract on; a last day off moves on (203)."""
    since = min(signed, told - _DAY)
    n, unit = (told - since).days, Unit.DAYS
    due = calendar.add(since, n, unit)
    return Term(rule="", since=since, n=n, unit=unit, rolls=True, due=due)


def _came(lot: Lot, buyers: Deposit | None, signed: date) -> tuple[tuple[date, int], ...]:
    """What came of the price on which days, the earliest first; fen. Of a line it is the bank's
    day; what has none (the deposit's part, less what a court took) was there from the first.
    """
    dated = [(one.paid_on, one.amount_fen) for one in lot.paid_outside]
    if buyers is not None:
        dated += [(one.banked_on or signed, one.entry.amount) for one in buyers.price.lines]
    whole = paid_fen(lot, buyers)
    return ((signed, whole - sum(fen for _, fen in dated)), *sorted(dated))
