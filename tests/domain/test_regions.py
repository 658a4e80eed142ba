"""Regions have their codes for a time; a post of one reaches the same place, and no other."""

from datetime import date, timedelta

import pytest

from domain.regions import (
    CITY,
    REGIONS,
    in_force,
    is_county,
    reached,
    reaches,
    unknown_on,
    upward,
)
from domain.register import STREAMS
from tests.golden.samples import EVENTS as SAMPLES
from tests.kit.sentences import hear
from tests.kit.story import fold

CHANGED = date(2021, 2, 3)
BEFORE = CHANGED - timedelta(days=1)
TODAY = date(2026, 3, 16)


@pytest.mark.parametrize(("old", "new"), [("350681", "350604"), ("350625", "350605")])
def test_two_counties_became_districts_on_one_day(old, new):
    assert (in_force(old, BEFORE), in_force(new, BEFORE)) == (True, False)
    assert (in_force(old, CHANGED), in_force(new, CHANGED)) == (False, True)


def test_a_post_of_the_place_reaches_what_was_registered_under_its_old_code():
    assert reaches("350604", "350681")
    assert reaches("350681", "350604")
    assert not reaches("350604", "350625")


def test_a_county_reaches_its_own_the_city_its_own_level_and_no_region_all():
    assert reaches("350626", "350626")
    assert not reaches("350626", "350627")
    assert not reaches("350626", CITY)
    assert not reaches(CITY, "350626")
    assert all(reaches("", one.code) for one in REGIONS)


def test_what_posts_reach_is_told_by_codes():
    assert reached([]) == frozenset()
    assert reached(["350604", "350626"]) == {"350604", "350681", "350626"}
    assert reached(["350626", ""]) is None
    assert reached(["350700"]) == {"350700"}


def test_zones_are_told_apart_here_and_go_upward_by_their_county():
    """常山, 古雷, 台商投资区, 高新区: no code of GB/T 2260."""
    zones = {one.code for one in REGIONS if one.upward}
    assert zones == {"350600-CS", "350600-GL", "350600-TS", "350600-GX"}
    assert all(in_force(one, day) for one in zones for day in (BEFORE, TODAY))
    assert upward("350600-GL", TODAY) == "350623"
    assert (upward("350600-TS", BEFORE), upward("350600-TS", CHANGED)) == ("350681", "350604")
    assert not reaches("350604", "350600-TS")
    assert not reaches(CITY, "350600-TS")


def test_a_county_goes_upward_by_its_own_code():
    assert upward("350626", TODAY) == "350626"
    assert upward("350700", TODAY) == "350700"


def test_a_row_goes_upward_by_a_code_that_is_in_force_as_long_as_it_is():
    for one in (one for one in REGIONS if one.upward):
        for day in (one.since, (one.until or TODAY) - timedelta(days=1)):
            assert in_force(one.upward, day)


def test_no_code_has_two_rows_on_one_day():
    for day in (date(2000, 1, 1), BEFORE, CHANGED, TODAY):
        codes = [one.code for one in REGIONS if one.in_force(day)]
        assert len(codes) == len(set(codes))


def test_what_lies_somewhere_says_where_and_nothing_does_before_it_is_registered():
    """Of these, and of accounts that are a region's, the door asks which post is for there."""
    firsts = {"ProjectRegistered", "ProcedureRegistered", "LotDefined", "ComplaintFiled"}
    told = {}
    for stream in STREAMS:
        assert stream.region(stream.initial) is None
        for sample in SAMPLES:
            if sample.NAME in firsts and type(sample) in stream.events:
                told[stream.name] = (stream.region(fold(stream, sample)), sample.region)
    assert told.keys() == {"project", "procedure", "lot", "dispute"}
    assert all(said == region for said, region in told.values())


def test_below_the_city_all_is_county():
    assert is_county("350602")
    assert is_county("350681")
    assert is_county("350600-GX")
    assert not is_county(CITY)
    assert not is_county("")


def test_what_is_not_in_force_is_refused_with_what_is():
    assert unknown_on("350626", TODAY) is None
    refused = unknown_on("350681", TODAY)
    assert refused is not None
    assert refused.rule == "region.not_in_force"
    assert "350604" in refused.detail
    assert "350681," not in refused.detail.partition("one of")[2]
    hear(refused.rule, refused.detail)
