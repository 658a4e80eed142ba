"""A bidder's claim of money for its deposit (认领): which payment it means, and how it stands.

It is a hint to whoever decides, never a decision: the tests of REFERENCE 3.5 stay as they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.deposit.claimed import ReceiptClaimed, ReceiptClaimRefused, ReceiptClaimWithdrawn
from domain.deposit.receipt import Receipt

ON_ITS_WAY = timedelta(days=10)
"""So long after it was sent a payment may be banked: the longest holidays, and a day on each side.
"""


class Stage(StrEnum):
    """How a claim stands. Fulfilled is none that is stored: a receipt tells it (`fulfilled`)."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptClaim:
    """A payment of so many fen, sent on a day from an account. `reason`: why it was refused."""

    number: int
    amount_fen: int
    sent_on: date
    payer: str
    payer_account: str
    serial: str | None
    stage: Stage = Stage.OPEN
    reason: str | None = None

    @property
    def open(self) -> bool:
        """Whether it was neither withdrawn nor refused."""
        return self.stage is Stage.OPEN

    def fits(self, amount_fen: int, day: date | None, account: str | None) -> bool:
        """Whether money of this amount, banked on this day from this account, may be that payment.

        Its booking day, which every line has before and after it is matched: a value date may lie
        before the day it was sent. By the serial nothing is refused: payer's and our bank number a
        payment each for itself.
        """
        if day is None or account is None or amount_fen != self.amount_fen:
            return False
        in_time = self.sent_on <= day <= self.sent_on + ON_ITS_WAY
        return in_time and bare(account) == bare(self.payer_account)


def bare(account: str) -> str:
    """An account's number as it is compared: without spaces, which each bank sets otherwise."""
    return "".join(account.split())


def made(event: ReceiptClaimed) -> tuple[ReceiptClaim, ...]:
    """The claim that was made; none where nobody can read it any more."""
    if event.claim is None:
        return ()
    assert event.amount_fen is not None, "what is sealed together is read together"
    assert event.sent_on is not None, "what is sealed together is read together"
    return (
        ReceiptClaim(
            number=event.claim,
            amount_fen=event.amount_fen,
            sent_on=event.sent_on,
            payer=event.payer or "",
            payer_account=event.payer_account or "",
            serial=event.serial,
        ),
    )


def ended(
    claims: Sequence[ReceiptClaim], event: ReceiptClaimWithdrawn | ReceiptClaimRefused
) -> tuple[ReceiptClaim, ...]:
    """The claims after one was withdrawn or refused."""
    if isinstance(event, ReceiptClaimRefused):
        stage, reason = Stage.REFUSED, event.reason
    else:
        stage, reason = Stage.WITHDRAWN, None
    return tuple(
        replace(one, stage=stage, reason=reason) if one.number == event.claim else one
        for one in claims
    )


def fulfilled(claims: Iterable[ReceiptClaim], receipts: Iterable[Receipt]) -> dict[int, Receipt]:
    """By number, the line that each open claim turned out to be: one of the deposit's, each once.

    Told by the receipts and no fact of its own: beside a match it would tell that one was claimed.
    Equal sums are paired by their days, the earliest with the earliest, in whatever order they were
    claimed and matched: each may be on its way for as long, so no pairing fulfils more of them.
    """
    found = _paired(claims, _payments(receipts))
    return {number: one.receipt for number, one in found.items() if one.receipt is not None}


def looked_for(
    claims: Sequence[ReceiptClaim],
    receipts: Iterable[Receipt],
    *,
    amount_fen: int,
    day: date,
    account: str | None,
    serial: str | None,
) -> ReceiptClaim | None:
    """The claim that money which is nobody's yet, banked on this day, may fulfil.

    Of several the one with its serial, else one that nothing fulfilled yet, the first that was
    sent. Else the one that it would fulfil in place of what came (`stage` says so): two equal sums
    are told apart by their days, or by the serial.
    """
    came = _payments(receipts)
    done = _paired(claims, came)
    fit = [one for one in claims if one.open and one.fits(amount_fen, day, account)]
    named = [one for one in fit if serial is not None and one.serial == serial]
    likely = named or [one for one in fit if one.number not in done]
    if not likely:
        last = 1 + max((one.place for one in came), default=0)
        this = _Payment(day, last, amount_fen, account)
        would = _paired(claims, [*came, this])
        likely = [one for one in fit if would.get(one.number) == this]
    found = min(
        likely,
        key=lambda one: (one.number in done, one.serial != serial, one.sent_on, one.number),
        default=None,
    )
    if found is None or found.number not in done:
        return found
    return replace(found, stage=Stage.FULFILLED)


class _Payment(NamedTuple):
    """Money that may fulfil a claim: banked on which day, after how many others, how much, from
    which account; `receipt` None: it is nobody's yet.
    """

    day: date | None
    place: int
    amount_fen: int
    account: str | None
    receipt: Receipt | None = None


def _payments(receipts: Iterable[Receipt]) -> list[_Payment]:
    """What came by the deposit's own lines, and is there still."""
    return [
        _Payment(one.banked_on, one.place, one.entry.amount, one.payer_account, one)
        for one in receipts
        if one.line and not one.source and not one.reversed
    ]


def _paired(claims: Iterable[ReceiptClaim], came: Iterable[_Payment]) -> dict[int, _Payment]:
    """By number, what each open claim takes: the first that it fits, both by their days."""
    left = sorted(came, key=lambda one: (one.day or date.min, one.place))
    found: dict[int, _Payment] = {}
    for claim in sorted(claims, key=lambda one: (one.sent_on, one.number)):
        fit = (one for one in left if claim.fits(one.amount_fen, one.day, one.account))
        if claim.open and (first := next(fit, None)) is not None:
            found[claim.number] = first
            left.remove(first)
    return found
