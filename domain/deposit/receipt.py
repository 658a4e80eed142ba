"""What a line brought a deposit: who paid it, what of it counts, from when it earns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.accounts import DEPOSITS_HELD, UNIDENTIFIED
from domain.carried import CarriedPart
from domain.deposit.arrived import LineTaken
from domain.deposit.carried import DepositCarriedIn
from domain.deposit.refund import Refund
from domain.identifiers import line_id
from domain.payee import Payee, payee_of
from domain.postings import Entry, moved


@dataclass(frozen=True, slots=True)
class Receipt:
    """A line that came for this deposit: who paid it, what of it counts, what it moved.

    `value_date`: the bank's, where it gives one. `back_fen`: what of it goes back, or has gone: all
    that counts, until it is converted. Once the bank took it back (`reversed`), nothing counts, and
    what had gone has gone. `place`: how many had come for the deposit before it, for its line may
    not be readable any more. `source`: the deposit or pool that it came over from; `gone_over`: so
    it went, to another one. `taken_fen`: what a court took of it while the deposit went back
    since a bid was withdrawn: that counts no more, as what had gone back would not.
    """

    line: str | None
    payer: str | None
    payer_account: str | None
    value_date: date | None
    counted_fen: int
    back_fen: int
    entry: Entry
    reversed: bool = False
    place: int = 0
    source: str | None = None
    gone_over: bool = False
    taken_fen: int = 0

    @property
    def banked_on(self) -> date | None:
        """The day under which its line is banked; None where that cannot be read any more."""
        return line_id(self.line).page.of.day if self.line else None

    @property
    def since(self) -> date | None:
        """From when it earns interest: its value date, else its booking day (E15).

        None where the line cannot be read any more.
        """
        return (self.value_date or self.banked_on) if self.line else None

    @property
    def payee(self) -> Payee | None:
        """To whom it goes back; None where the bank did not say so whole."""
        return payee_of(self.payer, self.payer_account)

    def is_of(self, payee: Payee | None) -> bool:
        """True when it came from this account."""
        return (self.payee and self.payee.account) == (payee and payee.account)


def received(event: LineTaken, place: int) -> Receipt:
    """The receipt that a fact of an arrival tells of; `place`: so many had come before."""
    entry = event.entries[0]
    counted = -sum(leg.amount for leg in entry.legs if leg.account == "2002")
    return Receipt(
        line=event.line,
        payer=event.payer,
        payer_account=event.payer_account,
        value_date=event.value_date,
        counted_fen=counted,
        back_fen=counted,
        entry=entry,
        place=place,
    )


def carried_in(event: DepositCarriedIn, place: int) -> tuple[Receipt, ...]:
    """The receipts that came over; `place`: so many had come before."""
    (entry,) = event.entries
    held = -sum(leg.amount for leg in entry.legs if leg.account == DEPOSITS_HELD.code)
    unreadable = CarriedPart(
        line=None, payer=None, payer_account=None, value_date=None, amount_fen=held
    )
    parts = event.parts if event.parts is not None else (unreadable,) if held else ()
    through = next(leg.owner for leg in entry.legs if leg.account == UNIDENTIFIED.code)
    return tuple(
        Receipt(
            line=part.line,
            payer=part.payer,
            payer_account=part.payer_account,
            value_date=part.value_date,
            counted_fen=part.amount_fen,
            back_fen=part.amount_fen,
            entry=moved(
                "P32",
                (UNIDENTIFIED, through),
                (DEPOSITS_HELD, event.deposit),
                part.amount_fen,
            ),
            place=place + number,
            source=event.source,
        )
        for number, part in enumerate(parts)
    )


def taken_back(receipt: Receipt, entry: Entry, refunds: Iterable[Refund]) -> Receipt:
    """What is left of it when the bank takes it back by this entry: what had gone by then.

    `refunds`: the deposit's; of those that it was owed by for itself, nothing had counted.
    """
    own = {str(one.number) for one in refunds if one.line and one.line == receipt.line}
    elsewhere = sum(
        leg.amount
        for leg in entry.legs
        if leg.account == "1003" or leg.owner.rpartition("/")[2] in own
    )
    taken = receipt.entry.amount - elsewhere
    gone = max(0, receipt.back_fen - taken)
    return replace(receipt, counted_fen=0, back_fen=gone, reversed=True)


def without(
    receipts: Iterable[Receipt], line: str | None, entry: Entry, refunds: Sequence[Refund]
) -> Iterator[Receipt]:
    """The receipts without what the bank took back; what of that had gone is still told."""
    for receipt in receipts:
        if receipt.line != line or receipt.reversed:
            yield receipt
        elif (left := taken_back(receipt, entry, refunds)).back_fen:
            yield left
