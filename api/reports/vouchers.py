"""凭证 for a finance system: each entry of a period as a voucher, numbered once and for ever.

A voucher's number carries its currency and its event's position, so that nothing that comes later
renumbers any; that of a sum carries the position it was told at.
What may not be told yet (REFERENCE 4.4) is told by sums: one collective voucher a day and book.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from api.reports.moved import Moved, moved_within
from api.reports.standing import Stand, standing
from api.reports.telling import Telling
from api.wiring import System


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a voucher: an account of the chart, debited or credited; minor units."""

    account: str
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class Voucher:
    """Lines of one book in one currency whose debits are its credits.

    `position` and `name` are its event's, `p` its posting row; None and '' of a collective one.
    """

    number: str
    day: date
    book: str
    currency: str
    position: int | None
    name: str
    p: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The control of a book in a currency: how many vouchers, what they debit and credit."""

    book: str
    currency: str
    vouchers: int
    debit: int
    credit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouchers:
    """All vouchers of legal days `first` to `last`, by day, then by position.

    `account`: only those with a leg of this bank account or of one of its days; '' for all.
    """

    stand: Stand
    first: date
    last: date
    account: str
    vouchers: tuple[Voucher, ...]
    totals: tuple[Total, ...]


def vouchers(system: System, first: date, last: date, account: str, at: int) -> Vouchers:
    """The record at a position; whatever is added to the log later, it is this again."""
    stand = standing(system, at)
    found = [
        one
        for one in moved_within(system, first, last, at)
        if not account or any(_of(owner, account) for owner in one.owners)
    ]
    told, secret = Telling(system, found, at).parted(found)
    of = f"{at}-{account}" if account else str(at)
    every = (*(_voucher(one) for one in told), *_collective(secret, of))
    ordered = tuple(sorted(every, key=lambda one: (one.day, one.position or 0, one.number)))
    return Vouchers(
        stand=stand,
        first=first,
        last=last,
        account=account,
        vouchers=ordered,
        totals=tuple(_totals(ordered)),
    )


def _of(owner: str, account: str) -> bool:
    return owner == account or owner.startswith(f"{account}/")


def _voucher(one: Moved) -> Voucher:
    entry = one.entry
    lines = tuple(Line(leg.account, max(leg.amount, 0), max(-leg.amount, 0)) for leg in entry.legs)
    again = f"-{one.ordinal}" if one.ordinal > 1 else ""
    number = f"{entry.book}-{entry.currency}-{one.day:%Y%m}-{one.position}{again}"
    return Voucher(
        number, one.day, entry.book, entry.currency, one.position, one.name, entry.legs[0].p, lines
    )


def _collective(secret: Iterable[Moved], of: str) -> Iterator[Voucher]:
    """A day's untold entries of a book and currency: by account, debits and credits each summed.

    At another position, or of one bank account alone, the sums are others: so is the number.
    """
    days: dict[tuple[date, str, str], tuple[Counter[str], Counter[str]]] = {}
    for one in secret:
        key = one.day, one.entry.book, one.entry.currency
        debits, credits = days.setdefault(key, (Counter(), Counter()))
        for leg in one.entry.legs:
            (debits if leg.amount > 0 else credits)[leg.account] += abs(leg.amount)
    for (day, book, currency), (debits, credits) in days.items():
        lines = [Line(code, debits[code], 0) for code in sorted(debits)]
        lines += [Line(code, 0, credits[code]) for code in sorted(credits)]
        number = f"{book}-{currency}-{day:%Y%m}-S{day:%d}-{of}"
        yield Voucher(number, day, book, currency, None, "", "", tuple(lines))


def _totals(vouchers: Iterable[Voucher]) -> Iterator[Total]:
    sums: dict[tuple[str, str], Counter[str]] = {}
    for one in vouchers:
        of = sums.setdefault((one.book, one.currency), Counter())
        of["vouchers"] += 1
        of["debit"] += sum(line.debit for line in one.lines)
        of["credit"] += sum(line.credit for line in one.lines)
    for (book, currency), of in sorted(sums.items()):
        yield Total(book, currency, of["vouchers"], of["debit"], of["credit"])
