"""A trade at a market of others is imported once, by a method of its rules, never overwritten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as drawn_of
from hypothesis import strategies as st

from domain.categories.emission import EMISSION
from domain.categories.register import CATEGORIES
from domain.governance.state import Law, Pack
from domain.kernel import Rejected
from domain.market.events import ExternalTradeImported
from domain.market.import_trade import ImportExternalTrade
from domain.market.markets import MARKETS, called, names_of
from domain.market.stream import MARKET
from domain.packs.written import written
from domain.permissions import may
from domain.roles import ROLE_CODES
from domain.trade_codes import market_code, market_code_as_typed
from tests.golden.committee_samples import COMMITTEE_COMMANDS
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.ordering import registered
from tests.kit.story import NOON, given
from tests.kit.story import asked as asked_by

SAMPLE = next(one for one in COMMITTEE_COMMANDS if isinstance(one, ImportExternalTrade))
HXREE = "FJ-HXREE"
BRINGS = replace(
    SAMPLE,
    trade=market_code(HXREE, SAMPLE.original),
    market=HXREE,
    traded_on=NOON.date(),
)
FIELDS = {name: getattr(BRINGS, name) for name in ImportExternalTrade.__dataclass_fields__}
BROUGHT = ExternalTradeImported(**FIELDS, pack=0)
LAW = Law(FIXTURE)


def asking(asked, *past, law=LAW):
    return given(MARKET, *past).when(asked, by="C-OPS", received_at=NOON, law=law)


def test_it_is_imported_as_the_market_says_it_and_holds_no_money_of_ours():
    asking(BRINGS).then(BROUGHT)
    assert not hasattr(BROUGHT, "entries")
    asking(BRINGS, BROUGHT).nothing_happens()


@pytest.mark.parametrize(
    "other",
    [{"price_fen": 1}, {"document": "cd" * 32}, {"buyer": None}, {"traded_on": date(2026, 1, 1)}],
    ids=str,
)
def test_the_same_trade_said_otherwise_is_refused_and_the_first_word_stays(other):
    asking(replace(BRINGS, **other), BROUGHT).refused_by("market.imported_otherwise")


def test_its_number_there_is_its_code_here_so_none_is_imported_twice():
    with pytest.raises(ValueError, match=f"^trade 'X0': expected {BRINGS.trade}$"):
        replace(BRINGS, trade="X0")
    assert market_code("甲", "1") != market_code("乙", "1") != market_code("乙", "2")


@pytest.mark.parametrize("name", [*names_of(HXREE)[1:], "CN-CCER"])
def test_what_came_in_under_another_name_of_its_market_does_not_come_in_under_its_code(name):
    """Markets were known by their Chinese names at first; of another market it is another trade."""
    code = market_code(name, BRINGS.original)
    before = replace(BROUGHT, market=name, trade=code)
    asked = given(MARKET, before, code=code).when(BRINGS, by="C-OPS", received_at=NOON, law=LAW)
    if name == "CN-CCER":
        asked.then(BROUGHT)
    else:
        asked.refused_by("market.imported_otherwise")


def test_blanks_around_its_number_make_it_no_other_trade():
    blank = replace(BRINGS, original=f" {BRINGS.original}\t")
    asking(blank).then(BROUGHT)
    asking(blank, BROUGHT).nothing_happens()


@pytest.mark.parametrize("name", names_of(HXREE))
def test_what_came_in_with_blanks_when_they_made_a_code_does_not_come_in_again(name):
    blank = replace(BRINGS, original=f" {BRINGS.original} ")
    code = market_code_as_typed(name, blank.original)
    assert code != market_code(name, blank.original)
    before = replace(BROUGHT, market=name, original=blank.original, trade=code)
    asked = given(MARKET, before, code=code).when(blank, by="C-OPS", received_at=NOON, law=LAW)
    asked.refused_by("market.imported_otherwise")


def test_it_is_imported_by_the_rules_in_force_and_by_their_methods_of_markets_alone():
    asking(replace(BRINGS, method="挂牌")).refused_by("market.other_method")
    asking(replace(BRINGS, category="LAND")).refused_by("market.not_elsewhere")
    asking(replace(BRINGS, category="NOBODYS")).refused_by("category.unknown")
    pack = Pack(written(EMISSION), 3, date(2026, 1, 1))
    rights = replace(BRINGS, category="EMISSION")
    told = replace(BROUGHT, category="EMISSION", pack=3)
    asking(rights, law=Law(FIXTURE, packs=(pack,))).then(told)
    asking(replace(rights, method="定额出让")).refused_by("market.other_method")


def test_it_comes_from_a_market_that_is_known_by_its_code_and_deals_in_such_things():
    """Under its name it would be another trade than under its code, and come in twice."""
    for market in (SAMPLE.market, "X-MARKET"):
        asked = replace(BRINGS, market=market, trade=market_code(market, BRINGS.original))
        asking(asked).refused_by("market.unknown")
    ccer = replace(BRINGS, market="CN-CCER", trade=market_code("CN-CCER", BRINGS.original))
    asking(ccer).then(replace(BROUGHT, market="CN-CCER", trade=ccer.trade))
    asking(replace(ccer, category="EMISSION")).refused_by("market.unknown")
    refused = asking(replace(ccer, category="EMISSION")).decision
    assert f"expected {HXREE} 福建海峡资源环境交易中心" in refused.detail


def test_each_market_is_found_by_its_code_and_by_each_of_its_names():
    names = [name for one in MARKETS for name in (one.code, one.zh, *one.names)]
    assert len(names) == len(set(names)), "no name is of two"
    assert called(" 海峡资源环境交易中心 ") == called(HXREE) == MARKETS[0]
    assert called("甲市场") is None
    elsewhere = {one.code for one in CATEGORIES if any(way.elsewhere for way in one.methods)}
    assert {code for one in MARKETS for code in one.categories} == elsewhere


def test_nothing_is_imported_of_a_day_to_come_or_of_no_region():
    later = replace(BRINGS, traded_on=NOON.date() + timedelta(days=1))
    asking(later).refused_by("market.not_yet")
    asking(replace(BRINGS, region="110000")).refused_by("region.not_in_force")


def test_no_procedure_here_is_traded_at_a_market_of_others():
    with pytest.raises(AssertionError, match=r"procedure\.elsewhere"):
        registered(EMISSION, "协议转让", "EXTERNAL_MARKET")


def test_the_centre_imports_or_the_market_itself():
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), BRINGS), Rejected)}
    assert by == {"C-OPS", "UP"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"market": " "}, "market: expected what it is"),
        ({"title": ""}, "title: expected what it is"),
        ({"buyer": "x"}, "party 'x': expected"),
        ({"quantity": 0}, "quantity 0: expected one or more"),
        ({"price_fen": 0}, "price_fen 0: expected one or more"),
        ({"document": "x"}, "sha256 'x': expected"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(BRINGS, **wrong)


words = st.builds(
    replace,
    st.just(BRINGS),
    price_fen=st.integers(1, 3),
    method=st.sampled_from(("协议转让", "单向竞价", "挂牌")),
    traded_on=st.sampled_from((NOON.date(), NOON.date() + timedelta(days=1))),
)


@drawn_of(st.lists(words, max_size=6))
def test_whatever_is_said_of_a_trade_the_first_lawful_word_stays(said):
    """A walk: refused or repeated changes nothing, and what was imported is never another."""
    past = ()
    for asked in said:
        decided = asking(asked, *past).decision
        if past or isinstance(decided, Rejected):
            assert isinstance(decided, Rejected) or decided == ()
        else:
            past = decided
    lawful = [one for one in said if one.method != "挂牌" and one.traded_on == NOON.date()]
    assert [one.price_fen for one in past] == [one.price_fen for one in lawful[:1]]
