"""Lots of every way of trading, led by the clock alone until nobody can join any more."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from api.jobs import sessions
from api.jobs.due import DEADLINES
from domain.categories.category import Category
from domain.categories.forest_right import FOREST_RIGHT
from domain.categories.mining import MINING
from domain.categories.register import CATEGORIES
from domain.governance.state import Pack
from domain.kernel import StreamId
from domain.lot.documents import IssueDocuments
from domain.methods import ELSEWHERE
from domain.packs.written import written
from domain.phases import Phase
from projections.deposits import DEPOSITS
from projections.lots import LOTS, project
from tests.kit.ordering import disclosed_all
from tests.kit.tendering import AGENCY
from tests.kit.till import FILE
from tests.properties.lawful import goes_on
from tests.properties.trades import Trade
from tests.properties.walking import Walk


def ways(category: Category) -> tuple[Trade, ...]:
    """A kind by each method that its pack says; what a market of others trades is no lot here."""
    here = (one for one in category.methods if one.protocol != ELSEWHERE)
    return tuple(Trade(category, one.protocol, one.zh) for one in here)


WAYS = [way for one in CATEGORIES if one.offered for way in ways(one)]
BEFORE = [way for one in (MINING, FOREST_RIGHT) for way in ways(disclosed_all(one))]
DAYS = 60
DEPOSIT = dict.fromkeys(one.name for one in DEPOSITS.columns)
PAID = DEPOSIT | {"amount_fen": 100, "counted": ["1 100"]}
"""One that came whole."""


def announced(trade: Trade) -> Walk:
    """All that people must do is done: it is announced, its documents are issued."""
    walk = Walk(trade)
    pack = Pack(written(trade.category), 1, date(2026, 1, 1))
    walk.till.law = walk.till.memory.law = replace(walk.till.law, packs=(pack,))
    while walk.lot.phase is not Phase.ANNOUNCED:
        assert goes_on(walk), walk.lot.phase
    if trade.hears("DocumentIssued"):
        until = walk.now + timedelta(days=9)
        assert walk.ask(IssueDocuments(lot=walk.code, until=until, text=FILE), AGENCY)
    return walk


def beheld(walk: Walk) -> Any:
    """The lot as the clock reads it, from the row that its facts make; somebody has paid."""
    row: dict[str, Any] = dict.fromkeys(one.name for one in (*LOTS.key, *LOTS.columns))
    for event in walk.till.memory.told[StreamId("lot", walk.code)]:
        for change in project(SimpleNamespace(event=event)):
            row |= {"lot": walk.code, **change.values}

    def lots(_: Any, where: dict[str, Any]) -> Any:
        return SimpleNamespace(rows=[row] if row["phase"] in where["phase"] else [])

    def of(*rows: dict[str, Any]) -> Any:
        return SimpleNamespace(rows=lambda *_: SimpleNamespace(rows=rows))

    memory = walk.till.memory
    return SimpleNamespace(
        readers=SimpleNamespace(
            lots=SimpleNamespace(rows=lots),
            sealed_deposits=of(PAID),
            sealed_bids=of(),
            disputes=of(),
            refunds=of(),
        ),
        law=lambda: walk.till.law,
        replay=SimpleNamespace(
            state=memory.of, states=lambda streams: {one: memory.of(one) for one in streams}
        ),
    )


@pytest.mark.parametrize("trade", [*WAYS, *BEFORE], ids=str)
def test_the_clock_leads_it_until_nobody_can_join_and_is_never_refused(trade, monkeypatch):
    monkeypatch.setattr(sessions, "missing_days", lambda *_: ())
    walk = announced(trade)
    at = walk.now
    for _ in range(DAYS):
        at += timedelta(days=1)
        for due in [one for source in DEADLINES for one in source(beheld(walk), at)]:
            assert walk.ask(due.wanted, "PLATFORM", when=at), f"{due.wanted.NAME} is refused"
    assert walk.lot.phase not in (Phase.ANNOUNCED, Phase.OPEN)
