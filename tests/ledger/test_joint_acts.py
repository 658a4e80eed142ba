"""A joint act: two persons sign the same command, and the log shows both signatures."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ledger.asking import NotAccepted, cosign
from ledger.codec import read_body
from ledger.envelope import SignedCommand, part
from ledger.keys import EnrolKey, RevokeKey
from ledger.signing import COMMAND_TAG, key_id, new_key, verify
from ledger.tickets import Refused
from tests.kit.house import House, house
from tests.kit.lamp import BlowFuse, SetRule

FUSE = BlowFuse(lamp="l")


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        made.do(SetRule(person="bob", role="OFFICE"))
        yield made


def proposed(home: House) -> SignedCommand:
    return home.signed(FUSE)


def test_two_persons_sign_the_same_bytes_and_both_stand_in_the_log(home: House) -> None:
    signed = cosign(proposed(home), home.bob)
    receipt = home.book.execute(signed)
    with home.store.reading() as curs:
        rows = curs.execute(
            "SELECT state FROM ledger.stored_events WHERE notification_id >= %s "
            "ORDER BY notification_id",
            (receipt.first,),
        )
        found = [read_body(part(bytes(row[0]))[0]) for row in rows]
    refs = [body.command for body in found]
    first = refs[0]
    assert first is not None
    assert first.signatures == signed.signatures
    assert [one and one.signatures for one in refs[1:]] == [None] * 2
    assert {body.actor.person for body in found} == {"ann"}, "who proposed it is the actor"
    for one, signer in zip(first.signatures or (), (home.ann, home.bob), strict=True):
        message = COMMAND_TAG + bytes.fromhex(first.digest)
        assert verify(signer.algorithm, signer.public, one.sig, message)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda home: proposed(home), "carries two signatures, this one 1"),
        (lambda home: cosign(proposed(home), home.ann), "both signatures are of one key"),
        (lambda home: cosign(proposed(home), new_key("ed25519")), "is not enrolled"),
        (
            lambda home: SignedCommand(
                proposed(home).body, cosign(proposed(home), home.bob).signatures
            ),
            "does not fit the command",
        ),
        (
            lambda home: cosign(cosign(proposed(home), home.bob), new_key("ed25519")),
            "carries two signatures, this one 3",
        ),
    ],
)
def test_what_two_did_not_sign_is_no_joint_act(
    home: House, change: Callable[[House], SignedCommand], sentence: str
) -> None:
    before = home.store.tail().position
    with pytest.raises(NotAccepted, match=sentence):
        home.book.execute(change(home))
    assert home.store.tail().position == before


def test_nobody_joins_himself_with_a_second_key(home: House) -> None:
    second = new_key("ed25519")
    home.do(_enrol(second, "ann"))
    with pytest.raises(Refused, match=r"joint\.same_person"):
        home.book.execute(cosign(proposed(home), second))


def test_the_second_key_must_be_good_too(home: House) -> None:
    home.do(RevokeKey(key=key_id("ed25519", home.bob.public), reason="lost"))
    with pytest.raises(Refused, match=r"key\.not_valid"):
        home.book.execute(cosign(proposed(home), home.bob))


def test_the_decider_hears_who_signed_beside_the_actor(home: House) -> None:
    guest = new_key("ed25519")
    home.do(_enrol(guest, "guest"))
    with pytest.raises(Refused, match=r"lamp\.cosigner"):
        home.book.execute(cosign(proposed(home), guest))


def test_a_joint_act_is_answered_once(home: House) -> None:
    signed = cosign(proposed(home), home.bob)
    first, again = home.book.execute(signed), home.book.execute(signed)
    assert (again.first, again.repeated) == (first.first, True)


def _enrol(signer: Any, name: str) -> EnrolKey:
    return EnrolKey(
        algorithm=signer.algorithm,
        public=b64encode(signer.public).decode(),
        person=name,
        organisation="house",
        custodial=False,
        valid_until=None,
        proof="seen",
    )
