"""Who may not see a sealed fact cannot tell apart two logs that differ in nothing else.

What differs: who bids for which lot and how many, payers, lines and their deposits, sub-account
numbers, notes, reasons, what was refused and why; of refunds, their batches, payments, guarantees
and holds, whose they are and of which lot. What an auditor reads in stored events besides,
and may, stands in `docs/secrecy.md`, and here.
"""

import re
from dataclasses import replace

import pytest

from api.http import dispute_told, proofs, queries, seeing
from api.http.pages import payees
from api.wiring import System
from projections.deposits import DEPOSITS
from tests.kit import bidding
from tests.kit.bidding import Sealed
from tests.kit.desk_facts import COMPLAINT, LATE, OVER, WAITING
from tests.noninterference.asking import (
    TURNS,
    Answers,
    answered,
    answers,
    at_each,
    differences,
    plain,
    sealed_since,
    unasked,
)
from tests.noninterference.conftest import Logs
from tests.noninterference.turns import everything, in_turn

USUAL = Sealed()
OTHER_BIDDERS = Sealed(
    lots=(1, 1, 0, 1, 0, 1),
    parties=(0, 3, 1, 4, 2, 6),
    lines=(4, 6, 1, 5, 2, 3),
    numbers=(6, 3, 5, 1, 2, 4),
    stranger="一家名字很长的公司有限责任公司",
    words="x",
    refused=((5, 4), (4, 3)),
    owing=((0, 4), (0, 6), (1, 5), (0, 3)),
    alerted="CT-09",
)
"""Other bidders, more of them for the second lot, two natural persons among them; other lines,
numbers, words, refusals; alerts of another kind; and what the desk has to do is of other parties,
and for the other lot."""
OTHER_ORDER = replace(
    OTHER_BIDDERS, parties=(6, 3, 1, 0, 2, 4), ids=(5, 3, 1, 4, 0, 6), refused=((0, 3), (4, 3))
)
"""Besides: other deposits are paid, one of them by a natural person; one has an id of its own."""
OTHER_KINDS = replace(OTHER_ORDER, refused_first=True, turned=True)
"""And sealed events of other kinds stand at some positions."""
TOLD_TO_AUDITORS = {"entries[0].legs[1].owner", "public.code", "public.deposit"}
"""Where the stored events of `OTHER_ORDER` differ: which random id was paid, nothing else."""
STORED_EVENTS = ("/tile/entries/", "/events/", "/balances?open=2001&account=2001&owner=")
"""Where auditors are shown stored events: as they stand, and by name behind a balance."""


@pytest.fixture(scope="module")
def size(logs: Logs) -> int:
    """How long each log is."""
    return logs.told(USUAL).system.tree.size()


@pytest.fixture(scope="module")
def usual(logs: Logs, size: int) -> Answers:
    """What everybody is told of the usual log."""
    return everything(logs.told(USUAL), plain(size))


def test_every_route_is_asked(logs: Logs, size: int):
    assert unasked(plain(size)) == set()


def test_the_logs_do_differ(logs: Logs):
    told = [logs.told(s).system for s in (USUAL, OTHER_BIDDERS, OTHER_ORDER, OTHER_KINDS)]
    known = [system.readers.sealed_deposits.rows(DEPOSITS).rows for system in told]
    assert len({repr(rows) for rows in known}) == 4
    assert len({system.tree.size() for system in told}) == 1


def test_nobody_can_tell_who_bids(logs: Logs, size: int, usual: Answers):
    heard = answered(logs.told(OTHER_BIDDERS), in_turn(usual, plain(size)))
    assert differences(usual, heard) == []


def test_nor_at_any_position(logs: Logs, size: int, usual: Answers):
    positions = sealed_since(logs.told(USUAL).system)
    asked = in_turn(usual, at_each(positions, size), alone=TURNS > 1)
    one, other = (answered(logs.told(sealed), asked) for sealed in (USUAL, OTHER_BIDDERS))
    assert differences(one, other) == []


def test_only_stored_events_tell_which_deposits_are_paid(logs: Logs, size: int, usual: Answers):
    found = differences(usual, answered(logs.told(OTHER_KINDS), in_turn(usual, plain(size))))
    assert {one.reader for one in found} == {"reader-AUD"}
    assert {one.path for one in found if not one.path.startswith(STORED_EVENTS)} == set()


def test_what_stored_events_tell_an_auditor_is_known(logs: Logs, size: int):
    told = [logs.told(sealed) for sealed in (USUAL, OTHER_ORDER)]
    bundle = [f"/tile/entries/000.p/{size}"]
    found = differences(*(answers(one, ["reader-AUD"], bundle) for one in told))
    assert {re.sub(r"^\d+\.", "", one.place) for one in found} == TOLD_TO_AUDITORS


# Each guard, broken on purpose: the difference is seen.


def sealed_places(system: System) -> System:
    return replace(system, readers=replace(system.readers, deposits=system.readers.sealed_deposits))


def leaks(logs: Logs, *readers: str, path: str, other: Sealed = OTHER_KINDS) -> bool:
    said, heard = (answers(logs.told(one), readers, [path]) for one in (USUAL, other))
    return differences(said, heard) != []


_NONE_HERE = {
    *("payout", "pool", "dispute", "question", "application"),
    *("download", "inspection", "intervention"),
}
_TOLD_OF = seeing.VEILED - _NONE_HERE
"""No lot of these logs has ended, so they have no payout (`test_payouts` tells some), and nobody
pays for a year, so no pool. None has documents, so nobody has them, asks of them or applies by
them: that the trail names none, `test_tenders` and `test_visibility` ask; nor what two
opened, nor who meddled. Disputes are filed by the platform there: what their
events tell more than that, who filed one, is told by whoever files once the bids are open."""


@pytest.mark.parametrize("veiled", [seeing.VEILED - {kind} for kind in sorted(_TOLD_OF)])
def test_a_kind_that_is_not_veiled_is_found(logs: Logs, monkeypatch, veiled):
    path = "/v1/events?limit=1000"
    assert not leaks(logs, "reader-OFFICE", path=path)
    monkeypatch.setattr(seeing, "VEILED", veiled)
    assert leaks(logs, "reader-OFFICE", path=path)


def test_who_filed_a_dispute_is_found_where_everybody_may_know(logs: Logs, monkeypatch):
    path = f"/v1/disputes/{COMPLAINT}"
    assert not leaks(logs, "reader-OWNER", path=path)
    monkeypatch.setattr(dispute_told, "_may_know", lambda *_: True)
    assert leaks(logs, "reader-OWNER", path=path)


def test_a_balance_that_names_a_sealed_deposit_is_found(logs: Logs, monkeypatch):
    path = "/v1/balances?by=owner"
    assert not leaks(logs, "reader-C-SET1", path=path)
    monkeypatch.setattr(queries, "may_see_balance", lambda *_: True)
    assert leaks(logs, "reader-C-SET1", path=path)


def test_a_public_bundle_is_found(logs: Logs, monkeypatch, size: int):
    path = f"/tile/entries/000.p/{size}"
    assert not leaks(logs, "reader-C-SET1", path=path)
    monkeypatch.setattr(proofs, "demand", lambda *_: None)
    assert leaks(logs, "reader-C-SET1", path=path)


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        ("reader-FIN", "/v1/deposits"),
        ("reader-C-SET1", f"/desk?account={bidding.ACCOUNT}&day={bidding.DAY}&tab=all"),
        ("reader-C-SET1", "/dues"),
        ("reader-C-SET2", f"/batches/{WAITING}"),
        ("reader-C-CASH", f"/refunds/{OVER}/1/receipt"),
        ("reader-OWNER", f"/v1/refunds?lot={bidding.LOTS[1]}"),
        ("reader-AGENCY", f"/v1/lots/{bidding.LOTS[1]}/guarantees"),
    ],
)
def test_what_reads_sealed_rows_is_found(logs: Logs, monkeypatch, reader: str, path: str):
    assert not leaks(logs, reader, path=path, other=OTHER_BIDDERS)
    for one in map(logs.told, (USUAL, OTHER_BIDDERS)):
        monkeypatch.setitem(one.app.state._state, "system", sealed_places(one.system))
    assert leaks(logs, reader, path=path, other=OTHER_BIDDERS)


def test_evidence_of_a_sealed_deposit_is_found(logs: Logs, monkeypatch):
    path = f"/dues/{LATE}/1/evidence"
    assert not leaks(logs, "reader-C-SET2", path=path, other=OTHER_BIDDERS)
    monkeypatch.setattr(payees, "may_see_owner", lambda *_: True)
    assert leaks(logs, "reader-C-SET2", path=path, other=OTHER_BIDDERS)
