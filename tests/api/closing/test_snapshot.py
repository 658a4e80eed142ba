"""What two persons sign: a digest that anyone with the balances makes again."""

import json
from hashlib import sha256

from api.closing.snapshot import snapshot
from tests.api.closing.conftest import balance

CASH, OURS = balance("1001", "CNY-DEPOSITS", 500), balance("2002", "P1", -500)


def test_it_is_the_sha256_of_all_balances_as_canonical_json():
    said = {
        "balances": [
            {"account": "1001", "amount": 500, "book": "CUST", "currency": "CNY"}
            | {"owner": "CNY-DEPOSITS"},
            {"account": "2002", "amount": -500, "book": "CUST", "currency": "CNY", "owner": "P1"},
        ],
        "position": 7,
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    assert snapshot(7, [CASH, OURS]) == sha256(text.encode()).hexdigest()


def test_order_and_what_is_zero_again_make_no_difference():
    gone = balance("2005", "P1/1", 0)
    assert snapshot(7, [OURS, gone, CASH]) == snapshot(7, [CASH, OURS])


def test_a_fen_an_owner_and_the_position_do():
    usual = snapshot(7, [CASH, OURS])
    assert snapshot(8, [CASH, OURS]) != usual
    assert snapshot(7, [CASH, balance("2002", "P1", -501)]) != usual
    assert snapshot(7, [CASH, balance("2002", "P2", -500)]) != usual
