"""Claims stand under seal, by amount and account, and go with a person's key."""

from typing import Any

import pytest

from domain.deposit.claimed import ReceiptClaimed, ReceiptClaimRefused, ReceiptClaimWithdrawn
from domain.kernel import StreamId
from domain.lot.events import BidOpened
from ledger.events import KeyDestroyed
from projections.projection import Erase, Put
from projections.receipt_claims import CLAIM_BOOK, CLAIMS, project
from tests.kit.claiming import claimed, refused, withdrawn
from tests.kit.rows import BASIC, DEADLINE, LOT_CODE, LOT_DEFINED, PERSON, PRICE, REQUIRED, USCC, D
from tests.projections.kit import recorded, shelf, told

DEPOSIT = StreamId("deposit", D)


def changes(event: Any) -> list[Any]:
    return list(project(recorded(event, DEPOSIT)))


def test_a_claim_is_found_by_its_amount_and_by_its_account_however_that_is_spaced() -> None:
    spaced = claimed(2, payer_account=f"{BASIC[:4]} {BASIC[4:]}")
    said = {"party": USCC, "amount_fen": PRICE, "payer_account": BASIC, "open": True}
    assert changes(spaced) == [Put(CLAIMS, (D, 2), said)]


@pytest.mark.parametrize("answer", [withdrawn(2), refused(2)])
def test_what_was_answered_is_open_no_more(answer: Any) -> None:
    assert changes(answer) == [Put(CLAIMS, (D, 2), {"open": False})]


def test_what_nobody_can_read_is_told_nowhere() -> None:
    for shape in (ReceiptClaimed, ReceiptClaimWithdrawn, ReceiptClaimRefused):
        assert changes(shape(deposit=D)) == []


def test_a_persons_key_takes_its_claims_along_and_no_other_key_does() -> None:
    gone = changes(KeyDestroyed(key=f"party/{PERSON}", reason="x"))
    assert gone == [Erase(CLAIMS, {"party": PERSON})]
    assert changes(KeyDestroyed(key=f"lot/{LOT_CODE}", reason="x")) == []


def test_an_opening_releases_none_of_them(database: Any) -> None:
    lot = StreamId("lot", LOT_CODE)
    opened = BidOpened(lot=LOT_CODE, opened_at=DEADLINE, bidders=1)
    said = [(lot, LOT_DEFINED), (DEPOSIT, REQUIRED), (DEPOSIT, claimed()), (lot, opened)]
    with (
        told(database, *said) as (log, vault),
        shelf(database, log, vault, (CLAIM_BOOK,)) as made,
    ):
        made.runner.catch_up()
        assert made.reader(CLAIM_BOOK).rows(CLAIMS).rows == []
        (row,) = made.reader(CLAIM_BOOK, sealed=True).rows(CLAIMS).rows
        assert (row["deposit"], row["claim"], row["open"]) == (D, 1, True)
