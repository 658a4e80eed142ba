"""Pages name every kind of trade: those of the plan, and those that came by data alone."""

from dataclasses import replace
from datetime import date

from api.http.pages.kinds import kind_names
from api.http.pages.office_law import packs_view
from api.http.pages.speech import Speech
from domain.categories.construction import CONSTRUCTION
from domain.categories.forest_carbon import FOREST_CARBON
from domain.categories.register import CATEGORIES
from domain.governance.state import Law, Pack
from domain.packs.written import written
from tests.kit.fixture_calendar import FIXTURE

CRANES = replace(CONSTRUCTION, code="CRANE_HIRE", zh="塔吊租赁", en="crane hire")
SINCE, TODAY = date(2026, 3, 1), date(2026, 4, 1)
ZH, EN = Speech("zh", None), Speech("en", None)


def law(*kinds: object) -> Law:
    packs = (Pack(written(one), n, SINCE) for n, one in enumerate(kinds, 1))
    return Law(FIXTURE, packs=tuple(packs))


def test_those_of_the_plan_come_first_then_what_came_by_data():
    names = kind_names(law(CRANES), ZH)
    assert [*names] == [*(one.code for one in CATEGORIES), "CRANE_HIRE"]
    assert names["CRANE_HIRE"] == "塔吊租赁"
    assert kind_names(law(CRANES), EN)["CRANE_HIRE"] == "crane hire"


def test_each_has_the_name_that_it_was_given_last_but_those_of_the_plan_keep_theirs():
    renamed = replace(CRANES, zh="塔吊租赁服务")
    other = replace(CONSTRUCTION, zh="别的")
    names = kind_names(law(CRANES, renamed, other), ZH)
    assert (names["CRANE_HIRE"], names["CONSTRUCTION"]) == ("塔吊租赁服务", CONSTRUCTION.zh)


def test_the_office_sees_which_kind_is_not_traded_here_unless_its_rules_are_published():
    told = {one.label: one for one in packs_view(law(CRANES), TODAY, ZH)}
    assert told["塔吊租赁"].version == "v1"
    assert told["塔吊租赁"].rows == len(CRANES.rules)
    assert told[FOREST_CARBON.zh].version == "本平台不受理"
    assert told[CONSTRUCTION.zh].version == "平台自带"
    opened = {one.label: one for one in packs_view(law(FOREST_CARBON), TODAY, ZH)}
    assert opened[FOREST_CARBON.zh].version == "v1"
