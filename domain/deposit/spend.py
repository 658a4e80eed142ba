"""What becomes others' comes out of what came: which receipts bear it, what is still owed back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from domain.accounts import BANK_RECEIVABLE
from domain.carried import CarriedPart
from domain.categories.category import Cause
from domain.deposit.owed import RefundObligationCancelled, RefundObligationCreated
from domain.deposit.receipt import Receipt
from domain.deposit.refund import Refund, Standing, owed_still
from domain.payee import Payee

type Taken = tuple[tuple[int, int], ...]
"""Of which receipts, by their places, how much was taken; fen."""


def taken(receipts: Sequence[Receipt], refunds: Sequence[Refund], fen: int) -> Taken:
    """Which receipts bear `fen`: in the order they came, as far as nobody has approved to pay
    their account back.
    """
    found, left = [], fen
    for payers in _accounts(receipts):
        free = _free(payers[0].payee, receipts, refunds)
        for receipt in payers:
            some = min(receipt.back_fen, free, left)
            if some > 0:
                found.append((receipt.place, some))
                free, left = free - some, left - some
    return tuple(found)


def borne(receipts: Sequence[Receipt], refunds: Sequence[Refund], fen: int) -> bool:
    """Whether what came bears all of `fen`; else a part of it would be paid back besides."""
    return sum(some for _, some in taken(receipts, refunds, fen)) == fen


def leaves(
    receipts: Sequence[Receipt], refunds: Sequence[Refund], refund: Refund, fen: int
) -> bool:
    """Whether what came from its account bears a refund that nobody has approved, though `fen` of
    all that is held is taken: after those that the account was owed before it.
    """
    parts = dict(taken(receipts, refunds, fen))
    gone = sum(parts.get(one.place, 0) for one in receipts if one.is_of(refund.payee))
    earlier = (one for one in refunds[: refund.number] if one.is_of(refund.payee) and _waits(one))
    owed = sum(one.amount_fen for one in earlier)
    return owed <= _free(refund.payee, receipts, refunds) - gone


def lowered(receipts: Sequence[Receipt], of: Taken) -> tuple[Receipt, ...]:
    """The receipts when so much of each goes back no more; with negative amounts, does again."""
    parts = dict(of)
    return tuple(
        replace(one, back_fen=one.back_fen - parts[one.place]) if one.place in parts else one
        for one in receipts
    )


def on_its_way_back(receipts: Sequence[Receipt], refunds: Sequence[Refund], of: Taken) -> Taken:
    """What was taken of receipts whose account is owed them back since a bid was withdrawn."""
    back = [one for one in refunds if one.cause == Cause.WITHDRAWN and _waits(one)]
    places = {
        receipt.place for receipt in receipts if any(one.is_of(receipt.payee) for one in back)
    }
    return tuple((place, fen) for place, fen in of if place in places)


def uncounted(receipts: Sequence[Receipt], of: Taken) -> tuple[Receipt, ...]:
    """The receipts when a court took so much of each of what a withdrawn bid's deposit owes back:
    that counts no more, and its bidder may pay it anew.
    """
    parts = dict(of)
    return tuple(
        replace(one, taken_fen=one.taken_fen + parts.get(one.place, 0)) for one in receipts
    )


def parts_of(receipts: Sequence[Receipt], of: Taken) -> tuple[CarriedPart, ...]:
    """What was taken of them, by the lines that brought it."""
    by_place = {one.place: one for one in receipts}
    return tuple(
        CarriedPart(
            line=by_place[place].line,
            payer=by_place[place].payer,
            payer_account=by_place[place].payer_account,
            value_date=by_place[place].value_date,
            amount_fen=fen,
        )
        for place, fen in of
    )


def restored(receipts: Sequence[Receipt], of: Taken, fen: int) -> Taken:
    """What `lowered` gives back of it, as far as `fen` reaches: the first that was taken, first.

    What the bank took back meanwhile is given back to nobody, or to whoever made it good (1003).
    """
    lasting = {one.place for one in receipts if not one.reversed}
    found, left = [], fen
    for place, some in of:
        if place in lasting and (back := min(some, left)):
            found.append((place, -back))
            left -= back
    for receipt in receipts:
        if not receipt.reversed and (back := min(_made_good(receipt), left)) > 0:
            found.append((receipt.place, -back))
            left -= back
    return summed(found)


def summed(*several: Iterable[tuple[int, int]]) -> Taken:
    """What of each receipt is taken when all of these are; in the order they were told."""
    found: dict[int, int] = {}
    for place, fen in (one for some in several for one in some):
        found[place] = found.get(place, 0) + fen
    return tuple((place, fen) for place, fen in found.items() if fen)


def _made_good(receipt: Receipt) -> int:
    """What it made good of a credit that the bank took back, and does not go back yet; fen."""
    legs = receipt.entry.legs
    repaid = -sum(leg.amount for leg in legs if leg.account == BANK_RECEIVABLE.code)
    return min(repaid, receipt.counted_fen + repaid - receipt.back_fen)


def owed_less(
    code: str, receipts: Sequence[Receipt], refunds: Sequence[Refund], fen: int
) -> Iterator[RefundObligationCancelled | RefundObligationCreated]:
    """What was owed back of it and nobody approved is owed no more, the newest first, as far as its
    account is short; what is left of the last of them, anew. What was owed before them stays.
    """
    parts = dict(taken(receipts, refunds, fen))
    number = len(refunds)
    for payers in _accounts(receipts):
        spent = sum(parts.get(one.place, 0) for one in payers)
        waiting = [one for one in refunds if one.is_of(payers[0].payee) and _waits(one)]
        if not spent or not waiting:
            continue
        left = _free(payers[0].payee, receipts, refunds) - spent
        short = sum(one.amount_fen for one in waiting) - left
        while waiting and short > 0:
            refund = waiting.pop()
            yield RefundObligationCancelled(deposit=code, number=refund.number)
            short -= refund.amount_fen
            if short < 0:
                number += 1
                yield owed_still(code, number, refund, -short)


def _accounts(receipts: Sequence[Receipt]) -> list[list[Receipt]]:
    """Receipts that count, by the account they came from, in the order of its first."""
    found: dict[str | None, list[Receipt]] = {}
    for receipt in receipts:
        if receipt.back_fen and not receipt.reversed:
            account = receipt.payee.account if receipt.payee else None
            found.setdefault(account, []).append(receipt)
    return list(found.values())


def _free(payee: Payee | None, receipts: Sequence[Receipt], refunds: Sequence[Refund]) -> int:
    """What of an account's money nobody has approved to pay back; fen.

    A refund may have given back what the bank took back later: that has gone, and lowers no other.
    """
    came = sum(one.back_fen for one in receipts if one.is_of(payee))
    gone = (one.amount_fen for one in refunds if one.is_of(payee) and not _waits(one))
    return came - sum(gone)


def _waits(refund: Refund) -> bool:
    return refund.standing is Standing.OWED
