"""The write door: one answer a command, for ever; what is refused is evidence; all or nothing."""

import asyncio
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import psycopg
import pytest

from ledger import sealing
from ledger.admission import Admission
from ledger.asking import NotAccepted, admit, sign
from ledger.blobs import Blobs
from ledger.book import Book
from ledger.codec import read_body
from ledger.envelope import RawBody, Signature, SignedCommand, part
from ledger.events import CommandRefused, RefusalsSummarised, StreamRegistered
from ledger.keys import KEYS, DestroyKey, EnrolKey, RevokeKey, RotateKey
from ledger.outcome import Accepted, Refusal
from ledger.refusals import RATE
from ledger.signing import new_key
from ledger.store import Store, datastore
from ledger.tickets import Refused, Ticket
from ledger.vault import NoKey, Vault
from tests.kit.house import MASTER, House, house, rooms
from tests.kit.lamp import BuildRoom, OpenRoom, SwitchLamp, Welcome
from tests.kit.story import NOON


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        yield made


def bodies(home: House) -> list[RawBody]:
    with home.store.reading() as curs:
        rows = curs.execute("SELECT state FROM ledger.stored_events ORDER BY notification_id")
        return [read_body(part(bytes(row[0]))[0]) for row in rows]


def test_the_first_event_opens_the_log_in_the_registry(home: House) -> None:
    first = bodies(home)[0]
    assert (first.name, first.position, first.stream, first.sequence) == ("LogOpened", 1, 0, 1)
    assert home.log.codec.event(first).mode == "simulated"


def test_the_fixed_streams_have_the_numbers_that_the_design_names(home: House) -> None:
    events = [home.log.codec.event(body) for body in bodies(home)]
    registered = [(e.number, e.kind) for e in events if isinstance(e, StreamRegistered)]
    assert registered == [(1, "rules"), (2, "keys"), (3, "heads")]


def test_a_log_is_opened_once(home: House) -> None:
    with pytest.raises(ValueError, match="opened before"):
        home.book.run(lambda appender: appender.found([]))


def test_positions_are_dense_and_the_chain_holds(home: House) -> None:
    for n in range(5):
        home.do(SwitchLamp(lamp=f"l{n % 2}", on=True, times=2))
    found = bodies(home)
    assert [body.position for body in found] == list(range(1, len(found) + 1))
    for stream in {body.stream for body in found}:
        chain = [body for body in found if body.stream == stream]
        assert [body.sequence for body in chain] == list(range(1, len(chain) + 1))
        assert chain[0].previous is None
        assert all(body.previous for body in chain[1:])


def test_the_same_command_is_answered_with_its_first_receipt(home: House) -> None:
    signed = home.signed(SwitchLamp(lamp="l", on=True))
    first, again = home.book.execute(signed), home.book.execute(signed)
    assert (again.first, again.last, again.repeated) == (first.first, first.last, True)
    assert not first.repeated
    assert len([b for b in bodies(home) if b.name == "LampSwitched"]) == 1


def test_the_same_id_with_another_content_is_refused(home: House) -> None:
    home.do(SwitchLamp(lamp="l", on=True), command_id="one-id-for-all")
    with pytest.raises(Refused, match=r"command\.id_reused"):
        home.do(SwitchLamp(lamp="l", on=False), command_id="one-id-for-all")


def test_a_command_without_anything_to_do_is_accepted_and_remembered(home: House) -> None:
    home.do(BuildRoom(room="r"))
    signed = home.signed(BuildRoom(room="r"))
    length = len(bodies(home))
    assert (home.book.execute(signed).first, home.book.execute(signed).repeated) == (0, True)
    assert len(bodies(home)) == length


def test_a_refusal_is_recorded_and_answers_for_ever(home: House) -> None:
    signed = home.signed(SwitchLamp(lamp="l", on=True, watts=-1))
    with pytest.raises(Refused, match=r"lamp\.watts_negative: -1 watts") as first:
        home.book.execute(signed)
    with pytest.raises(Refused, match=r"lamp\.watts_negative: .*refused before") as again:
        home.book.execute(signed)
    assert again.value.repeated
    assert again.value.position == first.value.position == len(bodies(home))
    body = bodies(home)[-1]
    assert body.name == "CommandRefused"
    assert body.actor.person == "ann"


def test_a_refusal_does_not_say_its_rule_in_clear(home: House) -> None:
    with pytest.raises(Refused):
        home.do(SwitchLamp(lamp="l", on=True, watts=-1))
    body = bodies(home)[-1]
    assert home.log.codec.event(body) == CommandRefused(day="2026-03-17")
    assert b"watts_negative" not in bytes(body.public) + bytes(body.restricted)


def test_who_holds_no_post_is_refused_and_it_is_evidence(home: House) -> None:
    with pytest.raises(Refused, match=r"permission\.none"):
        home.do(SwitchLamp(lamp="l", on=True), home.bob)
    body = bodies(home)[-1]
    assert (body.actor.person, body.actor.custodial, body.actor.post) == ("bob", True, "")


def test_above_the_rate_refusals_are_summarised(home: House) -> None:
    for _ in range(RATE + 7):
        with pytest.raises(Refused):
            home.do(SwitchLamp(lamp="l", on=True, watts=-1))
    assert sum(body.name == "CommandRefused" for body in bodies(home)) == RATE
    home.clock.advance(minutes=1)
    home.do(SwitchLamp(lamp="l", on=True))
    summaries = [b for b in bodies(home) if b.name == "RefusalsSummarised"]
    (event,) = [home.log.codec.event(body) for body in summaries]
    assert isinstance(event, RefusalsSummarised)
    assert event.count == 7
    assert summaries[0].command is None


def test_a_defect_in_one_decider_fails_that_command_alone(home: House) -> None:
    async def together() -> list[Any]:
        asks = [SwitchLamp(lamp=name, on=True) for name in ("a", "broken", "b")]
        return await asyncio.gather(
            *(home.book.ask(home.signed(one)) for one in asks), return_exceptions=True
        )

    a, broken, b = asyncio.run(together())
    assert isinstance(broken, RuntimeError)
    assert {a.last, b.last} <= set(range(1, len(bodies(home)) + 1))
    assert len([x for x in bodies(home) if x.name == "LampSwitched"]) == 2


def test_a_command_that_saw_an_older_stream_is_refused(home: House) -> None:
    home.do(SwitchLamp(lamp="l", on=True))
    home.do(SwitchLamp(lamp="l", on=False), expects={"lamp/l": 1})
    with pytest.raises(Refused, match=r"stream\.changed: lamp/l has 2 events, you saw 1"):
        home.do(SwitchLamp(lamp="l", on=True), expects={"lamp/l": 1})


def test_after_its_not_after_a_command_is_refused(home: House) -> None:
    now = home.clock()
    home.do(SwitchLamp(lamp="l", on=True), not_after=now)
    late = home.signed(SwitchLamp(lamp="l", on=True), not_after=now)
    home.clock.advance(seconds=1)
    with pytest.raises(Refused, match=r"command\.expired"):
        home.book.execute(late)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda s: replace_body(s, s.body[:-1]), "cannot be read"),
        (lambda s: replace_body(s, s.body.replace(b"SwitchLamp", b"SwitchLump")), "no command is"),
        (lambda s: replace_body(s, s.body.replace(b"house.ex", b"other.ex")), "this one is"),
        (lambda s: replace_body(s, s.body.replace(b'"on":true', b'"on": true')), "cannot be read"),
        (lambda s: replace_body(s, s.body.replace(b'"on":true', b'"on":false')), "does not fit"),
        (lambda s: msgspec.structs.replace(s, signatures=()), "carries one signature"),
        (lambda s: SignedCommand(s.body, s.signatures * 2), "carries one signature, this one 2"),
        (lambda s: SignedCommand(b"x" * 1_048_577, s.signatures), "at most 1048576"),
    ],
)
def test_what_is_no_honest_command_is_not_accepted_and_not_recorded(
    home: House, change: Any, sentence: str
) -> None:
    length = len(bodies(home))
    with pytest.raises(NotAccepted, match=sentence):
        home.book.execute(change(home.signed(SwitchLamp(lamp="l", on=True))))
    assert len(bodies(home)) == length


def replace_body(signed: SignedCommand, body: bytes) -> SignedCommand:
    return SignedCommand(body, signed.signatures)


def test_a_time_without_offset_is_not_accepted(home: House) -> None:
    data = home.signed(
        EnrolKey(
            algorithm="ed25519",
            public="",
            person="p",
            organisation="o",
            custodial=False,
            valid_until=home.clock(),
            proof="",
        )
    ).body.replace(b'"valid_until":"2026-03-17T01:00:00Z"', b'"valid_until":"2026-03-17T01:00:00"')
    with pytest.raises(NotAccepted, match="lacks its offset"):
        home.book.execute(sign(data, home.ann))


def test_a_key_that_nobody_enrolled_is_not_accepted(home: House) -> None:
    stranger = new_key("ed25519")
    with pytest.raises(NotAccepted, match="not enrolled"):
        home.do(SwitchLamp(lamp="l", on=True), stranger)


def test_a_person_signs_with_p256(home: House) -> None:
    carol = new_key("p256")
    home.do(enrol(carol, "ann"))
    assert home.do(SwitchLamp(lamp="l", on=True), carol).last


def enrol(signer: Any, person: str) -> EnrolKey:

    return EnrolKey(
        algorithm=signer.algorithm,
        public=b64encode(signer.public).decode(),
        person=person,
        organisation="house",
        custodial=False,
        valid_until=None,
        proof="passport",
    )


def test_a_revoked_key_is_refused_and_a_rotated_one_takes_its_place(home: House) -> None:
    new = new_key("ed25519")
    ids = home.book.memory.get(KEYS)
    assert ids is not None
    bob = next(key for key, enrolled in ids.state.keys.items() if enrolled.person == "bob")
    asked = enrol(new, "bob")
    home.do(
        RotateKey(
            old=bob, algorithm=asked.algorithm, public=asked.public, valid_until=None, reason="lost"
        )
    )
    with pytest.raises(Refused, match=r"key\.not_valid"):
        home.do(SwitchLamp(lamp="l", on=True), home.bob)
    with pytest.raises(Refused, match=r"permission\.none"):
        home.do(SwitchLamp(lamp="l", on=True), new)


def test_revoking_twice_changes_nothing_and_an_unknown_key_is_refused(home: House) -> None:
    ring = home.book.memory.get(KEYS)
    assert ring is not None
    bob = next(key for key, enrolled in ring.state.keys.items() if enrolled.person == "bob")
    assert home.do(RevokeKey(key=bob, reason="gone")).last
    assert home.do(RevokeKey(key=bob, reason="gone")).last == 0
    with pytest.raises(Refused, match=r"key\.unknown"):
        home.do(RevokeKey(key="nobody", reason="gone"))


def test_a_sealed_part_opens_under_its_key_and_shows_nothing_without(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="王小明"))
    body = bodies(home)[-1]
    assert body.sealed is not None
    assert "王小明".encode() not in bytes(body.public)
    assert home.log.codec.event(body).name is None
    assert body.command is not None
    where = sealing.context(home.log.origin, body.stream, body.sequence, body.command.digest)
    value = home.vault.seal(("room/r",)).open(body.stream, where, body.sealed)
    assert home.log.codec.event(body, value).name == "王小明"


def test_the_registration_of_a_sealed_stream_tells_its_key_holder_alone(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="x"))
    events = [home.log.codec.event(body) for body in bodies(home)]
    room, guest = [e for e in events if isinstance(e, StreamRegistered)][-2:]
    secret = home.vault.secret("room/r")
    assert room.commitment == sealing.commitment(secret)
    assert (room.tags, guest.commitment) == ((), None)
    mark, filler = guest.tags
    assert mark == sealing.stream_tag(secret, guest.number)
    assert len(filler) == len(mark)


def test_nobody_counts_the_keys_of_a_stream() -> None:
    one, two = b"1" * 32, b"2" * 32
    assert sealing.stream_tags((), 7) == ()
    marks = [sealing.stream_tag(secret, 7) for secret in (one, two)]
    assert sealing.stream_tags((one, two), 7) == tuple(marks)
    alone, again = sealing.stream_tags((one,), 7), sealing.stream_tags((one,), 7)
    assert alone[0] == again[0] == marks[0]
    assert len({alone[1], again[1], marks[1]}) == 3
    with pytest.raises(ValueError, match="3 keys, at most 2"):
        sealing.stream_tags((one, two, one), 7)


def test_nothing_is_sealed_for_a_room_that_nobody_built(home: House) -> None:
    with pytest.raises(Refused, match=r"sealing\.no_key"):
        home.do(Welcome(guest="g", room="nowhere", name="x"))


def test_what_is_too_long_to_be_sealed_without_a_trace_is_refused(home: House) -> None:
    home.do(BuildRoom(room="r"))
    with pytest.raises(Refused, match=r"sealing\.too_long"):
        home.do(Welcome(guest="g", room="r", name="王" * 200))


def test_refusals_about_a_sealed_stream_lie_under_its_key_each_in_its_own(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="x"))
    for _ in range(2):
        with pytest.raises(Refused):
            home.do(Welcome(guest="g", room="r", name="nobody"))
    refused = [body.stream for body in bodies(home) if body.name == "CommandRefused"]
    assert [home.vault.names_of(stream) for stream in refused] == [("room/r",)] * 2
    assert len(set(refused)) == 2


def test_a_refusal_does_not_tell_whether_the_targets_key_is_gone(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="x"))
    home.do(DestroyKey(key="room/r", reason="erasure"))
    for _ in range(2):
        with pytest.raises(Refused):
            home.do(Welcome(guest="g", room="r", name="nobody"))
    registered, one, again, other = bodies(home)[-4:]
    assert [body.name for body in (one, other)] == ["CommandRefused"] * 2
    assert [body.name for body in (registered, again)] == ["StreamRegistered"] * 2
    assert "/" not in home.log.codec.event(registered).code
    assert len(home.log.codec.event(again).tags) == 2
    assert home.vault.names_of(other.stream) == ("refusals/2026-03-17",)


def test_an_asker_is_told_of_changes_in_what_its_command_touches_alone(home: House) -> None:
    home.do(BuildRoom(room="r"))
    with pytest.raises(NotAccepted, match="SwitchLamp does not touch 'room/r'"):
        home.do(SwitchLamp(lamp="l", on=True), expects={"room/r": 1})
    with pytest.raises(NotAccepted, match="does not touch 'nothing'"):
        home.do(SwitchLamp(lamp="l", on=True), expects={"nothing": 0})


def test_who_may_not_do_it_does_not_hear_whether_something_changed(home: House) -> None:
    home.do(SwitchLamp(lamp="l", on=True))
    for seen in (0, 1):
        with pytest.raises(Refused, match=r"permission\.none"):
            home.do(SwitchLamp(lamp="l", on=True), home.bob, expects={"lamp/l": seen})
        with pytest.raises(Refused, match="watts_negative"):
            home.do(SwitchLamp(lamp="l", on=True, watts=-1), expects={"lamp/l": seen})


def test_a_destroyed_key_does_not_come_back_under_its_name(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(DestroyKey(key="refusals/2026-03-16", reason="erasure"))
    home.do(DestroyKey(key="room/r2", reason="erasure"))
    with pytest.raises(Refused, match=r"sealing\.no_key"):
        home.do(BuildRoom(room="r2"))
    blobs = Blobs(home.store, home.vault, lambda: home.book.ring().destroyed)
    with pytest.raises(NoKey, match="room/r2 was destroyed"):
        blobs.put(b"file", "a/b", "room/r2")


def test_a_key_destroyed_in_the_same_group_seals_nothing_new(home: House) -> None:
    home.do(BuildRoom(room="r"))
    asks = [DestroyKey(key="room/r", reason="erasure"), Welcome(guest="g", room="r", name="x")]
    admitted = [admit(home.log, home.book.ring(), home.signed(one), home.clock()) for one in asks]
    destroyed, refused = home.book.run(lambda appender: appender.append(admitted))
    assert isinstance(destroyed, Accepted)
    assert isinstance(refused, Refusal)
    assert refused.rejected.rule == "sealing.no_key"


@pytest.mark.parametrize("key", ["commands/2026-03", "refusals/2026-03-17", "commands/2026-04"])
def test_a_key_is_not_destroyed_before_its_time_is_over(home: House, key: str) -> None:
    with pytest.raises(Refused, match=r"key\.still_used"):
        home.do(DestroyKey(key=key, reason="erasure"))
    home.clock.advance(days=45)
    home.do(DestroyKey(key=key, reason="erasure"))


def test_opening_releases_the_key_that_opens_what_was_sealed(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="王小明"))
    home.do(OpenRoom(room="r"))
    released = home.log.codec.event(bodies(home)[-1])
    assert released.key == "room/r"
    assert bytes.fromhex(released.secret) == home.vault.secret("room/r")


def test_a_destroyed_key_opens_nothing_and_the_log_still_folds(home: House, database: Any) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="王小明"))
    home.do(DestroyKey(key="room/r", reason="erasure"))
    with pytest.raises(NoKey):
        home.vault.secret("room/r")
    store, vault = Store(datastore(database.app)), Vault(database.matcher, MASTER)
    with Book(home.log, store, vault, home.clock) as book, pytest.raises(Refused, match="no_key"):
        book.execute(home.signed(Welcome(guest="g", room="r", name="again")))
    store.close()
    vault.close()


def test_commands_lie_encrypted_and_only_the_matcher_reads_them(home: House, database: Any) -> None:
    signed = home.signed(SwitchLamp(lamp="secret-lamp", on=True))
    home.book.execute(signed)
    with psycopg.connect(database.matcher) as conn:
        row = conn.execute("SELECT digest, names, locked FROM sealed.command").fetchone()
    assert row is not None
    assert row[1] == ["commands/2026-03"]
    assert b"secret-lamp" not in row[2]
    assert home.vault.seal(row[1]).unlock(row[0], row[2]) == signed.body


def test_it_waits_until_what_was_asked_by_now_has_its_answer(home: House) -> None:
    """Of one that is in the queue nobody can say that it is not there."""
    goes_on = threading.Event()

    async def asked() -> None:
        coming = asyncio.create_task(home.book.ask(home.signed(SwitchLamp(lamp="l", on=True))))
        await asyncio.sleep(0)
        assert not home.book.settled(0)
        goes_on.set()
        await coming

    with ThreadPoolExecutor(1) as queue:
        queue.submit(home.book.run, lambda _: goes_on.wait(20))
        asyncio.run(asked())
    assert home.book.settled(20)
    home.book.close()
    assert home.book.settled(0), "nothing is forgotten"


def test_it_waits_neither_for_what_comes_later_nor_for_what_is_turned_away() -> None:
    admitted: list[Ticket] = []
    doorstep = Admission(lambda ticket: ticket is not stranger, admitted.extend, 1)
    first, stranger, later = (
        Ticket(SignedCommand(b"", ()), NOON, Future(), None) for _ in range(3)
    )
    doorstep.put(lambda: stranger)
    assert doorstep.settled(20)
    doorstep.put(lambda: first)
    assert not doorstep.settled(0)

    def meanwhile(done: Callable[[], bool], _within: float) -> bool:
        doorstep.put(lambda: later)
        doorstep.answered([first])
        return done()

    doorstep._lock.wait_for = meanwhile  # type: ignore[method-assign]
    assert doorstep.settled(20)
    doorstep.close()


def test_two_books_on_one_log_write_one_chain(home: House, database: Any) -> None:
    store, vault = Store(datastore(database.app)), Vault(database.matcher, MASTER)
    with Book(home.log, store, vault, home.clock) as rival:
        for n in range(6):
            book = (home.book, rival)[n % 2]
            book.execute(home.signed(SwitchLamp(lamp="shared", on=bool(n % 2))))
        home.do(SwitchLamp(lamp="own", on=True))
        sizes = {book.run(lambda appender: appender.seal_heads()) for book in (rival, home.book)}
    store.close()
    vault.close()
    assert len(sizes) == 1
    shared = [b.sequence for b in bodies(home) if b.name == "LampSwitched"]
    assert shared == [1, 2, 3, 4, 5, 6, 1]


def test_the_first_event_of_a_command_carries_its_signature_and_the_rest_its_digest(
    home: House,
) -> None:
    receipt = home.do(SwitchLamp(lamp="l", on=True, times=3))
    refs = [body.command for body in bodies(home)[receipt.first - 1 : receipt.last]]
    assert [bool(ref and ref.signatures) for ref in refs] == [True, False, False, False]
    assert len({ref.digest for ref in refs if ref}) == 1


def test_the_recorders_own_insert_is_closed(home: House) -> None:
    with pytest.raises(PermissionError):
        home.store.insert_events([])


def test_signatures_of_another_algorithm_than_the_keys_do_not_fit(home: House) -> None:
    signed = home.signed(SwitchLamp(lamp="l", on=True))
    other = Signature("p256", signed.signatures[0].key, signed.signatures[0].sig)
    with pytest.raises(NotAccepted, match="does not fit"):
        home.book.execute(SignedCommand(signed.body, (other,)))


def test_recorded_time_never_goes_back(home: House) -> None:
    home.do(SwitchLamp(lamp="l", on=True))
    home.clock.now -= timedelta(hours=2)
    home.do(SwitchLamp(lamp="l", on=False))
    times = [body.recorded_at for body in bodies(home)]
    assert times == sorted(times)


def test_an_event_too_large_for_a_bundle_is_refused(home: House) -> None:
    with pytest.raises(Refused, match=r"event\.too_large: StreamRegistered has 7\d{4} bytes"):
        home.do(SwitchLamp(lamp="l" * 70_000, on=True))
    assert all(body.name != "LampSwitched" for body in bodies(home))


def test_nobody_acts_for_another_without_a_mandate(home: House) -> None:
    with pytest.raises(Refused, match=r"command\.no_mandate"):
        home.do(SwitchLamp(lamp="l", on=True), on_behalf_of="another house")


def test_a_key_is_enrolled_once_and_must_be_one(home: House) -> None:
    carol = new_key("ed25519")
    home.do(enrol(carol, "carol"))
    with pytest.raises(Refused, match=r"key\.known"):
        home.do(enrol(carol, "carol"))
    with pytest.raises(Refused, match=r"key\.unusable"):
        home.do(replace(enrol(carol, "carol"), public="AAAA"))


def test_in_the_group_of_its_destruction_a_key_seals_nothing_more(home: House) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="x"))
    held = home.book.memory.get(KEYS)
    assert held is not None
    asks = [DestroyKey(key="room/r", reason="erasure"), Welcome(guest="g", room="r", name="y")]
    pair = [admit(home.log, held.state, home.signed(one), home.clock()) for one in asks]
    destroyed, refused = home.book.run(lambda appender: appender.append(pair))
    assert isinstance(destroyed, Accepted)
    assert isinstance(refused, Refusal)
    assert refused.rejected.rule == "sealing.no_key"


def test_a_key_is_not_destroyed_while_what_lies_under_it_is_needed(home: House) -> None:
    """Whoever asks; also for what was said in the same group, a moment before."""
    gone = DestroyKey(key="room/kept", reason="erasure")
    home.do(BuildRoom(room="kept"))
    home.do(BuildRoom(room="r"))
    asks = [Welcome(guest="g", room="kept", name="x"), gone]
    pair = [admit(home.log, home.book.ring(), home.signed(one), home.clock()) for one in asks]
    came, refused = home.book.run(lambda appender: appender.append(pair))
    assert isinstance(came, Accepted)
    assert isinstance(refused, Refusal)
    assert refused.rejected.rule == "room.still_needed"
    with pytest.raises(Refused, match="1 live in room/kept"):
        home.do(gone)
    home.do(DestroyKey(key="room/r", reason="erasure"))


def test_the_first_commands_of_a_process_wait_for_its_knowledge_of_keys(
    home: House, database: Any
) -> None:
    """A Book that was just opened knows no key; the second asker must not be turned away."""
    asks = [home.signed(SwitchLamp(lamp=f"l{n}", on=True)) for n in range(8)]
    with rooms(database, home.log, home.clock) as (book, _, _):
        refresh, begun = book.refresh, threading.Event()

        def slowly() -> None:
            begun.set()
            time.sleep(0.1)
            refresh()

        book.refresh = slowly  # type: ignore[method-assign]
        with ThreadPoolExecutor(len(asks)) as askers:
            receipts = list(askers.map(book.execute, asks))
        assert begun.is_set()
    assert all(receipt.last for receipt in receipts)
