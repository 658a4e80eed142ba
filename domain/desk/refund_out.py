"""A payment that pays a refund: what it takes from the deposit, and what is said of it there."""

from dataclasses import dataclass

from domain.accounts import (
    BANK_DEBITS,
    IN_TRANSIT,
    INTEREST_PAYABLE,
    REFUNDS_PAYABLE,
    RETURNED,
    UNIDENTIFIED,
)
from domain.deposit.fold import evolve
from domain.deposit.kept_back import held_back
from domain.deposit.owed import (
    RefundConfirmed,
    RefundFailed,
    RefundInstructed,
    RefundPaid,
    RefundReissued,
    RefundReturned,
)
from domain.deposit.refund import Refund, Standing
from domain.deposit.set_off import set_off
from domain.deposit.state import Deposit
from domain.identifiers import PaymentId
from domain.kernel import Event, Rejected, StreamId
from domain.money import show
from domain.payment.events import PaymentOrdered
from domain.postings import Entry, Leg, moved

type Told = tuple[RefundPaid, PaymentOrdered]


@dataclass(frozen=True, slots=True)
class RefundOut:
    """An attempt at a refund. The state that it asks is the deposit's."""

    paid: PaymentId

    @property
    def stream(self) -> StreamId:
        """Where its facts stand."""
        return StreamId("deposit", self.paid.refund.deposit)

    @property
    def holder(self) -> str:
        """Whose a line is by which it comes back."""
        return self.paid.refund.deposit

    def order(self, deposit: Deposit, account: str) -> Told | Rejected | None:
        """Once for each attempt, and only what was approved, from the account it was approved for.

        None for what was taken back since it was approved: it is not paid, nothing is left to do.
        """
        refund = deposit.refund(self.paid.refund.number)
        if refund is not None and refund.awaits:
            return Rejected("refund.waits", f"{self.paid} waits for the bank's interest")
        return self.as_it_stands(deposit, account)

    def as_it_stands(self, deposit: Deposit, account: str) -> Told | Rejected | None:
        """The same, whether or not it waited for the bank's interest."""
        refund = deposit.refund(self.paid.refund.number)
        if refund is None:
            return Rejected("refund.unknown", f"nothing is owed as {self.paid.refund}")
        if refund.standing is Standing.VOID and refund.attempt == self.paid.attempt:
            return None
        if refund.standing is not Standing.APPROVED or refund.attempt != self.paid.attempt:
            return Rejected("refund.not_approved", f"{self.paid} is not approved")
        if refund.account != account:
            return Rejected("refund.other_account", f"{self.paid} is paid from {refund.account}")
        if kept := held_back(deposit, refund, str(self.paid)):
            return kept
        if refund.pays is None or deposit.terms is None:
            return Rejected("refund.no_payee", f"nobody knows to whom {self.paid.refund} goes")
        entry, shape = self._in_transit(deposit)
        ordered = PaymentOrdered(
            payment=str(self.paid),
            account=account,
            amount_fen=entry.amount,
            lot=deposit.terms.lot,
            party=deposit.terms.party,
            payee=refund.pays,
        )
        return self._said(shape, entry), ordered

    def _in_transit(
        self, deposit: Deposit
    ) -> tuple[Entry, type[RefundInstructed | RefundReissued]]:
        """What came back is paid again (P15); else what is payable, interest with it (P12)."""
        number, owner = self.paid.refund.number, self.paid.owner
        if back := deposit.balance(RETURNED.code, number):
            return moved("P15", (RETURNED, owner), (IN_TRANSIT, owner), back), RefundReissued
        legs = self._with_it(deposit, "P12")
        total = sum(leg.amount for leg in legs)
        legs.append(Leg(IN_TRANSIT.code, owner, -total, "P12"))
        return Entry(IN_TRANSIT.book, "CNY", tuple(legs)), RefundInstructed

    def _with_it(self, deposit: Deposit, row: str) -> list[Leg]:
        """What stands in the refund's name, as it goes out."""
        stands = (
            (account.code, deposit.balance(account.code, self.paid.refund.number))
            for account in (REFUNDS_PAYABLE, INTEREST_PAYABLE, RETURNED)
        )
        return [Leg(code, self.paid.owner, fen, row) for code, fen in stands if fen]

    def confirmed(self, _deposit: Deposit, day: str, amount_fen: int) -> RefundConfirmed:
        """The statement of a day shows the debit (P13)."""
        entry = moved("P13", (IN_TRANSIT, self.paid.owner), (BANK_DEBITS, day), amount_fen)
        return self._said(RefundConfirmed, entry)

    def after_all(self, deposit: Deposit, day: str, amount_fen: int) -> RefundConfirmed | Rejected:
        """The bank had refused it, and its statement shows it all the same: it was paid out of what
        was payable again (P13), as long as nothing else became of that, nor of a part of it.
        """
        refund = deposit.refund(self.paid.refund.number)
        assert refund is not None, "what was ordered is owed"
        if refund.standing is not Standing.FAILED:
            told = f"what {self.paid} was to pay is {refund.standing}"
            return Rejected("payment.went_otherwise", told)
        if kept := held_back(deposit, refund, str(self.paid)):
            return kept
        legs = *self._with_it(deposit, "P13"), Leg(BANK_DEBITS.code, day, -amount_fen, "P13")
        if there := sum(leg.amount for leg in legs):
            told = f"of what {self.paid} was to pay {show(amount_fen + there)} is there"
            return Rejected("payment.went_otherwise", told)
        return self._said(RefundConfirmed, Entry(BANK_DEBITS.book, "CNY", legs))

    def returned(
        self, deposit: Deposit, day: str, amount_fen: int, code: str | None
    ) -> tuple[Event, ...]:
        """The whole of it is back on a day, and waits for another account (P15)."""
        entry = moved("P15", (UNIDENTIFIED, day), (RETURNED, self.paid.owner), amount_fen)
        return self._with_us(deposit, self._said(RefundReturned, entry, code=code))

    def failed(self, deposit: Deposit, amount_fen: int, code: str) -> tuple[Event, ...]:
        """It will not be made: to where it was payable from, principal and interest apart, or what
        had come back (P14).
        """
        refund = deposit.refund(self.paid.refund.number)
        assert refund is not None, "what was ordered is owed"
        said = self._said(RefundFailed, self._back(refund, amount_fen), code=code)
        return self._with_us(deposit, said)

    def _with_us(self, deposit: Deposit, said: RefundFailed | RefundReturned) -> tuple[Event, ...]:
        """It is with us again; and is settled, where the bank took its money back meanwhile."""
        if not deposit.own_receivable_fen:
            return (said,)
        of = self.paid.refund
        return (said, *set_off(of.deposit, evolve(deposit, said), of.number))

    def _back(self, refund: Refund, amount_fen: int) -> Entry:
        owner = self.paid.owner
        if refund.reissued:
            legs = [Leg(RETURNED.code, owner, -amount_fen, "P14")]
        else:
            legs = [Leg(REFUNDS_PAYABLE.code, owner, -refund.amount_fen, "P14")]
            if interest := amount_fen - refund.amount_fen:
                legs.append(Leg(INTEREST_PAYABLE.code, owner, -interest, "P14"))
        return Entry(
            IN_TRANSIT.book, "CNY", (Leg(IN_TRANSIT.code, owner, amount_fen, "P14"), *legs)
        )

    def _said[T: RefundPaid](self, shape: type[T], entry: Entry, **more: str | None) -> T:
        return shape(
            deposit=self.paid.refund.deposit,
            number=self.paid.refund.number,
            payment=str(self.paid),
            entries=(entry,),
            **more,
        )
