"""The money of a lot, replayed from its events: what each of its deposits held at a position."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.lots.story import Told
from domain.accounts import BY_CODE, CUST
from domain.deposit.given import OTHERS

type Key = tuple[str, str]
"""Account and deposit."""

HELD, FROZEN, BOND, OWED, OTHER = "held", "frozen", "bond", "owed", "other"
_OF_ACCOUNT = {
    "2002": HELD,
    "2010": FROZEN,
    "2003": BOND,
    "2004": BOND,
    "2005": OWED,
    "2006": OWED,
    "2012": OWED,
    "1009": OWED,
}
PARTS = (HELD, OWED, FROZEN, BOND, OTHER)
"""What a lot's money consists of, in the order in which it is drawn."""


@dataclass(frozen=True, slots=True)
class Move:
    """One event that moved a balance; minor units, positive on the account's own side."""

    position: int
    name: str
    account: str
    deposit: str
    amount: int


def moves(story: Iterable[Told], deposits: Iterable[str]) -> tuple[Move, ...]:
    """What the events moved for these deposits and their refunds, in custody; in order. What is
    others' has left them, though it is owned by an order on one of them.
    """
    wanted = set(deposits)
    return tuple(
        Move(told.position, told.name, leg.account, deposit, _normal(leg.account, leg.amount))
        for told in story
        for leg in told.legs
        if leg.book == CUST
        and leg.account not in OTHERS
        and (deposit := leg.owner.partition("/")[0]) in wanted
    )


def balances(moved: Iterable[Move], until: int) -> dict[Key, int]:
    """What stood on each account for each deposit at a position; zeros are left out."""
    sums: dict[Key, int] = defaultdict(int)
    for move in moved:
        if move.position <= until:
            sums[move.account, move.deposit] += move.amount
    return {key: fen for key, fen in sums.items() if fen}


@dataclass(frozen=True, slots=True)
class Flow:
    """What came for deposits, and what left them again, event by event; minor units."""

    came: int = 0
    went: int = 0

    @property
    def here(self) -> int:
        """What is left of it."""
        return self.came - self.went


def flow(moved: Iterable[Move], until: int) -> Flow:
    """What came and went up to a position; what an event moves between accounts is neither."""
    net: dict[int, int] = defaultdict(int)
    for move in moved:
        if move.position <= until:
            net[move.position] += move.amount if _is_owed(move.account) else -move.amount
    came = sum(fen for fen in net.values() if fen > 0)
    return Flow(came, came - sum(net.values()))


def in_parts(standing: Mapping[Key, int]) -> dict[str, int]:
    """Balances by what they are for the lot."""
    parts = dict.fromkeys(PARTS, 0)
    for (account, _), fen in standing.items():
        parts[part_of(account)] += fen if _is_owed(account) else -fen
    return parts


def part_of(account: str) -> str:
    """What an account is for the lot."""
    return _OF_ACCOUNT.get(account, OTHER)


def steps(moved: Sequence[Move]) -> Iterator[tuple[int, dict[str, int]]]:
    """The parts after each position at which something moved."""
    positions = sorted({move.position for move in moved})
    at = [move.position for move in moved]
    sums: dict[Key, int] = defaultdict(int)
    done = 0
    for position in positions:
        upto = bisect_right(at, position)
        for move in moved[done:upto]:
            sums[move.account, move.deposit] += move.amount
        done = upto
        yield position, in_parts(sums)


def _is_owed(account: str) -> bool:
    """Whether it grows on the credit side: money of others that lies here."""
    known = BY_CODE.get(account)
    return known is None or known.normal == "Cr"


def _normal(account: str, minor: int) -> int:
    return -minor if _is_owed(account) else minor
