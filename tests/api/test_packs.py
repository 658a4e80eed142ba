"""The pack of an open lot: all of it, later alerts too, and of natural persons not who they are."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from api.packs import (
    AnotherLog,
    NotOfOne,
    NotRegistered,
    differing,
    pack_of,
    replayed,
    selected,
    subject,
)
from api.wiring import System
from domain.dispute.words import Matter
from domain.register import CHARTER
from domain.trade.object import FileObjection
from domain.trade.raise_alert import RaiseAlert
from ledger import pack as packs
from ledger.checkpoint import parse
from ledger.codec import read_body
from ledger.envelope import part
from ledger.pack import Pack
from ledger.packing import Packer
from ledger.trust import Trust
from ledger.unpacking import log_from
from ledger.verify_pack import verify_pack
from tests.kit import bidding
from tests.kit.city import city
from tests.kit.databases import fresh

ALERT, CASE = "W0000000000000001", "D00000000000000A1"
SEALED = bidding.Sealed(parties=(0, 1, 2, 3, 4, 6))
"""The last of them is a natural person."""


@pytest.fixture(scope="module")
def system(server: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Two lots, of which the second is open; an alert was raised of it since."""
    with city(fresh(server), tmp_path_factory.mktemp("packs")) as made:
        bidding.tell(made, SEALED)
        bidding.open_bids(made, 1, SEALED)
        raised = RaiseAlert(
            alert=ALERT,
            kind="RF-01",
            lots=(bidding.LOTS[1],),
            deposits=(bidding.DEPOSITS[3],),
            causes=(1,),
            arose_at=datetime.fromisoformat(bidding.OPENING),
        )
        made.ask("platform", raised)
        yield made


@pytest.fixture(scope="module")
def pack(system: System) -> Pack:
    """As of before a bidder objected, which began one more stream under the lot's key."""
    made = pack_of(system, bidding.LOTS[1])
    objected = FileObjection(
        case=CASE,
        lot=bidding.LOTS[1],
        matter=Matter.OPENING,
        deposit=bidding.DEPOSITS[3],
        party=bidding.PARTIES[3],
        document="a1" * 32,
    )
    system.ask("platform", objected)
    return made


@pytest.fixture(scope="module")
def trust(system: System) -> Trust:
    return Trust.load(system.home.trust)


def test_it_says_of_no_natural_person_which_streams_are_theirs(
    pack: Pack, trust: Trust, tmp_path: Path
) -> None:
    packs.write(tmp_path / "x.zip", pack)
    natural = bidding.NATURAL
    theirs = {one.stream for one in replayed(log_from(trust, CHARTER), pack) if one.closed}
    assert any(stream.startswith("deposit/") for stream in theirs)
    data = (tmp_path / "x.zip").read_bytes()
    assert f"party/{natural}".encode() not in data


def test_alerts_that_were_raised_since_the_opening_are_in_it(pack: Pack, trust: Trust) -> None:
    verdict = verify_pack(pack, trust)
    assert verdict.ok, verdict.problems
    assert f"alert/{ALERT}" in verdict.streams


def test_of_a_lot_that_is_not_open_nothing_sealed_is_in_it(system: System, trust: Trust) -> None:
    verdict = verify_pack(pack_of(system, bidding.LOTS[0]), trust)
    assert verdict.ok
    assert {stream.partition("/")[0] for stream in verdict.streams} == {"governance", "keys", "lot"}


def test_it_is_held_against_its_own_log_alone(system: System, pack: Pack, trust: Trust) -> None:
    found = replayed(log_from(trust, CHARTER), pack)
    assert compared(system, pack, trust) == []
    other = Pack(pack.note.replace(trust.origin, "other.example/log"), *pack_parts(pack))
    with pytest.raises(AnotherLog):
        differing(system, other, found, bidding.LOTS[1])


def pack_parts(pack: Pack) -> tuple[Any, ...]:
    return pack.forms, pack.nodes, pack.streams


def compared(system: System, pack: Pack, trust: Trust) -> list[str]:
    """What the installation says to a pack that is sound in itself, by what the pack is of."""
    verdict = verify_pack(pack, trust)
    assert verdict.ok, verdict.problems
    found = replayed(log_from(trust, CHARTER), pack)
    return differing(system, pack, found, subject(verdict.streams).code)


def test_a_pack_is_as_whole_as_ever_when_the_log_has_grown(
    system: System, pack: Pack, trust: Trust
) -> None:
    """What began since is counted in the next pack, not in this one."""
    assert compared(system, pack, trust) == []
    later = pack_of(system, bidding.LOTS[1])
    assert f"dispute/{CASE}" in verify_pack(later, trust).streams
    assert compared(system, later, trust) == []
    (number,) = system.store.numbers([("dispute", CASE)]).values()
    without = {one.number for one in later.streams} - {number}
    assert compared(system, repacked(system, later, without), trust) == [f"#{number}"]


def repacked(system: System, pack: Pack, numbers: set[int]) -> Pack:
    """An honest pack of any streams, under the same checkpoint."""
    return Packer(system.store).pack(pack.note, numbers)


@pytest.fixture(scope="module")
def of(system: System, pack: Pack) -> dict[str, list[int]]:
    """The numbers of the streams that are the lot's, by kind."""
    size = parse(pack.note).checkpoint.size
    kinds: dict[str, list[int]] = {}
    for number in sorted(selected(system, bidding.LOTS[1], size)):
        kinds.setdefault(_kind(system, number), []).append(number)
    return kinds


def _kind(system: System, number: int) -> str:
    """What the registry says of a stream: it names them in the order of their numbers."""
    _, form = next(system.store.events(0, number))
    event = system.log.codec.event(read_body(part(form)[0]))
    return str(event.kind)


def test_a_pack_without_its_lot_is_the_pack_of_nothing(
    system: System, pack: Pack, trust: Trust, of: dict[str, list[int]]
) -> None:
    """The rest of it is sound, and says nothing of what was left out."""
    rest = {number for kind in of.keys() - {"lot"} for number in of[kind]}
    verdict = verify_pack(repacked(system, pack, rest), trust)
    assert verdict.ok
    with pytest.raises(NotOfOne) as caught:
        subject(verdict.streams)
    assert caught.value.found == ()


def test_a_stream_that_is_left_out_is_counted(
    system: System, pack: Pack, trust: Trust, of: dict[str, list[int]]
) -> None:
    every = {number for numbers in of.values() for number in numbers}
    assert compared(system, repacked(system, pack, every), trust) == []
    for gone in (of["deposit"][0], of["alert"][0]):
        assert compared(system, repacked(system, pack, every - {gone}), trust) == [f"#{gone}"]


def test_a_stream_of_something_else_is_counted_too(
    system: System, pack: Pack, trust: Trust, of: dict[str, list[int]]
) -> None:
    """Who left another lot's streams out of it, and put some in, is not believed of either."""
    every = {number for numbers in of.values() for number in numbers}
    (other,) = system.store.numbers([("deposit", bidding.DEPOSITS[0])]).values()
    found = compared(system, repacked(system, pack, every | {other}), trust)
    assert found == [f"+deposit/{bidding.DEPOSITS[0]}"]


SUBJECTS: dict[str, tuple[tuple[str, ...], str | None, str | None]] = {
    "a lot": (("lot/L", "deposit/D"), None, "lot/L"),
    "the lot that was asked for": (("lot/L",), "L", "lot/L"),
    "another lot": (("lot/L",), "M", None),
    "several lots without their project": (("lot/L", "lot/M"), None, None),
    "one of several": (("lot/L", "lot/M"), "L", None),
    "a project and its lots": (("project/P", "lot/L", "lot/M"), None, "project/P"),
    "a lot that stands beside its project": (("project/P", "lot/L"), "L", None),
    "a procedure with a lot's code": (("procedure/L", "deposit/L"), "L", None),
    "two projects": (("project/P", "project/Q"), "P", None),
    "nothing": (("governance/law", "keys/keys"), None, None),
}


@pytest.mark.parametrize("case", SUBJECTS)
def test_a_pack_is_of_one_project_or_of_one_lot(case: str) -> None:
    streams, asked, expected = SUBJECTS[case]
    if expected is not None:
        assert str(subject(streams, asked)) == expected
        return
    with pytest.raises(NotOfOne):
        subject(streams, asked)


def test_nobody_registered_nothing(system: System, pack: Pack, trust: Trust) -> None:
    with pytest.raises(NotRegistered):
        pack_of(system, "NOBODY")
    with pytest.raises(NotRegistered):
        differing(system, pack, replayed(log_from(trust, CHARTER), pack), "NOBODY")
