"""The audit trail as it may be told: events by name where they may be seen, else by position."""

from collections.abc import Iterable
from typing import Any

from api.http.regional import Regions, far_accounts, open_near
from api.http.seeing import may_see_event
from api.readers import Readers
from api.wiring import System
from projections.audit_trail import TRAIL

type Row = dict[str, Any]


def told(system: System, regions: Regions, position: int, after: int, limit: int) -> list[Row]:
    """What may be told to readers of these regions of the events after one, at most so many, as of
    a position.
    """
    readers, far = system.readers, far_accounts(system, regions)
    found = readers.trail.rows(TRAIL, as_of=position, after={"at": after}, limit=limit).rows
    opened = opened_of(readers, regions, position, (row["code"] for row in found))
    return [
        _event(row) if may_see_event(row["kind"], row["code"], opened, far) else _veiled(row)
        for row in found
    ]


def opened_of(
    readers: Readers, regions: Regions, position: int, among: Iterable[str | None]
) -> frozenset[str]:
    """Which of these are deposits of open lots that lie in these regions; to readers of others they
    stay under seal.
    """
    return frozenset(open_near(readers, regions, position, among))


def _event(row: Row) -> Row:
    shown = {name: value for name, value in row.items() if name not in ("at", "position")}
    return {"position": row["at"], **shown}


def _veiled(row: Row) -> Row:
    return {"position": row["at"], "recorded_at": row["recorded_at"], "sealed": True}
