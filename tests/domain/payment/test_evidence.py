"""A debit is a payment of ours by its reference, its amount and its stage; names are a help."""

import pytest

from domain.evidence import Evidence, Mark
from domain.payee import Payee
from domain.payment.events import PaymentOrdered, PaymentSent, PaymentSettled
from domain.payment.evidence import weigh
from domain.payment.stream import PAYMENT
from tests.kit.rows import ACCOUNT, BASIC, LOT_CODE, PAYER, USCC, D
from tests.kit.story import fold

CODE = f"{D}/1/1"
ORDERED = PaymentOrdered(
    payment=CODE,
    account=ACCOUNT,
    amount_fen=100,
    lot=LOT_CODE,
    party=USCC,
    payee=Payee(name=PAYER, account=BASIC),
)
SENT = PaymentSent(payment=CODE, message="M-1", sha256="ab" * 32)
SETTLED = PaymentSettled(payment=CODE, line=f"{ACCOUNT}/2026-03-17/1#1")
M, DIFFERS, REQUIRED, NOTHING = Mark.MEETS, Mark.DIFFERS, Mark.REQUIRED, Mark.NOTHING


def marks(*facts: object, returned: bool = False, **said: object) -> Evidence:
    told = {"amount": 100, "name": PAYER, "account": BASIC, "end_to_end": CODE.replace("/", "-")}
    payment = fold(PAYMENT, *facts)
    return weigh(CODE, payment, returned=returned, **(told | said))  # type: ignore[arg-type]


def test_what_was_sent_and_is_shown_meets_all_five():
    assert marks(ORDERED, SENT) == Evidence(number=M, name=M, account=M, amount=M, time=M)
    assert marks(ORDERED, SENT, SETTLED, returned=True).fits


@pytest.mark.parametrize(
    ("said", "of", "mark"),
    [
        ({"end_to_end": None}, "number", NOTHING),
        ({"end_to_end": "NOTPROVIDED"}, "number", NOTHING),
        ({"end_to_end": f"{D}-1-2"}, "number", REQUIRED),
        ({"name": "张三"}, "name", DIFFERS),
        ({"name": None}, "name", NOTHING),
        ({"account": "1"}, "account", DIFFERS),
        ({"account": None}, "account", NOTHING),
        ({"amount": 99}, "amount", REQUIRED),
    ],
)
def test_each_test_stands_alone(said, of, mark):
    found = marks(ORDERED, SENT, **said)
    assert getattr(found, of) is mark
    assert sum(getattr(found, one) is M for one in Evidence.__slots__) == 4


@pytest.mark.parametrize(
    ("facts", "returned"),
    [((ORDERED,), False), ((ORDERED, SENT, SETTLED), False), ((ORDERED, SENT), True), ((), False)],
)
def test_it_counts_at_its_stage_alone(facts, returned):
    assert marks(*facts, returned=returned).time is REQUIRED
