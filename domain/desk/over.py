"""Money that goes over within custody: the two halves of it, and whether it may be somebody's."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.accounts import (
    CUST,
    DEPOSITS_HELD,
    INTEREST_TO_ALLOCATE,
    UNIDENTIFIED,
    Account,
)
from domain.carried import CarriedPart, Parts
from domain.deposit.carried import DepositCarriedIn
from domain.deposit.events import Terms
from domain.identifiers import line_id
from domain.kernel import Rejected
from domain.names import same_name
from domain.postings import Entry, Leg

ROW = "P32"


@dataclass(frozen=True, slots=True)
class Over:
    """So much goes over by way of an account's day (`through`), as a line would; fen.

    `interest`: what the bank paid on it, that goes along.
    """

    through: str
    held_fen: int
    interest_fen: int = 0

    def entry(self, side: int, *owned: tuple[Account, str, int]) -> Entry:
        """One half: of these owners (side 1) to the day, or from the day to them (side -1)."""
        legs = [Leg(of.code, owner, side * fen, ROW) for of, owner, fen in owned if fen]
        whole = -sum(leg.amount for leg in legs)
        return Entry(CUST, "CNY", (*legs, Leg(UNIDENTIFIED.code, self.through, whole, ROW)))

    def of_a_deposit(self, code: str, side: int) -> Entry:
        """A deposit's half: what it holds, and the bank's interest on that."""
        return self.entry(
            side,
            (DEPOSITS_HELD, code, self.held_fen),
            (INTEREST_TO_ALLOCATE, code, self.interest_fen),
        )

    def came_in(self, code: str, source: str, parts: Parts) -> DepositCarriedIn:
        """That it came over to a deposit."""
        entry = self.of_a_deposit(code, -1)
        return DepositCarriedIn(deposit=code, source=source, parts=parts, entries=(entry,))


def not_from(parts: Iterable[CarriedPart], terms: Terms, code: str) -> Rejected | None:
    """Why it may not count for a deposit: who paid it, or whence, is not what the deposit asks for.

    The tests are those of an arrival (3.5).
    """
    for part in parts:
        basic = terms.basic_account
        if not same_name(part.payer, terms.payer) or basic not in (None, part.payer_account):
            return Rejected(
                "carry.other_payer", f"{code} is not paid by {part.payer}, or not thence"
            )
    return None


def lies_on(parts: Iterable[CarriedPart]) -> frozenset[str]:
    """The accounts of ours that it came to."""
    return frozenset(line_id(part.line).page.of.account for part in parts if part.line)
