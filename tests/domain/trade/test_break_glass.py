"""Break-glass (4.5 no. 7): two persons read under a lot's seal, on a ground, and it is recorded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.conflicts import conflict
from domain.governance.assigned import Assignment
from domain.inspection.events import BreakGlassRead, Inspected
from domain.inspection.stream import INSPECTION
from domain.kernel import Post, Rejected, fields_of
from domain.lot.close import FailLot
from domain.permissions import may
from domain.trade.break_glass import LASTS, BreakGlass
from tests.kit.sentences import hear
from tests.kit.story import CHECKER, MAKER
from tests.kit.story import asked as asked_by
from tests.kit.tendering import AGENCY, LAW, LOT, OPENING, OPENS, OWNER, Tender
from tests.kit.till import at

HOUSING, FINANCE, AUDIT = Post("V-HOUSING", "住建局"), Post("FIN", "财政局"), Post("AUD", "审计局")
WHEN, LATER = at(date(2026, 3, 16), 12), at(date(2026, 4, 1), 12)
CASE, WHY = "漳建稽〔2026〕7号", "举报串通投标"
READS = BreakGlass(lot=LOT, what=Inspected.REGISTRANTS, case=CASE, reason=WHY)
PAYERS = replace(READS, what=Inspected.PAYERS)


def look(lived, asked=READS, by=HOUSING, when=WHEN, beside=CHECKER):
    with_key = {"cosigner": beside, "beside": "KEY"}
    return lived.memory.ask(asked, by, at=when, law=lived.law, **with_key)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def read(number=1, what=Inspected.REGISTRANTS, role="V-HOUSING", when=WHEN):
    return BreakGlassRead(
        lot=LOT,
        number=number,
        what=what,
        read_at=when,
        until=when + LASTS,
        role=role,
        read_by=MAKER,
        beside=CHECKER,
        case=CASE,
        reason=WHY,
    )


def test_its_supervisor_reads_who_registered_for_a_sealed_lot_and_each_reading_is_a_fact():
    lived = Tender(2)
    assert look(lived) == (read(),)
    assert look(lived, when=WHEN + LASTS) == (read(2, when=WHEN + LASTS),)
    assert timedelta(days=1) == LASTS


def test_who_audits_reads_it_too():
    assert look(Tender(2), by=AUDIT) == (read(role="AUD"),)


@pytest.mark.parametrize(
    "by", [FINANCE, Post("V-HOUSING", "邻市住建局", "350700"), Post("AUD", "审计局", "350626")]
)
def test_nobody_else_looks_whatever_supervises_elsewhere(by):
    refused(look(Tender(2), by=by), "lot.not_in_charge")


def test_of_a_lot_that_failed_sealed_it_is_read_too():
    """4.5 no. 6: to the supervisor on request."""
    lived = Tender(OPENS)
    lived.do(FailLot(lot=LOT, reason="少于三家"), OWNER, OPENING)
    assert look(lived, when=LATER) == (read(when=LATER),)


def test_of_an_open_lot_only_the_accounts_are_asked_for_and_of_a_sealed_one_not():
    opened = Tender(OPENS + 1)
    refused(look(opened, when=LATER), "inspection.open")
    assert look(opened, PAYERS, when=LATER) == (read(what=Inspected.PAYERS, when=LATER),)
    refused(look(Tender(2), PAYERS), "inspection.sealed")


@pytest.mark.parametrize("person", [MAKER, CHECKER])
@pytest.mark.parametrize("side", [OWNER, AGENCY])
def test_who_ever_acted_for_the_lots_own_side_opens_nothing_of_it(person, side):
    lived = Tender(2)
    before = at(date(2026, 1, 1), 9)
    served = Assignment(person, side, before, at(date(2026, 2, 1), 9))
    lived.law = replace(LAW, assignments=(*LAW.assignments, served))
    refused(look(lived), "inspection.own_side")


def test_of_a_lot_that_is_not_there_nothing_is_read():
    refused(look(Tender(2), replace(READS, lot="A3506000001000001009009")), "lot.unknown")


def test_why_and_who_stand_in_the_part_that_few_read():
    assert fields_of(BreakGlassRead, "public") == ("lot", "number", "what", "read_at", "until")
    assert INSPECTION.keys(read()) == (), "no opening of the lot tells it"


def test_never_by_who_keeps_the_machines_and_who_keeps_keys_has_no_part():
    for role in ("C-ADMIN", "OWNER", "AGENCY", "BIDDER", "AUD", "V-HOUSING", "FIN"):
        assert conflict([role], "KEY") is not None, role
    for role in ("C-ADMIN", "KEY", "OFFICE", "DISC", "C-SET1", "OWNER"):
        both = {"cosigner": CHECKER, "beside": "KEY"}
        assert isinstance(may(asked_by(role, **both), READS), Rejected), role


def test_what_has_no_ground_is_not_asked():
    with pytest.raises(ValueError, match=r"^case: expected the number of the file"):
        replace(READS, case=" ")
    with pytest.raises(ValueError, match=r"^reason: expected why"):
        replace(READS, reason="")
