"""What a lot's end says of it: settled, archived, void, or traded anew."""

from dataclasses import replace
from typing import assert_never

from domain.lot.ended import (
    ArchiveSealed,
    EndEvent,
    ResultVoided,
    RetenderLinked,
    SettlementClosed,
)
from domain.lot.state import Lot


def ended(lot: Lot, event: EndEvent) -> Lot:
    """The lot after a fact of its end.

    Who had won a result that is void has won nothing; the decision ends the lot, on its day.
    """
    match event:
        case SettlementClosed():
            return replace(lot, settled=event)
        case ArchiveSealed():
            return replace(lot, archived=event)
        case ResultVoided(voided_on=day):
            return replace(
                lot, voided=event, winner=None, price_fen=0, awarded_on=None, ended_on=day
            )
        case RetenderLinked(failed=failed, next=following):
            if event.lot == failed:
                return replace(lot, next_lot=following)
            return replace(lot, failed_lot=failed)
        case _:
            assert_never(event)
