"""Open tables hold what they would hold if nobody had ever had a key."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from domain.bankpage.events import LineAllocated, LineAssigned, LineReleased, NoteTaken
from domain.bid.events import BidReceived
from domain.deposit.arrived import PayerMismatchDetected
from domain.deposit.events import SubAccountIssued
from domain.kernel import Event, fields_of
from domain.party.events import PartyRegistered
from projections.projection import Change, Projection, Put
from projections.register import PROJECTIONS
from tests.kit.alerting import SEALED as SEALED_ALERT
from tests.kit.claiming import claimed, refused, withdrawn
from tests.kit.rows import DEADLINE, LOT_CODE, PAGE, PRICE, REQUIRED, USCC, D, credit, debit
from tests.projections.kit import recorded

SEALED: tuple[Event, ...] = (
    credit(),
    debit(),
    LineAllocated(number=1, deposit=D, amount=PRICE),
    LineReleased(number=1, deposit=D, amount=PRICE),
    NoteTaken(number=1, text="x", suspense=True),
    LineAssigned(number=1, assignee="clerk"),
    REQUIRED,
    SubAccountIssued(deposit=D, sub_account="6018003177420001", valid_until=date(2026, 4, 1)),
    PayerMismatchDetected(deposit=D, line="x", payer="别人", payer_account="99"),
    claimed(),
    withdrawn(),
    refused(),
    SEALED_ALERT,
    BidReceived(
        bid="B00000000000000A1",
        received_at=DEADLINE,
        lot=LOT_CODE,
        party=USCC,
        file="cd" * 32,
        price_fen=PRICE,
    ),
    PartyRegistered(party="N00000000000000A1", name=None, person_name="王小明"),
)


def unopened(event: Any) -> Any:
    """The same event to a reader without key."""
    return replace(event, **dict.fromkeys(fields_of(type(event), "sealed")))


def in_the_open(projection: Projection, event: Any) -> list[Change]:
    changes = projection.project(recorded(event, PAGE))
    puts = (change for change in changes if isinstance(change, Put))
    return [put for put in puts if put.opened or not put.table.sealed]


@pytest.mark.parametrize("event", SEALED, ids=lambda event: event.NAME)
@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda projection: projection.name)
def test_no_sealed_fact_reaches_an_open_table(projection: Projection, event: Event) -> None:
    assert any(getattr(event, f.name) for f in fields(event) if f.metadata.get("part") == "sealed")
    assert in_the_open(projection, event) == in_the_open(projection, unopened(event))
