"""What nobody wanted in the end is traded anew: its owner says so, and registers it as another."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from api.scenario.outcome import Difference, listed
from api.scenario.script import Moment, Step
from api.scenario.stage import Stage
from api.scenario.table import Row
from domain.lot.close import FailLot
from domain.lot.state import Lot
from domain.phases import Phase
from domain.trade.register_lot import RegisterLot
from domain.trade.retender import LinkRetender

_NEXT_DAY = timedelta(days=1)
_LATER = timedelta(weeks=26)
"""By so much its times are later: none of them is over before the last row of any scenario."""


def then_anew(step: Step, lot: str) -> Step:
    """The same; and on the next day the lot has failed, and is listed again."""

    def later(_stage: Stage, row: Row) -> Sequence[Moment]:
        return [(row.at + _NEXT_DAY, lambda then: _anew(then, lot))]

    return replace(step, later=later)


def _anew(stage: Stage, lot: str) -> None:
    known = stage.lot_now(lot)
    defined, deadline, opening = known.defined, known.deposit_deadline, known.opening_at
    assert defined is not None, "a lot of the table is defined"
    assert defined.procedure is not None, "under a procedure"
    assert deadline is not None, "it has its times"
    assert opening is not None, "both of them"
    again = RegisterLot(
        lot=f"{defined.lot}-2",
        procedure=defined.procedure,
        title=defined.title,
        estimate_fen=defined.estimate_fen,
        deposit_fen=defined.deposit_fen,
        deposit_deadline=deadline + _LATER,
        opening_at=opening + _LATER,
        basic_account=defined.basic_account,
    )
    failed = FailLot(lot=defined.lot, reason="竞得人不签订合同")
    linked = LinkRetender(lot=defined.lot, next=again.lot)
    stage.ask("OWNER", failed, again, linked)


def is_anew(stage: Stage, _row: Row, _told: object) -> Iterator[Difference]:
    """Each lot of the scenario has failed, and another says that it is that one, traded anew."""
    for lot in stage.setting.lots:
        known = stage.lot_now(lot)
        yield from listed(f"{lot} is", [Phase.FAILED], [known.phase])
        following = stage.town.state("lot", known.next_lot) if known.next_lot else None
        anew = following.failed_lot if isinstance(following, Lot) else None
        yield from listed(f"{lot} anew", [stage.lot(lot)], [anew or "-"])
