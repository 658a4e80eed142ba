"""How much larger a scenario is played than its file has it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Prices x `times`; deposits too, with `add` fen on top. Raises ValueError."""

    times: int = 1
    add: int = 0

    def __post_init__(self) -> None:
        if self.times < 1:
            raise ValueError(f"scale {self.times}: expected one or more")
        if self.add < 0:
            raise ValueError(f"add {self.add}: expected zero fen or more")

    def price(self, fen: int) -> int:
        """A price, a fee, an excess; fen."""
        return fen * self.times

    def deposit(self, fen: int) -> int:
        """A required deposit; fen."""
        return fen * self.times + self.add


AS_GIVEN = Size()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What rows alone do not say of their own amounts.

    `required`: the deposit of each lot as the file has it, fen. `earns`: by the row of the bank's
    interest, whose number it is on (`A1/B2`), and the row up to whose day it is, where not its own.
    `kept`: by the row that gives interest on to others than who paid, whose number that was on.
    `numbers`: other names of a number (`A1/B1payer`). `rate_ppm`: the bank's, a year.
    """

    required: Mapping[str, int]
    rate_ppm: int
    earns: Mapping[int, tuple[str, int | None]]
    kept: Mapping[int, str]
    numbers: Mapping[str, str]
