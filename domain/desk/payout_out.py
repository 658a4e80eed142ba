"""A payment that makes a payout: what it takes from its beneficiary's account, and what is said."""

from dataclasses import dataclass

from domain.accounts import (
    BANK_DEBITS,
    BY_CODE,
    ENFORCEMENT_PAYABLE,
    FEE_INCOME,
    FEES_TO_SWEEP,
    IN_TRANSIT,
    OWN_BANK,
    RETURNED,
    SELLER_PAYABLE,
    TREASURY_PAYABLE,
    UNIDENTIFIED,
)
from domain.identifiers import PayoutId
from domain.kernel import Event, Rejected, StreamId
from domain.payment.events import PaymentOrdered
from domain.payout.events import (
    Confirmed,
    PayoutConfirmed,
    PayoutFailed,
    PayoutInstructed,
    PayoutProposed,
    PayoutReturned,
    ServiceFeeSwept,
    TreasuryRemitted,
)
from domain.payout.state import Payout, Stage
from domain.postings import Entry, moved, reversed_entry

ROWS: dict[str, str] = {
    SELLER_PAYABLE.code: "P22",
    TREASURY_PAYABLE.code: "P23",
    ENFORCEMENT_PAYABLE.code: "P27",
    FEES_TO_SWEEP.code: "P31",
}
"""What may be paid out, and the row of REFERENCE 3.7 that says so."""

_PAID: dict[str, type[Confirmed]] = {
    SELLER_PAYABLE.code: PayoutConfirmed,
    TREASURY_PAYABLE.code: TreasuryRemitted,
    ENFORCEMENT_PAYABLE.code: PayoutConfirmed,
    FEES_TO_SWEEP.code: ServiceFeeSwept,
}
"""And what it is called when the bank has paid it."""

type Told = tuple[PayoutInstructed, PaymentOrdered]


@dataclass(frozen=True, slots=True)
class PayoutOut:
    """A payout's one payment. The state that it asks is the payout's."""

    paid: PayoutId

    @property
    def stream(self) -> StreamId:
        """Where its facts stand."""
        return StreamId("payout", self.paid.code)

    @property
    def holder(self) -> str:
        """Whose a line is by which it comes back."""
        return self.paid.code

    def order(self, payout: Payout, account: str) -> Told | Rejected:
        """Once, only what was approved, and from the account it was approved for."""
        proposed = payout.proposed
        if proposed is None or payout.stage is not Stage.APPROVED:
            return Rejected("payout.not_approved", f"{self.paid} is {payout.stage}")
        if proposed.account != account:
            return Rejected("payout.other_account", f"{self.paid} is paid from {proposed.account}")
        if proposed.payee is None:
            return Rejected("payout.no_payee", f"nobody knows to whom {self.paid} goes")
        source = BY_CODE[proposed.to], proposed.owner
        transit = IN_TRANSIT, self.paid.owner
        entry = moved(ROWS[proposed.to], source, transit, payout.amount_fen)
        ordered = PaymentOrdered(
            payment=self.paid.code,
            account=account,
            amount_fen=payout.amount_fen,
            lot=proposed.lot,
            party=None,
            payee=proposed.payee,
        )
        return PayoutInstructed(payout=self.paid.code, entries=(entry,)), ordered

    def confirmed(self, payout: Payout, day: str, amount_fen: int) -> Confirmed:
        """The statement of a day shows the debit; fees are income from then on (P31)."""
        to = _proposed(payout).to
        entry = moved(ROWS[to], (IN_TRANSIT, self.paid.owner), (BANK_DEBITS, day), amount_fen)
        return _PAID[to](payout=self.paid.code, entries=(entry, *_own(payout, amount_fen)))

    def after_all(self, payout: Payout, day: str, amount_fen: int) -> Confirmed | Rejected:
        """The bank had refused it, and shows it all the same: made, unless it was given up."""
        if payout.stage is not Stage.FAILED:
            went = f"what {self.paid} was to pay is {payout.stage}"
            return Rejected("payment.went_otherwise", went)
        proposed = _proposed(payout)
        source = BY_CODE[proposed.to], proposed.owner
        entry = moved(ROWS[proposed.to], source, (BANK_DEBITS, day), amount_fen)
        own = _own(payout, amount_fen)
        return _PAID[proposed.to](payout=self.paid.code, entries=(entry, *own))

    def returned(
        self, payout: Payout, day: str, amount_fen: int, code: str | None
    ) -> tuple[Event, ...]:
        """The whole of it is back on a day (P15); fees are income no more."""
        entry = moved("P15", (UNIDENTIFIED, day), (RETURNED, self.paid.owner), amount_fen)
        own = map(reversed_entry, _own(payout, amount_fen))
        return (PayoutReturned(payout=self.paid.code, code=code, entries=(entry, *own)),)

    def failed(self, payout: Payout, amount_fen: int, code: str) -> tuple[Event, ...]:
        """It will not be made: payable as before (P14)."""
        proposed = _proposed(payout)
        source = BY_CODE[proposed.to], proposed.owner
        entry = moved("P14", (IN_TRANSIT, self.paid.owner), source, amount_fen)
        return (PayoutFailed(payout=self.paid.code, code=code, entries=(entry,)),)


def _proposed(payout: Payout) -> PayoutProposed:
    assert payout.proposed is not None, "what was ordered was proposed"
    return payout.proposed


def _own(payout: Payout, amount_fen: int) -> tuple[Entry, ...]:
    """What the centre has of it in its own book: the fees, once they are swept."""
    proposed = _proposed(payout)
    if proposed.to != FEES_TO_SWEEP.code:
        return ()
    return (moved("P31", (OWN_BANK, proposed.owner), (FEE_INCOME, proposed.owner), amount_fen),)
