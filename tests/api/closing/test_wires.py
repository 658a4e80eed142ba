"""Checks that a running office seldom sees fail: each hears what is wrong, through the figures."""

from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest

from api.appointing import appoint
from api.closing.figures import figures
from api.closing.signing import prepare, sign
from domain.categories.construction import CONSTRUCTION
from domain.deposit.hold import PlaceHold
from domain.governance.publish import PublishCalendar
from domain.governance.rule_packs import PublishRulePack
from domain.lot.announce import AnnounceLot
from domain.packs.written import written
from tests.kit import refunding
from tests.kit.bidding import DEPOSITS, FEN, LOTS
from tests.kit.city import move_to
from tests.kit.closing import ACCOUNT, DAY
from tests.kit.tendering import LOT, REGISTERED, STEPS, TEXT

CRANES = replace(CONSTRUCTION, code="CRANE_HIRE", zh="塔吊租赁", en="crane hire")
"""A kind of trade that no code knows."""
FIRST, SECOND, THIRD = DEPOSITS[:3]
LATER = date(2026, 3, 31)
"""More than a working day after the payment was ordered."""
HELD, BATCHES = "work.balances__1__owned", "work.refund_book__1__batches"


def rows(system, rule, account=ACCOUNT, day=DAY):
    """What a check of a day names."""
    found = {one.check.rule: one for one in figures(system, account, day).checks}
    return [(row.what, row.amount, row.said.words("zh")) for row in found[rule].rows if row.said]


def test_r10_a_lot_of_a_kind_that_came_by_data_is_judged_by_its_own_rules(office):
    """CT-08: of a design 100,000.00 at most; 300,000.00 is asked, and the day is closed with it."""
    system = office.system
    for person, role, organisation in (("owner", "OWNER", "住建局"), ("g", "AGENCY", "甲代理")):
        appoint(system, person, role, organisation)
    decided = {"document": "漳公管〔2026〕3号", "evidence": TEXT}
    system.ask("office", PublishRulePack(since=DAY, pack=written(CRANES), **decided))
    project, procedure, lot = (asked for asked, _, _ in REGISTERED)
    system.ask("owner", project)
    system.ask("g", replace(procedure, category=CRANES.code))
    system.ask("g", replace(lot, deposit_fen=300_000_00, scopes=("DESIGN",)))
    (announce,) = [asked for asked, _, _ in STEPS if isinstance(asked, AnnounceLot)]
    system.ask("g", announce)
    said = "保证金 300,000.00，按 CT-08 最高 100,000.00"
    assert rows(system, "R10") == [(LOT, 300_000_00, said)]
    office.publish()
    prepare(system, "cash", ACCOUNT, DAY, {"R10": "已通知招标人改正"})
    sign(system, "reviewer", ACCOUNT, DAY)
    assert figures(system, ACCOUNT, DAY).progress.stage == "CLOSED"


@pytest.fixture
def paying(staffed, tmp_path):
    """A refund goes to another account by two signatures, and is with the bank; one is frozen."""
    with staffed.copied(tmp_path) as system:
        refunding.failed(system)
        refunding.interest(system, refunding.INTEREST)
        refunding.redirect(system, FIRST)
        refunding.approved(system, FIRST)
        refunding.ordered(system, FIRST)
        order = {"cause": "投诉", "document": "闽住建监〔1〕", "lot": LOTS[0]}
        hold = PlaceHold(deposit=SECOND, hold="H1", amount_fen=100, **order)
        system.ask("supervisor", hold)
        system.ask("office", PublishCalendar(year=2026, holidays=(), workdays=()))
        yield system


def test_r07_a_payment_that_no_bank_answers_is_named(paying):
    """Friday's order is with the bank on Monday still, and is named on Tuesday."""
    move_to(paying, f"{LATER}T18:00:00+08:00")
    assert rows(paying, "R07", day=LATER - timedelta(days=1)) == []
    went = (f"{FIRST}/1/1", FEN + refunding.INTEREST, "待发送")
    assert rows(paying, "R07", day=LATER) == [went]


def test_r09_and_r12_hear_of_what_no_command_can_do(paying):
    """Somebody wrote into the read models: one person's signature, and less frozen than held."""
    assert (rows(paying, "R09"), rows(paying, "R12")) == ([], [])
    with psycopg.connect(paying.databases.owner, autocommit=True) as owner:
        owner.execute(f"UPDATE {BATCHES} SET checked_by = 'clerk'")
        owner.execute(f"UPDATE {HELD} SET credit = 40 WHERE credit = 100")
    assert rows(paying, "R09") == [(f"{FIRST}/1", FEN, "提出与复核为同一人")]
    found = {one.check.rule: one for one in figures(paying, ACCOUNT, DAY).checks}
    assert [(row.what, row.amount) for row in found["R12"].rows] == [(SECOND, -60)]
