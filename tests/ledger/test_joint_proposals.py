"""What one person signed waits for the second signature, over the same bytes, until it lapses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from ledger.asking import NotAccepted, cosign
from ledger.blobs import Blobs
from ledger.joint import LAPSES_AFTER, JointActs
from tests.kit.house import House, house
from tests.kit.lamp import BlowFuse, SetRule, SwitchLamp

FUSE = BlowFuse(lamp="l")


@dataclass
class Shelf:
    home: House
    acts: JointActs

    def signed(self, wanted: Any = FUSE, **options: Any) -> Any:
        return self.home.signed(wanted, not_after=self.home.clock() + LAPSES_AFTER, **options)


@pytest.fixture
def shelf(database: Any) -> Iterator[Shelf]:
    with house(database) as home:
        home.do(SetRule(person="bob", role="OFFICE"))
        blobs = Blobs(home.store, home.vault)
        yield Shelf(home, JointActs(home.log, home.store, blobs, home.book.ring_for, home.clock))


def test_a_proposal_waits_with_its_bytes_and_leaves_no_trace_in_the_log(shelf: Shelf) -> None:
    before, signed = shelf.home.store.tail().position, shelf.signed()
    kept = shelf.acts.propose(signed)
    assert (kept.person, kept.wanted, kept.signed) == ("ann", FUSE, signed)
    assert kept.not_after - kept.proposed_at == LAPSES_AFTER
    assert shelf.acts.waiting() == [kept]
    assert shelf.acts.find(kept.digest) == kept
    assert shelf.home.store.tail().position == before


def test_signed_by_a_second_person_it_is_asked_and_waits_no_more(shelf: Shelf) -> None:
    kept = shelf.acts.propose(shelf.signed())
    shelf.home.book.execute(cosign(kept.signed, shelf.home.bob))
    assert shelf.acts.waiting() == []
    assert shelf.acts.find(kept.digest) is None


def test_the_same_id_proposes_the_same_once(shelf: Shelf) -> None:
    first = shelf.acts.propose(shelf.signed(command_id="a" * 16))
    again = shelf.acts.propose(shelf.signed(command_id="a" * 16))
    assert again == first
    assert shelf.acts.waiting() == [first]
    for other in (
        shelf.signed(BlowFuse(lamp="other"), command_id="a" * 16),
        shelf.signed(command_id="a" * 16, on_behalf_of="carol"),
    ):
        with pytest.raises(ValueError, match="proposed something else"):
            shelf.acts.propose(other)


def test_it_lapses(shelf: Shelf) -> None:
    kept = shelf.acts.propose(shelf.signed())
    shelf.home.clock.advance(seconds=LAPSES_AFTER.total_seconds())
    assert shelf.acts.waiting() == [kept]
    shelf.home.clock.advance(seconds=1)
    assert shelf.acts.waiting() == []
    assert shelf.acts.find(kept.digest) is None


def test_it_is_withdrawn(shelf: Shelf) -> None:
    kept, other = (shelf.acts.propose(shelf.signed(BlowFuse(lamp=one))) for one in "ab")
    shelf.acts.withdraw(kept.digest)
    assert shelf.acts.waiting() == [other]


def test_what_the_door_would_not_take_is_not_kept(shelf: Shelf) -> None:
    home = shelf.home
    long = home.signed(FUSE, not_after=home.clock() + LAPSES_AFTER + timedelta(seconds=1))
    past = home.signed(FUSE, not_after=home.clock() - timedelta(seconds=1))
    for signed, sentence in (
        (shelf.signed(SwitchLamp(lamp="l", on=True)), "is no joint act"),
        (cosign(shelf.signed(), home.bob), "carries one signature, this one 2"),
        (long, "at most 3 days"),
        (past, "at most 3 days"),
    ):
        with pytest.raises(NotAccepted, match=sentence):
            shelf.acts.propose(signed)
    assert shelf.acts.waiting() == []


def test_its_bytes_are_encrypted_where_they_lie(shelf: Shelf) -> None:
    shelf.acts.propose(shelf.signed(BlowFuse(lamp="secret-lamp")))
    with shelf.home.store.reading() as curs:
        rows = curs.execute("SELECT locked FROM ledger.blob").fetchall()
        (row,) = curs.execute("SELECT row_to_json(j)::text FROM work.joint_act j").fetchall()
    assert all(b"secret-lamp" not in bytes(locked) for (locked,) in rows)
    assert "secret-lamp" not in row[0]
