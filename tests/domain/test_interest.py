"""Interest to the fen: the worked examples of REFERENCE 3.8 by their ids."""

from datetime import date, timedelta

import pytest

from domain.interest import (
    DEMAND,
    Basis,
    Convention,
    Mode,
    Span,
    day_product,
    history,
    interest_fen,
    weighed,
)
from domain.money import show, split, yuan
from tests.kit.fixture_calendar import day

DEMAND_RATE = ((date(2024, 1, 1), 3_500),)  # 0.35 %
LOWERED = ((date(2026, 5, 20), 500), (date(2024, 1, 1), 3_500))  # to 0.05 %, in any order
QUARTERLY = Convention(quarterly=True)
AT_CLOSE = Convention(mode=Mode.RATE_AT_CLOSE)
IN_YUAN = Convention(basis=Basis.YUAN_TRUNCATED)


def lying(amount, since, until):
    return (Span(yuan(amount), day(since), day(until)),)


def for_days(amount, n):
    return (Span(yuan(amount), day("01-01"), day("01-01") + timedelta(days=n)),)


def earned(spans, convention=DEMAND, rates=DEMAND_RATE):
    return show(interest_fen(spans, rates, convention))


def test_e01_a_refund_with_interest():
    assert earned(lying("800,000.00", "03-10", "04-22")) == "334.44"


def test_e02_quarterly_capitalisation_gives_four_fen_more():
    assert earned(lying("800,000.00", "03-10", "03-21")) == "85.56"
    assert earned(lying("800,085.56", "03-21", "04-22")) == "248.92"
    assert earned(lying("800,000.00", "03-10", "04-22"), QUARTERLY) == "334.48"


@pytest.mark.parametrize(
    ("convention", "rates", "figure"),
    [
        (DEMAND, LOWERED, "447.22"),
        (AT_CLOSE, LOWERED, "76.39"),
        (DEMAND, DEMAND_RATE, "534.72"),
        (AT_CLOSE, DEMAND_RATE, "534.72"),
    ],
    ids=["piecewise", "at close", "old rate", "old rate at close"],
)
def test_e03_which_rate_counts_when_it_changes(convention, rates, figure):
    assert earned(lying("500,000.00", "02-20", "06-10"), convention, rates) == figure


def test_e04_fen_bear_no_interest_where_the_bank_counts_yuan():
    assert earned(for_days("1.99", 360)) == "0.01"
    assert earned(for_days("1.99", 360), IN_YUAN) == "0.00"
    assert earned(for_days("0.99", 36_000), IN_YUAN) == "0.00"


def test_e05_two_instalments_are_rounded_once():
    movements = [(day("03-17"), yuan("300,000.00")), (day("03-20"), yuan("200,000.00"))]
    assert earned(history(movements, day("05-11"))) == "261.53"
    assert earned(for_days("300,000.00", 55)) == "160.42"
    assert earned(for_days("200,000.00", 52)) == "101.11"


def test_e06_half_a_fen_is_rounded_up():
    assert earned(for_days("300.00", 36)) == "0.11"


def test_e07_a_late_refund_is_compensated_by_the_overdue_days():
    penal = ((date(2024, 1, 1), 52_200),)  # 4.35 % and a fifth
    assert earned(lying("100,000.00", "04-08", "04-20"), rates=penal) == "174.00"
    assert earned(for_days("37,200.00", 9), rates=penal) == "48.55"


def test_e08_the_bank_pays_on_the_balance_the_bidder_is_owed_on_the_deposit():
    movements = [
        (day("03-18"), yuan("810,000.00")),
        (day("03-19"), -yuan("10,000.00")),
        (day("04-02"), -yuan("800,000.00")),
    ]
    of_the_bank = interest_fen(history(movements, day("04-02")), DEMAND_RATE)
    entitled = interest_fen(lying("800,000.00", "03-18", "04-02"), DEMAND_RATE)
    assert (show(of_the_bank), show(entitled), of_the_bank - entitled) == ("116.76", "116.67", 9)


def test_e15_carried_over_money_keeps_its_value_date():
    assert earned(lying("240,000.00", "03-17", "06-01")) == "177.33"
    parts = [lying("240,000.00", "03-17", "03-27"), lying("240,000.00", "03-27", "06-01")]
    assert [earned(part) for part in parts] == ["23.33", "154.00"]


def test_e19_a_lump_is_split_by_day_products():
    b3 = [(day("01-01"), yuan("500,000.00")), (day("01-21"), -yuan("200,000.00"))]
    products = [
        day_product(for_days("800,000.00", 43)),
        day_product(for_days("800,000.00", 39)),
        day_product(history(b3, day("01-31"))),
        day_product(for_days("240,000.00", 7)),
    ]
    assert sum(products) == 80_280_000 * 100
    exact = Span(sum(products), day("01-01"), day("01-02"))
    assert earned([exact]) == "780.50"
    parts = split(yuan("780.49"), products)
    assert [show(part) for part in parts] == ["334.44", "303.33", "126.39", "16.33"]


@pytest.mark.parametrize(
    ("amount", "since", "until", "figure"),
    [
        ("800,000.00", "03-13", "03-16", "23.33"),  # rejected, A1/B2
        ("240,000.00", "03-18", "03-23", "11.67"),  # A3/B5
        ("500,000.00", "03-24", "03-26", "9.72"),  # late, A2/B5
        ("800,000.00", "03-17", "04-27", "318.89"),  # forfeited, A1/B3
        ("500,000.00", "03-12", "05-08", "277.08"),  # converted, A2/B1
        ("800,000.00", "03-12", "05-14", "490.00"),  # A1/B1
        ("800,000.00", "03-16", "05-14", "458.89"),  # A1/B2
        ("2,400,000.00", "03-30", "04-08", "210.00"),  # scenario C, P3
    ],
)
def test_the_interest_of_the_scenarios(amount, since, until, figure):
    assert earned(lying(amount, since, until)) == figure


def test_the_day_of_a_credit_counts_and_that_of_a_payment_does_not():
    assert lying("1.00", "03-10", "03-11")[0].days == 1
    assert earned(lying("36,000,000.00", "03-10", "03-11")) == "350.00"
    assert earned(lying("36,000,000.00", "03-10", "03-10")) == "0.00"


@pytest.mark.parametrize(
    ("since", "until", "periods"),
    [
        ("03-20", "03-21", 1),  # closed on the day of the addition: settled once
        ("03-20", "03-22", 2),
        ("03-21", "06-21", 1),
        ("03-20", "06-22", 3),
        ("01-01", "12-31", 5),
    ],
)
def test_a_balance_is_capitalised_on_the_21st_of_the_quarter(since, until, periods):
    spans = lying("36,000,000.00", since, until)
    balance, at = spans[0].balance_fen, spans[0].since
    additions = [day(f"{month}-21") for month in ("03", "06", "09", "12")]
    cuts = [cut for cut in additions if at < cut < spans[0].until]
    assert len(cuts) + 1 == periods
    for cut in (*cuts, spans[0].until):
        balance += interest_fen((Span(balance, at, cut),), DEMAND_RATE)
        at = cut
    assert interest_fen(spans, DEMAND_RATE, QUARTERLY) == balance - spans[0].balance_fen


def test_capitalised_fen_are_counted_with_the_principal_before_yuan_are_cut_off():
    both = Convention(basis=Basis.YUAN_TRUNCATED, quarterly=True)
    spans = lying("36,000,000.99", "03-20", "03-22")
    assert earned(spans, both) == "700.00"  # 350.00 a day: the 99 fen never counted


def test_a_quarter_at_the_rate_of_its_settlement_is_settled_on_the_20th():
    both = Convention(mode=Mode.RATE_AT_CLOSE, quarterly=True)
    spans = lying("36,000,000.00", "03-11", "03-22")
    from_the_20th = (*DEMAND_RATE, (day("03-20"), 7_000))
    from_the_21st = (*DEMAND_RATE, (day("03-21"), 7_000))
    assert earned(spans, both, from_the_20th) == "7,700.14"  # ten days and one at 0.70 %
    assert earned(spans, both, from_the_21st) == "4,200.07"


def test_nothing_is_earned_on_nothing():
    assert interest_fen((), DEMAND_RATE) == 0
    assert interest_fen((), DEMAND_RATE, QUARTERLY) == 0
    assert history([], day("03-10")) == ()
    assert interest_fen(lying("0.00", "03-10", "04-10"), ()) == 0


def test_movements_of_one_day_are_one_balance():
    payments = [(day("03-10"), 500), (day("03-12"), 300), (day("03-12"), -300), (day("03-12"), 7)]
    assert history(payments, day("03-15")) == (
        Span(500, day("03-10"), day("03-12")),
        Span(507, day("03-12"), day("03-15")),
    )


def test_the_sum_is_told_unrounded_too():
    spans = lying("300.00", "03-10", "03-11")
    assert weighed(spans, DEMAND_RATE, DEMAND, day("03-11")) == 30_000 * 3_500


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: Span(-1, day("03-10"), day("03-11")), "balance_fen -1: expected zero or more"),
        (
            lambda: Span(1, day("03-10"), day("03-09")),
            "until 2026-03-09: expected 2026-03-10 or later",
        ),
        (
            lambda: history([(day("03-10"), 5), (day("03-12"), -6)], day("03-20")),
            "balance_fen -1: expected zero or more",
        ),
        (
            lambda: history([(day("03-10"), 5)], day("03-09")),
            "close 2026-03-09: a movement on 2026-03-10 comes after it",
        ),
    ],
)
def test_an_impossible_balance_is_named_by_its_field(build, said):
    with pytest.raises(ValueError, match=f"^{said}$"):
        build()


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ((), "rates: none is known for 2026-03-10"),
        (((day("03-11"), 3_500),), "rates: none is known for 2026-03-10"),
        (((day("03-01"), -1),), "rates: -1 ppm since 2026-03-01, expected zero or more"),
        (((day("03-01"), 1), (day("03-01"), 2)), "rates: two of them since 2026-03-01"),
    ],
)
def test_a_rate_that_nobody_set_is_not_guessed(rates, said):
    with pytest.raises(ValueError, match=f"^{said}$"):
        interest_fen(lying("100.00", "03-10", "03-20"), rates)


def test_a_rate_of_the_settlement_must_be_known_then():
    late = ((day("03-21"), 3_500),)
    with pytest.raises(ValueError, match=r"^rates: none is known for 2026-03-20$"):
        interest_fen(lying("100.00", "03-10", "03-20"), late, AT_CLOSE)
    assert interest_fen(lying("100.00", "03-10", "03-21"), late, AT_CLOSE) == 1


def test_a_history_has_no_holes():
    parts = [*lying("1.00", "03-10", "03-12"), *lying("1.00", "03-13", "03-14")]
    with pytest.raises(ValueError, match=r"^since 2026-03-13: expected 2026-03-12, where the last"):
        interest_fen(parts, DEMAND_RATE)
