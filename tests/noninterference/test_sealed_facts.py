"""Who may not see a sealed fact cannot tell apart two logs that differ in nothing else.

What differs: who bids for which lot and how many, payers, lines and their deposits, sub-account
numbers, notes, reasons, what was refused and why. What an auditor reads in stored events besides,
and may, stands in `docs/secrecy.md`, and here.
"""

import re
from dataclasses import replace

import pytest

from api.http import proofs, queries, seeing
from api.wiring import System
from projections.deposits import DEPOSITS
from tests.kit import bidding
from tests.kit.bidding import Sealed
from tests.kit.door import door
from tests.noninterference.asking import (
    READERS,
    Answers,
    answers,
    at_each,
    differences,
    plain,
    representatives,
    unasked,
)
from tests.noninterference.conftest import Logs

USUAL = Sealed()
OTHER_BIDDERS = Sealed(
    lots=(1, 1, 0, 1, 0, 1),
    parties=(0, 3, 1, 4, 2, 5),
    lines=(4, 6, 1, 5, 2, 3),
    numbers=(6, 3, 5, 1, 2, 4),
    stranger="一家名字很长的公司有限责任公司",
    words="x",
    refused=((5, 4), (4, 3)),
)
"""Other bidders, more of them for the second lot; other lines, numbers, words, refusals."""
OTHER_ORDER = replace(
    OTHER_BIDDERS, parties=(5, 3, 1, 0, 2, 4), ids=(5, 3, 1, 4, 0, 2), refused=((0, 3), (4, 3))
)
"""Besides: other deposits are paid, another bidder is a person."""
OTHER_KINDS = replace(OTHER_ORDER, refused_first=True)
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
    return answers(logs.told(USUAL), READERS, plain(size))


def test_every_route_is_asked(logs: Logs, size: int):
    assert unasked(logs.told(USUAL), plain(size)) == set()


def test_the_logs_do_differ(logs: Logs):
    told = [logs.told(s).system for s in (USUAL, OTHER_BIDDERS, OTHER_ORDER, OTHER_KINDS)]
    known = [system.readers.sealed_deposits.rows(DEPOSITS).rows for system in told]
    assert len({repr(rows) for rows in known}) == 4
    assert len({system.tree.size() for system in told}) == 1


def test_nobody_can_tell_who_bids(logs: Logs, size: int, usual: Answers):
    assert differences(usual, answers(logs.told(OTHER_BIDDERS), READERS, plain(size))) == []


def test_nor_at_any_position(logs: Logs, size: int, usual: Answers):
    readers, paths = representatives(usual), list(at_each(range(size - 46, size + 1), size))
    assert len(readers) >= 5
    one, other = (answers(logs.told(s), readers, paths) for s in (USUAL, OTHER_BIDDERS))
    assert differences(one, other) == []


def test_only_stored_events_tell_which_deposits_are_paid(logs: Logs, size: int, usual: Answers):
    found = differences(usual, answers(logs.told(OTHER_KINDS), READERS, plain(size)))
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


NOT_TOLD = {"guarantee", "payment"}
"""Kinds that the tellings have no stream of; what of them is told is looked at below."""


@pytest.mark.parametrize("kind", sorted(NOT_TOLD))
def test_a_guarantee_or_a_payment_is_told_by_position_only_until_its_lot_is_open(kind):
    deposit = "P00000000000000D1"
    code = f"{deposit}/1/1" if kind == "payment" else "G00000000000000A1"
    assert not seeing.may_see_event(kind, code, frozenset())
    assert seeing.may_see_event(kind, code, frozenset({deposit})) is (kind == "payment")


@pytest.mark.parametrize("veiled", [seeing.VEILED - {kind} for kind in seeing.VEILED - NOT_TOLD])
def test_a_kind_that_is_not_veiled_is_found(logs: Logs, monkeypatch, veiled):
    path = "/v1/events?limit=1000"
    assert not leaks(logs, "reader-OFFICE", path=path)
    monkeypatch.setattr(seeing, "VEILED", veiled)
    assert leaks(logs, "reader-OFFICE", path=path)


def test_a_balance_that_names_a_sealed_deposit_is_found(logs: Logs, monkeypatch):
    path = "/v1/balances?by=owner"
    assert not leaks(logs, "reader-C-SET1", path=path)
    monkeypatch.setattr(queries, "may_see_owner", lambda *_: True)
    assert leaks(logs, "reader-C-SET1", path=path)


def test_a_public_bundle_is_found(logs: Logs, monkeypatch, size: int):
    path = f"/tile/entries/000.p/{size}"
    assert not leaks(logs, "reader-C-SET1", path=path)
    monkeypatch.setattr(proofs, "demand", lambda *_: None)
    assert leaks(logs, "reader-C-SET1", path=path)


def test_a_query_of_sealed_rows_is_found(logs: Logs):
    one, other = (sealed_places(logs.told(s).system) for s in (USUAL, OTHER_BIDDERS))
    with door(one) as left, door(other) as right:
        said, heard = (answers(d, ["reader-FIN"], ["/v1/deposits"]) for d in (left, right))
    assert differences(said, heard) != []


def test_a_desk_that_reads_sealed_deposits_is_found(logs: Logs):
    path = f"/desk?account={bidding.ACCOUNT}&day={bidding.DAY}&tab=all"
    assert not leaks(logs, "reader-C-SET1", path=path, other=OTHER_BIDDERS)
    one, other = (sealed_places(logs.told(s).system) for s in (USUAL, OTHER_BIDDERS))
    with door(one) as left, door(other) as right:
        said, heard = (answers(d, ["reader-C-SET1"], [path]) for d in (left, right))
    assert differences(said, heard) != []
