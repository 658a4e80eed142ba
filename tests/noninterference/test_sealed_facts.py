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
from tests.kit.bidding import DEPOSITS, LOTS, Sealed
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
"""Besides: other deposits are paid, another company asks by itself, another bidder is a person."""
OTHER_KINDS = replace(OTHER_ORDER, refused_first=True)
"""And sealed events of other kinds stand at some positions."""
OTHER_SECOND_LOT = Sealed(
    parties=(0, 1, 2, 4, 3, 5),
    lines=(1, 2, 3, 6, 4, 5),
    numbers=(1, 2, 3, 5, 6, 4),
    stranger="王五",
    words="另一家银行，另一些话",
    refused=((5, 6), (1, 4)),
)
"""As usual, but for the deposits of the second lot."""

TOLD_TO_AUDITORS = {
    "actor.key",
    "actor.organisation",
    "actor.person",
    "actor.post",
    "command.signatures[0].key",
    "entries[0].legs[1].owner",
    "public.code",
    "public.deposit",
    "public.tags[1]",
}
"""Where the stored events of `OTHER_ORDER` differ: who asked, which random id was paid, whether
it lies under a person's key too. Neither lot nor payer nor line."""


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
    told = [logs.told(sealed).system for sealed in (USUAL, OTHER_BIDDERS, OTHER_SECOND_LOT)]
    known = [system.readers.sealed_deposits.rows(queries.DEPOSITS).rows for system in told]
    assert len({repr(rows) for rows in known}) == 3
    assert len({system.tree.size() for system in told}) == 1


@pytest.mark.parametrize("other", [OTHER_BIDDERS, OTHER_SECOND_LOT], ids=["all", "second lot"])
def test_nobody_can_tell_who_bids(logs: Logs, size: int, usual: Answers, other: Sealed):
    assert differences(usual, answers(logs.told(other), READERS, plain(size))) == []


def test_nor_at_any_position(logs: Logs, size: int, usual: Answers):
    readers, paths = representatives(usual), list(at_each(range(size - 46, size + 1), size))
    assert len(readers) >= 5
    one, other = (answers(logs.told(s), readers, paths) for s in (USUAL, OTHER_BIDDERS))
    assert differences(one, other) == []


def test_only_stored_events_tell_which_deposits_are_paid(logs: Logs, size: int, usual: Answers):
    found = differences(usual, answers(logs.told(OTHER_KINDS), READERS, plain(size)))
    assert {(one.reader, one.path.split("/")[2]) for one in found} == {("reader-AUD", "entries")}


def test_what_stored_events_tell_an_auditor_is_known(logs: Logs, size: int):
    told = [logs.told(sealed) for sealed in (USUAL, OTHER_ORDER)]
    bundle = [f"/tile/entries/000.p/{size}"]
    found = differences(*(answers(one, ["reader-AUD"], bundle) for one in told))
    assert {re.sub(r"^\d+\.", "", one.place) for one in found} == TOLD_TO_AUDITORS


def test_after_an_opening_the_other_lot_stays_sealed(logs: Logs, size: int):
    one, other = (logs.told(sealed, opened=True) for sealed in (USUAL, OTHER_SECOND_LOT))
    grown = one.system.tree.size()
    assert other.system.tree.size() == grown > size
    said = answers(one, READERS, plain(grown))
    assert differences(said, answers(other, READERS, plain(grown))) == []
    readers, paths = representatives(said), list(at_each(range(size, grown + 1), grown))
    assert differences(answers(one, readers, paths), answers(other, readers, paths)) == []


def test_after_an_opening_its_deposits_are_seen(logs: Logs):
    one = logs.told(USUAL, opened=True)
    everybodys = one.get("/v1/deposits", "reader-FIN").json()["data"]
    assert [row["lot"] for row in everybodys] == [LOTS[0]] * 3
    named = [row["owner"] for row in one.get("/v1/balances", "reader-C-SET1").json()["data"]]
    assert set(DEPOSITS[:3]) < set(named)
    assert not set(DEPOSITS[3:]) & set(named)


# Each guard, broken on purpose: the difference is seen.


def sealed_places(system: System) -> System:
    return replace(system, readers=replace(system.readers, deposits=system.readers.sealed_deposits))


def leaks(logs: Logs, *readers: str, path: str, other: Sealed = OTHER_KINDS) -> bool:
    said, heard = (answers(logs.told(one), readers, [path]) for one in (USUAL, other))
    return differences(said, heard) != []


@pytest.mark.parametrize("veiled", [seeing.VEILED - {kind} for kind in seeing.VEILED])
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
