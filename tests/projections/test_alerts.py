"""Alerts as their facts come: under seal until the opening, at once what is no secret."""

from dataclasses import replace

import pytest

from domain.alert.events import AlertClosed, AlertEscalated
from domain.alert.stream import ALERT as ALERTS_KIND
from domain.kernel import StreamId
from domain.lot.bidding import ReserveCompared
from domain.lot.events import BidOpened, TransactionConfirmed
from ledger.events import KeyDestroyed
from projections.alerts import ALERT_BOOK, ALERTS, ALERTS_OF_LOT, project
from projections.projection import Erase, Put, Release
from tests.golden.samples import EVENTS
from tests.kit.alerting import (
    ALERT,
    EXPLAINED_AT,
    FINDING,
    FOUND_AT,
    RAISED,
    READ,
    SAID,
    SEALED,
    TAKEN,
    WHY,
)
from tests.kit.lots import CLOSED, CODE, DEFINED, OPENED
from tests.kit.rows import D
from tests.kit.story import NOON
from tests.projections.kit import recorded, shelf, told

OTHER = "A9"
DUE = FOUND_AT.date()
COMPARED = next(event for event in EVENTS if isinstance(event, ReserveCompared))
AGREED = next(event for event in EVENTS if isinstance(event, TransactionConfirmed))
WHERE = StreamId(ALERTS_KIND.name, ALERT)


def changes(event, position=40):
    return list(project(recorded(event, WHERE, position)))


FOUND = Put(
    ALERTS,
    (ALERT,),
    {
        "kind": "RF-02",
        "version": 1,
        "level": "R",
        "lot": CODE,
        "lots": [CODE],
        "deposits": [D],
        "causes": ["17"],
        "arose_at": FOUND_AT,
        "raised_at": NOON,
        "raised": 40,
        "unexplained": True,
        "stage": 1,
    },
)
ITS_LOT = Put(ALERTS_OF_LOT, (CODE, ALERT), {"of": CODE})


def test_a_sealed_alert_stays_in_the_sealed_place():
    assert changes(SEALED) == [FOUND, ITS_LOT]
    assert changes(replace(SEALED, finding=None)) == []
    assert all(table.sealed for table in ALERT_BOOK.tables)


def test_what_is_told_openly_never_stands_in_the_sealed_place():
    assert changes(RAISED) == [FOUND._replace(opened=True), ITS_LOT._replace(opened=True)]


def test_one_of_several_lots_is_found_by_each():
    both = replace(RAISED, finding=replace(FINDING, lots=(CODE, OTHER)))
    puts = [one for one in changes(both) if isinstance(one, Put) and one.table is ALERTS_OF_LOT]
    assert [put.key for put in puts] == [(CODE, ALERT), (OTHER, ALERT)]
    assert [put.values for put in puts] == [{"of": CODE}] * 2


@pytest.mark.parametrize(
    "opening",
    [OPENED, CLOSED, replace(COMPARED, opens=True), AGREED],
    ids=lambda event: event.NAME,
)
def test_every_opening_releases_the_alerts_of_its_lot(opening):
    assert changes(opening) == [
        Release(ALERTS, {"lot": opening.lot}),
        Release(ALERTS_OF_LOT, {"of": opening.lot}),
    ]


def test_a_comparison_that_opens_nothing_releases_nothing():
    assert changes(replace(COMPARED, opens=False)) == []
    assert changes(replace(AGREED, opened_at=None)) == []


def test_another_lots_opening_releases_none_of_them():
    (first, _) = changes(BidOpened(lot=OTHER, opened_at=NOON, bidders=3))
    assert first.where == {"lot": OTHER}


def test_an_explanation_stands_beside_it_and_changes_nothing_of_it():
    (put,) = changes(SAID)
    assert put == Put(
        ALERTS,
        (ALERT,),
        {
            "explained": 1,
            "unexplained": False,
            "stage": 3,
            "explained_at": EXPLAINED_AT,
            "explained_by": "N0000000000000001",
            "post": "C-SET1",
            "reason": WHY,
            "document": None,
        },
        known=True,
    )
    assert not {"kind", "level", "lot", "raised"} & put.values.keys()


def test_a_destroyed_key_erases_what_lay_under_it():
    erased = [Erase(ALERTS, {"lot": CODE}), Erase(ALERTS_OF_LOT, {"of": CODE})]
    assert changes(KeyDestroyed(key=f"lot/{CODE}", reason="x")) == erased
    assert changes(KeyDestroyed(key="party/N1", reason="x")) == []


OTHERS = "W00000000000000B2"


def test_what_becomes_of_it_stands_beside_it_by_its_stages():
    """An escalation lies over the stage and changes none."""
    when, who = EXPLAINED_AT, "N0000000000000001"
    (taken,), (read,) = changes(TAKEN), changes(READ)
    assert (taken.values["stage"], read.values["stage"]) == (2, 4)
    assert read.values["acknowledged_by"] == who
    escalated = AlertEscalated(alert=ALERT, escalated_at=when, due=DUE, reason=WHY, document=None)
    (higher,) = changes(escalated)
    assert higher == Put(
        ALERTS,
        (ALERT,),
        {
            "escalated_at": when,
            "escalated_by": who,
            "escalated_due": DUE,
            "escalation": WHY,
        },
        known=True,
    )
    (by_a_person,) = changes(replace(escalated, due=None))
    assert by_a_person.values.keys() == higher.values.keys() - {"escalated_due"}, "it stays"
    (closed,) = changes(AlertClosed(alert=ALERT, closed_at=when, reason=WHY, document=None))
    assert closed.values == {"stage": 5, "closed_at": when, "closed_by": who, "closing": WHY}


def rows(database, *said, sealed=False):
    """Kinds by alerts, as they stand after a story that ends so."""
    lot = StreamId("lot", CODE)
    own, other = (StreamId("alert", code) for code in (ALERT, OTHERS))
    begun = (
        (lot, DEFINED),
        (own, SEALED),
        (other, replace(RAISED, alert=OTHERS, finding=replace(FINDING, kind="RF-18"))),
    )
    with (
        told(database, *begun, *((lot, event) for event in said)) as (log, vault),
        shelf(database, log, vault, (ALERT_BOOK,)) as made,
    ):
        made.runner.catch_up()
        reader = made.reader(ALERT_BOOK, sealed=sealed)
        of = {row["alert"] for row in reader.rows(ALERTS_OF_LOT, {"lot": CODE}).rows}
        found = {row["alert"]: row["kind"] for row in reader.rows(ALERTS).rows}
        assert of == set(found)
        return found


def test_before_the_opening_only_what_is_no_secret_is_read(database):
    assert rows(database) == {OTHERS: "RF-18"}


def test_the_matcher_alone_reads_the_rest(database):
    assert rows(database, sealed=True) == {ALERT: "RF-02", OTHERS: "RF-18"}


def test_after_the_opening_all_of_them(database):
    assert rows(database, OPENED) == {ALERT: "RF-02", OTHERS: "RF-18"}
