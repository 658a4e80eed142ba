"""Deposits: what is owed and held, told to all only once the bids are open."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from api.lots.money import flow, moves
from domain.accounts import ENFORCEMENT_PAYABLE, FROZEN
from domain.alert.payments import Payment, groups
from domain.bankpage.events import LineAllocated
from domain.deposit.arrived import (
    BankCreditReversed,
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptRejected,
    ReceiptUnmatched,
    ReversalRepaid,
)
from domain.deposit.carried import DepositCarriedIn
from domain.deposit.events import DepositRequired, SubAccountIssued
from domain.deposit.owed import RefundConfirmed
from domain.deposit.passed_on import EnforcementExecuted
from domain.kernel import StreamId
from domain.lot.events import BidOpened, TransactionConfirmed
from domain.party.events import PartyRegistered
from domain.postings import Entry, Leg, MoneyEvent, moved, reversed_entry
from ledger.events import KeyDestroyed
from projections.deposits import DEPOSIT_BOOK, DEPOSITS, project
from projections.lacking import paid_from
from projections.projection import Erase, Release
from tests.golden.facts import DEPOSIT, PAYER_ACCOUNT
from tests.golden.facts import PRICE as FEN
from tests.golden.samples import EVENTS
from tests.kit.rows import (
    DEADLINE,
    LOT_CODE,
    LOT_DEFINED,
    OTHER_D,
    PAYER,
    PERSON,
    PRICE,
    REQUIRED,
    TERMS,
    USCC,
    D,
    counted,
)
from tests.projections.kit import Said, recorded, shelf, told

LINE = "ZZ-DEPOSITS/2026-03-17/1#1"
OPENED = BidOpened(lot=LOT_CODE, opened_at=DEADLINE, bidders=2)
AGREED = TransactionConfirmed(
    lot=LOT_CODE, winner="x", price_fen=1, confirmed_on=DEADLINE.date(), opened_at=DEADLINE
)
OF_A_PERSON = DepositRequired(deposit=OTHER_D, terms=replace(TERMS, party=PERSON, payer="王小明"))
MONEY = [
    event
    for event in EVENTS
    if isinstance(event, MoneyEvent) and getattr(event, "deposit", "") == DEPOSIT
]
"""A sample of each that a deposit hears."""
MATCHED = ReceiptMatched(deposit=D, line=LINE, payer=PAYER, payer_account="1", entries=(counted(),))


def changes(event: Any) -> list[Any]:
    return list(project(recorded(event, StreamId("deposit", D))))


def test_a_requirement_is_a_row_with_its_terms() -> None:
    (put,) = changes(REQUIRED)
    assert (put.table, put.key) == (DEPOSITS, (D,))
    assert (put.values["lot"], put.values["payer"]) == (LOT_CODE, PAYER)
    assert put.values["natural"] is False
    assert changes(OF_A_PERSON)[0].values["natural"] is True


def test_money_is_held_and_given_up_again() -> None:
    held = {"held_fen": PRICE, "lines": [LINE], "found": ["ReceiptMatched"]}
    (came,) = changes(MATCHED)
    assert (came.table, came.key) == (DEPOSITS, (D,))
    assert {name: came.values[name] for name in held} == held
    taken = ReceiptUnmatched(deposit=D, line=LINE, reason="x", entries=(reversed_entry(counted()),))
    (gone,) = changes(taken)
    assert (gone.values["held_fen"], gone.values["found"]) == (-PRICE, ["ReceiptUnmatched"])


def test_what_had_gone_when_the_bank_took_it_back_is_receivable_until_it_is_paid_again() -> None:
    lost, again = (
        Entry("CUST", "CNY", (Leg("1003", D, fen, "P09"), Leg(other, "ZZ/day", -fen, "P09")))
        for fen, other in ((PRICE, "1008"), (-PRICE, "2001"))
    )
    (gone,) = changes(BankCreditReversed(deposit=D, line=LINE, by="x", entries=(lost,)))
    (back,) = changes(ReversalRepaid(deposit=D, line="y", entries=(again,)))
    assert (gone.values["receivable_fen"], back.values["receivable_fen"]) == (PRICE, -PRICE)
    assert (back.values["held_fen"], back.values["counted"]) == (0, ["y 0"])


def test_what_of_a_line_had_gone_back_is_as_its_event_says() -> None:
    """One of before does not say it: then it is what is owed to us of the line."""
    entry = Entry("CUST", "CNY", (Leg("1003", D, 7, "P09"), Leg("1008", "ZZ/day", -7, "P09")))
    told = BankCreditReversed(deposit=D, line=LINE, by="x", gone_fen=6, entries=(entry,))
    said = [change.values.get("withdrawn") for change in changes(told)]
    assert said == [[f"gone {LINE} 6"]]
    (none,) = changes(replace(told, gone_fen=0))
    assert "withdrawn" not in none.values
    (before,) = changes(replace(told, gone_fen=None))
    assert before.values["withdrawn"] == [f"gone {LINE} 7"]


@pytest.mark.parametrize("event", MONEY, ids=lambda event: event.NAME)
def test_what_came_and_went_is_what_a_replay_of_its_events_tells(event: MoneyEvent) -> None:
    """Over all its accounts in custody: what goes from one of them to another is neither."""
    legs = [
        SimpleNamespace(book=entry.book, account=leg.account, owner=leg.owner, amount=leg.amount)
        for entry in event.entries
        for leg in entry.legs
    ]
    told: Any = SimpleNamespace(position=1, name=event.NAME, legs=legs)
    replayed = flow(moves([told], [DEPOSIT]), 1)
    puts = list(project(recorded(event, StreamId("deposit", DEPOSIT))))
    sums = [sum(put.values.get(name, 0) for put in puts) for name in ("came_fen", "went_fen")]
    assert sums == [replayed.came, replayed.went]


def test_money_that_came_and_goes_again_is_both() -> None:
    (came,) = changes(MATCHED)
    taken = ReceiptUnmatched(deposit=D, line=LINE, reason="x", entries=(reversed_entry(counted()),))
    (gone,) = changes(taken)
    assert (came.values["came_fen"], gone.values["went_fen"]) == (PRICE, PRICE)


def test_what_a_court_took_has_gone_though_it_is_owned_by_an_order_on_the_deposit() -> None:
    """It is paid out by its payout, of which the deposit hears no more."""
    entry = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/H1"), 5)
    said = {"hold": "H1", "document": "1号", "evidence": "ee" * 32, "day": DEADLINE.date()}
    (took,) = changes(EnforcementExecuted(deposit=D, entries=(entry,), **said))
    assert (took.values.get("came_fen"), took.values["went_fen"]) == (None, 5)


def test_what_banks_paid_back_is_less_by_what_came_back_from_them() -> None:
    """Neither what is on its way is paid, nor what was refused before."""
    stream = StreamId("deposit", DEPOSIT)
    puts = {event.NAME: list(project(recorded(event, stream))) for event in MONEY}
    paid = {name: sum(put.values.get("paid_fen", 0) for put in of) for name, of in puts.items()}
    assert {"RefundInstructed", "RefundFailed", "RefundReissued"} <= paid.keys()
    assert {name: fen for name, fen in paid.items() if fen} == {
        "RefundConfirmed": FEN,
        "RefundReturned": -FEN,
    }


def test_what_the_bank_had_refused_and_paid_all_the_same_is_paid_back() -> None:
    """Out of what was payable again, principal and interest, not of what is on its way."""
    legs = (Leg("2005", f"{D}/1", 7, "P13"), Leg("2006", f"{D}/1", 2, "P13"))
    entry = Entry("CUST", "CNY", (*legs, Leg("1008", "ZZ/day", -9, "P13")))
    told = RefundConfirmed(deposit=D, number=1, payment=f"{D}/1/1", entries=(entry,))
    (paid,) = changes(told)
    assert paid.values["paid_fen"] == 9


def test_what_went_of_a_deposit_that_nobody_can_read_any_more_makes_no_row() -> None:
    paid = next(one for one in MONEY if isinstance(one, RefundConfirmed))
    (put,) = project(recorded(paid, StreamId("deposit", DEPOSIT)))
    assert put.known


def test_evidence_of_a_wrong_payer_is_kept() -> None:
    for shape in (PayerMismatchDetected, NonBasicAccountDetected):
        (put,) = changes(shape(deposit=D, line=LINE, payer="别人", payer_account="99"))
        evidence = [f"{shape.NAME} {LINE}: 别人 99"]
        came = [f"1 {LINE} 99"]
        assert put.values == {"evidence": evidence, "found": [shape.NAME], "payers": came}


def test_every_line_tells_from_where_it_was_paid_and_where_that_was_told_first() -> None:
    """Rejected or counted; but not of a line that turned out to be another's."""
    said = [
        PayerMismatchDetected(deposit=D, line=LINE, payer="别人", payer_account="99 01"),
        replace(MATCHED, line="y"),
        replace(MATCHED, line="z", payer_account=None),
        ReceiptRejected(deposit=D, line=LINE, payer_account="99 01", entries=(counted(),)),
        ReceiptUnmatched(deposit=D, line="y", reason="x", entries=(reversed_entry(counted()),)),
    ]
    puts = [
        project(recorded(event, StreamId("deposit", D), position))
        for position, event in enumerate(said, 1)
    ]
    row = {"payers": [one for some in puts for put in some for one in put.values["payers"]]}
    assert list(paid_from(row)) == [(1, "99 01")]
    assert list(paid_from({"payers": None})) == []


@pytest.mark.parametrize("opening", [OPENED, AGREED], ids=lambda event: event.NAME)
def test_an_opening_releases_all_but_natural_persons(opening: Any) -> None:
    assert changes(opening) == [Release(DEPOSITS, {"lot": LOT_CODE, "natural": False})]


def test_a_sale_of_a_lot_that_was_opened_before_releases_nothing() -> None:
    assert changes(replace(AGREED, opened_at=None)) == []


def test_one_account_that_paid_a_pool_and_anothers_deposit_is_seen_paying_for_two_bidders() -> None:
    """RF-01 through an annual pool: what it stands for was paid from where the pool was."""
    pool = next(one for one in EVENTS if isinstance(one, DepositCarriedIn))
    (stands,) = project(recorded(pool, StreamId("deposit", D), 7))
    (other,) = project(
        recorded(
            PayerMismatchDetected(deposit="E", line="y", payer="别人", payer_account=PAYER_ACCOUNT),
            StreamId("deposit", "E"),
            8,
        )
    )
    paid = [
        Payment(position, "L", put.key[0], party, account)
        for put, party in ((stands, "B1"), (other, "B2"))
        for position, account in paid_from(put.values)
    ]
    (found,) = groups(paid, lambda _: True)
    assert (found.positions, found.deposits) == ((7, 8), (D, "E"))


def test_what_cannot_be_read_any_more_is_not_told() -> None:
    for unreadable in (
        DepositRequired(deposit=D),
        SubAccountIssued(deposit=D),
        ReceiptMatched(deposit=D, entries=(counted(),)),
        ReceiptUnmatched(deposit=D, entries=(reversed_entry(counted()),)),
        PayerMismatchDetected(deposit=D),
        NonBasicAccountDetected(deposit=D),
    ):
        assert changes(unreadable) == [], unreadable


def test_a_destroyed_key_takes_its_rows_along() -> None:
    gone = KeyDestroyed(key=f"party/{PERSON}", reason="asked for")
    assert changes(gone) == [Erase(DEPOSITS, {"party": PERSON})]
    assert changes(KeyDestroyed(key=f"lot/{LOT_CODE}", reason="x")) == [
        Erase(DEPOSITS, {"lot": LOT_CODE})
    ]
    assert changes(KeyDestroyed(key="day/A/2026-03-17", reason="x")) == []


def history(*more: Said) -> list[Said]:
    """A lot, a company's deposit that is paid, a natural person's that is not."""
    numbered = {"sub_account": "6018003177420001", "valid_until": date(2026, 4, 1)}
    company = PartyRegistered(party=USCC, name=PAYER)
    person = PartyRegistered(party=PERSON, name=None, person_name="王小明")
    return [
        (StreamId("party", USCC), company),
        (StreamId("party", PERSON), person),
        (StreamId("lot", LOT_CODE), LOT_DEFINED),
        (StreamId("deposit", D), REQUIRED),
        (StreamId("deposit", OTHER_D), OF_A_PERSON),
        (StreamId("deposit", D), SubAccountIssued(deposit=D, **numbered)),
        (StreamId("deposit", D), MATCHED),
        *more,
    ]


def rows(database: Any, said: list[Said], *, sealed: bool) -> dict[str, Any]:
    with (
        told(database, *said) as (log, vault),
        shelf(database, log, vault, (DEPOSIT_BOOK,)) as made,
    ):
        made.runner.catch_up()
        found = made.reader(DEPOSIT_BOOK, sealed=sealed).rows(DEPOSITS).rows
        assert not made.runner.rebuild("deposits").differs
        return {row["deposit"]: row for row in found}


def test_before_the_opening_nothing_is_told_not_even_how_many(database: Any) -> None:
    assert rows(database, history(), sealed=False) == {}


def test_the_matcher_knows_before_the_opening(database: Any) -> None:
    found = rows(database, history(), sealed=True)
    assert (found[D]["held_fen"], found[D]["sub_account"]) == (PRICE, "6018003177420001")
    assert found[OTHER_D]["payer"] == "王小明"


def test_after_the_opening_companies_are_told_and_persons_are_not(database: Any) -> None:
    found = rows(database, history((StreamId("lot", LOT_CODE), OPENED)), sealed=False)
    assert set(found) == {D}
    assert (found[D]["party"], found[D]["held_fen"], found[D]["lines"]) == (USCC, PRICE, [LINE])


def test_a_link_alone_tells_nothing_of_a_deposit() -> None:
    assert changes(LineAllocated(number=1, deposit=D, amount=PRICE)) == []
