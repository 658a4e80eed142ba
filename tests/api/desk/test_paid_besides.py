"""Of which sales a credit may be the price: where no deposit is still to become of it."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.desk.our_accounts import OurAccounts
from api.desk.paid_besides import PaidBesides
from api.desk.seen_line import SeenLine
from api.wiring import System
from domain.accounts import SETTLEMENT_BANK
from domain.deposit.events import DepositSecured
from domain.deposit.stream import DEPOSIT
from domain.governance.state import Law
from domain.kernel import StreamId
from domain.lot.stream import LOT
from domain.money import yuan
from tests.kit.certified import BECAME
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AUCTION, CODE, TENDER, WINNER
from tests.kit.owing import matched
from tests.kit.passing import WINNERS
from tests.kit.rows import PAYER, PRICE, D
from tests.kit.story import fold

SECURED = DepositSecured(
    deposit=D, guarantee="G00000000000000A1", amount_fen=PRICE, valid_until=None
)
WHOLE = yuan("9,300,000.00")
LINE = cast(SeenLine, SimpleNamespace(name=PAYER, minor=WHOLE, code="ZZ-SETTLEMENT/x", open=True))


def offered(*facts: Any, lot: tuple[Any, ...] = AUCTION, became: str | None = None) -> list[int]:
    """How much of a price the line may be, sale by sale."""
    states = {StreamId("lot", CODE): fold(LOT, *lot), StreamId("deposit", D): None}
    states[StreamId("deposit", D)] = fold(DEPOSIT, WINNERS, *facts)
    row = {"deposit": D, "lot": CODE, "party": WINNER, "payer": PAYER, "became": became}
    of = {"phase": states[StreamId("lot", CODE)].phase.value, "winner": WINNER, "title": ""}
    nothing = SimpleNamespace(rows=lambda *_, **__: SimpleNamespace(rows=()))
    system = SimpleNamespace(
        readers=SimpleNamespace(payouts=nothing),
        replay=SimpleNamespace(state=lambda stream, _at: states[stream]),
        law=lambda: Law(FIXTURE),
    )
    deposits = SimpleNamespace(
        of_name=lambda _: [row], know=lambda _: None, lot=lambda _: of, about=lambda _: {}
    )
    accounts = cast(OurAccounts, SimpleNamespace(of=lambda _: {"holds": SETTLEMENT_BANK.code}))
    besides = PaidBesides(cast(System, system), cast(Any, deposits), accounts, 7)
    return [one.due_fen for one in besides.may_be(LINE)]


def test_of_a_sale_whose_buyers_deposit_became_price_the_rest() -> None:
    assert offered(matched(9), BECAME, became="2004") == [WHOLE - PRICE]


def test_of_one_whose_buyers_deposit_is_a_guarantee_all_of_it() -> None:
    assert offered(SECURED) == [WHOLE]


@pytest.mark.parametrize("lot", [AUCTION, TENDER], ids=["it is converted first", "it is no sale"])
def test_of_no_other(lot: tuple[Any, ...]) -> None:
    assert offered(*((matched(9),) if lot is AUCTION else (SECURED,)), lot=lot) == []
