"""How a price is paid, as its contract has it: all of it, in order; the rows of law only warn."""

from dataclasses import replace
from datetime import date

import pytest

from domain.categories.land import LAND
from domain.governance.state import Law, Pack
from domain.lot.concluded import Instalment, InstalmentsAgreed
from domain.lot.instalments import MOST, AgreeInstalments
from domain.lot.stream import LOT
from domain.packs.written import written
from domain.rules import Severity
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AGENCY, AUCTION, CODE, OWNER, SOLD, STRANGERS, TENDER, TEXT
from tests.kit.story import given

WHOLE = SOLD.price_fen
LAND_SOLD = (
    replace(AUCTION[0], category="LAND"),
    *AUCTION[1:-1],
    replace(SOLD, signed_on=date(2026, 4, 17)),
)
LAW = Law(FIXTURE)


def told(*parts):
    """Parts as (month, day, fen) of 2026."""
    return tuple(Instalment(due=date(2026, *at), amount_fen=fen) for *at, fen in parts)


def asks(*parts):
    return AgreeInstalments(lot=CODE, instalments=told(*parts), document=TEXT)


def agreed(*parts, warned=()):
    facts = {"instalments": told(*parts), "warned": warned, "document": TEXT}
    return InstalmentsAgreed(lot=CODE, **facts)


SUM = ((4, 15, WHOLE),)


def when(*parts, lot=AUCTION, by=OWNER, law=LAW):
    return given(LOT, *lot).when(asks(*parts), by=by, law=law)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_the_owner_or_its_agency_tells_it_and_what_was_told_last_counts(by):
    when(*SUM, by=by).then(agreed(*SUM))
    when(*SUM, lot=(*AUCTION, agreed(*SUM)), by=by).nothing_happens()
    sooner = ((4, 14, WHOLE),)
    when(*sooner, lot=(*AUCTION, agreed(*SUM)), by=by).then(agreed(*sooner))


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_does(by):
    when(*SUM, by=by).refused_by("lot.not_yours")


def test_there_is_a_contract_and_a_price_that_is_paid_here():
    when(*SUM, lot=AUCTION[:-1]).refused_by("lot.wrong_phase")
    when(*SUM, lot=()).refused_by("lot.unknown")
    when(*SUM, lot=TENDER).refused_by("price.no_sale")


def test_it_is_all_of_the_price_and_no_more():
    half = WHOLE // 2
    for fen in (WHOLE - half - 1, WHOLE - half + 1):
        when((4, 15, half), (5, 20, fen)).refused_by("price.other_sum")


def test_nothing_is_due_before_the_contract():
    when((4, 7, WHOLE)).refused_by("price.before_contract")
    when((4, 8, WHOLE)).then(agreed((4, 8, WHOLE)))


def test_one_sum_later_than_its_row_has_it_is_told_with_that_row():
    when((4, 16, WHOLE)).then(agreed((4, 16, WHOLE), warned=("SP-09 price.lump_sum",)))


FIRST = -(-WHOLE * 3 // 10)
"""Three tenths of it, to the fen."""


@pytest.mark.parametrize(
    ("first", "fen", "last", "warned"),
    [
        ((4, 15), FIRST, (12, 31), ()),
        ((4, 15), FIRST - 1, (12, 31), ("SP-09 price.first_instalment",)),
        ((4, 16), FIRST, (12, 31), ("SP-09 price.first_instalment_paid",)),
    ],
)
def test_instalments_are_held_against_the_rows_for_instalments(first, fen, last, warned):
    parts = ((*first, fen), (*last, WHOLE - fen))
    when(*parts).then(agreed(*parts, warned=warned))


def test_a_year_is_the_longest():
    parts = (Instalment(due=date(2026, 4, 15), amount_fen=FIRST),)
    rest = WHOLE - FIRST
    for day, warned in (
        (date(2027, 4, 8), ()),
        (date(2027, 4, 9), ("SP-09 price.last_instalment",)),
    ):
        every = (*parts, Instalment(due=day, amount_fen=rest))
        asked = replace(asks(*SUM), instalments=every)
        said = replace(agreed(*SUM), instalments=every, warned=warned)
        given(LOT, *AUCTION).when(asked, by=OWNER, law=LAW).then(said)


def test_of_land_both_texts_warn_and_the_contract_decides():
    """LD-12: half within a month, all within a year; or all within sixty days."""
    half = WHOLE // 2
    within = ((5, 18, half), (6, 16, WHOLE - half))
    when(*within, lot=LAND_SOLD).then(agreed(*within))
    longer = ((5, 18, half), (6, 17, WHOLE - half))
    when(*longer, lot=LAND_SOLD).then(agreed(*longer, warned=("LD-12 price.all_paid",)))
    at_once = ((5, 19, WHOLE),)
    first = ("LD-12 price.first_instalment_paid",)
    when(*at_once, lot=LAND_SOLD).then(agreed(*at_once, warned=first))


def test_where_a_row_blocks_it_is_refused():
    """Of a kind whose pack blocks what the regulation of 1990 says."""
    strict = replace(
        LAND,
        rules=tuple(
            replace(row, severity=Severity.BLOCK) if row.subject == "price.all_paid" else row
            for row in LAND.rules
        ),
    )
    law = replace(LAW, packs=(Pack(written(strict), 1, date(2026, 1, 1)),))
    lot = (replace(LAND_SOLD[0], pack=1), *LAND_SOLD[1:])
    when((5, 18, WHOLE - 1), (6, 17, 1), lot=lot, law=law).refused_by("price.against_rule")
    fine = ((5, 18, WHOLE - 1), (6, 16, 1))
    when(*fine, lot=lot, law=law).then(agreed(*fine))


def test_parts_are_told_in_order_each_of_a_fen_or_more():
    with pytest.raises(ValueError, match=r"^instalments: 0, expected 1 to 60"):
        replace(asks(*SUM), instalments=())
    with pytest.raises(ValueError, match=r"^instalments: 61, expected 1 to 60"):
        replace(asks(*SUM), instalments=told(*SUM) * (MOST + 1))
    with pytest.raises(ValueError, match=r"^instalments: 2026-04-15 after 2026-04-15, expected"):
        asks((4, 15, 1), (4, 15, WHOLE - 1))
    with pytest.raises(ValueError, match=r"^instalments: 0 fen, expected one or more"):
        asks((4, 15, 0))
    with pytest.raises(ValueError, match=r"^instalments.due 3001-01-01: expected"):
        replace(asks(*SUM), instalments=(Instalment(due=date(3001, 1, 1), amount_fen=WHOLE),))
    with pytest.raises(ValueError, match=r"^sha256 'x': expected"):
        replace(asks(*SUM), document="x")
