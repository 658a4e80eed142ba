"""The rows of the registers: each with the key by which it is ordered, all at one position.

Of lots that are not open, of natural persons, and of other counties to a county's post, there is
neither a row nor a number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.http.identity import Identity
from api.http.pages.drawing import post_name
from api.http.pages.payout_words import chart_words
from api.http.pages.speech import Speech
from api.http.pages.views.desk import TagView
from api.http.pages.views.registers import Cell
from api.http.positions import When
from api.http.regional import open_near
from api.http.seeing import MONEY
from domain.accounts import CUST, FROZEN, GUARANTEES, MEMO
from domain.deposit.holding import Hold
from domain.deposit.state import Deposit
from domain.guarantee.state import Guarantee
from domain.identifiers import NotAnIdentifier, guarantee_code
from domain.kernel import StreamId
from domain.party_codes import is_natural
from projections.lots import LOTS

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ordered:
    """A row of a register, and the key of its place."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What is read of deposits and guarantees that a register lists."""

    when: When
    reader: Identity
    wish: Speech

    def holds(self) -> list[Ordered]:
        """Orders that stand, the oldest first."""
        rows = self._open(self._standing(CUST, FROZEN.code))
        states = self.when.system.replay.states(
            (StreamId("deposit", code) for code in rows), self.when.position
        )
        titles = self._titles(rows.values())
        found = [
            self._hold(rows[of.code], one, titles)
            for of, state in states.items()
            for one in _stands(state)
        ]
        return sorted(found, key=lambda one: one.key)

    def guarantees(self) -> list[Ordered]:
        """Promises that stand, the one that ends first before all."""
        owners = self._standing(MEMO, GUARANTEES.code)
        rows = self._open(owners)
        of_deposits = {row["guarantee"]: row for row in rows.values() if row["guarantee"]}
        codes = [*of_deposits, *(one for one in owners if _is_guarantee(one))]
        states = self.when.system.replay.states(
            (StreamId("guarantee", code) for code in codes), self.when.position
        )
        told = {of.code: state for of, state in states.items()}
        lots = self._lots(
            {state.accepted.lot for state in told.values() if state.accepted and state.accepted.lot}
        )
        found = [
            made
            for code, state in told.items()
            if (made := self._guarantee(code, state, of_deposits.get(code), lots))
        ]
        return sorted(found, key=lambda one: one.key)

    def _standing(self, book: str, account: str) -> list[str]:
        """Whose balances on an account are not zero."""
        where = {"book": book, "currency": "CNY", "account": account}
        read = self.when.system.readers.balances.owned
        return [
            one.owner
            for one in read(self.when.position, where=where, standing=True).rows
            if one.owner
        ]

    def _open(self, owners: Sequence[str]) -> dict[str, Row]:
        """Those of them that are deposits of open lots, where the reader's posts are for."""
        regions = self.reader.regions(*MONEY)
        return open_near(self.when.system.readers, regions, self.when.position, owners)

    def _lots(self, codes: set[str]) -> dict[str, Row]:
        """Open lots where the reader's posts are for, by code."""
        where: dict[str, Any] = {"lot": sorted(codes)}
        if (regions := self.reader.regions(*MONEY)) is not None:
            where["region"] = sorted(regions)
        read = self.when.system.readers.lots.rows
        rows = read(LOTS, where, as_of=self.when.position).rows if codes else []
        return {row["lot"]: row for row in rows if row["opened_at"] is not None}

    def _titles(self, rows: Any) -> dict[str, str]:
        lots = self._lots({row["lot"] for row in rows if row["lot"]})
        return {code: row["title"] for code, row in lots.items()}

    def _hold(self, row: Row, hold: Hold, titles: Mapping[str, str]) -> Ordered:
        role = post_name(hold.authority.role, self.wish.lang)
        where = chart_words(hold.account, self.wish)
        of = self.wish.say("registers.of_refund", n=hold.number) if hold.number else ""
        since = hold.since.isoformat() if hold.since else ""
        return Ordered(
            f"{since}/{row['deposit']}/{hold.code}",
            (
                self._deposit(row, titles.get(row["lot"], row["lot"])),
                Cell(hold.code, f"{role} {hold.authority.organisation}".strip()),
                Cell(day=hold.since, words="" if hold.since else "–"),
                Cell(where, of),
                Cell(minor=hold.amount_fen),
            ),
        )

    def _guarantee(
        self, code: str, state: Guarantee, row: Row | None, lots: Mapping[str, Row]
    ) -> Ordered | None:
        """None of what is not this reader's to know, or nobody can read any more."""
        accepted = state.accepted
        lot = lots.get((accepted.lot if accepted else None) or "")
        if accepted is None or lot is None or is_natural(accepted.party or ""):
            return None
        whose = (
            self._deposit(row, lot["title"])
            if row
            else Cell(
                lot["title"],
                self.wish.say("registers.performance"),
                self.when.there(f"/lots/{lot['lot']}"),
            )
        )
        until = state.valid_until
        over = until is not None and until < self.when.today
        tag = TagView("danger", "warn", self.wish.say("registers.over")) if over else None
        return Ordered(
            f"{until.isoformat() if until else ''}/{code}",
            (
                whose,
                Cell(accepted.guarantor or "–", accepted.number or ""),
                Cell(day=until, tag=tag, words="" if until else "–"),
                Cell(minor=state.promised_fen),
                Cell(minor=state.claimed_fen),
                Cell(minor=state.open_fen),
            ),
        )

    def _deposit(self, row: Row, title: str) -> Cell:
        """Of which lot and by whom; leads to the deposit among the lot's."""
        path = self.when.there(f"/lots/{row['lot']}#{row['deposit']}")
        return Cell(title, f"{row['payer'] or '–'} {row['deposit']}", path)


def _stands(state: Any) -> Iterator[Hold]:
    assert isinstance(state, Deposit), "what is frozen is a deposit's"
    return (one for one in state.holds if one.amount_fen)


def _is_guarantee(owner: str) -> bool:
    try:
        guarantee_code(owner)
    except NotAnIdentifier:
        return False
    return True
