"""What a sale comes to: how much is earnest, how much is paid first, how much came above the start.

Each is what a note has, made as large as the scenario is played.
"""

from collections.abc import Iterable, Iterator, Sequence

from api.figures import figures_of
from api.scenario.outcome import Difference, compared
from api.scenario.script import Hold
from api.scenario.stage import Stage
from api.scenario.steps import in_force
from api.scenario.table import Row
from domain.deposit.owed import DepositConverted
from ledger.feed import Recorded

_SHARES = {"earnest.share": "earnest cap 20 % =", "price.first_instalment": "50 % ="}
"""Of a price, by their subjects: behind which words a note has them."""


def shares(lot: str) -> Hold:
    """How much of the price of the row is earnest at most, and how much is paid first."""

    def hold(stage: Stage, row: Row, _told: object) -> Iterable[Difference]:
        day, price = row.at.date(), stage.price(row.seq)
        found = {one: in_force(stage, lot, one, day).limit(price) for one in _SHARES}
        said = {one: stage.price(row.seq, label) for one, label in _SHARES.items()}
        return compared(said, found)

    return hold


def earnest(cap: int) -> Hold:
    """What of the row's deposit is earnest; `cap`: the row whose note has how much may be."""

    def hold(stage: Stage, row: Row, told: Sequence[Recorded]) -> Iterable[Difference]:
        most = stage.price(cap, _SHARES["earnest.share"])
        said = {"earnest": min(-row.moved("2004"), most)}
        became = (one.event for one in told if isinstance(one.event, DepositConverted))
        return compared(said, {"earnest": sum(one.earnest_fen for one in became)})

    return hold


def gained(lot: str, price: tuple[int, str], start: tuple[int, str]) -> Hold:
    """How much more came than the lot began at, as the public figures of its month have it; both
    sums by the row whose note says them, and after which words.
    """

    def hold(stage: Stage, _row: Row, _told: object) -> Iterator[Difference]:
        day = stage.lot_now(lot).ended_on
        assert day is not None, "its contract is signed"
        stage.town.settle()
        month, system = f"{day:%Y-%m}", stage.town.system
        cells = figures_of(system, month, month, stage.town.head)
        of = [one for one in cells if one["category"] == stage.setting.category.code]
        said = {"gained": stage.price(*price) - stage.price(*start)}
        yield from compared(said, {"gained": sum(one["gained_fen"] for one in of)})

    return hold
