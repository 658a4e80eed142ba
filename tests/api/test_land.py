"""Scenario B through the door: land is sold, and all that lay in custody is the treasury's."""

from pathlib import Path
from typing import Any

from api.appointing import appoint
from projections.refunds import REFUNDS
from tests.kit.city import city, move_to
from tests.kit.door_till import DoorTill
from tests.kit.land_sale import (
    COMES_IN,
    CONTRACTED,
    DEPOSIT,
    GRANTOR,
    L3,
    LOSERS_PAID,
    SOLD,
    TAXES,
    B,
    Played,
    paid_outside,
)

PEOPLE = {
    "C-CASH": "cash",
    "C-OPS": "ops",
    "C-SET1": "clerk",
    "C-SET2": "reviewer",
    "BANK": "bank",
    "MATCHER": "matcher",
    "PLATFORM": "platform",
    "OWNER": "grantor",
    "UP": "collector",
}


def test_every_row_of_scenario_b_is_asked_at_the_door_and_written(database: Any, tmp_path: Path):
    with city(database, tmp_path) as system:
        appoint(system, "grantor", GRANTOR.role, GRANTOR.organisation)
        appoint(system, "collector", TAXES.role, TAXES.organisation)
        till = DoorTill(system, PEOPLE)
        played = Played(B, till, lambda at: move_to(system, at.isoformat()))
        played.to(11, *COMES_IN)
        system.readers.runner.catch_up()
        (short,) = system.readers.refunds.rows(REFUNDS, {}).rows
        assert (short["deposit"], short["cause"], short["rule"]) == (
            DEPOSIT[L3],
            "INSUFFICIENT",
            "LD-A7",
        )
        played.to(18, *SOLD)
        assert played.standing() == B.checkpoints["end of 2026-04-07"]
        played.to(32, *LOSERS_PAID, *CONTRACTED)
        paid = (
            paid_outside("103,000,000.00", "税票1号"),
            paid_outside("153,000,000.00", "税票2号"),
        )
        played.to(34, *paid)
        assert played.standing() == {}
        assert not system.reactor.pending()
