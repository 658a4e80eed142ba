"""The five marks of a bank line: how it fits whatever it may belong to (REFERENCE 3.5).

Always in one order: number, name, account, amount, time. A mark is no decision: it shows which of
the rules that decide is met, and which is not.
"""

from dataclasses import dataclass, fields
from enum import StrEnum


class Mark(StrEnum):
    """How one thing compares with what is wanted."""

    MEETS = "meets"
    DIFFERS = "differs"
    """It differs, and the money counts all the same."""
    REQUIRED = "required"
    """It differs, and therefore the money does not count."""
    NOTHING = "nothing"
    """There is nothing to compare."""


def same(one: object, other: object) -> Mark:
    """Meets or does not, where both are known."""
    if one is None or other is None:
        return Mark.NOTHING
    return Mark.MEETS if one == other else Mark.DIFFERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The marks. `number`: the sub-account of a deposit, the reference of a payment."""

    number: Mark = Mark.NOTHING
    name: Mark = Mark.NOTHING
    account: Mark = Mark.NOTHING
    amount: Mark = Mark.NOTHING
    time: Mark = Mark.NOTHING

    @property
    def failed(self) -> str | None:
        """The first test that is required and not met; else the first that differs; else None."""
        for wanted in (Mark.REQUIRED, Mark.DIFFERS):
            for one in fields(self):
                if getattr(self, one.name) is wanted:
                    return one.name
        return None

    @property
    def fits(self) -> bool:
        """It names whose it is, and nothing differs: many such lines may be matched at once."""
        return self.number is Mark.MEETS and self.failed is None

    @property
    def score(self) -> int:
        """So many of the five meet, and half of what there is nothing to compare of; of 10."""
        worth = {Mark.MEETS: 2, Mark.NOTHING: 1}
        return sum(worth.get(getattr(self, one.name), 0) for one in fields(self))
