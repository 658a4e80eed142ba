"""Checks of the books and the log themselves: R05, R10 to R12, R15, R19."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from api.closing.books import Books, Whole
from api.closing.found import Found, Row, judged
from api.closing.notes import Said, some, tell
from api.closing.outside.checks import anchored, other_anchor
from domain.accounts import BANK_RECEIVABLE, BY_CODE
from domain.calendar import BEIJING
from domain.identifiers import line_id
from domain.money import Fen, show
from domain.terms import Finding, deposit_bound
from projections.balance_reader import Balance


def books_sum_to_zero(books: Books) -> Found:
    """R05. Debits are credits, in each book and currency by itself."""
    sums: Counter[tuple[str, str]] = Counter()
    for one in books.balances:
        sums[one.book, one.currency] += one.amount
    rows = [
        Row(book, amount, currency) for (book, currency), amount in sorted(sums.items()) if amount
    ]
    return judged("R05", rows)


def deposits_are_within_bounds(books: Books) -> Found:
    """R10. No lot that is under way asks for a deposit beyond the rules it was born under."""
    rows, unestimated, unruled = [], 0, 0
    for lot in books.lots:
        if lot.rules is None:
            unruled += 1
        elif lot.estimate is None:
            unestimated += 1
        elif beyond := deposit_bound(
            lot.rules, lot.estimate, lot.deposit, lot.day, scopes=lot.scopes
        ):
            rows.append(Row(lot.lot, lot.deposit, day=lot.day, said=_beyond(beyond)))
    notes = some("finding.without_estimate", unestimated), some("finding.without_rules", unruled)
    return judged("R10", rows, *chain(*notes))


def no_liability_is_negative(books: Books) -> Found:
    """R11. No owner's part of a liability stands on the debit side."""
    rows = [
        _owned(one, "finding.ON_DEBIT_SIDE")
        for one in books.balances
        if one.account.startswith("2") and BY_CODE[one.account].normal == "Cr" and one.amount > 0
    ]
    return judged("R11", rows)


def frozen_covers_holds(books: Books) -> Found:
    """R12. What is frozen of each deposit covers what its orders hold back."""
    rows = [
        Row(one.deposit, one.frozen - one.ordered, of="OWNER")
        for one in books.held
        if one.frozen < one.ordered
    ]
    return judged("R12", rows)


def log_is_whole(books: Books) -> Found:
    """R15. No position is missing, tiles are made of what is stored, the checkpoint holds.

    The checkpoint covers the last full tile at least: it is signed every second. What was read
    again, when, and what of it nothing is there to compare with, is said.
    """
    rows = [*_broken(books.log), *other_anchor(books.outside)]
    return judged("R15", rows, *_reread(books.log), *anchored(books.outside))


def nothing_by_hand(books: Books) -> Found:
    """R19. No charge lies in custody, and every leg names its posting row.

    A charge that was matched lies on 1003 until the bank gives it back; one that nobody matched,
    on 1008, among other debits.
    """
    rows = [_owned(one, _receivable(one.owner or "")) for one in books.on(BANK_RECEIVABLE.code)]
    unmatched = tell("finding.CHARGE_UNMATCHED")
    for line in books.charges:
        day = line_id(line.place).page.of.day
        rows.append(Row(line.place, line.amount, books.currency, day, unmatched, "LINE"))
    bare = tell("finding.NO_POSTING_ROW")
    rows += [Row(f"#{position}", said=bare) for position in books.log.unnamed]
    return judged("R19", rows)


def _receivable(owner: str) -> str:
    """What is said of a part of 1003: of a charge, whose owner is its line; else of a payer's."""
    return "finding.CHARGE_OWED" if "#" in owner else "finding.NOT_ZERO"


def _beyond(it: Finding) -> Said:
    found, limit = show(Fen(it.found_fen)), show(Fen(it.limit_fen))
    if it.rule.at_most is not None:
        return tell("finding.ABOVE_RULE", rule=it.rule.id, found=found, limit=limit)
    return tell("finding.BELOW_RULE", rule=it.rule.id, found=found, limit=limit)


def _owned(one: Balance, key: str) -> Row:
    said = tell(key, account=one.account)
    return Row(one.owner or "", one.amount, one.currency, said=said, of="OWNER")


def _reread(log: Whole) -> Iterator[Said]:
    yield tell("finding.checkpoint", size=log.checkpoint)
    read = {"since": log.since + 1, "position": log.position}
    if log.began and log.ended:
        times = {"began": _clock(log.began), "ended": _clock(log.ended)}
        yield tell("finding.reread.when", **read, **times)
    else:
        yield tell("finding.reread", **read)
    if log.compared < log.position:
        yield tell("finding.not_compared", since=log.compared + 1, position=log.position)


def _broken(log: Whole) -> Iterator[Row]:
    for why, positions in (("finding.MISSING", log.missing), ("finding.CHANGED", log.changed)):
        for position in positions:
            yield Row(f"#{position}", said=tell(why))
    if log.checkpoint is None:
        yield Row("", said=tell("finding.NO_CHECKPOINT"))
    elif not log.agrees:
        yield Row(f"#{log.checkpoint}", said=tell("finding.OTHER_ROOT"))
    elif log.checkpoint < log.last_tile:
        yield Row(f"#{log.checkpoint}", said=tell("finding.OLD_CHECKPOINT"))


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
