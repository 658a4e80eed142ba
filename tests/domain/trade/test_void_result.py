"""A result is void by decision of whoever supervises its kind, or of a court: nobody has won."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.calendar import BEIJING
from domain.categories.category import Cause
from domain.categories.construction import CONSTRUCTION
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.deposit.stream import DEPOSIT
from domain.desk.owe import OweRefund
from domain.governance.state import Law, Pack
from domain.kernel import Post, Rejected
from domain.lot.ended import ArchiveSealed, ResultVoided, SettlementClosed
from domain.lot.stopped import ProcedureSuspended, Suspending
from domain.lot.stream import LOT
from domain.packs.written import written
from domain.permissions import may
from domain.phases import Phase
from domain.roles import AUTHORITIES, ROLE_CODES
from domain.supervision import authorities
from domain.trade.void_result import VoidResult
from tests.kit.disputing import served
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AGENCY, AUCTION, CODE, OPENED, OWNER, TENDER, WINNER
from tests.kit.owing import matched, owed
from tests.kit.passing import LOSERS, WINNERS
from tests.kit.rows import PRICE, D
from tests.kit.story import CHECKER, MAKER, fold, given
from tests.kit.story import asked as asked_by

HOUSING, COURT = Post("V-HOUSING", "市住建局"), Post("COURT", "中级法院")
TODAY = datetime(2026, 5, 12, 15, tzinfo=BEIJING)
DECIDED = {"document": "漳建监〔2026〕5号", "evidence": "ee" * 32}
LAW = Law(FIXTURE)
CAME = (matched(),)


def voided(winner=WINNER, by=HOUSING):
    return ResultVoided(lot=CODE, winner=winner, voided_on=TODAY.date(), authority=by, **DECIDED)


def void(*facts, by=HOUSING, **other):
    asked = VoidResult(lot=CODE, **(DECIDED | other))
    return given(LOT, *facts).when(asked, by=by, at=TODAY, law=LAW)


@pytest.mark.parametrize("so_far", [6, 7])
def test_an_award_or_a_contract_is_void_by_the_supervisors_decision(so_far):
    void(*TENDER[:so_far]).then(voided())
    lot = fold(LOT, *TENDER[:so_far], voided())
    assert (lot.phase, lot.winner, lot.ended_on) == (Phase.VOIDED, None, TODAY.date())
    assert lot.is_over


def test_a_court_may_too_and_a_settled_lots_as_well():
    settled = SettlementClosed(lot=CODE, settled_at=TODAY, deposits=1)
    void(*TENDER, settled, by=COURT).then(voided(by=COURT))


def test_not_before_there_is_a_result_nor_once_its_record_is_sealed():
    void(*TENDER[:4]).refused_by("lot.wrong_phase")
    assert TENDER[3] == OPENED
    settled = SettlementClosed(lot=CODE, settled_at=TODAY, deposits=1)
    sealed = ArchiveSealed(
        lot=CODE, sealed_at=TODAY, heads=(), streams=1, events=1, digest="ab" * 32, as_of=9
    )
    void(*TENDER, settled, sealed).refused_by("lot.wrong_phase")


def test_a_lot_that_stands_still_hears_it_all_the_same():
    paused = ProcedureSuspended(
        lot=CODE,
        cause=Suspending.OWNER,
        case=None,
        rule="",
        suspended_at=TODAY,
        until=None,
        document="ee" * 32,
    )
    void(*TENDER[:6], paused).then(voided())


def test_the_same_decision_again_is_nothing_and_there_is_no_second():
    void(*TENDER, voided()).nothing_happens()
    void(*TENDER, voided(), document="6号").refused_by("lot.wrong_phase")


@pytest.mark.parametrize(
    ("category", "right"),
    [
        (CONSTRUCTION, {one for one in AUTHORITIES if one.startswith("V-")} | {"COURT"}),
        (LAND, {"NR", "COURT"}),
        (STATE_PROPERTY, {"SASAC", "COURT"}),
    ],
    ids=lambda one: getattr(one, "code", ""),
)
def test_each_kind_has_its_own_supervisors(category, right):
    assert set(authorities(category, TODAY.date())) == right


def test_of_another_kind_or_region_nobody_decides():
    void(*TENDER, by=Post("NR", "自然资源局")).refused_by("lot.not_in_charge")
    void(*TENDER, by=replace(HOUSING, region="350603")).refused_by("lot.not_in_charge")
    void(*TENDER, by=replace(HOUSING, region="350602")).then(
        voided(by=replace(HOUSING, region="350602"))
    )
    void(*AUCTION, by=HOUSING).refused_by("lot.not_in_charge")


def test_supervisors_and_courts_ask_for_it_and_no_owner():
    asked = VoidResult(lot=CODE, **DECIDED)
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == {*AUTHORITIES, "COURT"}
    assert OWNER.role not in by


def owe(lot, required=LOSERS, *, deposit=CAME, law=LAW):
    asked = OweRefund(deposit=D, lot=CODE)
    return given(DEPOSIT, required, *deposit).given(LOT, *lot).when(asked, by="PLATFORM", law=law)


@pytest.mark.parametrize("required", [LOSERS, WINNERS])
def test_what_is_held_goes_back_to_all_who_had_won_and_who_had_not(required):
    """CT-A7: five days, as of a tender that failed (ours, evidence A)."""
    due = {"cause": "VOIDED", "rule": "CT-A7", "due": date(2026, 5, 18), "since": TODAY.date()}
    owe((*TENDER[:6], voided()), required).then(owed(1, PRICE, **due))


def test_of_land_and_state_property_without_interest():
    for category, rule, due in (("LAND", "LD-A9", 19), ("STATE_PROPERTY", "SP-A8", 15)):
        lot = (replace(AUCTION[0], category=category), *AUCTION[1:5], voided())
        facts = {"due": date(2026, 5, due), "since": TODAY.date(), "interest": False}
        told = owed(1, PRICE, cause="VOIDED", rule=rule, **facts)
        owe(lot).then(told)


def test_by_rules_that_know_of_no_void_result_within_the_centres_own_term():
    refunds = tuple(one for one in CONSTRUCTION.refunds if Cause.VOIDED not in one.causes)
    pack = Pack(written(replace(CONSTRUCTION, refunds=refunds)), 1, date(2026, 1, 1))
    lot = (replace(TENDER[0], pack=1), *TENDER[1:6], voided())
    due = {"cause": "VOIDED", "rule": "DEP-BACK", "due": date(2026, 5, 19), "interest": False}
    due["since"] = TODAY.date()
    owe(lot, law=Law(FIXTURE, packs=(pack,))).then(owed(1, PRICE, **due))


def test_what_was_owed_already_is_owed_once():
    owe((*TENDER, voided()), deposit=(matched(), owed())).nothing_happens()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lot": "x"}, "lot 'x': expected"),
        ({"document": " "}, "document: expected the decision's reference"),
        ({"evidence": "e"}, "sha256 'e': expected"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        VoidResult(**({"lot": CODE} | DECIDED | wrong))


@pytest.mark.parametrize("side", [OWNER, AGENCY])
def test_whoever_once_acted_for_the_lots_own_side_judges_no_case_of_it(side):
    """4.2: long ago and in another post, too; another person of the same house may."""
    law, others = (replace(LAW, assignments=served(side, one)) for one in (MAKER, CHECKER))
    asked = VoidResult(lot=CODE, **DECIDED)
    story = given(LOT, *TENDER)
    story.when(asked, by=HOUSING, at=TODAY, law=law).refused_by("dispute.own_case")
    story.when(asked, by=HOUSING, at=TODAY, law=others).then(voided())
