"""Deposits that a line may be of, and their lots, each read once, all at one position."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from api.desk.likeness import ENOUGH, Likeness, likeness
from api.desk.seen_line import SeenLine
from api.readers import Readers
from domain.calendar import BEIJING, beijing_day
from domain.identifiers import sub_account_in
from domain.names import plain, same_name
from projections.deposits import DEPOSITS
from projections.lacking import missing_fen
from projections.lots import LOTS

type Row = dict[str, Any]

_ALIKE = 1_000
"""So many deposits of one name or amount, or that may be like a line, are compared at most."""
_NEAR = timedelta(days=30)
"""So near its deadline money without a number is compared with a deposit of the same amount."""
_LOTS, _PASSED = 200, timedelta(days=5)
"""A line that names nobody is compared by likeness with the deposits of so many lots: those whose
deadline comes next after it, or has passed by so much.
"""


class OpenDeposits:
    """Rows of deposits whose lots are open, as people may see them."""

    def __init__(self, readers: Readers, at: int) -> None:
        self._readers = readers
        self._at = at
        self._lots: dict[str, Row] = {}
        self._by_code: dict[str, Row] = {}

    def about(self, codes: set[str]) -> dict[str, Row]:
        """The deposits of these codes, all of them."""
        if unread := sorted(codes - self._by_code.keys()):
            self._by_code |= self._read({"deposit": unread}, None)
        return {code: self._by_code[code] for code in codes if code in self._by_code}

    def named(self, said: set[str]) -> dict[str, Row]:
        """By what was said, the deposits of these codes or numbers, and their lots."""
        numbers = sorted(one for one in said if one.isdecimal())
        by_number = self._read({"sub_account": numbers}, None) if numbers else {}
        found = {row["sub_account"]: row for row in by_number.values()}
        self.know(by_number.values())
        codes = self.about(said - set(numbers))
        self.know(codes.values())
        return found | codes

    def lot(self, row: Row) -> Row:
        """The lot of a deposit; empty where it is not known (`know`)."""
        return self._lots.get(row["lot"] or "", {})

    def know(self, rows: Iterable[Row]) -> None:
        """Reads the lots of these deposits."""
        wanted = sorted({row["lot"] for row in rows if row["lot"]} - self._lots.keys())
        if wanted:
            found = self._readers.lots.rows(LOTS, {"lot": wanted}, as_of=self._at).rows
            self._lots |= {row["lot"]: row for row in found}

    def alike(self, line: SeenLine, row: Row) -> Likeness:
        """How alike a line and a deposit are; the title of its lot, where the lot is known."""
        return likeness(
            payer=line.name,
            said=" ".join(filter(None, (line.reference, line.note))),
            wanted=row["payer"] or "",
            sub_account=row["sub_account"],
            title=self.lot(row).get("title") or "",
        )

    def near(self, line: SeenLine, claimed: Iterable[str] = ()) -> dict[str, Row]:
        """By their codes, what a line may be besides what it names: of the same payer, amount, or
        much like it; `claimed`: for which deposits such a payment is claimed, open or not.
        """
        found = [*self.of_name(line.name or ""), *self.about(set(claimed)).values()]
        if line.about is None:
            found += [*self._by_amount(line), *self._by_likeness(line)]
        return {row["deposit"]: row for row in found if row["deposit"] != line.about}

    def of_name(self, name: str) -> Iterable[Row]:
        """Deposits of whoever has this name."""
        names = {"payer": sorted({name, plain(name), name.strip()})}
        rows = self._read(names, _ALIKE) if name else {}
        return (row for row in rows.values() if same_name(row["payer"], name))

    def _by_amount(self, line: SeenLine) -> Iterable[Row]:
        """Deposits that wait for just this amount, for a line that names no number."""
        if sub_account_in(line.reference):
            return ()
        lots = self._readers.lots.rows(LOTS, {"deposit_fen": line.minor}, as_of=self._at).rows
        near = [
            lot["lot"]
            for lot in lots
            if lot["opened_at"] and abs(beijing_day(lot["deposit_deadline"]) - line.day) <= _NEAR
        ]
        rows = self._read({"lot": near}, _ALIKE) if near else {}
        return (row for row in rows.values() if missing_fen(row) == line.minor)

    def _by_likeness(self, line: SeenLine) -> Iterable[Row]:
        """Deposits that still wait and are much like the line."""
        since = datetime.combine(line.day, time(), BEIJING) - _PASSED
        lots = self._readers.lots.rows(
            LOTS,
            as_of=self._at,
            order=("deposit_deadline",),
            after={"deposit_deadline": since},
            limit=_LOTS,
        ).rows
        opened = {lot["lot"]: lot for lot in lots if lot["opened_at"]}
        self._lots |= opened
        rows = self._read({"lot": sorted(opened)}, _ALIKE) if opened else {}
        waiting = (row for row in rows.values() if missing_fen(row))
        return (row for row in waiting if self.alike(line, row).rank >= ENOUGH)

    def _read(self, where: dict[str, Any], limit: int | None) -> dict[str, Row]:
        rows = self._readers.deposits.rows(DEPOSITS, where, as_of=self._at, limit=limit).rows
        return {row["deposit"]: row for row in rows}
