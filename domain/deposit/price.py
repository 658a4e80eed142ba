"""The price of a sale as its buyer's deposit knows it: what came of it, and on which accounts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.accounts import BANK_RECEIVABLE, DEPOSITS_HELD, PRICE_HELD
from domain.deposit.passed_on import PriceReceived
from domain.deposit.receipt import Receipt
from domain.identifiers import line_id
from domain.postings import Entry


@dataclass(frozen=True, slots=True)
class Price:
    """What the deposit became (P20), and the lines that brought the rest (P21); fen.

    `part_fen`: what of the deposit's part is not given on yet; `moved_to`: our account that it was
    transferred to (P10); `besides`: the receipts, by their places, that had come by then and bore
    none of it. Of a line `back_fen` is what is not given on. `gone_fen`: what the bank took back
    when it was; `taken_fen`: what a court took.
    """

    converted_fen: int = 0
    part_fen: int = 0
    moved_to: str | None = None
    besides: frozenset[int] = frozenset()
    lines: tuple[Receipt, ...] = ()
    gone_fen: int = 0
    taken_fen: int = 0

    def line(self, line: str) -> Receipt | None:
        """What a line brought of it."""
        return next((one for one in self.lines if one.line == line), None)

    @property
    def was_paid(self) -> bool:
        """Whether any of it ever came here: of the deposit, or by a line of its own."""
        return bool(self.converted_fen or self.lines or self.gone_fen)

    def came_fen(self, receivable_fen: int) -> int:
        """All that came of it, wherever it is now, but for what is still owed to us (1003), and
        what a court took: that is to come again.
        """
        made_good = max(0, self.gone_fen - receivable_fen)
        came = self.converted_fen + sum(one.entry.amount for one in self.lines) + made_good
        return came - self.taken_fen

    def lies_on(self, receipts: Iterable[Receipt]) -> frozenset[str]:
        """Our accounts on which what is not given on lies; `receipts`: the deposit's."""
        found = accounts_of(one for one in self.lines if one.back_fen)
        return found | self.part_lies_on(receipts)

    def settled_on(self) -> frozenset[str]:
        """The same, but for the deposit's part before it was transferred."""
        found = accounts_of(one for one in self.lines if one.back_fen)
        return found | {self.moved_to} if self.moved_to and self.part_fen else found

    def part_lies_on(self, receipts: Iterable[Receipt]) -> frozenset[str]:
        """The same of the deposit's part alone."""
        if not self.part_fen:
            return frozenset()
        if self.moved_to is not None:
            return frozenset((self.moved_to,))
        left = (one for one in receipts if one.place not in self.besides)
        return accounts_of(filter(_bears, left))

    def gone_on(self, after: "Price", receipts: Iterable[Receipt]) -> frozenset[str]:
        """Our accounts on which what has gone of it lay, of which less is left `after`."""
        both = zip(self.lines, after.lines, strict=True)
        found = accounts_of(one for one, now in both if now.back_fen < one.back_fen)
        return found | self.part_lies_on(receipts) if after.part_fen < self.part_fen else found


def accounts_of(receipts: Iterable[Receipt]) -> frozenset[str]:
    """Our accounts that they came to; of lines that nobody can read, none is told."""
    return frozenset(line_id(one.line).page.of.account for one in receipts if one.line)


def converted(price: Price, to: str, fen: int, besides: frozenset[int]) -> Price:
    """So much of the deposit became price; what became a bond did not.

    `besides`: what was paid back when a bid was withdrawn, or a court took, bears none of it.
    """
    if to != PRICE_HELD.code:
        return price
    return replace(price, converted_fen=fen, part_fen=fen, besides=besides)


def came(price: Price, event: PriceReceived) -> Price:
    """A line brought so much; what it makes good (1003) had been given on."""
    entry = event.entries[0]
    held = -sum(leg.amount for leg in entry.legs if leg.account == PRICE_HELD.code)
    line = Receipt(event.line, event.payer, event.payer_account, None, 0, held, entry)
    return replace(price, lines=(*price.lines, line), gone_fen=price.gone_fen + _owing(entry))


def gone(price: Price, line: str | None, entry: Entry) -> Price:
    """Without this line, if it was of the price: another's after all, or the bank took it back."""
    kept = tuple(one for one in price.lines if one.line != line)
    if len(kept) == len(price.lines):
        return price
    return replace(price, lines=kept, gone_fen=price.gone_fen + _owing(entry))


def taken(price: Price, fen: int, *, part_first: bool) -> Price:
    """A court took so much: of the lines as they came, then of the deposit's part. That is
    transferred to the fen (P10), so it is left whole as long as there is anything else.

    `part_first`: of the part before the lines, as it was once told.
    """
    part = min(price.part_fen, fen) if part_first else 0
    left, lines = fen - part, []
    for one in price.lines:
        some = min(one.back_fen, left)
        left -= some
        lines.append(replace(one, back_fen=one.back_fen - some))
    gone = price.taken_fen + fen
    return replace(price, part_fen=price.part_fen - part - left, lines=tuple(lines), taken_fen=gone)


def given_on(price: Price) -> Price:
    """What is here is the seller's or the treasury's from now on."""
    lines = tuple(replace(one, back_fen=0) for one in price.lines)
    return replace(price, part_fen=0, lines=lines)


def _bears(receipt: Receipt) -> bool:
    """Whether it is of the deposit itself, or made good what the bank took back of it."""
    kept = (DEPOSITS_HELD.code, BANK_RECEIVABLE.code)
    return not receipt.reversed and any(leg.account in kept for leg in receipt.entry.legs)


def _owing(entry: Entry) -> int:
    return sum(leg.amount for leg in entry.legs if leg.account == BANK_RECEIVABLE.code)
