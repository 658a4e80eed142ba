"""What is due of a lot, whose it is, until when: of scenario A's tender, step by step."""

from dataclasses import replace
from datetime import date, timedelta

from api.jobs.overdue_prices import is_overdue
from api.lots.clocks import Clock, clocks, of_cases
from api.lots.prices import price_clocks
from api.lots.standing import Standing
from domain.calendar import Calendar
from domain.categories.construction import CONSTRUCTION
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.desk.price_due import PAYMENTS, parts
from domain.governance.state import Law
from domain.lot.events import AwardNoticeIssued
from domain.lot.state import Lot
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended, Suspending
from domain.lot.stream import LOT as LOT_STREAM
from domain.lot.tendered import WinnerDefaulted
from domain.phases import Phase
from tests.kit import ordering
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AUCTION, CODE
from tests.kit.story import fold
from tests.kit.tendering import DEADLINE, LOT, OPENING, TEXT, UNTIL, Tender

PLANNED = {
    "DocumentSalePeriodClosed": UNTIL,
    "DepositDeadlinePassed": DEADLINE,
    "BidOpened": OPENING,
}


def running(steps: int, calendar: Calendar = FIXTURE) -> tuple[Clock, ...]:
    return clocks(Tender(steps).lot, CONSTRUCTION, CONSTRUCTION.lifecycle, calendar)


def stated(steps: int) -> dict[str, object]:
    return {one.event: one.at or one.day for one in running(steps) if one.origin == "stated"}


def test_what_facts_name_a_time_for_is_due_then_until_it_has_been():
    assert stated(2) == PLANNED
    assert stated(3) == {name: PLANNED[name] for name in ("DepositDeadlinePassed", "BidOpened")}
    assert stated(5) == {"BidOpened": OPENING}
    assert stated(6) == {}


def test_of_a_negotiation_its_start_is_due_before_its_opening():
    """Each at the time until which offers come."""
    order = GOVERNMENT_PROCUREMENT.order(("ROUNDS",)).lifecycle

    def due(tender: Tender) -> dict[str, object]:
        every = clocks(tender.lot, GOVERNMENT_PROCUREMENT, order, FIXTURE)
        return {one.event: one.at for one in every if one.origin == "stated"}

    method = ("竞争性磋商", "NEGOTIATED_ROUNDS")
    waiting = ordering.till_bids_are_in(ordering.registered(GOVERNMENT_PROCUREMENT, *method))
    assert due(waiting) == {"NegotiationStarted": ordering.OPENING}
    assert due(ordering.negotiated(*method)) == {"BidOpened": ordering.ROUND}


def test_rules_say_from_which_fact_on_how_soon_and_how_late():
    reckoned = {one.event: one for one in running(7)}
    publicise = reckoned["CandidatesPublicised"]
    assert (publicise.day, publicise.rule[:5], publicise.origin) == (
        date(2026, 3, 30),
        "CT-16",
        "calendar",
    )
    assert publicise.who == ("OWNER", "AGENCY")
    soonest = {one.event: one for one in running(2) if one.least}
    assert soonest["BidDeadlinePassed"].day == date(2026, 3, 22)
    assert soonest["BidDeadlinePassed"].rule[:5] == "CT-03"


def test_a_fact_that_says_the_day_stands_before_the_row_that_reckons_it():
    (sign,) = (one for one in running(9) if one.event == "ContractSigned")
    assert (sign.day, sign.origin) == (date(2026, 4, 30), "stated")


def test_of_a_winner_who_defaulted_no_contract_is_waited_for_until_the_next_notice():
    awarded, day = Tender(9).lot, date(2026, 4, 2)
    assert awarded.winner is not None
    finding = {"document": "弃标函", "evidence": TEXT}
    default = WinnerDefaulted(lot=LOT, winner=awarded.winner, defaulted_on=day, **finding)
    notice = AwardNoticeIssued(lot=LOT, winner="next", issued_on=day, contract_due=date(2026, 5, 7))
    gone = LOT_STREAM.evolve(awarded, default)
    again = LOT_STREAM.evolve(gone, notice)

    def signing(lot: Lot) -> list[date | None]:
        every = clocks(lot, CONSTRUCTION, CONSTRUCTION.lifecycle, FIXTURE)
        return [one.day for one in every if one.event == "ContractSigned"]

    assert (signing(gone), signing(again)) == ([], [date(2026, 5, 7)])


def test_a_day_that_a_notice_said_and_that_is_a_holiday_now_is_the_next_working_day():
    """Told while nobody had published the year: of the holiday nothing was known."""
    told = replace(Tender(9).lot, contract_due=date(2026, 5, 4))
    every = clocks(told, CONSTRUCTION, CONSTRUCTION.lifecycle, FIXTURE)
    (sign,) = (one for one in every if one.event == "ContractSigned")
    assert (sign.day, sign.origin) == (date(2026, 5, 6), "calendar")


def test_nothing_is_due_of_what_has_been_or_of_a_lot_that_is_over():
    assert "ContractSigned" not in {one.event for one in running(10)}
    failed = replace(Tender(6).lot, phase=Phase.FAILED)
    assert clocks(failed, CONSTRUCTION, CONSTRUCTION.lifecycle, FIXTURE) == ()


def test_a_year_whose_days_off_are_not_published_is_estimated():
    by_weekends = {one.event: one.origin for one in running(7, Calendar())}
    assert by_weekends["CandidatesPublicised"] == "estimate"


def test_so_is_a_day_that_a_fact_reckoned_then_and_nothing_is_late_by_an_estimate():
    (sign,) = (one for one in running(9, Calendar()) if one.event == "ContractSigned")
    assert (sign.day, sign.origin) == (date(2026, 4, 30), "estimate")
    (decide,) = of_cases([CASE], Calendar())
    assert (decide.day, decide.origin) == (date(2026, 5, 22), "estimate")
    later = OPENING + timedelta(days=99)
    (certain,) = of_cases([CASE], FIXTURE)
    assert (sign.is_late(later), decide.is_late(later), certain.is_late(later)) == (
        False,
        False,
        True,
    )


def test_late_is_what_is_over_by_the_instant_or_by_the_day():
    (publicise,) = (one for one in running(7) if one.event == "CandidatesPublicised")
    evening = OPENING.replace(month=3, day=30, hour=23)
    assert not publicise.is_late(evening)
    assert publicise.is_late(evening + timedelta(hours=1))
    (opening,) = (one for one in running(5) if one.event == "BidOpened")
    assert not opening.is_late(OPENING)
    assert opening.is_late(OPENING + timedelta(seconds=1))
    soonest = next(one for one in running(2) if one.least)
    assert not soonest.is_late(evening)


SUSPENDED = ProcedureSuspended(
    lot=LOT,
    cause=Suspending.OWNER,
    case=None,
    rule="",
    suspended_at=OPENING,
    until=date(2026, 4, 2),
    document=None,
)


def test_a_suspension_with_a_last_day_is_a_clock_of_its_own():
    lot = LOT_STREAM.evolve(Tender(6).lot, SUSPENDED)
    (resume,) = (
        one
        for one in clocks(lot, CONSTRUCTION, CONSTRUCTION.lifecycle, FIXTURE)
        if one.event == "ProcedureResumed"
    )
    assert resume.day == date(2026, 4, 2)


def test_while_a_lot_stands_still_its_clocks_do_and_name_no_day():
    told = replace(SUSPENDED, suspended_at=OPENING.replace(day=20), until=None)
    for steps, still in (
        (3, {"DepositDeadlinePassed", "BidOpened"}),
        (7, {"CandidatesPublicised"}),
    ):
        lot = LOT_STREAM.evolve(Tender(steps).lot, told)
        running = clocks(lot, CONSTRUCTION, CONSTRUCTION.lifecycle, FIXTURE)
        none = {one.event for one in running if one.day is None}
        assert still <= none
        assert not any(one.is_late(OPENING + timedelta(days=99)) for one in running)


def test_days_on_which_it_stood_still_do_not_count_for_what_rules_say_either():
    told = replace(SUSPENDED, suspended_at=OPENING.replace(day=27), until=None)
    lot = LOT_STREAM.evolve(Tender(7).lot, told)
    went_on = ProcedureResumed(
        lot=LOT, case=None, resumed_at=OPENING.replace(day=31), document=None
    )
    running = clocks(LOT_STREAM.evolve(lot, went_on), CONSTRUCTION, CONSTRUCTION.lifecycle, FIXTURE)
    (publicise,) = (one for one in running if one.event == "CandidatesPublicised")
    assert publicise.day == date(2026, 4, 2), "two of the three days were left on 31 March"


def test_what_is_to_come_of_a_price_no_fact_of_the_lot_ends():
    """Its amounts do: `domain.desk.price_due`."""
    lot = fold(LOT_STREAM, *AUCTION)
    for category in (STATE_PROPERTY, LAND):
        every = {one.event for one in clocks(lot, category, category.lifecycle, FIXTURE)}
        assert not every & {*PAYMENTS}


def test_a_part_of_a_price_that_is_not_in_is_a_clock_of_whoever_bought():
    lot = fold(LOT_STREAM, *AUCTION)
    of = Standing(CODE, 9, lot, Law(FIXTURE), STATE_PROPERTY, ())
    (part,) = parts(lot, None, STATE_PROPERTY, FIXTURE)
    (clock,) = price_clocks(of, [part])
    assert (clock.event, clock.who, clock.day) == ("PriceReceived", ("BIDDER",), part.last)
    assert (clock.origin, clock.rule, clock.missing_fen) == ("calendar", part.rule, lot.price_fen)
    agreed = replace(part, rule="", told=part.last)
    estimated = replace(part, estimated=True)
    still = replace(part, last=None)
    told = price_clocks(of, [agreed, estimated, still, replace(part, reached=part.since)])
    assert [(one.day, one.origin) for one in told] == [
        (part.last, "stated"),
        (part.last, "estimate"),
        (None, "calendar"),
    ], "while its clock stands still its day is none, which nobody stated"
    land = replace(of, category=LAND)
    assert [one.event for one in price_clocks(land, [part])] == ["ExternalPaymentConfirmed"]


def test_a_price_is_looked_for_when_the_bank_has_had_its_day_to_say_what_came():
    """Due on Wednesday 15 April: what came then is stated on the 16th, so from the 17th on."""
    (part,) = parts(fold(LOT_STREAM, *AUCTION), None, STATE_PROPERTY, FIXTURE)
    days = [date(2026, 4, day) for day in (15, 16, 17)]
    assert [is_overdue(part, FIXTURE, day) for day in days] == [False, False, True]
    late = replace(part, reached=days[1])
    assert [is_overdue(late, FIXTURE, day) for day in days] == [False, False, True]
    assert not is_overdue(replace(part, reached=days[0]), FIXTURE, date(2026, 9, 1))
    assert not is_overdue(replace(part, last=None), FIXTURE, date(2026, 9, 1))


CASE = {
    "case": "D00000000000000A1",
    "kind": "complaint",
    "stage": "待处理",
    "to": "V-HOUSING",
    "open": True,
    "since": date(2026, 4, 9),
    "due": date(2026, 5, 22),
    "stopped_since": None,
    "rule": "CT-27 complaint.decision",
}


def test_an_open_dispute_says_who_has_to_end_it():
    (decide,) = of_cases([CASE], FIXTURE)
    assert (decide.event, decide.who, decide.day) == (
        "ComplaintDecided",
        ("V-HOUSING",),
        date(2026, 5, 22),
    )
    (accept,) = of_cases([CASE | {"stage": "待受理"}], FIXTURE)
    assert accept.event == "ComplaintAccepted"
    (answer,) = of_cases([CASE | {"kind": "objection", "stage": "待答复", "to": ""}], FIXTURE)
    assert (answer.event, answer.who) == ("ObjectionAnswered", ("OWNER", "AGENCY"))


def test_a_clock_that_stands_still_is_never_late_and_what_has_ended_has_none():
    (still,) = of_cases([CASE | {"due": None, "stopped_since": date(2026, 4, 10)}], FIXTURE)
    assert still.day is None
    assert not still.is_late(OPENING + timedelta(days=999))
    assert list(of_cases([CASE | {"open": False}], FIXTURE)) == []
