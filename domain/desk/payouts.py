"""What maker and checker of a payout have in common: its streams, and whether it may be made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.accounts import FEES_TO_SWEEP
from domain.desk.books import kept_in
from domain.desk.pairing import not_open
from domain.desk.payout_out import ROWS
from domain.governance.state import Law
from domain.identifiers import account_code, deposit_code, digest, lot_code, payout_code
from domain.kernel import Command, Rejected, StreamId
from domain.lot.state import Phase
from domain.money import show
from domain.payee import Payee
from domain.payout.events import Part

type Lies = Mapping[tuple[str, str], frozenset[str]]
"""On which accounts of ours lies what is an owner's of an account of the chart."""

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
        if not self.payee.name.strip() or not self.payee.account.strip():
            raise ValueError("payee: expected a name and an account")
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
    has ended without anybody being known. Money that the bank took back is not paid to others; fees
    go to an account of the centre's own.
    """
    _, account, lot, *deposits = states
    if refused := kept_in(account, asked.account, "CNY"):
        return refused
    if asked.to == FEES_TO_SWEEP.code and not law.owns(asked.payee.name, asked.payee.account):
        payee = f"{asked.payee.name} {asked.payee.account}"
        return Rejected("payout.not_own_account", f"{payee} is no account of the centre's own")
    for part, deposit in zip(asked.parts, deposits, strict=True):
        open_now = lot.opened or lot.phase in (Phase.FAILED, Phase.TERMINATED)
        if not open_now or deposit.terms is None or deposit.terms.lot != asked.lot:
            return not_open(part.deposit)
        if deposit.receivable_fen:
            owing = show(deposit.receivable_fen)
            return Rejected("payout.receivable_open", f"of {part.deposit} the bank took {owing}")
        there = deposit.given.to(asked.to, asked.owner)
        if there != part.amount_fen:
            now = f"{part.deposit} has {show(there)} for {asked.owner}: look again"
            return Rejected("payout.changed", now)
        if refused := _lies_elsewhere(part.deposit, deposit.given.lies, asked):
            return refused
    return None


def _lies_elsewhere(code: str, lies: Lies, asked: PayoutAsked) -> Rejected | None:
    """Why another account pays: the money of others is paid from where it lies, as refunds are.

    Of what nobody can tell any more where it came, any account may pay.
    """
    on = lies.get((asked.to, asked.owner), frozenset())
    if len(on) > 1:
        both = " and ".join(sorted(on))
        return Rejected("payout.two_accounts", f"what {code} gave on lies on {both}")
    if on - {asked.account}:
        return Rejected("payout.lies_elsewhere", f"what {code} gave on lies on {min(on)}")
    return None
