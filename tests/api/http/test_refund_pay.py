"""A refund that waits for its interest: what its checker may pay now, and what is against it."""

from types import SimpleNamespace
from typing import Any

import pytest

from api.http.identity import Identity
from api.http.pages.refund_pay import paying_act
from api.http.pages.speech import Speech
from api.http.pages.views.desk import Confirmed
from api.said import plain_money
from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.deposit.stream import DEPOSIT
from domain.kernel import Post
from tests.kit.batching import EARNED, LAW
from tests.kit.owing import DUE, approved, credited, matched, owed
from tests.kit.rows import ACCOUNT, OPENED, PRICE, REQUIRED, D
from tests.kit.story import fold
from tests.kit.till import at

EARLY = (matched(), owed(), approved(to_come=True))
ROW = {"deposit": D, "number": 1, "awaits": True, "batch": "RB-2026-05-18-0001"}
CHECKER, CLERK = (Identity("somebody", (Post(role),)) for role in ("C-SET2", "C-SET1"))


def act(
    *facts: Any, day: int = 17, by: Identity = CHECKER, row: Any = ROW, **query: str
) -> Confirmed | None:
    """Of the refund, on a day of the month in which it is due."""
    states = {"deposit": fold(DEPOSIT, REQUIRED, *facts), "account": fold(ACCOUNTS, OPENED)}
    system = SimpleNamespace(
        replay=SimpleNamespace(state=lambda stream: states[stream.kind]),
        law=lambda: LAW,
        clock=lambda: at(DUE.replace(day=day)),
    )
    request = SimpleNamespace(query_params=query)
    when: Any = SimpleNamespace(system=system, request=request, past="as_of" in query)
    shown: Any = SimpleNamespace(payee="甲公司", account="原路退回 尾号 0417")
    return paying_act(when, Speech("zh", None), by, row, shown)


def test_once_the_banks_interest_is_there_both_go_in_one_payment() -> None:
    found = act(*EARLY, credited(EARNED))
    assert found is not None
    assert (found.act.reason, found.act.path) == ("", f"/refunds/{D}/1/payment")
    assert dict(found.act.fields)["account"] == ACCOUNT
    assert "付给 甲公司 原路退回 尾号 0417：本金" in found.words
    assert f"合计 {plain_money(PRICE + EARNED)} 元" in found.words


def test_before_that_it_is_said_why_not() -> None:
    found = act(*EARLY)
    assert found is not None
    assert (found.act.reason, found.words) == ("银行尚未结息", "")


def test_when_it_is_due_its_principal_goes_alone() -> None:
    found = act(*EARLY, day=DUE.day)
    assert found is not None
    assert f"先付给 甲公司 原路退回 尾号 0417 本金 {plain_money(PRICE)} 元" in found.words


@pytest.mark.parametrize(
    "other", [{"by": CLERK}, {"row": ROW | {"awaits": False}}, {"as_of": "77"}]
)
def test_nobody_else_no_other_refund_and_no_earlier_moment_has_it(other: Any) -> None:
    assert act(*EARLY, credited(EARNED), **other) is None
