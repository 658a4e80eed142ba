"""The pack of an open lot: all of it, later alerts too, and of natural persons not who they are."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from api.packs import AnotherLog, NotRegistered, differing, pack_of, replayed
from api.wiring import System
from domain.register import CHARTER
from domain.trade.raise_alert import RaiseAlert
from ledger import pack as packs
from ledger.pack import Pack
from ledger.trust import Trust
from ledger.unpacking import log_from
from ledger.verify_pack import verify_pack
from tests.kit import bidding
from tests.kit.city import city
from tests.kit.databases import fresh

ALERT = "W0000000000000001"
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
    return pack_of(system, bidding.LOTS[1])


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
    assert differing(system, pack, found) == []
    other = Pack(pack.note.replace(trust.origin, "other.example/log"), *pack_parts(pack))
    with pytest.raises(AnotherLog):
        differing(system, other, found)


def pack_parts(pack: Pack) -> tuple[Any, ...]:
    return pack.forms, pack.nodes, pack.streams


def test_nobody_registered_nothing(system: System) -> None:
    with pytest.raises(NotRegistered):
        pack_of(system, "NOBODY")
