"""An index that a policy reads holds what stood at the event, whatever came later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.demo.cast import ANNOUNCEMENT
from api.demo.cast import LOT as CAST
from api.embedded import Server
from api.found_by_rules import missed_terms
from api.indexes import by_rules, ended_lot_of_deposit, indexes, looked_up, reserved_of
from api.readers import Readers
from api.wiring import System
from domain.alert.cause import cause
from domain.deposit.arrived import PayerMismatchDetected, ReceiptMatched, ReceiptPartial
from domain.deposit.issue import IssueSubAccount
from domain.desk.require import RequireDeposit
from domain.lot.announce import DefineLot
from domain.lot.close import PassDepositDeadline, TerminateProcedure
from domain.lot.events import BidOpened
from domain.lot.state import Lot
from domain.lot.tendered import CandidatesPublicised
from ledger.reactor import Index
from ledger.replay import Replay
from projections.deposits import DEPOSITS
from tests.kit import bidding
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.disputing import LAW
from tests.kit.lots import DEFINED

LOT = bidding.LOTS[0]
NEW, SHORT = "P00000000000000AB", "P00000000000000AC"
EARLIER = f"{LOT[:-1]}3"
"""A lot whose deposits are due before those of the others."""


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Three deposits of the first lot; the projections have read nothing of it."""
    with city(fresh(server), tmp_path_factory.mktemp("indexes")) as running:
        bidding.define(running)
        bidding.enrol(running, "words")
        bidding.require(running, bidding.USUAL)
        yield running


@pytest.fixture
def deposits_of(system: System) -> Index:
    readers = system.readers
    return looked_up(
        readers, readers.sealed_deposits, DEPOSITS, "deposit", lambda event: {"lot": event.lot}
    )


def test_it_waits_for_no_projection_and_knows_nothing_of_later(
    system: System, deposits_of: Index
) -> None:
    opened = BidOpened(lot=LOT, bidders=3, opened_at=system.clock())
    before = system.store.tail().position
    assert deposits_of(opened, before) == tuple(sorted(bidding.DEPOSITS[:3]))
    party = bidding.PARTIES[5]
    system.ask("platform", RequireDeposit(deposit=NEW, lot=LOT, party=party))
    after = system.store.tail().position
    number = bidding._number(bidding.USUAL, 0).replace("0001", "0099")
    issued = IssueSubAccount(deposit=NEW, sub_account=number, valid_until=bidding.DAY)
    system.ask("platform", issued)
    assert deposits_of(opened, after) == tuple(sorted((*bidding.DEPOSITS[:3], NEW)))
    assert deposits_of(opened, before) == tuple(sorted(bidding.DEPOSITS[:3]))


def test_a_deposits_lot_is_told_once_the_lot_has_ended(system: System) -> None:
    found = ReceiptMatched(deposit=bidding.DEPOSITS[0], entries=())
    index = ended_lot_of_deposit(system.readers)
    before = system.store.tail().position
    assert index(found, before) == ()
    system.ask("agency", TerminateProcedure(lot=LOT, reason="项目取消"))
    assert index(found, system.store.tail().position) == (LOT,)
    assert index(found, before) == ()


def test_a_deposits_lot_is_told_from_when_its_deposits_are_due(system: System) -> None:
    """What is short then goes back, whenever its money is told (LD-A7)."""
    due = datetime.fromisoformat("2026-03-09T17:00:00+08:00")
    defined = {name: getattr(CAST, name) for name in CAST.__slots__}
    told = {"lot": EARLIER, "deposit_deadline": due}
    system.ask("agency", DefineLot(**defined | told))
    system.ask("agency", replace(ANNOUNCEMENT, lot=EARLIER))
    asked = RequireDeposit(deposit=SHORT, lot=EARLIER, party=bidding.PARTIES[0])
    system.ask("platform", asked)
    found = ReceiptPartial(deposit=SHORT, entries=())
    index, before = ended_lot_of_deposit(system.readers), system.store.tail().position
    move_to(system, due.isoformat())
    system.ask("platform", PassDepositDeadline(lot=EARLIER, deadline=due))
    assert index(found, before) == ()
    assert index(found, system.store.tail().position) == (EARLIER,)


def every(system: System) -> dict[str, Index]:
    return indexes(system.readers, system.replay, system.log.charter.law)


def test_a_cause_says_where_an_event_stands_and_when_it_was(system: System) -> None:
    head = system.store.tail().position
    (told,) = every(system)["cause"](None, head)
    found = cause(told)
    (recorded,) = system.acting.feed.read(head - 1, 1)
    assert (found.position, found.at) == (head, recorded.body.occurred_at)


def test_of_a_finding_the_lot_is_told_and_of_a_sealed_lot_no_payment(system: System) -> None:
    index = every(system)
    found = PayerMismatchDetected(deposit=bidding.DEPOSITS[0])
    head = system.store.tail().position
    assert index["cause_and_lot"](found, head) == (index["cause"](None, head)[0], LOT)
    assert index["payments_of_open_lots"](found, head) == ()
    unknown = PayerMismatchDetected(deposit="P00000000000000FF")
    assert index["cause_and_lot"](unknown, head) == ()
    assert index["payments_of_open_lots"](unknown, head) == ()


POOL = "Y00000000000000A1"


def test_what_a_pool_stands_for_is_told_with_the_bid_that_fell_since() -> None:
    """By its lot, by itself, by a bid that lapsed; of another's bid, or one that nobody can read
    any more, nothing."""
    mine = {"deposit": NEW, "lot": LOT, "party": "N1", "source": POOL}
    bids = [
        {"bid": "B1", "lot": LOT, "party": "N1", "stands": False},
        {"bid": "B2", "lot": LOT, "party": "N2", "stands": True},
        {"bid": "B3", "lot": None, "party": None, "stands": False},
    ]
    theirs = {"deposit": SHORT, "lot": LOT, "party": "N2", "source": POOL}
    paid = {"deposit": "P3", "lot": LOT, "party": "N1", "source": None}
    readers = cast(
        Readers, SimpleNamespace(sealed_deposits=kept(mine, theirs, paid), sealed_bids=kept(*bids))
    )
    index = reserved_of(readers)
    fell, stands = f"{NEW} {LOT} {POOL} B1", f"{SHORT} {LOT} {POOL}"
    assert index(SimpleNamespace(lot=LOT), 7) == (fell, stands)
    assert index(SimpleNamespace(deposit=NEW), 7) == (fell,)
    assert index(SimpleNamespace(bid="B1"), 7) == (fell,)
    assert index(SimpleNamespace(bid="B2"), 7) == (stands,)
    assert index(SimpleNamespace(bid="B3"), 7) == index(SimpleNamespace(bid="B4"), 7) == ()


def kept(*rows: dict[str, Any]) -> SimpleNamespace:
    """A reader of these rows, which is at every position."""

    def found(_table: object, where: dict[str, Any], **_how: object) -> SimpleNamespace:
        return SimpleNamespace(
            rows=[one for one in rows if all(one[name] == of for name, of in where.items())]
        )

    return SimpleNamespace(position=lambda: 7, rows=found)


def test_of_terms_those_that_warn_and_were_not_kept_are_told(system: System) -> None:
    """Three days from the panel's report, and it was five; nothing of what was kept."""
    head = system.store.tail().position
    report, public = date(2026, 3, 26), date(2026, 3, 31)
    ended = CandidatesPublicised(lot=LOT, since=public, until=public, candidates=())

    def told(since: date) -> tuple[str, ...]:
        happened = (("EvaluationReportReceived", report), ("CandidatesPublicised", since))
        states = (replace(Lot(), defined=DEFINED, happened=happened), LAW)
        replay = SimpleNamespace(states=lambda wanted, _: dict(zip(wanted, states, strict=True)))
        law = system.log.charter.law
        return by_rules(system.readers, cast(Replay, replay), law, missed_terms)(ended, head)

    late = "2026-03-26 2026-03-30 2026-03-31 CT-16 publicity.start"
    assert told(public) == (every(system)["cause"](None, head)[0], late)
    assert told(report) == ()
