"""What is due of a lot, as it is told to programs; public, like the lot and its disputes.

But for what is still to come of its price: that is theirs who may know it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

from api.http.answers import Told
from api.lots.clocks import Clock


class ClockTold(Told):
    """One thing to be done: that `event` comes to be, by one of these roles, until a day.

    `at`: the instant, where a fact says it; `day` null: its clock stands still. `origin`: the day
    is stated by a fact, or reckoned by the published days off, or an estimate, as those of a year
    are not published yet. `least`: not before that day. `late`: its time was up at the moment
    that is told, by the log's own clock, and nothing came of it; an estimate is never late.
    `rule`: the row it comes from; `case`: the dispute that it is of; `missing_fen`: of a price, so
    much is still to come by that day.
    """

    event: str
    who: list[str]
    day: date | None
    at: datetime | None
    origin: Literal["stated", "calendar", "estimate"]
    least: bool
    late: bool
    rule: str
    case: str
    missing_fen: int | None


_OF_A_CLOCK = ("event", "day", "at", "origin", "least", "rule", "case", "missing_fen")


def clocks_told(clocks: Iterable[Clock], now: datetime) -> list[dict[str, Any]]:
    """All that runs for a lot and in its disputes, in this order."""
    return [_told(clock, now) for clock in clocks]


def _told(clock: Clock, now: datetime) -> dict[str, Any]:
    told = {name: getattr(clock, name) for name in _OF_A_CLOCK}
    return {**told, "who": list(clock.who), "late": clock.is_late(now)}
