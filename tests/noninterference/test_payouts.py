"""Payouts of a lot that ended unopened tell nobody who bid for it; nor does a sum of interest.

Two logs with the same payouts are told; only whose the deposits are differs, and what hangs on it.
Who makes or checks a payout is told its lot, its payee and the deposit by its opaque id.
"""

from dataclasses import replace

import pytest

from api.http import payout_told, seeing
from domain.kernel import StreamId
from tests.kit import payout_facts
from tests.kit.bidding import DEPOSITS, LOTS, Sealed
from tests.kit.door import Door
from tests.kit.payout_facts import BACK, COURT, HAVING, PAID, WAITING
from tests.noninterference.asking import READERS, answered, answers, differences, plain
from tests.noninterference.conftest import BRANCHES, Logs
from tests.noninterference.test_sealed_facts import sealed_places
from tests.noninterference.turns import everything, in_turn

USUAL = Sealed()
OTHER_BIDDERS = Sealed(
    parties=(3, 0, 4, 1, 2, 6),
    numbers=(6, 3, 5, 1, 2, 4),
    stranger="一家名字很长的公司有限责任公司",
    words="x",
    owing=((1, 4), (1, 6), (0, 5), (1, 3)),
)
"""Other parties for the same deposits, one of them a natural person; other numbers and words."""
OTHER_ORDER = replace(USUAL, turned=True, payout_reason="甲公司的账号，不是法院的")
"""One payout is sent back after another was approved, not before; why, names somebody."""
NOT_SETTLING = tuple(
    one for one in READERS if one not in {f"reader-{role}" for role in seeing.SETTLES}
)
PAGES = (
    *(f"/payouts/{code}" for code in (PAID, WAITING, BACK)),
    f"/payouts/{PAID}/evidence",
    "/v1/payouts",
    "/v1/payouts?limit=2",
)


def told(logs: Logs, sealed: Sealed) -> Door:
    return logs.told(sealed, further=payout_facts.tell)


def test_the_logs_do_differ_in_who_bids_alone(logs: Logs):
    one, other = (told(logs, sealed).system for sealed in (USUAL, OTHER_BIDDERS))
    assert one.tree.size() == other.tree.size()


def test_nobody_can_tell_who_bid_for_what_was_paid_out(logs: Logs):
    one, other = (told(logs, sealed) for sealed in (USUAL, OTHER_BIDDERS))
    paths = [*plain(one.system.tree.size()), *PAGES]
    said = everything(one, paths)
    assert differences(said, answered(other, in_turn(said, paths))) == []


def test_who_works_where_the_lot_lies_and_settles_reads_its_payouts_and_nobody_else(logs: Logs):
    """To others of a branch they lie nowhere: a list of those nearby would tell which lot's."""
    at = told(logs, USUAL)
    listed = {
        person: {row["payout"] for row in at.get("/v1/payouts", person).json()["data"]}
        for person, *_ in BRANCHES
    }
    three = {PAID, WAITING, BACK}
    assert listed == {"near-clerk": three, "near-cash": set(), "branch": set()}
    for person in ("near-cash", "branch"):
        assert at.get(f"/payouts/{PAID}", person).status_code == 404


def test_of_the_banks_sum_a_deposit_of_the_sealed_lot_had_its_part(logs: Logs):
    system = told(logs, USUAL).system
    parts = [system.replay.state(StreamId("deposit", one)).interest for one in HAVING]
    assert sum(fen for one in parts for fen in one.values()) == 4_001
    assert all(parts), "each had money there for a day"
    assert not system.replay.state(StreamId("lot", LOTS[1])).opened


def test_why_a_payout_was_sent_back_is_its_maker_s_and_checker_s_to_know(logs: Logs):
    one, other = (told(logs, sealed) for sealed in (USUAL, OTHER_ORDER))
    paths = [*PAGES, *(f"/payouts?state={tab}" for tab in ("due", "waiting", "going", "every"))]
    said = answers(one, NOT_SETTLING, paths)
    assert differences(said, answered(other, said)) == []
    for person in ("reader-C-SET1", "reader-C-SET2"):
        assert payouts(logs, person)[-1]["reason"] == USUAL.payout_reason


def payouts(logs: Logs, person: str) -> list[dict[str, object]]:
    return list(told(logs, USUAL).get("/v1/payouts", person).json()["data"])


@pytest.mark.parametrize("person", ["reader-C-SET1", "reader-C-SET2"])
def test_who_makes_or_checks_a_payout_is_told_what_is_signed(logs: Logs, person: str):
    rows = payouts(logs, person)
    assert [row["payout"] for row in rows] == [PAID, WAITING, BACK]
    assert [row["stage"] for row in rows] == ["PAID", "PROPOSED", "REJECTED"]
    for row, deposit in zip(rows, DEPOSITS, strict=False):
        assert (row["lot"], row["payee"]["account"]) == (LOTS[0], COURT.account)
        assert [part["deposit"] for part in row["parts"]] == [deposit]


@pytest.mark.parametrize("person", ["reader-C-CASH", "reader-AUD"])
def test_others_are_told_that_so_much_goes_and_no_more(logs: Logs, person: str):
    for row in payouts(logs, person):
        assert (row["amount_fen"], row["chart"]) == (payout_facts.TAKEN, "2011")
        names = ("lot", "owner", "payee", "document", "evidence", "reason")
        assert {row[name] for name in names} == {None}
        assert row["parts"] == []


def test_the_checkers_page_shows_what_he_signs_and_the_reconcilers_does_not(logs: Logs):
    checker, other = (
        told(logs, USUAL).get(f"/payouts/{WAITING}", person).text
        for person in ("reader-C-SET2", "reader-C-CASH")
    )
    for words in (COURT.account, COURT.name, LOTS[0], DEPOSITS[1]):
        assert words in checker
        assert words not in other


# Each guard, broken on purpose: the difference is seen.


def leaks(logs: Logs, reader: str, path: str, other: Sealed = OTHER_BIDDERS) -> bool:
    said, heard = (answers(told(logs, one), [reader], [path]) for one in (USUAL, other))
    return differences(said, heard) != []


def test_a_payout_that_is_not_veiled_is_found(logs: Logs, monkeypatch):
    """Which kind of event stands where would tell how far a payment of a sealed lot has come."""
    path = "/v1/events?limit=1000"
    assert not leaks(logs, "reader-OFFICE", path, OTHER_ORDER)
    monkeypatch.setattr(seeing, "VEILED", seeing.VEILED - {"payout"})
    assert leaks(logs, "reader-OFFICE", path, OTHER_ORDER)


def test_a_reason_that_is_told_to_all_is_found(logs: Logs, monkeypatch):
    """It stands in the payout's own state: a row of all payouts has none to tell."""
    path, sealed = "/v1/payouts", payout_told._SEALED
    monkeypatch.setattr(payout_told, "may_be_told", lambda *_: True)
    monkeypatch.setattr(payout_told, "_open", lambda *_: sealed)
    assert not leaks(logs, "reader-AUD", path, OTHER_ORDER)
    monkeypatch.setattr(payout_told, "_open", lambda _, one: sealed | {"reason": one.reason})
    assert leaks(logs, "reader-AUD", path, OTHER_ORDER)


def test_names_of_sealed_deposits_are_found(logs: Logs, monkeypatch):
    path = f"/payouts/{WAITING}"
    assert not leaks(logs, "reader-C-SET2", path)
    for one in (told(logs, sealed) for sealed in (USUAL, OTHER_BIDDERS)):
        monkeypatch.setitem(one.app.state._state, "system", sealed_places(one.system))
    assert leaks(logs, "reader-C-SET2", path)


def test_what_is_told_to_all_is_found(logs: Logs, monkeypatch):
    monkeypatch.setattr(payout_told, "may_be_told", lambda *_: True)
    assert {row["lot"] for row in payouts(logs, "reader-AUD")} == {LOTS[0]}
