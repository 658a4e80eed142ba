"""A kind of trade by data alone: its rules come in as a file, and a lot is lived under them."""

from datetime import date
from typing import Any

import pytest

from api.appointing import appoint
from api.jobs.register import tick
from domain.desk.withdraw_bid import WithdrawBid
from domain.lot.award import AwardLot, SignContract
from domain.lot.compete import OpenBids
from domain.lot.evaluation import RecordEvaluation
from domain.money import yuan
from domain.phases import Phase
from domain.trade.submit_bid import SubmitBid
from ledger.migrate import ROLES
from projections.lots import LOTS
from projections.refunds import REFUNDS
from tests.kit.city import city, move_to
from tests.kit.door_till import DoorTill
from tests.kit.purchase import LOT, PACK, REGISTERED, STEPS, TEXT, asked_at
from tests.kit.tendering import AGENCY, B1, B2, B3, B4, OWNER
from tests.kit.till import at, nonzero

PEOPLE = {
    "C-CASH": "cash",
    "C-OPS": "ops",
    "C-SET1": "clerk",
    "C-SET2": "reviewer",
    "BANK": "bank",
    "MATCHER": "matcher",
    "PLATFORM": "platform",
    "OWNER": "buyer",
    "AGENCY": "g",
}
DEPOSITS = {party: f"P00000000000000B{n}" for n, party in enumerate((B1, B2, B3, B4), 1)}
WHOLE = "160,000.00"


class Purchase(DoorTill):
    """A procurement lot at the door; the clock says what is its own."""

    def goes_on(self, first: int = 0, last: int = len(STEPS)) -> None:
        """Its steps from one on, up to another."""
        for asked, by, when in STEPS[first:last]:
            if by.role == "PLATFORM" and not isinstance(asked, OpenBids | RecordEvaluation):
                self.ticks(when)
            else:
                self.do(asked, by, when=when)
        return last

    def ticks(self, when: Any) -> None:
        """The clock finds what is due by then."""
        move_to(self._system, when.isoformat())
        self._system.readers.runner.catch_up()
        tick(self._system)
        self._follow()

    def bids(self, party: str, when: Any) -> None:
        """A supplier pays its deposit and hands its bid in."""
        move_to(self._system, max(when, self._system.clock()).isoformat())
        deposit = self.bidder(DEPOSITS[party], LOT, party)
        self.pays(deposit, party, WHOLE, when.date(), booked_at=when)
        asked = {"bid": f"B{deposit[1:]}", "lot": LOT, "party": party, "deposit": deposit}
        self.do(SubmitBid(**asked, file=TEXT, price_fen=yuan("7,650,000.00")), "PLATFORM")

    def withdraws(self, party: str, when: Any) -> None:
        """It takes its bid back in time."""
        deposit = DEPOSITS[party]
        asked = {"bid": f"B{deposit[1:]}", "lot": LOT, "party": party, "deposit": deposit}
        notice = {"document": "撤回函", "evidence": TEXT}
        self.do(WithdrawBid(**asked, **notice), "PLATFORM", when=when)

    def owed(self) -> dict[str, tuple[str, str, date]]:
        """What is owed back: of which deposit, why, by which row, until when."""
        self._system.readers.runner.catch_up()
        rows = self._system.readers.refunds.rows(REFUNDS, {}).rows
        return {one["deposit"]: (one["cause"], one["rule"], one["due"]) for one in rows}

    def row(self) -> tuple[str, str, int, str]:
        """How far the lot has come, by which rules, and who won."""
        self._system.readers.runner.catch_up()
        (row,) = self._system.readers.lots.rows(LOTS, {"lot": LOT}).rows
        return row["phase"], row["category"], row["pack"], row["winner"]

    def pays_back(self, *parties: str, on: date) -> None:
        """Two persons approve, the bank pays, the statement shows it."""
        for party in parties:
            self.approve(DEPOSITS[party], 1, at(on, 9))
            self.debit(self.send(f"{DEPOSITS[party]}/1/1"), on)


@pytest.fixture
def bought(zhangben: Any, database: Any, tmp_path: Any, monkeypatch: Any) -> Any:
    """A city to which the office published the rules of procurement, from a file it was given."""
    with city(database, tmp_path) as system:
        roles = ", ".join(f'"{role}": "{role}"' for role in ROLES)
        (system.home.keys / "roles.json").write_text(f"{{{roles}}}")
        monkeypatch.setenv("ZHANGBEN_DSN", database.owner)
        monkeypatch.setenv("ZHANGBEN_DATA", str(system.home.root))
        file = tmp_path / "procurement.json"
        zhangben("rules", "export", "GOV_PROCUREMENT", "--out", file)
        assert zhangben("rules", "check", file, "--json").json["ok"]
        (tmp_path / "decision.pdf").write_bytes(b"%PDF")
        said = ("--document", "3", "--evidence", tmp_path / "decision.pdf")
        told = zhangben("rules", "publish", file, "--since", "2026-03-02", *said)
        assert "published: GOV_PROCUREMENT, version 1" in told.out
        for person, post in (("buyer", OWNER), ("g", AGENCY)):
            appoint(system, person, post.role, post.organisation)
        assert system.law().rules("GOV_PROCUREMENT", 1) == PACK.category
        yield Purchase(system, PEOPLE)


def test_a_purchase_is_lived_by_rules_that_came_as_a_file(bought: Purchase) -> None:
    """From its registration to its contract; every deposit back within five working days."""
    for asked, by, when in REGISTERED:
        bought.do(asked, by, when=when)
    bought.goes_on(last=3)
    for party in DEPOSITS:
        bought.bids(party, at(date(2026, 3, 30)))
    bought.withdraws(B4, at(date(2026, 3, 31)))
    assert bought.owed() == {DEPOSITS[B4]: ("WITHDRAWN", "GP-10", date(2026, 4, 8))}

    bought.goes_on(first=3, last=asked_at(AwardLot))
    bought.pays_back(B4, on=date(2026, 4, 9))
    assert set(bought.owed()) == {DEPOSITS[B4]}
    bought.goes_on(first=asked_at(AwardLot), last=asked_at(SignContract))
    lost = ("LOSER", "GP-07", date(2026, 4, 17))
    owed = bought.owed()
    assert {owed.pop(DEPOSITS[party]) for party in (B1, B3)} == {lost}
    assert set(owed) == {DEPOSITS[B4]}, "the winner's waits for the contract"
    bought.pays_back(B1, B3, on=date(2026, 4, 16))

    bought.goes_on(first=asked_at(SignContract))
    assert bought.owed()[DEPOSITS[B2]] == ("WINNER", "GP-08", date(2026, 4, 27))
    bought.pays_back(B2, on=date(2026, 4, 24))
    assert nonzero(bought) == {}
    assert bought.row() == (Phase.CONTRACTED, "GOV_PROCUREMENT", 1, B2)
