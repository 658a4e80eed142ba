"""Which batches a tab lists, page by page: what waits by its nearest due date, the rest newest.

A batch's code begins with its day: in the order of codes, backward, the newest day comes first.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from api.http.pages.refund_rows import Row
from api.http.paging import DAY, Cursor, begun, ended
from api.http.positions import When
from domain.refund.state import Stage
from projections.refunds import BATCHES, ITEMS, REFUNDS

SHOWN = 20
"""Batches of a page."""
_NEWEST = "RB-9999"
"""No code comes after it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The batches of a page; how many there are on all; where the list goes on, if it does."""

    rows: list[Row]
    total: int
    more: str | None


def batch_list(when: When, stage: Stage | None, after: str | None) -> Listed:
    """The batches of a stage, None: of any. `after`: where the page before ended.

    422 for what no page ended with.
    """
    if stage is Stage.PROPOSED:
        return _waiting(when, after)
    read, where = when.system.readers.refunds, {"stage": stage.value} if stage else {}
    before = {"batch": after or _NEWEST}
    rows = read.rows(BATCHES, where, as_of=when.position, before=before, limit=SHOWN + 1).rows
    more = rows[SHOWN - 1]["batch"] if len(rows) > SHOWN else None
    return Listed(rows[:SHOWN], read.count(BATCHES, where, when.position), more)


def _waiting(when: When, after: str | None) -> Listed:
    cursor: Cursor = {"due": DAY, "batch": str}
    begin = tuple(begun(after, cursor).values())
    read, at = when.system.readers.refunds, when.position
    rows = read.rows(BATCHES, {"stage": Stage.PROPOSED.value}, as_of=at).rows
    due = _due(when, [row["batch"] for row in rows])
    every = sorted(
        ({**row, "due": due[row["batch"]]} for row in rows),
        key=lambda row: (row["due"], row["batch"]),
    )
    left = [row for row in every if not begin or (row["due"], row["batch"]) > begin]
    more = ended(left[SHOWN - 1], cursor) if len(left) > SHOWN else None
    return Listed(left[:SHOWN], len(every), more)


def _due(when: When, batches: list[str]) -> dict[str, date]:
    """The first day on which something of a batch is due."""
    read, at = when.system.readers.refunds, when.position
    items = read.rows(ITEMS, {"batch": batches}, as_of=at).rows
    deposits = sorted({item["deposit"] for item in items})
    refunds = read.rows(REFUNDS, {"deposit": deposits}, as_of=at).rows
    due = {(row["deposit"], row["number"]): row["due"] for row in refunds}
    found: dict[str, date] = defaultdict(lambda: date.max)
    for item in items:
        of = due[item["deposit"], item["number"]]
        found[item["batch"]] = min(found[item["batch"]], of)
    return found
