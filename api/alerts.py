"""Alerts as they may be told: those of a sealed lot not at all, not even how many there are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api.readers import Readers
from domain.alert.kinds import BY_CODE, Level
from projections.alerts import ALERTS, ALERTS_OF_LOT
from projections.deposits import DEPOSITS

type Row = dict[str, Any]


def meant(
    readers: Readers,
    position: int,
    lots: Sequence[str] | None = None,
    level: Level | None = None,
    unexplained: bool | None = None,
    stage: int | None = None,
) -> Mapping[str, Any]:
    """Which rows of `ALERTS` are meant: of these lots, this grave, still to be explained or not, at
    this stage.
    """
    where: dict[str, Any] = {}
    if lots is not None:
        of = readers.alerts.every(ALERTS_OF_LOT, {"lot": list(lots)}, position)
        where["alert"] = [row["alert"] for row in of]
    if level is not None:
        where["level"] = level.value
    if unexplained is not None:
        where["unexplained"] = unexplained
    if stage is not None:
        where["stage"] = stage
    return where


def to_explain(readers: Readers, position: int, *lots: str) -> list[Row]:
    """The red alerts of lots that nobody has explained: they show wherever the lots do."""
    where = meant(readers, position, lots, Level.RED, unexplained=True)
    return told(readers, position, readers.alerts.rows(ALERTS, where, as_of=position).rows)


def told(readers: Readers, position: int, rows: Iterable[Row]) -> list[Row]:
    """Alerts with their names, and whose deposits they are, as far as that may be told.

    `not_told`: how many of them are natural persons', who stay unnamed after the opening, too:
    then no `causes` are told either, which are events of their deposits.
    """
    alerts = list(rows)
    codes = sorted({deposit for row in alerts for deposit in row["deposits"]})
    found = readers.deposits.rows(DEPOSITS, {"deposit": codes}, as_of=position).rows
    known = {row["deposit"]: row for row in found}
    return [_told(row, known) for row in alerts]


def _told(row: Row, known: Mapping[str, Row]) -> Row:
    kind = BY_CODE.get(row["kind"])
    whose = [
        {name: known[deposit][name] for name in ("deposit", "lot", "party")}
        for deposit in row["deposits"]
        if deposit in known
    ]
    hidden = len(row["deposits"]) - len(whose)
    return row | {
        "name": kind.name if kind else row["rule"],
        "zh": kind.zh if kind else row["rule"],
        "causes": [int(position) for position in row["causes"]] if not hidden else [],
        "deposits": whose,
        "not_told": hidden,
    }
