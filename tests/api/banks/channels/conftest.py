"""A bank for each test, whose messages all came out; and transfers to hand to it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest

from api.banks.channels.channel import Instruction, Transfer
from api.demo.bank import Bank

NUMBER = "6228480402564890"
PAYEE = "CN683505010001"


@pytest.fixture
def bank() -> Iterator[Bank]:
    """16 March 2026, 09:00; `DEPOSITS` is ours and holds 10,000.00."""
    with Bank("2026-03-16T09:00") as made:
        made.open_account("DEPOSITS", NUMBER, "漳州市公共资源交易中心", 1_000_000)
        yield made
        assert made.unsent() == []


@pytest.fixture
def ours() -> str:
    """The number of our account, as the bank's messages have it."""
    return "CN506228480402564890"


@pytest.fixture
def instruction() -> Callable[..., Instruction]:
    def made(payment: str = "P1-1-1", amount_fen: int = 80_000, **other: str) -> Instruction:
        told = {"payee_name": "漳州市甲建设有限公司", "payee_account": PAYEE} | other
        return Instruction(payment=payment, amount_fen=amount_fen, **told)

    return made


@pytest.fixture
def transfer(ours, instruction) -> Callable[..., Transfer]:
    def made(*instructions: Instruction, message: str = "RB-1", **other: object) -> Transfer:
        told: dict[str, object] = {
            "made_at": datetime.fromisoformat("2026-03-16T09:00:00+08:00"),
            "account": ours,
            "account_name": "漳州市公共资源交易中心",
            "day": date(2026, 3, 16),
        }
        return Transfer(
            message=message,
            instructions=instructions or (instruction(),),
            **(told | other),  # type: ignore[arg-type]
        )

    return made
