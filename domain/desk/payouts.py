"""What maker and checker of a payout have in common: its streams, and whether it may be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.accounts import FEES_TO_SWEEP
from domain.deposit.state import Deposit
from domain.deposit.void_money import OF_A_PRICE
from domain.desk.books import kept_in
from domain.desk.pairing import not_open
from domain.desk.payout_out import ROWS
from domain.governance.state import Law
from domain.identifiers import account_code, deposit_code, digest, lot_code, payout_code
from domain.kernel import Command, Rejected, StreamId
from domain.lot.state import Lot
from domain.money import show
from domain.payee import Payee, unfit
from domain.payout.events import Part
from domain.phases import OVER, Phase
from domain.pool_codes import is_no_lot

MOST = 100
"""Parts of a payout: what a checker still reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutAsked(Command):
    """What both sign: from which account, to whom, of which lot's deposits how much.

    `to` is the account of the chart that it lies on, `owner` the beneficiary there; `document` the
    SHA-256 of what shows that the payee is right.
    """

    payout: str
    lot: str
    account: str
    to: str
    owner: str
    payee: Payee
    document: str
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        payout_code(self.payout)
        lot_code(self.lot)
        account_code(self.account)
        digest(self.document)
        if self.to not in ROWS:
            raise ValueError(f"to {self.to!r}: expected one of {', '.join(ROWS)}")
        if not self.owner.strip():
            raise ValueError("owner: expected whose it is")
        if (right := unfit(self.payee)) is not None:
            raise ValueError(f"payee: expected {right}")
        if not 0 < len(self.parts) <= MOST:
            raise ValueError(f"parts: {len(self.parts)}, expected 1 to {MOST}")
        if len({part.deposit for part in self.parts}) < len(self.parts):
            raise ValueError("parts: a deposit stands in a payout once")
        for part in self.parts:
            deposit_code(part.deposit)
            if part.amount_fen < 1:
                raise ValueError(f"parts: {part.deposit} has {part.amount_fen}, expected more")


def touched(asked: PayoutAsked) -> tuple[StreamId, ...]:
    """The payout, the account that pays, the lot, and each deposit in the order of the parts."""
    return (
        StreamId("payout", asked.payout),
        StreamId("account", asked.account),
        StreamId("lot", asked.lot),
        *(StreamId("deposit", part.deposit) for part in asked.parts),
    )


def may_not_be_made(states: Sequence[Any], asked: PayoutAsked, law: Law) -> Rejected | None:
    """None where it may be made as it stands now; `states` as `touched` lists them.

    All that a deposit gave on to the owner goes at once, and only once; of one lot, that is open or
    has ended without anybody being known; a deposit of no lot is as of one that ended so. Money
    that the bank took back is not paid to others; fees go to an account of the centre's own.
    """
    _, account, lot, *deposits = states
    if refused := kept_in(account, asked.account, "CNY"):
        return refused
    if asked.to == FEES_TO_SWEEP.code and not law.owns(asked.payee.name, asked.payee.account):
        payee = f"{asked.payee.name} {asked.payee.account}"
        return Rejected("payout.not_own_account", f"{payee} is no account of the centre's own")
    for part, deposit in zip(asked.parts, deposits, strict=True):
        theirs = deposit.terms is not None and deposit.terms.lot == asked.lot
        if not theirs or not (is_no_lot(asked.lot) or may_be_named(lot)):
            return not_open(part.deposit)
        if refused := stands_against(part.deposit, deposit, asked.to, asked.owner, asked.account):
            return refused
        if refused := _of_a_void_sale(part.deposit, deposit, lot, asked):
            return refused
        there = deposit.given.to(asked.to, asked.owner)
        if there != part.amount_fen:
            now = f"{part.deposit} has {show(there)} for {asked.owner}: look again"
            return Rejected("payout.changed", now)
    if not lot.opened and len(asked.parts) > 1:
        return Rejected("payout.sealed_together", f"{asked.lot} was never opened: one by one")
    return None


def _of_a_void_sale(code: str, deposit: Deposit, lot: Lot, asked: PayoutAsked) -> Rejected | None:
    """The price of a sale that is void goes to nobody until two persons wrote down whose it is, as
    a decision says.

    What was kept of a deposit is paid out all the same, and the treasury's interest.
    """
    sold = lot.phase is Phase.VOIDED and deposit.price.was_paid
    interest = asked.owner.startswith("interest/")
    if not sold or interest or asked.to not in OF_A_PRICE:
        return None
    if not deposit.given.besides_kept(asked.to, asked.owner):
        return None
    void = f"the result of {asked.lot} is void: whose the price of {code} is, a court says"
    return Rejected("payout.result_void", void)


def may_be_named(lot: Lot) -> bool:
    """Whether a payout may name deposits of this lot: it is open, or has ended unopened.

    Of one that ended unopened each deposit is paid by itself: an event, a command, a payment that
    names two of them would tell who reads stored events that they are of one lot.
    """
    return lot.opened or lot.phase in OVER


def stands_against(
    code: str, deposit: Deposit, to: str, owner: str, account: str | None
) -> Rejected | None:
    """Why what a deposit gave on to this owner cannot be paid from this account; None: it can.

    The money of others is paid from where it lies, as refunds are; of what nobody can tell any more
    where it came, any account may pay. `account`: None for the one that it lies on.
    """
    if deposit.receivable_fen:
        owing = show(deposit.receivable_fen)
        return Rejected("payout.receivable_open", f"of {code} the bank took {owing}")
    on = deposit.given.lies.get((to, owner), frozenset())
    if len(on) > 1:
        both = " and ".join(sorted(on))
        return Rejected("payout.two_accounts", f"what {code} gave on lies on {both}")
    if account is not None and on - {account}:
        return Rejected("payout.lies_elsewhere", f"what {code} gave on lies on {min(on)}")
    return None
