"""Whatever the Book writes, the stand-alone verifier accepts; the strange corners too."""

from datetime import timedelta
from typing import Any

import pytest

from ledger import press as pressing
from ledger.asking import Asked, admit
from ledger.checkpoint import vkey
from ledger.keys import KEYS, DestroyKey, RevokeKey
from ledger.outcome import Accepted
from ledger.publishing import Publisher
from ledger.step import Step
from ledger.tickets import Refused
from ledger.tree import Tree
from ledger.trust import Trust
from ledger.turn import Group
from ledger.verdict import Verdict
from ledger.verify import verify
from tests.kit.house import House, house
from tests.kit.lamp import BuildRoom, OpenRoom, SwitchLamp, Welcome
from tests.kit.patience import until


def verdict(home: House) -> Verdict:
    tree = Tree(home.store)
    Publisher(home.book, home.store, home.log.origin, home.checkpoints).publish()
    signer = home.log.signer
    note_key = vkey(home.log.origin, home.checkpoints.public)
    trust = Trust(home.log.origin, signer.algorithm, signer.public, note_key)
    return verify(tree.stored(), tree.checkpoints(), trust, processes=1)


@pytest.fixture
def home(database: Any) -> Any:
    with house(database) as made:
        yield made


def key_of(home: House, person: str) -> str:
    held = home.book.memory.get(KEYS)
    assert held is not None
    return next(key for key, one in held.state.keys.items() if one.person == person)


def test_a_log_with_everything_in_it(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="x", times=4))
    home.do(OpenRoom(room="r"))
    home.do(SwitchLamp(lamp="l", on=True, times=300))
    found = verdict(home)
    assert found.ok, list(found.lines())


def test_a_long_command_that_fails_at_its_end_leaves_its_place_to_the_next(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most of its events were signed beside us by then, at positions that the next ones take."""
    monkeypatch.setattr(pressing, "_MANY", 0)
    home.do(SwitchLamp(lamp="l", on=True))
    press = home.book._appender._press
    until(lambda: press._beside is not None and press._beside.ready())
    kept, failing = Group.kept, home.signed(SwitchLamp(lamp="l", on=False, times=70))

    def fails(group: Group, step: Step, asked: Asked) -> tuple[bytes, str, bytes]:
        if asked.signed == failing:
            raise RuntimeError("a defect behind a decider")
        return kept(group, step, asked)

    monkeypatch.setattr(Group, "kept", fails)
    asked = [failing, home.signed(SwitchLamp(lamp="l", on=True, times=70))]
    admitted = [admit(home.log, home.book.ring(), one, home.clock()) for one in asked]
    failed, done = home.book.run(lambda appender: appender.append(admitted))
    assert isinstance(failed, RuntimeError)
    assert isinstance(done, Accepted)
    assert done.last - done.first == 69
    found = verdict(home)
    assert found.ok, list(found.lines())


def test_refusals_of_every_sort(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="x"))
    now = home.clock()
    asks: list[tuple[Any, dict[str, Any]]] = [
        (SwitchLamp(lamp="l", on=True, watts=-1), {}),
        (Welcome(guest="g", room="r", name="nobody"), {}),
        (Welcome(guest="h", room="nowhere", name="x"), {}),
        (SwitchLamp(lamp="l", on=True), {"cause": 10**6}),
        (SwitchLamp(lamp="l", on=True), {"on_behalf_of": "somebody"}),
        (SwitchLamp(lamp="l", on=True), {"not_after": now - timedelta(days=1)}),
        (SwitchLamp(lamp="l", on=True), {"expects": {"lamp/l": 9}}),
        (SwitchLamp(lamp="l", on=True), {"signer": home.bob}),
    ]
    for wanted, options in asks:
        with pytest.raises(Refused):
            home.do(wanted, **options)
    for _ in range(50):
        with pytest.raises(Refused):
            home.do(SwitchLamp(lamp="l", on=True, watts=-1))
    home.clock.advance(minutes=2)
    found = verdict(home)
    assert found.ok, list(found.lines())


def test_the_attempt_of_a_revoked_key_is_evidence(home: House) -> None:
    home.do(RevokeKey(key=key_of(home, "bob"), reason="lost"))
    with pytest.raises(Refused, match=r"key\.not_valid"):
        home.do(SwitchLamp(lamp="l", on=True), home.bob)
    found = verdict(home)
    assert found.ok, list(found.lines())


def test_a_key_that_destroyed_itself_in_the_queue(home: House) -> None:
    """Asked before the revocation, decided after it: refused, and the log still holds."""
    late = home.signed(SwitchLamp(lamp="l", on=True), home.bob)
    home.do(RevokeKey(key=key_of(home, "bob"), reason="lost"))
    home.clock.advance(seconds=1)
    with pytest.raises(Refused, match=r"key\.not_valid"):
        home.book.execute(late)
    assert verdict(home).ok


def test_a_destroyed_sealing_key(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="x"))
    home.do(DestroyKey(key="room/r", reason="erasure"))
    with pytest.raises(Refused):
        home.do(Welcome(guest="g", room="r", name="y"))
    found = verdict(home)
    assert found.ok, list(found.lines())
