"""What is said of a lot at the command line: in words, never as the code calls it."""

from datetime import UTC, date, datetime

import pytest

from api.cli.lot_facts import lines
from api.lots.differing import FACTS
from domain.phases import Phase

EVERY = {
    "phase": Phase.RESULT_PUBLICITY.value,
    "suspended": ("OBJECTION", "ORDER"),
    "opening_at": datetime(2026, 5, 18, 1, 30, tzinfo=UTC),
    "opened": True,
    "candidates": ("甲公司", "乙公司"),
    "winner": None,
    "price_fen": 123_456_700,
    "awarded_on": date(2026, 5, 20),
}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            [
                "阶段：公示中",
                "暂停：程序暂停：异议待答复、程序暂停：监督部门决定",
                "开标（竞价）：2026-05-18 周一 09:30",
                "启封：已启封",
                "中标候选人：甲公司、乙公司",
                "价格（元）：1,234,567.00",
                "成交日：2026-05-20 周三",
            ],
        ),
        (
            "en",
            [
                "Phase: result in public",
                "Suspended: Suspended: an objection waits for its answer, Suspended: by a "
                "supervisor's order",
                "Opening planned: 2026-05-18 Mon 09:30",
                "Seals: open",
                "Candidates: 甲公司, 乙公司",
                "Price (yuan): 1,234,567.00",
                "Awarded on: 2026-05-20 Wed",
            ],
        ),
    ],
)
def test_each_fact_is_said_in_either_language(monkeypatch, language, said):
    monkeypatch.setenv("ZHANGBEN_LANG", language)
    assert list(lines(EVERY)) == said


def test_every_fact_has_a_name():
    assert len(list(lines(dict.fromkeys(FACTS, Phase.ANNOUNCED.value)))) == len(FACTS)
