"""What is alerted of already is not looked into again at each tick."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from api.jobs import overdue
from domain.deposit.stream import DEPOSIT
from domain.governance.state import Law
from domain.kernel import StreamId
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.owing import DUE, matched, owed
from tests.kit.rows import REQUIRED, D
from tests.kit.story import fold

OF = StreamId("deposit", D)
LATE = {"deposit": D, "number": 2, "due": DUE, "counts_from": DUE}
STORY = [
    SimpleNamespace(position=position, name=name)
    for position, name in (
        (3, "DepositRequired"),
        (4, "RefundObligationCreated"),
        (5, "RefundObligationCreated"),
        (6, "RefundObligationCreated"),
    )
]


@pytest.mark.parametrize(("raised", "causes"), [(False, [(5,)]), (True, [])])
def test_the_story_of_a_late_refund_is_read_for_an_alert_that_is_not_raised(
    monkeypatch: pytest.MonkeyPatch, raised: bool, causes: list[Any]
) -> None:
    read: list[StreamId] = []

    def story(_system: Any, streams: list[StreamId], *_: Any, **__: Any) -> Any:
        read.extend(streams)
        return STORY

    monkeypatch.setattr(overdue, "story", story)
    state = fold(DEPOSIT, REQUIRED, matched(1, 600), *(owed(n, 200) for n in (1, 2, 3)))
    rows = SimpleNamespace(every=lambda *_: iter((LATE,)), position=lambda: 9)
    system: Any = SimpleNamespace(
        law=lambda: Law(FIXTURE),
        readers=SimpleNamespace(refunds=rows),
        replay=SimpleNamespace(
            states=lambda wanted: dict.fromkeys(wanted, state),
            state=lambda _: SimpleNamespace(raised=raised),
        ),
        store=SimpleNamespace(tail=lambda: SimpleNamespace(position=9)),
    )
    found: list[Any] = list(overdue.unpaid_refunds(system, date(2026, 6, 1)))
    assert [one.wanted.causes for one in found] == causes
    assert read == [OF] * len(causes)
