"""Checks against what others say of the day: R03, R04, R16, R17; and R15's anchor outside.

Where nobody said anything there is nothing to compare, and the check says so.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from api.closing.books import Books
from api.closing.found import Found, Row, judged, not_applicable
from api.closing.notes import Said, tell
from api.closing.said import Beside, Guarantee, Outside, Reported, SubAccount

_COMPARED = tell("finding.compared")
EXPIRY_DAYS = 15
"""So many days before its end a guarantee that may still be needed is told (R16)."""


def sub_accounts_sum(books: Books) -> Found:
    """R03. The bank's sub-accounts sum to the main account, where it reports them."""
    said = books.outside.sub_accounts
    if said is None:
        return _without("R03", books.outside, "SUB_ACCOUNTS", "finding.no_sub_accounts.sum")
    if books.closing is None:
        return judged("R03", [Row(books.account, said=tell("finding.NO_STATEMENT"))])
    total = sum(one.fen for one in said.theirs)
    more = total - books.closing
    row = Row(books.account, more, books.currency, said=tell("finding.SUB_ACCOUNTS_SUM"))
    return judged("R03", [row] if more else [], _COMPARED, figure=more)


def sub_account_is_owed(books: Books) -> Found:
    """R04. Each sub-account holds what the books owe on it, where the bank reports it; those that
    may not be told, together.
    """
    said = books.outside.sub_accounts
    if said is None:
        return _without("R04", books.outside, "SUB_ACCOUNTS", "finding.no_sub_accounts")
    theirs = {one.number: one.fen for one in said.theirs}
    rows = []
    for one in _opened(said.ours):
        if more := theirs.get(one.number, 0) - one.fen:
            rows.append(Row(one.deposit, more, said=tell("finding.SUB_ACCOUNT"), of="OWNER"))
    rows += _together(said, "finding.SUB_ACCOUNTS_TOGETHER")
    return judged("R04", rows, _COMPARED)


def guarantees_agree(books: Books) -> Found:
    """R16. The register of guarantees agrees with each guarantor's list: the same amount, valid to
    the same day; those that may not be told, by their sum. And none of an open lot that still
    stands unclaimed ends within days, or before its lot's contract is due: it is extended, claimed
    or given back before.
    """
    said, ending = books.outside.guarantees, [*_ending(books)]
    if not said and not (ending and "GUARANTEES" not in books.outside.unread):
        return _without("R16", books.outside, "GUARANTEES", "finding.no_guarantor_list")
    rows = [row for one in said for row in _of_guarantor(one)]
    rows += [*_unread(books.outside, "GUARANTEES"), *ending]
    return judged("R16", rows, _COMPARED)


def reports_agree(books: Books) -> Found:
    """R17. Of each lot that is open, as many whole deposits and as much were reported as there
    are (数据集 9011).
    """
    said = books.outside.reported
    if said is None:
        return _without("R17", books.outside, "REPORTED", "finding.nothing_reported")
    return judged("R17", [*_reported(said)], _COMPARED)


def anchored(outside: Outside) -> Iterator[Said]:
    """What R15 says of a checkpoint that is kept outside."""
    if outside.anchor is None:
        yield tell("finding.no_witness")
    else:
        key = "finding.anchored.old" if outside.anchor.old else "finding.anchored"
        yield tell(key, size=outside.anchor.size)


def other_anchor(outside: Outside) -> Iterator[Row]:
    """What R15 finds where the log is not the one whose checkpoint is kept outside."""
    if outside.anchor is not None and not outside.anchor.agrees:
        yield Row(f"#{outside.anchor.size}", said=tell("finding.OTHER_ANCHOR"))
    yield from _unread(outside, "ANCHOR")


def _without(rule: str, outside: Outside, kind: str, why: str) -> Found:
    if unread := [*_unread(outside, kind)]:
        return judged(rule, unread)
    return not_applicable(rule, tell(why))


def _unread(outside: Outside, kind: str) -> Iterator[Row]:
    if kind in outside.unread:
        yield Row("", said=tell("finding.LIST_UNREAD"))


def _opened[T: (SubAccount, Guarantee)](ours: Iterable[T]) -> list[T]:
    return sorted((one for one in ours if one.opened), key=lambda one: one.number)


def _together[T: (SubAccount, Guarantee)](said: Beside[T], key: str) -> Iterator[Row]:
    """What is left of both sides: of lots that are not open, and what the books do not know.

    One sum, and of nobody by name: whether a number is known would tell of a sealed lot, and so
    would whose guarantees are missing.
    """
    opened = {one.number for one in said.ours if one.opened}
    there = sum(one.fen for one in said.theirs if one.number not in opened)
    here = sum(one.fen for one in said.ours if not one.opened)
    if there != here:
        yield Row("", there - here, said=tell(key))


def _of_guarantor(said: Beside[Guarantee]) -> Iterator[Row]:
    theirs = {one.number: one for one in said.theirs}
    for one in _opened(said.ours):
        if key := _differs(one, theirs.get(one.number)):
            yield Row(one.deposit, one.fen, day=one.valid_until, said=tell(key), of="OWNER")
    yield from _together(said, "finding.GUARANTEES_TOGETHER")


def _ending(books: Books) -> Iterator[Row]:
    """Guarantees that end within `EXPIRY_DAYS`, have ended, or end before the contract is due."""
    for one in _opened(books.outside.register):
        if not one.claimed and (key := _ends(one, books.day)):
            yield Row(one.deposit, one.fen, day=one.valid_until, said=tell(key), of="OWNER")


def _ends(one: Guarantee, day: date) -> str:
    left = (one.valid_until - day).days
    if left < 0:
        return "finding.GUARANTEE_ENDED"
    if left < EXPIRY_DAYS:
        return "finding.GUARANTEE_ENDS"
    short = one.needed_until is not None and one.valid_until < one.needed_until
    return "finding.GUARANTEE_SHORT" if short else ""


def _differs(ours: Guarantee, theirs: Guarantee | None) -> str:
    if theirs is None:
        return "finding.GUARANTEE_UNLISTED"
    if theirs.fen != ours.fen:
        return "finding.GUARANTEE_AMOUNT"
    return "" if theirs.valid_until == ours.valid_until else "finding.GUARANTEE_DAY"


def _reported(said: Beside[Reported]) -> Iterator[Row]:
    ours = {one.lot: one for one in said.ours}
    theirs = {one.lot: one for one in said.theirs}
    for lot in sorted(ours.keys() | theirs.keys()):
        here, there = ours.get(lot, Reported(lot, 0, 0)), theirs.get(lot, Reported(lot, 0, 0))
        if lot not in ours:
            yield Row(lot, said=tell("finding.REPORTED_UNOPENED"))
        elif (here.count, here.fen) != (there.count, there.fen):
            counts = {"there": there.count, "here": here.count}
            yield Row(lot, there.fen - here.fen, said=tell("finding.REPORTED_OTHERWISE", **counts))
