"""Checks of what is owed back, and of the bank's interest: R08, R09, R13, R14, R20."""

from collections.abc import Iterator
from datetime import date

from api.closing.books import Books, Earned, Elsewhere, Left
from api.closing.found import Found, Row, judged
from api.closing.late import by_estimate, estimated
from api.closing.notes import Said, some, tell
from domain.accounts import UNIDENTIFIED
from domain.deposit.kept_days import late_since
from domain.deposit.refund import PAYABLE, Standing
from domain.identifiers import day_id
from domain.terms import is_dormant

TOLERANCE = 1
"""Fen by which the bank's interest may differ from ours on a line: its rounding (R13)."""


def nothing_overdue(books: Books) -> Found:
    """R08. Nothing is owed past its last day, but for what an order keeps back, or did till now."""
    late = [one for one in books.owed if late_since(one.due, books.day, one.kept)]
    free = [one for one in late if not one.frozen]
    certain = [one for one in free if not by_estimate(books, one.counts_from, one.due)]
    rows = [
        Row(one.refund, one.amount, day=one.due, said=_standing(one.standing), of="OWNER")
        for one in certain
    ]
    notes = *some("finding.frozen", len(late) - len(free)), *estimated(len(free) - len(certain))
    return judged("R08", rows, *notes)


def goes_back_where_it_came_from(books: Books) -> Found:
    """R09. What goes elsewhere was proposed with evidence and approved by another person."""
    rows = [
        Row(one.refund, one.amount, said=why, of="OWNER")
        for one in books.elsewhere
        for why in _unsafe(one)
    ]
    there = len(books.elsewhere)
    return judged("R09", rows, *some("finding.elsewhere", there))


def interest_is_what_we_reckon(books: Books) -> Found:
    """R13. The bank's interest is ours; more only on what lay above, and then with a reason."""
    rows = [
        Row(one.deposit, one.credited - (one.owed or 0), said=why, of="OWNER")
        for one in books.earned
        for why in _mismatch(one)
    ]
    return judged("R13", rows)


def interest_left_has_its_reason(books: Books) -> Found:
    """R14. What stands on 2007 was left there for a reason, or a refund waits for it."""
    rows = [
        Row(one.deposit, one.balance, said=_other_amount(one), of="OWNER")
        for one in books.left
        if _bare(one)
    ]
    reasons = tuple(sorted({one.reason for one in books.left if one.reason and not _bare(one)}))
    return judged("R14", rows, *([tell("finding.reasons", reasons=reasons)] if reasons else ()))


def dormant_is_published(books: Books) -> Found:
    """R20. What is payable, or came to this account and is nobody's, for over a year is on the list
    that was published; but for what an order keeps back, which nobody can claim.
    """
    rows = [
        Row(one.refund, one.amount, day=one.since, said=_standing(one.standing), of="OWNER")
        for one in books.owed
        if one.standing in PAYABLE
        and not one.frozen
        and is_dormant(one.since, books.day, books.calendar)
        and one.refund not in books.published
    ]
    rows += [
        Row(of, -one.amount, day=day_id(of).day, of="OWNER")
        for one in books.on(UNIDENTIFIED.code)
        if (of := one.owner)
        and day_id(of).account == books.account
        and is_dormant(_unclaimed(books, of), books.day, books.calendar)
        and books.published.get(of) != -one.amount
    ]
    there = [one.refund for one in books.owed]
    there += [one.owner or "" for one in books.on(UNIDENTIFIED.code)]
    listed = len(books.published.keys() & there)
    return judged("R20", rows, *some("finding.published", listed))


def _unclaimed(books: Books, of: str) -> date:
    """Since when nobody claims the money of a day: since it came, or since the last claim."""
    day = day_id(of).day
    return max(day, books.claimed.get(of, day))


def _standing(standing: Standing) -> Said:
    return Said(f"refund.{standing.name}", (("code", ""),))


def _other_amount(one: Left) -> Said | None:
    return tell("finding.OTHER_AMOUNT", reason=one.reason) if one.reason else None


def _unsafe(one: Elsewhere) -> Iterator[Said]:
    if one.checked_by is None or one.proposed_by is None:
        yield tell("finding.ONE_SIGNATURE")
    elif one.checked_by in (one.proposed_by, one.made_by):
        yield tell("finding.SAME_PERSON")
    if not one.evidence:
        yield tell("finding.NO_EVIDENCE")


def _mismatch(one: Earned) -> Iterator[Said]:
    """Of a sum for all of the account a deposit may have more than it bore: what is nobody's there,
    or in no deposit's name, bears interest too.
    """
    rounding = TOLERANCE * max(1, one.sums)
    if one.owed is None or one.most is None:
        yield tell("finding.NOT_RECKONED", rule=one.problem)
    elif one.credited < one.owed - rounding:
        yield tell("finding.BANK_PAID_LESS")
    elif one.credited > one.most + rounding and not one.sums:
        yield tell("finding.BANK_PAID_MORE")
    elif one.credited > one.owed + rounding and not (one.reason or one.waits):
        yield tell("finding.EXCESS_WITHOUT_REASON")


def _bare(one: Left) -> bool:
    """Whether nothing says why this stands there."""
    return not one.waits and (one.reason is None or one.left != one.balance)
