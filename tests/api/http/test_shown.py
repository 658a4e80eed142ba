"""Amounts, capitals, days as they are shown."""

from datetime import date, datetime

import pytest

from api.capitals import capitals
from api.http.pages.byte_lines import lines
from api.http.pages.shown import Shown, money
from api.http.pages.speech import Speech
from api.said import plain_money


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (105, "壹元零伍分"),
        (10_005, "壹佰元零伍分"),
        (74_375, "柒佰肆拾叁元柒角伍分"),
        (80_045_889, "捌拾万零肆佰伍拾捌元捌角玖分"),
        (274_000_000, "贰佰柒拾肆万元整"),
        (1_000_000_100, "壹仟万零壹元整"),
        (10_000_000_000_000_000, "壹佰万亿元整"),
        (1_010_101_010_101_010, "壹拾万亿壹仟零壹拾亿壹仟零壹拾万壹仟零壹拾元壹角整"),
        (100_000_000_00 * 100 + 1, "壹佰亿元零壹分"),
        (-50, "负伍角整"),
    ],
)
def test_capitals(fen: int, said: str):
    assert capitals(fen) == said


def test_more_than_can_be_written_is_refused():
    with pytest.raises(ValueError, match="capitals"):
        capitals(10**18)


@pytest.mark.parametrize(
    ("minor", "shown"),
    [
        (80_000_000, '<span class="money">800,000<span class="dec">.00</span></span>'),
        (80_045_889, '<span class="money">800,458.89</span>'),
        (0, '<span class="money nil">0<span class="dec">.00</span></span>'),
        (-150, '<span class="money">−1.50</span>'),
    ],
)
def test_full_yuan_are_muted_behind_the_point(minor: int, shown: str):
    assert money(minor) == shown


def test_what_must_be_zero_is_marked_when_it_is_not():
    assert 'class="money off"' in money(-1, zero=True)
    assert 'class="money nil"' in money(0, zero=True)
    assert plain_money(5, signed=True) == "+0.05"
    assert money(1_234, "JPY") == '<span class="money">1,234</span>'


def test_days_name_their_weekday_in_the_readers_language():
    day = date(2026, 5, 18)
    assert "周一" in Shown(Speech("zh", None)).day(day)
    assert "Mon" in Shown(Speech("en", None)).day(day)
    assert Shown(Speech("zh", None)).end_of(day) == "2026-05-18 周一 24:00"
    instant = datetime.fromisoformat("2026-05-17T16:30:00+00:00")
    assert Shown(Speech("zh", None)).line(instant) == "2026-05-18 周一 00:30"


@pytest.mark.parametrize(
    "text",
    ['{"a":{"b":1,"c":"x,{\\"y"},"d":[{"e":1},{"f":2}],"g":null}', "{}", '{"a":"\\\\","b":1}'],
)
def test_lines_of_bytes_are_the_bytes(text: str):
    assert "".join(lines(text)) == text


def test_lines_break_between_fields_and_objects():
    assert lines('{"a":{"b":1,"c":2},"d":[{"e":1},{"f":2}]}') == (
        '{"a":{"b":1,"c":2},',
        '"d":[{"e":1},',
        '{"f":2}]}',
    )
