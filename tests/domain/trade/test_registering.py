"""Projects, procedures and lots are registered; a lot keeps the rules it was born under."""

from dataclasses import replace
from datetime import date

import pytest

from domain.categories.construction import CONSTRUCTION
from domain.categories.emission import EMISSION
from domain.categories.register import CATEGORIES
from domain.governance.rule_packs import (
    PUBLISH_RULE_PACK,
    REPEAL_RULE_PACK,
    PublishRulePack,
    RepealRulePack,
)
from domain.governance.state import Pack
from domain.governance.stream import GOVERNANCE
from domain.kernel import Post, Rejected, StreamId
from domain.lifecycle import ASKED_FOR, never
from domain.lot.standing import category_of
from domain.lot.stream import LOT
from domain.money import yuan
from domain.packs.shapes import WrittenMethod, WrittenOrder
from domain.packs.written import category_in, written
from domain.rules import Severity
from tests.kit.sentences import hear
from tests.kit.story import asked, fold, given
from tests.kit.tendering import (
    AGENCY,
    LAW,
    OWNER,
    PACK,
    REGISTERED,
    STEPS,
    TEXT,
    Tender,
)
from tests.kit.till import at

DAY = at(date(2026, 3, 2), 10)
PROJECT, PROCEDURE, A_LOT = (asked for asked, _, _ in REGISTERED)
FIRST = PACK.written.lifecycle[0]
ORDER = WrittenOrder(scope="HASTE", least_bidders=3, lifecycle=(FIRST,))
HASTY = WrittenMethod(zh="急办", protocol="SEALED_SCORED", scopes=("HASTE", "INVITED"))
WAITS = replace(FIRST, event="VenueBooked")
"""An order of one fact, a method whose lots have it, a fact for which a lot would wait for ever."""
DECISION = {"document": "漳公管〔2026〕3号", "evidence": TEXT}
STRANGER = Post("AGENCY", "乙代理")


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def publishing(since=date(2026, 3, 2), pack=PACK.written):
    return PublishRulePack(since=since, pack=pack, **DECISION)


def answered(law, wanted, when=DAY):
    """What is decided under a law of this wish of the office's."""
    decider = PUBLISH_RULE_PACK if isinstance(wanted, PublishRulePack) else REPEAL_RULE_PACK
    return decider.decide(law, wanted, asked("OFFICE", at=when, law=law))


def published(*wishes):
    """The law after these were granted, one after the other."""
    law = fold(GOVERNANCE)
    for wanted in wishes:
        decision = answered(law, wanted)
        assert not isinstance(decision, Rejected), decision
        law = fold(GOVERNANCE, *decision, start=law)
    return law


def test_a_pack_is_kept_whole_and_read_back_as_it_was():
    law = published(publishing())
    assert law.rules("CONSTRUCTION", 1) == CONSTRUCTION
    assert law.pack_on("CONSTRUCTION", date(2026, 3, 1)) is None
    assert law.pack_on("CONSTRUCTION", date(2026, 3, 2)).version == 1


def test_the_same_rules_again_change_nothing_and_others_are_the_next_version():
    law = published(publishing(), publishing())
    assert [one.version for one in law.packs] == [1]
    milder = replace(PACK.written, basic_account_required=False)
    law = published(publishing(), publishing(pack=milder))
    assert law.pack_on("CONSTRUCTION", date(2026, 3, 2)).version == 2
    assert law.rules("CONSTRUCTION", 1).basic_account_required


def test_rules_bind_nobody_backwards():
    refused(
        given(GOVERNANCE).when(publishing(date(2026, 3, 1)), by="OFFICE", at=DAY).decision,
        "pack.backwards",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"severity": Severity.BLOCK.value, "evidence": "K"},
        {"unit": "光年"},
        {"at_least": 5, "at_most": 5},
    ],
)
def test_a_pack_that_no_category_could_be_is_refused_with_the_row_that_cannot_be(change):
    """A row blocks only with a verified source (REFERENCE 2.5)."""
    first = replace(PACK.written.rules[1], **change)
    wrong = replace(PACK.written, rules=(first, *PACK.written.rules[2:]))
    answer = given(GOVERNANCE).when(publishing(pack=wrong), by="OFFICE", at=DAY).decision
    refused(answer, "pack.contradictory")
    assert answer.detail.startswith(f"row {first.id}")


def test_a_lifecycle_leads_nowhere_but_along_the_skeleton():
    hears = replace(PACK.written.lifecycle[0], event="ContractSigned")
    wrong = replace(PACK.written, lifecycle=(hears,))
    refused(
        given(GOVERNANCE).when(publishing(pack=wrong), by="OFFICE", at=DAY).decision,
        "pack.contradictory",
    )


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"event": "EvaluationStarted"}, "EvaluationStarted"),
        ({"event": "BidOpend"}, "BidOpend"),
        ({"event": "WinnerConfirmed"}, "WinnerConfirmed"),
        ({"after": ("VenueBooked",)}, "VenueBooked"),
    ],
)
def test_a_pack_that_waits_for_what_nobody_can_ask_for_is_refused_with_the_fact(change, fact):
    """A lot that is born under it would stand still in that phase for ever."""
    first, *rest = PACK.written.lifecycle
    wrong = replace(PACK.written, lifecycle=(replace(first, **change), *rest))
    answer = given(GOVERNANCE).when(publishing(pack=wrong), by="OFFICE", at=DAY).decision
    refused(answer, "pack.contradictory")
    assert f"nobody can ask for {fact}; expected one of SessionArranged" in answer.detail


def test_what_was_published_once_is_read_whatever_it_waits_for():
    first, *rest = PACK.written.lifecycle
    old = replace(PACK.written, lifecycle=(replace(first, event="VenueBooked"), *rest))
    assert category_in(old).lifecycle[0].event == "VenueBooked"


def test_every_fact_of_a_lot_is_of_its_order_or_stands_beside_it():
    """A new one is put into one of the two."""
    beside = {
        "LotDefined",  # before any order
        "WinnerConfirmed",  # with the notice
        "BidsCounted",  # with the opening
        "BidsNotCounted",  # with what is compared or allotted
        "ReserveCompared",  # with the end of its session
        "PricesEvaluated",  # with the panel's report
        "CandidatePassedOver",  # with its bid, when that is revoked
        "FeesAssessed",
        "ServiceFeeReceived",
        "DocumentFeeOwed",
        "ProcedureSuspended",
        "SuspensionReckoned",
        "ProcedureResumed",
        "TimesExtended",
    }
    assert {shape.NAME for shape in LOT.events} == {*ASKED_FOR, *beside}
    assert len(set(ASKED_FOR)) == len(ASKED_FOR)


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.code)
def test_no_kind_of_trade_waits_for_what_nobody_can_ask_for(category):
    assert [one for order in category.every_order for one in never(order.lifecycle)] == []


ON_SALE = "documents.on_sale"


def test_a_lot_keeps_the_rules_it_was_born_under_after_they_were_replaced_and_repealed():
    """Where the newer rules ask for seven days of documents, it is heard with five."""
    tender = Tender(1)
    tender.law = replace(LAW, packs=(replace(PACK, until=date(2026, 3, 2)), sells_longer()))
    wanted, by, when = STEPS[1]
    assert category_of(tender.lot.defined, tender.law) == CONSTRUCTION
    assert tender.do(replace(wanted, until=FIVE_DAYS), by, when)


def test_a_lot_that_is_born_under_the_newer_rules_is_held_to_them():
    """What five days of documents are refused by: the other half of the same question."""
    tender = Tender(1, law=replace(LAW, packs=(sells_longer(date(2026, 1, 1)),)))
    wanted, by, when = STEPS[1]
    answer = tender.ask(replace(wanted, until=FIVE_DAYS), by, when)
    refused(answer, "lot.term_too_short")


FIVE_DAYS = at(date(2026, 3, 7), 17)
"""Until when documents are given out that are issued on the second."""


def sells_longer(since=date(2026, 3, 2)):
    """The same rules, but documents are given out for seven days."""
    rows = tuple(
        replace(row, at_least=7) if row.subject == ON_SALE else row for row in PACK.written.rules
    )
    newer = Pack(replace(PACK.written, rules=rows), 2, since)
    assert newer.category != CONSTRUCTION
    return newer


def test_repealed_rules_take_no_new_lot():
    law = replace(LAW, packs=(replace(PACK, until=date(2026, 3, 2)),))
    tender = Tender()
    tender.law = law
    another = replace(A_LOT, lot="A3506000001000001001002")
    refused(tender.ask(another, AGENCY, DAY), "category.no_pack")
    refused(tender.ask(PROCEDURE, AGENCY, DAY), "category.no_pack")


def test_rules_are_repealed_once_from_today_or_later():
    repealing = RepealRulePack(
        category="CONSTRUCTION", version=1, since=date(2026, 3, 3), **DECISION
    )
    law = published(publishing(), repealing, repealing)
    assert law.pack_on("CONSTRUCTION", date(2026, 3, 3)) is None
    assert law.rules("CONSTRUCTION", 1) == CONSTRUCTION
    for wanted, rule in (
        (replace(repealing, version=2), "pack.unknown"),
        (replace(repealing, since=date(2026, 3, 4)), "pack.repealed"),
    ):
        refused(answered(law, wanted), rule)
    fresh = published(publishing())
    early = replace(repealing, since=date(2026, 3, 1))
    refused(answered(fresh, early), "pack.backwards")


def test_asked_again_nothing_is_registered_twice_and_nothing_otherwise():
    tender = Tender()
    for wanted, by, when in REGISTERED:
        assert tender.ask(wanted, by, when) == ()
    for other, rule in (
        (replace(PROJECT, title="别的工程"), "project.already_registered"),
        (replace(PROCEDURE, validity_days=60), "procedure.already_registered"),
        (replace(A_LOT, title="别的标段"), "lot.already_defined"),
    ):
        refused(tender.ask(other, OWNER, DAY), rule)


def test_who_neither_owns_a_project_nor_was_charged_registers_nothing_of_it():
    tender = Tender()
    mine = replace(PROJECT, project="A35060000000200")
    refused(tender.ask(mine, Post("OWNER", "水利局"), DAY), "project.not_yours")
    theirs = replace(PROCEDURE, procedure="A35060000000100102", agency=STRANGER.organisation)
    refused(tender.ask(theirs, STRANGER, DAY), "procedure.no_mandate")
    refused(tender.ask(replace(theirs, agency=None), STRANGER, DAY), "project.not_yours")
    refused(tender.ask(A_LOT, STRANGER, DAY), "lot.not_yours")


def test_what_is_not_registered_has_no_procedure_and_no_lot():
    tender = Tender()
    unknown = replace(PROCEDURE, procedure="A35060000000100102", project="A35060000000300")
    refused(tender.ask(unknown, OWNER, DAY), "project.unknown")
    refused(
        tender.ask(replace(A_LOT, lot="A-2", procedure="A35060000000100199"), OWNER, DAY),
        "procedure.unknown",
    )


def test_a_kind_of_trade_without_rules_is_refused():
    other = replace(PROCEDURE, procedure="A35060000000100102", category="DATA")
    refused(Tender().ask(other, OWNER, DAY), "category.no_pack")


@pytest.mark.parametrize(
    "change", [{"protocol": "ASCENDING"}, {"method": "自定方式"}, {"method": "询价"}], ids=str
)
def test_a_method_that_the_rules_do_not_know_is_refused_with_those_that_they_do(change):
    other = replace(PROCEDURE, procedure="A35060000000100102", **change)
    answer = Tender().ask(other, OWNER, DAY)
    refused(answer, "procedure.other_method")
    assert answer.detail.startswith("CONSTRUCTION is traded by 公开招标 SEALED_SCORED, 公开招标 ")


def emissions():
    """Where emission rights are traded too."""
    tender = Tender()
    rights = Pack(written(EMISSION), 1, date(2026, 1, 1))
    tender.law = replace(LAW, packs=(*LAW.packs, rights))
    return tender, replace(PROCEDURE, procedure="A35060000000100102", category="EMISSION")


def test_what_a_market_of_others_trades_is_imported_and_no_procedure_of_ours():
    tender, other = emissions()
    other = replace(other, method="协议转让", protocol="EXTERNAL_MARKET")
    refused(tender.ask(other, OWNER, DAY), "procedure.elsewhere")


def test_a_lot_of_one_price_for_all_says_it():
    tender, other = emissions()
    tender.do(replace(other, method="定额出让", protocol="FIXED_PRICE_QUOTA"), OWNER, DAY)
    lot = replace(A_LOT, lot="A3506000001000001002001", procedure=other.procedure)
    refused(tender.ask(replace(lot, estimate_fen=None), AGENCY, DAY), "lot.no_price")
    (told,) = tender.ask(lot, AGENCY, DAY)
    assert told.scopes == ("QUOTA",)


def test_the_same_lot_again_is_nothing_though_its_method_is_of_other_scopes_by_now():
    tender = Tender()
    other = replace(PACK.written.methods[0], scopes=("INVITED",))
    changed = replace(PACK.written, methods=(other, *PACK.written.methods[1:]))
    tender.law = replace(LAW, packs=(*LAW.packs, Pack(changed, 2, date(2026, 1, 2))))
    assert tender.ask(A_LOT, AGENCY, DAY) == ()
    (told,) = tender.do(replace(A_LOT, lot="A3506000001000001001002"), AGENCY, DAY)
    assert (told.pack, told.scopes) == (2, ("INVITED",))


def test_where_new_rules_know_a_method_no_more_lots_are_born_by_those_of_before_until_repealed():
    """What was begun by them goes on; nothing new begins so."""
    tender = Tender()
    fewer = Pack(replace(PACK.written, methods=PACK.written.methods[-1:]), 2, date(2026, 1, 2))
    tender.law = replace(LAW, packs=(*LAW.packs, fewer))
    another = replace(A_LOT, lot="A3506000001000001001002")
    (told,) = tender.ask(another, AGENCY, DAY)
    assert told.pack == 1
    refused(
        tender.ask(replace(PROCEDURE, procedure="A35060000000100102"), AGENCY, DAY),
        "procedure.other_method",
    )
    repealed = replace(LAW.packs[0], until=date(2026, 1, 3))
    tender.law = replace(LAW, packs=(repealed, fewer))
    third = replace(A_LOT, lot="A3506000001000001001003")
    refused(tender.ask(third, AGENCY, DAY), "procedure.other_method")


def test_no_lot_is_born_by_rules_older_than_those_by_which_its_procedure_was_begun():
    """Of the same method these may have another order, in which its bids could never be opened."""
    newer = replace(PACK.written, basic_account_required=False)
    second = Pack(newer, 2, date(2026, 1, 2))
    tender = Tender(law=replace(LAW, packs=(*LAW.packs, second)))
    assert tender.memory.of(StreamId("procedure", PROCEDURE.procedure)).registered.pack == 2
    repealed = replace(second, until=date(2026, 1, 3))
    fewer = Pack(replace(newer, methods=newer.methods[-1:]), 3, date(2026, 1, 3))
    another = replace(A_LOT, lot="A3506000001000001001002")
    for packs in ((*LAW.packs, repealed), (*LAW.packs, repealed, fewer)):
        tender.law = replace(LAW, packs=packs)
        refused(tender.ask(another, AGENCY, DAY), "procedure.other_method")
    assert tender.ask(A_LOT, AGENCY, DAY) == (), "what was born goes on"
    tender.law = replace(LAW, packs=(*LAW.packs, repealed, replace(second, version=4)))
    (told,) = tender.ask(another, AGENCY, DAY)
    assert told.pack == 4


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"methods": 2 * PACK.written.methods[:1]}, "a method stands twice"),
        ({"orders": (ORDER,)}, "no method has the order ['HASTE']"),
        ({"orders": (replace(ORDER, scope=""),)}, "expected each order of a scope"),
        ({"orders": (ORDER, ORDER)}, "expected each order of a scope, and once"),
        ({"methods": (HASTY,), "orders": (ORDER, replace(ORDER, scope="INVITED"))}, "two orders"),
        (
            {"methods": (HASTY,), "orders": (replace(ORDER, lifecycle=2 * ORDER.lifecycle),)},
            "two rows say when AnnouncementPublished may be",
        ),
        (
            {"methods": (HASTY,), "orders": (replace(ORDER, lifecycle=(WAITS,)),)},
            "lifecycle HASTE VenueBooked: nobody can ask for VenueBooked",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_pack_whose_orders_contradict_each_other_is_refused(change, why):
    wrong = replace(PACK.written, **change)
    answer = given(GOVERNANCE).when(publishing(pack=wrong), by="OFFICE", at=DAY).decision
    refused(answer, "pack.contradictory")
    assert why in answer.detail


def test_a_deposit_beyond_the_rules_is_refused():
    """CT-08: two in a hundred of the estimate."""
    much = replace(A_LOT, lot="A-2", deposit_fen=yuan("800,000.01"))
    refused(Tender().ask(much, AGENCY, DAY), "lot.deposit_out_of_bounds")


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.code)
def test_every_category_is_written_and_read_back_as_it_was(category):
    assert category_in(written(category)) == replace(category, offered=True)
