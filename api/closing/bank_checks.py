"""Checks of the account against its bank: R01, R02, R06, R07, R18."""

from collections.abc import Iterator

from api.closing.books import Books
from api.closing.found import Found, Row, judged
from api.closing.late import estimated, over
from api.closing.notes import Said, some, tell
from api.closing.reconciling import reconciled
from domain.accounts import BANK_DEBITS, IN_TRANSIT, UNIDENTIFIED
from domain.bankday.events import Check
from domain.bankday.state import Fate
from domain.calendar import beijing_day
from domain.identifiers import day_id
from domain.payment.state import Stage

UNIDENTIFIED_DAYS = 3
"""Working days for which money may lie unidentified (R06)."""
_LEFT_OUT: dict[Fate, str] = {
    "WAITING": "finding.QUARANTINED",
    "RELEASED": "finding.NOT_BANKED",
    "DISCARDED": "finding.DISCARDED",
}
TRANSIT_DAYS = 1
"""Working days for which a payment may be on its way (R07)."""


def closing_is_ledger(books: Books) -> Found:
    """R01. The statement closes where the books do; the difference, and what it is made of.

    It does not pass over a statement of the day that came into quarantine and was not banked,
    whatever the balances say.
    """
    sides = reconciled(books)
    waiting = [*_quarantined(books)]
    if sides.difference is None:
        return Found(Check(rule="R01", result="FAIL", figure=None, note=""), tuple(waiting))
    rows = [*_differences(books)]
    if books.released:
        said = tell("finding.RELEASED")
        rows.append(Row(books.account, books.released, books.currency, said=said))
    if before := (sides.carried or 0) - books.released:
        said = tell("finding.CARRIED")
        rows.append(Row(books.account, before, books.currency, said=said))
    if sides.difference or waiting:
        return judged("R01", [*rows, *waiting], figure=sides.difference)
    return judged("R01", ())


def line_is_event(books: Books) -> Found:
    """R02. Every line of the bank's is one line of the books', and the other way round; and every
    debit up to the day is some order's of ours: 1008 is zero."""
    if not reconciled(books).compared:
        return _unread("R02", books, *_unordered(books))
    return judged("R02", [*_differences(books), *_unordered(books)])


def nothing_unidentified(books: Books) -> Found:
    """R06. No part of 2001 of this account is older than three working days."""
    rows, guessed = [], 0
    for one in books.on(UNIDENTIFIED.code):
        of = day_id(one.owner or "")
        if of.account != books.account or one.amount > 0:  # a debit is R11's to find
            continue
        old, maybe = over(books, of.day, UNIDENTIFIED_DAYS)
        guessed += maybe
        if old:
            rows.append(Row(str(of), -one.amount, one.currency, of.day))
    return judged("R06", rows, *estimated(guessed))


def nothing_in_transit(books: Books) -> Found:
    """R07. No payment is with the bank for over one working day; and 1009, which knows no account
    of ours, is what all payments with the bank come to."""
    ours = [one for one in books.transit if one.account == books.account]
    told = [(one, *over(books, one.since, TRANSIT_DAYS)) for one in ours]
    rows = [
        Row(one.payment, one.amount, day=one.since, said=_stage(one.stage), of="OWNER")
        for one, old, _ in told
        if old
    ]
    booked = -sum(one.amount for one in books.on(IN_TRANSIT.code))
    if other := booked - sum(one.amount for one in books.transit):
        rows.append(Row(IN_TRANSIT.code, other, said=tell("finding.NOT_THE_PAYMENTS")))
    return judged("R07", rows, *estimated(sum(maybe for _, _, maybe in told)))


def bank_day_is_event_day(books: Books) -> Found:
    """R18. Where the bank names the instant of a line, it lies in the line's Beijing day."""
    if books.book_lines is None:
        return _unread("R18", books)
    timed = [line for line in books.book_lines if line.booked_at is not None]
    rows = [
        Row(line.place, line.amount, books.currency, beijing_day(line.booked_at), of="LINE")
        for line in timed
        if line.booked_at is not None and beijing_day(line.booked_at) != books.day
    ]
    silent = len(books.book_lines) - len(timed)
    return judged("R18", rows, *some("finding.without_instant", silent))


def _quarantined(books: Books) -> Iterator[Row]:
    """Statements of the day that quarantine left out, each with what it is off by."""
    for one in books.quarantined:
        said = tell(_LEFT_OUT[one.fate])
        yield Row(one.file[:8], one.difference, books.currency, books.day, said)


def _stage(value: str) -> Said:
    return Said(f"payment.{Stage(value).name}")


def _unread(rule: str, books: Books, *more: Row) -> Found:
    """One side's lines cannot be told: nothing can be said of them, so it is no pass."""
    rows = (Row(books.account, day=books.day, said=tell(books.unread)), *more)
    return Found(Check(rule=rule, result="FAIL", figure=None, note=""), rows)


def _unordered(books: Books) -> Iterator[Row]:
    """Days of which the bank's debits are not all matched; what is left of them."""
    for one in books.on(BANK_DEBITS.code):
        of = day_id(one.owner or "")
        if of.account == books.account and of.day <= books.day:
            said = tell("finding.UNMATCHED_DEBIT")
            yield Row(str(of), one.amount, one.currency, of.day, said)


def _differences(books: Books) -> Iterator[Row]:
    """What stands on one side only: amounts as they make the statement's balance differ."""
    sides = reconciled(books)
    bank, ours = tell("close.bank.only"), tell("close.books.only")
    for line in sides.bank_only.lines:
        yield Row(line.place, line.signed, books.currency, books.day, bank, "LINE")
    for line in sides.books_only.lines:
        yield Row(line.place, -line.signed, books.currency, books.day, ours, "LINE")
