"""A bidder claims money that reached nobody for its deposit (认领), or takes that back.

The platform asks on the bidder's wish: whoever asks is named in clear, and nobody may know before
the opening who bids.
"""

import re
from datetime import date, timedelta

from domain.calendar import beijing_day, plausible
from domain.deposit.claimed import ReceiptClaimed, ReceiptClaimWithdrawn
from domain.deposit.receipt_claim import ReceiptClaim, Stage, bare, fulfilled
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.party_codes import party_code
from domain.payee import Payee, unfit

MOST = 20
"""Claims of a deposit, ever: who pays more often in vain, needs a person."""
PAYER_MOST_BYTES = 240
"""Of a payer's name in UTF-8, 80 Chinese signs: so a claim fills no more than a sealed box."""
BEFORE = timedelta(days=366)
"""So long before its deadline a deposit may have been paid."""
_SERIAL = re.compile(r"[0-9A-Za-z][0-9A-Za-z./_-]{0,34}")


@command("ClaimReceipt", zh="认领来款")
class ClaimReceipt(Command):
    """A payment of so many fen, sent on a day from this account, is for the party's deposit.

    `serial`: the bank's, where it is known.
    """

    deposit: str
    party: str
    amount_fen: int
    sent_on: date
    payer: str
    payer_account: str
    serial: str | None = None

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        party_code(self.party)
        plausible("sent_on", self.sent_on)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        right = unfit(Payee(name=self.payer, account=self.payer_account))
        if right is not None:
            raise ValueError(f"payer, payer_account: expected {right}")
        if len(self.payer.encode()) > PAYER_MOST_BYTES:
            raise ValueError(f"payer: expected at most {PAYER_MOST_BYTES // 3} Chinese signs")
        if self.serial is not None and _SERIAL.fullmatch(self.serial) is None:
            raise ValueError(f"serial {self.serial[:60]!r}: expected 1 to 35 letters and digits")


@command("WithdrawReceiptClaim", zh="撤回来款认领")
class WithdrawReceiptClaim(Command):
    """The party claims that payment no more."""

    deposit: str
    party: str
    claim: int

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        party_code(self.party)


def claim(deposit: Deposit, asked: ClaimReceipt, context: Context) -> Decision:
    """Of one's own deposit, while it is neither paid back nor given on; each payment once."""
    refused = (
        _not_theirs(deposit, asked)
        or _at_another_time(deposit, asked, context)
        or _over(deposit, asked.deposit)
        or _said_before(deposit, asked)
    )
    if refused:
        return refused
    return (
        ReceiptClaimed(
            deposit=asked.deposit,
            claim=len(deposit.claimed) + 1,
            party=asked.party,
            amount_fen=asked.amount_fen,
            sent_on=asked.sent_on,
            payer=asked.payer,
            payer_account=asked.payer_account,
            serial=asked.serial,
        ),
    )


def withdraw(deposit: Deposit, asked: WithdrawReceiptClaim, _context: Context) -> Decision:
    """While nobody has answered it; withdrawn again it changes nothing."""
    if refused := _not_theirs(deposit, asked):
        return refused
    found = standing(deposit, asked.deposit, asked.claim)
    if isinstance(found, Rejected):
        return found
    if found.stage is Stage.WITHDRAWN:
        return ()
    if found.stage is not Stage.OPEN:
        return answered(asked.deposit, found)
    return (ReceiptClaimWithdrawn(deposit=asked.deposit, claim=asked.claim),)


def standing(deposit: Deposit, code: str, number: int) -> ReceiptClaim | Rejected:
    """The claim of that number as it stands, a fulfilled one too."""
    found = next((one for one in deposit.told_claims if one.number == number), None)
    return found or Rejected("claim.unknown", f"{code} has no claim {number}")


def answered(code: str, found: ReceiptClaim) -> Rejected:
    """The answer to whoever comes too late."""
    return Rejected("claim.answered", f"claim {found.number} of {code} is {found.stage}")


def _not_theirs(deposit: Deposit, asked: ClaimReceipt | WithdrawReceiptClaim) -> Rejected | None:
    """The same answer of a deposit that is another's, and of one that is not there."""
    if deposit.terms is not None and deposit.terms.party == asked.party:
        return None
    return Rejected("claim.not_theirs", f"{asked.deposit} is no deposit of {asked.party}")


def _at_another_time(deposit: Deposit, asked: ClaimReceipt, context: Context) -> Rejected | None:
    assert deposit.terms is not None, "a deposit of somebody's has terms"
    first, today = beijing_day(deposit.terms.deadline) - BEFORE, beijing_day(context.received_at)
    if first <= asked.sent_on <= today:
        return None
    return Rejected("claim.other_time", f"sent on {asked.sent_on}: expected {first} to {today}")


def _over(deposit: Deposit, code: str) -> Rejected | None:
    """Why nothing can come for it any more: what it had was paid back, or is others' by now."""
    if any(refund.ends_it for refund in deposit.refunds):
        return Rejected("claim.deposit_refunded", f"{code} is being paid back, or has been")
    gone_over = any(one.gone_over for one in deposit.receipts)
    if deposit.converted or deposit.given.forfeiture or gone_over:
        return Rejected("claim.deposit_closed", f"{code} was converted, kept, or carried over")
    return None


def _said_before(deposit: Deposit, asked: ClaimReceipt) -> Rejected | None:
    if len(deposit.claimed) >= MOST:
        return Rejected("claim.too_many", f"{asked.deposit} has {MOST} claims: speak to the desk")
    same = next((one for one in deposit.claimed if one.open and _same(one, asked)), None)
    if same is not None:
        return Rejected("claim.made_before", f"it is claim {same.number} of {asked.deposit}")
    known = {one.line for one in fulfilled(deposit.claimed, deposit.receipts).values()}
    meant = ReceiptClaim(
        number=0,
        amount_fen=asked.amount_fen,
        sent_on=asked.sent_on,
        payer=asked.payer,
        payer_account=asked.payer_account,
        serial=asked.serial,
    )
    others = (one for one in deposit.receipts if one.line not in known)
    if fulfilled((meant,), others):
        return Rejected("claim.received", f"{asked.deposit} has received it")
    return None


def _same(one: ReceiptClaim, asked: ClaimReceipt) -> bool:
    """The same payment: where both name a serial, two of a day are told apart by it."""
    if (one.amount_fen, one.sent_on) != (asked.amount_fen, asked.sent_on):
        return False
    serials = {one.serial, asked.serial} - {None}
    return bare(one.payer_account) == bare(asked.payer_account) and len(serials) < 2


def _touches(asked: ClaimReceipt | WithdrawReceiptClaim) -> tuple[StreamId, ...]:
    return (StreamId("deposit", asked.deposit),)


CLAIM_RECEIPT = Decider(handles=ClaimReceipt, touches=_touches, decide=claim)
WITHDRAW_RECEIPT_CLAIM = Decider(handles=WithdrawReceiptClaim, touches=_touches, decide=withdraw)
