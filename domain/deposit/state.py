"""A deposit as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.accounts import DEPOSITS_HELD, PRICE_HELD
from domain.calendar import beijing_day
from domain.deposit.besides import Besides
from domain.deposit.events import (
    DepositSecured,
    Terms,
)
from domain.deposit.given import Given
from domain.deposit.holding import Hold, frozen_fen
from domain.deposit.lying import Moved, lay
from domain.deposit.owed import (
    InterestAllocated,
)
from domain.deposit.price import Price
from domain.deposit.receipt import Receipt
from domain.deposit.receipt_claim import ReceiptClaim, Stage, fulfilled
from domain.deposit.refund import Refund
from domain.interest import Span
from domain.pool_codes import is_pool


@dataclass(frozen=True, slots=True)
class Paid:
    """The bank paid interest on what lay on an account of ours, up to a day (not counted).

    `line`: the one that brought it; None where nobody can read it any more.
    """

    account: str
    until: date
    line: str | None


@dataclass(frozen=True, slots=True)
class Deposit:
    """What is owed, on which number, what came, what stands in its name, what goes back.

    A deposit that is required but whose terms nobody can read any more has no terms. `balances`
    are minor units by (account, owner), credit positive; nothing that is zero is kept. `told`: what
    was said last of the bank's interest. `came`: how many receipts there ever were.
    `given_back_fen`: what a guarantee stood in for that was given back since. `given`: what is
    others' by now. `price`: what came of a sale's; `interest`: on which accounts of ours the bank's
    lies, and how much; `besides`: lines that brought money of nobody who bids;
    `hold_codes`: of all orders that ever held anything of it back, as what a court took is owed to
    its hold's; `proceeds_gone_fen`: what guarantors paid, others had, and the bank took back.
    `claimed`: what its bidder says was paid for it besides. `moved`: what came to our accounts and
    went, by the day; `paid_interest`: the bank's interest on it, each time. `ended`: which of its
    refunds was owed no more last, while none took its place; 0: none.
    """

    required: bool = False
    terms: Terms | None = None
    sub_account: str | None = None
    valid_until: date | None = None
    receipts: tuple[Receipt, ...] = ()
    came: int = 0
    refused: tuple[str | None, ...] = ()
    secured: DepositSecured | None = None
    given_back_fen: int = 0
    holds: tuple[Hold, ...] = ()
    hold_codes: frozenset[str] = frozenset()
    refunds: tuple[Refund, ...] = ()
    converted: bool = False
    told: InterestAllocated | None = None
    balances: Mapping[tuple[str, str], int] = field(default_factory=dict)
    given: Given = field(default_factory=Given)
    price: Price = field(default_factory=Price)
    interest: Mapping[str, int] = field(default_factory=dict)
    besides: tuple[Besides, ...] = ()
    proceeds_gone_fen: int = 0
    claimed: tuple[ReceiptClaim, ...] = ()
    moved: Moved = field(default_factory=dict)
    paid_interest: tuple[Paid, ...] = ()
    ended: int = 0

    def balance(self, account: str, number: int | None = None) -> int:
        """What stands on an account in the deposit's name, or in that of one of its refunds."""
        wanted = "" if number is None else f"/{number}"
        return sum(
            amount
            for (code, owner), amount in self.balances.items()
            if code == account and owner[17:] == wanted  # an id has 17 signs
        )

    @property
    def of_nobody(self) -> bool:
        """Whether it gives back what is nobody's: it is of no lot and no party."""
        return self.terms is not None and not self.terms.party

    @property
    def held_fen(self) -> int:
        """What the deposit holds in 2002."""
        return self.balance("2002")

    @property
    def held_or_frozen_fen(self) -> int:
        """What it holds, or held until an order froze it; of nothing else that is frozen."""
        return self.held_fen + frozen_fen(self.holds, DEPOSITS_HELD.code)

    def interest_line(self, account: str) -> str | None:
        """The line by which the bank paid its latest interest on an account of ours."""
        lines = [one.line for one in self.paid_interest if one.account == account and one.line]
        return lines[-1] if lines else None

    def lay_on(self, account: str, since: date, until: date) -> tuple[Span, ...]:
        """What of it lay on an account of ours in a time, but for what is price or others' now."""
        own = sum(fen for (code, _), fen in self.balances.items() if code != PRICE_HELD.code)
        price = frozen_fen(self.holds, PRICE_HELD.code)
        others = max(0, sum(self.moved.values()) - (own - price))
        return lay(self.moved, others, account, since, until)

    @property
    def receivable_fen(self) -> int:
        """What somebody owes us since the bank took a credit back whose money had gone (1003)."""
        return -self.balance("1003")

    @property
    def own_receivable_fen(self) -> int:
        """The same but for what guarantors had paid: that a bidder never makes good."""
        return self.receivable_fen - min(self.proceeds_gone_fen, self.receivable_fen)

    @property
    def missing_fen(self) -> int:
        """What still has to come until it is whole; a guarantee stands in for its amount, if it
        lasts to the deadline.

        What counted counts wherever it is now, but for what goes back since a bid was withdrawn.
        """
        if self.terms is None:
            return 0
        counted = sum(receipt.counted_fen for receipt in self.receipts) - self._withdrawn_fen
        return max(0, self.terms.amount_fen - counted - self.promised_fen)

    @property
    def awaited_fen(self) -> int:
        """The same, but for what a guarantee stood in for until it was given back: nobody owes that
        any more.
        """
        return max(0, self.missing_fen - self.given_back_fen)

    @property
    def _withdrawn_fen(self) -> int:
        """What is paid back since a bid was withdrawn, or a court took of that, of lines that still
        count.
        """
        back = (one for one in self.refunds if one.is_paid_back and not one.ends_it)
        gone = sum(one.back_fen if one.reversed else -one.taken_fen for one in self.receipts)
        return max(0, sum(one.amount_fen for one in back) - gone)

    @property
    def whole(self) -> bool:
        """Whether all of it came, or a guarantee stood in for the rest until it was given back."""
        return self.terms is not None and not self.awaited_fen

    def secured_fen(self, day: date) -> int:
        """What a guarantee stands in for on a day: from the day after its last, nothing."""
        one = self.secured
        over = one is None or (one.valid_until is not None and one.valid_until < day)
        return 0 if one is None or over else one.amount_fen or 0

    @property
    def promised_fen(self) -> int:
        """What a guarantee stands in for at the deadline."""
        return self.secured_fen(beijing_day(self.terms.deadline)) if self.terms else 0

    def is_there(self, day: date) -> bool:
        """Held, frozen or guaranteed on a day to its full amount: what came late is not, nor what
        went back.
        """
        there = self.held_or_frozen_fen + self.secured_fen(day)
        return self.terms is not None and there >= self.terms.amount_fen

    def refund(self, number: int) -> Refund | None:
        """The refund of that number, if there is one."""
        return self.refunds[number - 1] if 1 <= number <= len(self.refunds) else None

    def receipt(self, line: str) -> Receipt | None:
        """What a line brought, if it is this deposit's."""
        return next((one for one in self.receipts if one.line == line and not one.reversed), None)

    @property
    def told_claims(self) -> tuple[ReceiptClaim, ...]:
        """The claims as they stand: fulfilled where a line that came for it is what one means."""
        done = fulfilled(self.claimed, self.receipts)
        return tuple(
            replace(one, stage=Stage.FULFILLED) if one.number in done else one
            for one in self.claimed
        )

    def came_from(self, source: str) -> bool:
        """Whether money of this deposit or pool came over to it."""
        return any(one.source == source for one in self.receipts)

    def is_pooled(self, receipt: Receipt) -> bool:
        """Whether a pool stands for it here: then it goes back to the pool, and not out."""
        lot = self.terms.lot if self.terms else None
        return is_pool(receipt.source) and receipt.source != lot

    def brought(self, line: str) -> Receipt | None:
        """What a line brought of the deposit, of the price that it became, or besides."""
        there = self.receipt(line) or self.price.line(line)
        besides = self.brought_besides(line)
        return there or (besides.came if besides else None)

    def brought_besides(self, line: str | None) -> Besides | None:
        """What a line brought that is nobody's who bids."""
        return next((one for one in self.besides if one.came.line == line), None)
