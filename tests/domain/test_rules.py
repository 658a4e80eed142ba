"""Rule rows: only what is verified blocks; most terms roll, least terms count full days."""

from datetime import date

import pytest

from domain.bounds import amount, count, days, hours, months, percent, working_days
from domain.rules import Evidence, Rule, Severity, Source, in_force, overlapping
from tests.kit.fixture_calendar import FIXTURE, day

LAW = Source("a law", Evidence.V, date(2012, 2, 1))
PRACTICE = Source("exchange rules", Evidence.S, None)


def rule(source=LAW, **facts):
    return Rule("XX-01", "lamp.lit", "灯", source, **{"anchor": "LampBought", **facts})


def source(since=None, until=None):
    return Source("x", Evidence.K, since and day(since), until and day(until))


@pytest.mark.parametrize("evidence", [Evidence.S, Evidence.K, Evidence.A])
def test_what_is_not_verified_cannot_block(evidence):
    with pytest.raises(ValueError, match=r"^XX-01 lamp\.lit: blocks, but its source is not ver"):
        rule(Source("a law", evidence, date(2012, 2, 1)), severity=Severity.BLOCK)
    assert rule(severity=Severity.BLOCK).severity is Severity.BLOCK
    assert rule(Source("a law", evidence, None)).severity is Severity.WARN


@pytest.mark.parametrize(("text", "since"), [("", date(2012, 2, 1)), ("a law", None)])
def test_what_is_verified_has_a_text_and_a_first_day(text, since):
    with pytest.raises(ValueError, match=r"verified, but without text or first day$"):
        Source(text, Evidence.V, since)


def test_a_row_has_one_bound_or_none():
    with pytest.raises(ValueError, match=r"^XX-01 lamp\.lit: two bounds are two rows$"):
        rule(at_least=days(1), at_most=days(2))
    assert rule().bound is None
    assert rule().direction == ""


def test_a_term_counts_from_something():
    with pytest.raises(ValueError, match=r"^XX-01 lamp\.lit: a term counts from something$"):
        rule(anchor="", at_most=days(2))
    assert rule(anchor="", at_most=count(2)).limit() == 2


@pytest.mark.parametrize("bound", [hours(24), count(3), percent(2), amount("1")])
def test_what_is_no_term_has_no_direction(bound):
    assert rule(at_most=bound).direction == rule(at_least=bound).direction == ""
    assert not rule(at_most=bound).is_term


@pytest.mark.parametrize(
    ("bound", "last"),
    [
        (days(4), "04-07"),  # 03-31 + 4 is a day off
        (working_days(5), "04-08"),
        (months(1), "04-30"),
    ],
)
def test_the_most_is_the_last_day_in_time_and_rolls_on_from_a_day_off(bound, last):
    most = rule(at_most=bound)
    assert most.direction == "NOT_LATER"
    assert most.term(day("03-31"), FIXTURE) == day(last)


@pytest.mark.parametrize(
    ("bound", "first"), [(days(4), "04-04"), (working_days(5), "04-08"), (months(1), "04-30")]
)
def test_the_least_counts_full_days_and_does_not_roll(bound, first):
    least = rule(at_least=bound)
    assert least.direction == "NOT_EARLIER"
    assert least.term(day("03-31"), FIXTURE) == day(first)


def test_a_row_may_say_otherwise_whether_it_rolls():
    assert rule(at_least=days(4), rolls=True).term(day("03-31"), FIXTURE) == day("04-07")
    assert rule(at_most=days(4), rolls=False).term(day("03-31"), FIXTURE) == day("04-04")


@pytest.mark.parametrize("bound", [None, hours(24), count(3), percent(2), amount("1")])
def test_what_is_no_term_ends_on_no_day(bound):
    with pytest.raises(ValueError, match=r"^XX-01 lamp\.lit: no term that ends on a day$"):
        rule(at_most=bound).term(day("03-31"), FIXTURE)


@pytest.mark.parametrize("bound", [None, hours(24), days(3), working_days(3), months(3)])
def test_what_is_no_quantity_has_no_limit(bound):
    with pytest.raises(ValueError, match=r"^XX-01 lamp\.lit: bounds no amount, share or count$"):
        rule(at_most=bound).limit(100)


def test_on_the_bound_is_within_it():
    few, many = rule(at_most=count(3)), rule(at_least=count(3))
    assert [few.allows(n) for n in (2, 3, 4)] == [True, True, False]
    assert [many.allows(n) for n in (2, 3, 4)] == [False, True, True]


def test_a_share_is_exact_to_the_fen():
    assert rule(at_most=percent(2)).limit(101) == 2  # 2.02
    assert rule(at_least=percent(2)).limit(101) == 3
    assert rule(at_most=percent(2)).limit(150) == rule(at_least=percent(2)).limit(150) == 3
    assert not rule(at_most=percent(2)).allows(3, 149)
    assert rule(at_most=percent(2)).allows(3, 150)


def test_a_row_is_in_force_from_its_first_day_on_and_no_longer_on_the_last():
    assert [source("03-02", "03-05").in_force(day(f"03-0{n}")) for n in range(1, 7)] == [
        *[False, True, True],
        *[True, False, False],
    ]
    assert source().in_force(date(1949, 10, 1))


def test_only_rows_of_the_subject_the_day_and_the_scope_are_found():
    everywhere, designs = rule(at_most=count(8)), rule(at_most=count(1), scope="DESIGN")
    later = Rule("XX-02", "lamp.lit", "灯", source("06-01"))
    rows = (everywhere, designs, later, Rule("XX-03", "lamp.dim", "灯", LAW))
    assert in_force(rows, "lamp.lit", day("05-01")) == (everywhere,)
    assert in_force(rows, "lamp.lit", day("05-01"), ["DESIGN"]) == (everywhere, designs)
    assert in_force(rows, "lamp.lit", day("06-01"), ["WORKS"]) == (everywhere, later)
    assert in_force(rows, "lamp.off", day("06-01")) == ()


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("03-01", "04-01"), ("04-01", None), False),
        (("03-01", "04-02"), ("04-01", None), True),
        (("03-01", None), ("04-01", None), True),
        ((None, "04-01"), ("04-01", None), False),
        ((None, "04-02"), ("04-01", None), True),
        ((None, None), (None, "04-01"), True),
    ],
)
def test_two_rows_about_one_thing_must_take_turns(one, other, meet):
    first, second = rule(source(*one)), rule(source(*other))
    assert bool(overlapping([first, second])) is bool(overlapping([second, first])) is meet
    assert overlapping([first, rule(source(*other), scope="DESIGN")]) == ()
    assert overlapping([first, Rule("XX-01", "lamp.dim", "灯", source(*other))]) == ()


def test_an_article_keeps_time_and_weight_of_its_source():
    whole = Source("a law", Evidence.V, date(2012, 2, 1), date(2030, 1, 1), "350600")
    article = whole.article(26, also="another")
    assert article == Source(
        "a law 第26条；another", Evidence.V, date(2012, 2, 1), date(2030, 1, 1), "350600"
    )
    assert whole.article("40(6)").text == "a law 第40(6)条"
