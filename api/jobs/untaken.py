"""Red alerts that nobody took up in the time of their row: they go higher, once (5.2)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import batched

from api.jobs.overdue import AT_ONCE, every
from api.wiring import System
from domain.alert.kinds import BY_CODE, Kind, Level
from domain.alert.state import Stage
from domain.calendar import Unit, beijing_day, midnight
from domain.timing import is_estimate
from domain.trade.alert_life import EscalateAlert
from ledger.clockwork import Due
from projections.alerts import ALERTS
from projections.lots import LOTS
from projections.reader import Row

UNTAKEN = "alerts_untaken"
"""Who asks for what was found, by its name."""

_A_DAY = timedelta(days=1)


def untaken(system: System, day: date) -> Iterator[Due]:
    """Alerts whose time to be taken up was over before a day, which the clock said of none yet."""
    calendar = system.law().calendar
    where = {"level": Level.RED.value, "stage": Stage.WAITING.value}
    rows = every(system.readers.alerts, ALERTS, where)
    for some in batched((row for row in rows if row["escalated_due"] is None), AT_ONCE):
        opened = _opened(system, some)
        for row in some:
            kind = BY_CODE.get(row["kind"])
            if kind is None or kind.take_up is None:
                continue
            since = beijing_day(max([row["raised_at"], *_told_at(row, kind, opened)]))
            last = calendar.add(since, kind.take_up, Unit.WORKING_DAYS)
            if last < day and not is_estimate(since, last, calendar):
                yield _untaken(row, kind, last)


def _opened(system: System, alerts: Iterable[Row]) -> dict[str, datetime | None]:
    """When the lots of these alerts were opened."""
    lots = sorted({lot for row in alerts for lot in row["lots"]})
    rows = system.readers.lots.rows(LOTS, {"lot": lots}, limit=len(lots)).rows
    return {row["lot"]: row["opened_at"] for row in rows}


def _told_at(row: Row, kind: Kind, opened: dict[str, datetime | None]) -> Iterable[datetime]:
    """Of a secret one, when its lots were opened: nobody was told before."""
    lots = row["lots"] if kind.secret else ()
    return (at for at in map(opened.get, lots) if at is not None)


def _untaken(row: Row, kind: Kind, last: date) -> Due:
    wanted = EscalateAlert(
        alert=row["alert"],
        lot=row["lot"],
        reason=f"{kind.code}: {kind.take_up} {Unit.WORKING_DAYS}",
        document=None,
        due=last,
    )
    return Due(UNTAKEN, midnight(last + _A_DAY), f"{row['alert']}/{last}", wanted)
