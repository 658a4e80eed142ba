"""Sessions in scenarios: bidders get their numbers, offer, and the clock says when it is over."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from api.scenario.script import Moment
from api.scenario.stage import Stage
from api.scenario.table import Row
from domain.ascending import SETTLED
from domain.desk.offer import PlaceOffer
from domain.desk.qualify import ConfirmQualification

_BETWEEN = timedelta(seconds=218)
"""From one offer to the next, while several bid against each other: less than any countdown."""


def when_settled(stage: Stage, _row: Row) -> None:
    """The clock says an end once nothing that came before it can still be in a queue."""
    stage.town.wait(seconds=int(SETTLED.total_seconds()))
    stage.town.tick()


def qualifies(stage: Stage, key: str) -> None:
    """The bidder gets its number for the session, drawn."""
    lot, _, who = key.partition("/")
    number = f"{secrets.randbelow(10**8):08d}"
    asked = ConfirmQualification(
        participation=stage.deposits[key],
        lot=stage.lot(lot),
        party=stage.bidder(who).party,
        number=number,
    )
    stage.ask("PLATFORM", asked)


def offers(stage: Stage, key: str, fen: int) -> None:
    """The platform asks on the bidder's wish: whoever asks is named in clear."""
    lot, _, who = key.partition("/")
    asked = PlaceOffer(
        lot=stage.lot(lot),
        session=1,
        participation=stage.deposits[key],
        party=stage.bidder(who).party,
        amount_fen=fen,
    )
    stage.ask("PLATFORM", asked)


def offered(at: datetime, key: str, fen: int) -> Moment:
    """Somebody offers so much at an instant."""
    return at, lambda stage: offers(stage, key, fen)


def rising(
    keys: Sequence[str], least: int, highest: int, first: datetime, last: datetime
) -> Sequence[Moment]:
    """They offer in turn between two instants, evenly from the least to the highest, which is the
    last one's; fen."""
    count = -((first - last) // _BETWEEN)
    rise = (highest - least) // (count - 1)
    return [
        offered(last - _BETWEEN * left, keys[(-left - 1) % len(keys)], highest - rise * left)
        for left in reversed(range(count))
    ]
