"""Balances that run beside the lines: does each follow from the one before, whatever the order?"""

from dataclasses import dataclass, field

from api.banks.statements.saying import Sentence
from domain.money import show


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which balances the rows of an account lie, in signed minor units.

    `broken` says where a balance does not follow; `doubtful`: the rows read in the other order
    would follow as well, and lie between other balances. `newest_first`: None where nobody knows.
    """

    opening: int
    closing: int
    broken: Sentence | None
    doubtful: bool
    newest_first: bool | None


@dataclass(slots=True)
class _Order:
    breaks: int = 0
    first: Sentence | None = None

    def follow(self, row: int, stated: int, expected: int, currency: str) -> None:
        if stated == expected:
            return
        self.breaks += 1
        if self.first is None:
            told, wanted = show(stated, currency), show(expected, currency)
            self.first = Sentence("unread.against.follows", n=row, said=told, right=wanted)


@dataclass(slots=True)
class Running:
    """Follows the rows of an account in both orders at once, in constant memory.

    Oldest first, a balance is the one above it and what its own row changed; newest first, the
    one above it less what the row above changed. Rows that state no balance are passed over.
    """

    currency: str
    _first: tuple[int, int] | None = None  # the first balance, and what the rows above it changed
    _first_change: int = 0
    _last: int = 0  # the last balance
    _many: bool = False  # more balances than one
    _last_change: int = 0
    _since: int = 0  # changed by the rows below the last balance
    _oldest_first: _Order = field(default_factory=_Order)
    _newest_first: _Order = field(default_factory=_Order)

    def take(self, row: int, change: int, balance: int | None) -> None:
        """The next row of the file: what it changed, and the balance it states, if any."""
        if balance is None:
            self._since += change
            return
        if self._first is None:
            self._first, self._first_change = (balance, self._since), change
        else:
            self._many = True
            up = self._last + self._since + change
            down = self._last - self._last_change - self._since
            self._oldest_first.follow(row, balance, up, self.currency)
            self._newest_first.follow(row, balance, down, self.currency)
        self._last, self._last_change, self._since = balance, change, 0

    def bounds(self, backwards: bool | None) -> Bounds | None:
        """None where no row states a balance. `backwards`: what dates and times say of the order,
        where they say anything; the balances outweigh them."""
        if self._first is None:
            return None
        (first, above), below = self._first, self._since
        up = (first - self._first_change - above, self._last + below)
        down = (self._last - self._last_change - below, first + above)
        more = self._oldest_first.breaks - self._newest_first.breaks
        newest_first = more > 0 or (more == 0 and bool(backwards))
        order = self._newest_first if newest_first else self._oldest_first
        open_ = more == 0 and backwards is None
        known = None if open_ and self._many else newest_first
        ends = down if newest_first else up
        return Bounds(*ends, order.first, open_ and up != down, known)
