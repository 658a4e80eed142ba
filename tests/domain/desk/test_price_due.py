"""Until when a price is in (LD-12, SP-09): scenarios B and C to the day, and one fen less."""

from dataclasses import replace
from datetime import date

import pytest

from domain.accounts import DEPOSITS_HELD, PRICE_HELD
from domain.bounds import days
from domain.calendar import Calendar
from domain.categories.construction import CONSTRUCTION
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.deposit.owed import DepositConverted
from domain.deposit.passed_on import PriceReceived
from domain.deposit.stream import DEPOSIT
from domain.desk.price_due import FIRST_SHARE, IN_ONE_SUM, Part, parts
from domain.lot.concluded import ExternalPaymentConfirmed, Instalment, InstalmentsAgreed
from domain.lot.ended import SettlementClosed
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended, Suspending
from domain.lot.stream import LOT
from domain.money import yuan
from domain.postings import Entry, Leg, moved
from domain.rules import Rule
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AUCTION, CODE, SOLD, TENDER, TEXT, VOIDED
from tests.kit.owing import matched
from tests.kit.passing import WINNERS
from tests.kit.rows import ACCOUNT, BASIC, OPENING, PAYER, PRICE, D
from tests.kit.story import fold

WHOLE = yuan("9,300,000.00")
REST = WHOLE - PRICE
HALF = WHOLE // 2
BECAME = DepositConverted(
    deposit=D,
    to="2004",
    earnest_fen=PRICE,
    entries=(moved("P20", (DEPOSITS_HELD, D), (PRICE_HELD, D), PRICE),),
)
PART = (matched(9), BECAME)
LAND_SOLD = (
    replace(AUCTION[0], category="LAND"),
    *AUCTION[1:-1],
    replace(SOLD, signed_on=date(2026, 4, 17)),
)
"""Signed as scenario B's is."""


def came(fen, day, number=1):
    """A line of the price, booked on a day."""
    legs = (Leg("2001", f"{ACCOUNT}/{day}", fen, "P21"), Leg("2004", D, -fen, "P21"))
    return PriceReceived(
        deposit=D,
        line=f"{ACCOUNT}/{day}/1#{number}",
        payer=PAYER,
        payer_account=BASIC,
        entries=(Entry("CUST", "CNY", legs),),
    )


def outside(fen, day, document="税票1号"):
    return ExternalPaymentConfirmed(
        lot=CODE, paid_on=day, amount_fen=fen, document=document, evidence=TEXT
    )


def agreed(*told):
    instalments = tuple(Instalment(due=day, amount_fen=fen) for day, fen in told)
    return InstalmentsAgreed(lot=CODE, instalments=instalments, warned=(), document=TEXT)


def due(*lot, of=STATE_PROPERTY, deposit=PART, calendar=FIXTURE):
    buyers = fold(DEPOSIT, WINNERS, *deposit) if deposit else None
    return parts(fold(LOT, *lot), buyers, of, calendar)


def land(*facts, **how):
    return due(*LAND_SOLD, *facts, of=LAND, **how)


def by_rule(found: tuple[Part, ...]):
    return {one.rule.partition(" ")[2]: (one.last, one.fen, one.missing_fen) for one in found}


def test_a_sellers_price_is_in_within_five_working_days_of_the_contract():
    """Scenario C: signed on 8 April, due on the 15th, and the deposit is a part of it."""
    (lump,) = due(*AUCTION)
    assert (lump.rule, lump.since) == ("SP-09 price.lump_sum", date(2026, 4, 8))
    assert (lump.last, lump.fen, lump.missing_fen) == (date(2026, 4, 15), WHOLE, REST)
    assert (lump.reached, lump.told, lump.estimated) == (None, None, False)


def test_it_ends_when_the_sum_is_in_and_not_a_fen_before():
    day = date(2026, 4, 13)
    (short,) = due(*AUCTION, deposit=(*PART, came(REST - 1, day)))
    assert (short.reached, short.missing_fen) == (None, 1)
    (whole,) = due(*AUCTION, deposit=(*PART, came(REST, day)))
    assert (whole.reached, whole.missing_fen) == (day, 0)
    last = date(2026, 4, 14)
    two = (came(1, last, 2), came(REST - 1, day))
    (whole,) = due(*AUCTION, deposit=(*PART, *two))
    assert whole.reached == last, "whichever was told first, the last day counts"


def test_of_land_half_is_in_within_a_month_all_in_sixty_days_and_in_a_year():
    """Scenario B: half by 18 May, as the 17th is a Sunday; by rows that both warn."""
    assert by_rule(land()) == {
        "price.first_instalment_paid": (date(2026, 5, 18), HALF, HALF - PRICE),
        "price.all_paid": (date(2026, 6, 16), WHOLE, REST),
        "price.last_instalment": (date(2027, 4, 19), WHOLE, REST),
    }
    assert [one.last for one in land()] == sorted(one.last for one in land() if one.last)
    assert [one.estimated for one in land()] == [False, False, True]


def test_what_was_paid_past_us_counts_from_the_day_on_which_it_was_paid():
    """Rows 33 and 34: the first half by 12 May, the rest by 10 June. A fen never was enough."""
    may, june = date(2026, 5, 12), date(2026, 6, 10)
    fen = land(outside(1, may))
    assert [one.reached for one in fen] == [None, None, None]
    short = land(outside(HALF - PRICE - 1, may))
    assert [one.reached for one in short] == [None, None, None]
    first = land(outside(HALF - PRICE, may))
    assert [one.reached for one in first] == [may, None, None]
    rest = outside(WHOLE - HALF, june, "税票2号")
    assert [one.reached for one in land(outside(HALF - PRICE, may), rest)] == [may, june, june]
    all_at_once = land(outside(REST, may))
    assert [one.missing_fen for one in all_at_once] == [0, 0, 0]
    alone = land(outside(WHOLE, june), deposit=())
    assert [one.reached for one in alone] == [june, june, june], "no deposit was asked for"


def test_an_odd_fen_of_a_share_is_due_with_it():
    odd = replace(SOLD, signed_on=date(2026, 4, 17), price_fen=WHOLE)
    lot = fold(LOT, *LAND_SOLD[:-1], odd)
    first = parts(replace(lot, price_fen=WHOLE + 1), None, LAND, FIXTURE)[0]
    assert first.fen == HALF + 1


@pytest.mark.parametrize(("today", "late"), [(date(2026, 4, 15), False), (date(2026, 4, 16), True)])
def test_it_is_late_when_its_last_day_is_over(today, late):
    (lump,) = due(*AUCTION)
    assert lump.is_late(today) is late


def test_what_came_too_late_stays_late_and_what_came_in_time_never_is():
    long_after = date(2026, 12, 1)
    for day, late in ((date(2026, 4, 15), False), (date(2026, 4, 16), True)):
        (lump,) = due(*AUCTION, deposit=(*PART, came(REST, day)))
        assert lump.is_late(long_after) is late


def test_by_an_estimate_nothing_is_late():
    (lump,) = due(*AUCTION, calendar=Calendar())
    assert lump.estimated
    assert not lump.is_late(date(2030, 1, 1))


def test_a_deposit_that_is_still_held_counts_and_what_a_court_took_has_to_come_again():
    (waiting,) = due(*AUCTION, deposit=(matched(9),))
    assert waiting.missing_fen == REST
    buyers = fold(DEPOSIT, WINNERS, matched(9), BECAME, came(REST, date(2026, 4, 13)))
    took = replace(buyers, price=replace(buyers.price, taken_fen=100))
    (lump,) = parts(fold(LOT, *AUCTION), took, STATE_PROPERTY, FIXTURE)
    assert (lump.reached, lump.missing_fen) == (None, 100)


def test_the_contract_decides_where_it_says_how():
    """Each part with all that came before it; a day off moves on to the next working day (203)."""
    told = agreed((date(2026, 4, 10), PRICE + 1), (date(2026, 5, 2), 9), (date(2026, 9, 1), 5))
    found = due(*AUCTION, told)
    assert [(one.rule, one.told, one.last, one.fen) for one in found] == [
        ("", date(2026, 4, 10), date(2026, 4, 10), PRICE + 1),
        ("", date(2026, 5, 2), date(2026, 5, 6), PRICE + 10),
        ("", date(2026, 9, 1), date(2026, 9, 1), PRICE + 15),
    ]
    assert [one.missing_fen for one in found] == [1, 10, 15]
    assert all(one.since == date(2026, 4, 8) for one in found)
    later = agreed((date(2026, 5, 20), WHOLE))
    (last,) = due(*AUCTION, told, later)
    assert (last.told, last.fen) == (date(2026, 5, 20), WHOLE), "what was agreed last"


SUSPENDED = ProcedureSuspended(
    lot=CODE,
    cause=Suspending.OWNER,
    case=None,
    rule="",
    suspended_at=OPENING.replace(month=4, day=10),
    until=None,
    document=None,
)
WENT_ON = ProcedureResumed(
    lot=CODE, case=None, resumed_at=OPENING.replace(month=4, day=13), document=None
)


def test_a_day_that_a_standstill_moved_into_a_year_nobody_published_is_an_estimate():
    """Told for 28 December; fifteen days do not count, and it ends in January of 2027."""
    stood = replace(SUSPENDED, suspended_at=OPENING.replace(month=12, day=10))
    went_on = replace(WENT_ON, resumed_at=OPENING.replace(month=12, day=25))
    (told,) = due(*AUCTION, agreed((date(2026, 12, 28), WHOLE)), stood, went_on)
    assert (told.last, told.estimated) == (date(2027, 1, 12), True)
    assert not told.is_late(date(2027, 1, 20))


def test_while_the_lot_stands_still_its_clocks_do():
    for told in ((), (agreed((date(2026, 4, 13), WHOLE)),)):
        (still,) = due(*AUCTION, *told, SUSPENDED)
        assert (still.last, still.is_late(date(2030, 1, 1))) == (None, False)
        assert still.missing_fen == REST
    (later,) = due(*AUCTION, SUSPENDED, WENT_ON)
    assert later.last == date(2026, 4, 16), "one working day of them did not count"


def test_a_day_of_the_contract_waits_as_a_row_does():
    """Of 11 to 13 April none counts; what was due before they began stays due, and late."""
    fifteenth = (15, 20)  # three days later it is a Saturday, and moves on to Monday
    for told, last in ((10, 10), (11, 14), (13, 16), fifteenth):
        (one,) = due(*AUCTION, agreed((date(2026, 4, told), WHOLE)), SUSPENDED, WENT_ON)
        assert (one.last, one.told) == (date(2026, 4, last), date(2026, 4, told))
    (before,) = due(*AUCTION, agreed((date(2026, 4, 10), WHOLE)), SUSPENDED)
    assert (before.last, before.is_late(date(2026, 4, 11))) == (date(2026, 4, 10), True)


@pytest.mark.parametrize(("scopes", "lump"), [((), False), (("X",), True)])
def test_rows_are_those_of_what_the_lot_is_besides(scopes, lump):
    """A row may be for such lots alone; so may the share that is due first."""

    def alone(category, subject):
        rules = (
            replace(row, scope="X") if row.subject == subject else row for row in category.rules
        )
        return replace(category, rules=tuple(rules))

    property_ = (replace(AUCTION[0], scopes=scopes), *AUCTION[1:])
    found = due(*property_, of=alone(STATE_PROPERTY, IN_ONE_SUM))
    assert any(one.rule == "SP-09 price.lump_sum" for one in found) is lump
    parcel = (replace(LAND_SOLD[0], scopes=scopes), *LAND_SOLD[1:])
    first = due(*parcel, of=alone(LAND, FIRST_SHARE))
    assert {one.fen for one in first} == ({HALF, WHOLE} if lump else {WHOLE})


def test_what_the_deposit_became_was_there_from_the_contract_on():
    (whole, _) = due(*AUCTION, agreed((date(2026, 4, 10), PRICE), (date(2026, 5, 6), REST)))
    assert whole.reached == date(2026, 4, 8)


def test_a_part_may_be_due_on_the_day_of_the_contract():
    (at_once,) = due(*AUCTION, agreed((date(2026, 4, 8), WHOLE)), SUSPENDED, WENT_ON)
    assert at_once.last == date(2026, 4, 8)


def test_of_a_buyer_that_nobody_can_read_any_more_nothing_is_told_as_missing():
    """A natural person's key goes once its lot is settled, and with it the row of its deposit."""
    settled = SettlementClosed(lot=CODE, settled_at=OPENING.replace(month=5), deposits=1)
    (told,) = due(*AUCTION, deposit=())
    assert told.missing_fen == WHOLE, "of a company its row stays: where there is none, none came"
    to_person = replace(AUCTION[4], winner="N00000000000000B2")
    sold = (*AUCTION[:4], to_person, AUCTION[5])
    (readable,) = due(*sold)
    assert readable.missing_fen == REST
    assert due(*sold, settled, deposit=()) == ()
    assert due(*sold, deposit=()) == (), "nor where it went before that"
    (without,) = due(replace(sold[0], deposit_fen=0), *sold[1:], deposit=())
    assert without.missing_fen == WHOLE, "no deposit was asked for: there is no row to go"


def test_nothing_is_due_before_the_contract_or_of_what_is_not_paid_here():
    assert due(*AUCTION[:-1]) == ()
    assert due(*TENDER, of=CONSTRUCTION) == ()
    assert due() == ()
    assert due(*AUCTION, VOIDED) == (), "nothing is to be paid of what is void"


def test_a_row_that_says_not_before_is_no_last_day():
    waits = Rule(
        "LD-0",
        "price.not_before",
        "签约后三日起付款",
        LAND.rules[0].source,
        at_least=days(3),
        anchor="ContractSigned",
        ends="ExternalPaymentConfirmed",
    )
    strict = replace(LAND, rules=(*LAND.rules, waits))
    assert by_rule(due(*LAND_SOLD, of=strict)) == by_rule(land())


def test_of_a_settled_lot_it_stays_known_when_it_came():
    settled = SettlementClosed(lot=CODE, settled_at=OPENING.replace(month=5), deposits=1)
    (lump,) = due(*AUCTION, settled, deposit=(*PART, came(REST, date(2026, 4, 13))))
    assert lump.reached == date(2026, 4, 13)
