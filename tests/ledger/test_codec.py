"""The fast path: same bytes as the profile, strict in reading, old shapes read as today's."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from domain.kernel import Event, Former, Stream, event, restricted, sealed
from ledger import canonical
from ledger.codec import Codec, UnknownShape, encode, read_body
from ledger.envelope import ActorPart, Body, Signature, join, part

NOW = datetime(2026, 3, 17, 1, 2, 3, 45, tzinfo=UTC)


@event("Moved", version=1, zh="移动")
class MovedOnce(Event):
    thing: str


@event("Moved", version=2, zh="移动")
class Moved(Event):
    thing: str
    to: str
    weight: int = restricted(default=0)
    why: str | None = sealed()


STREAM = Stream(
    "things",
    (Moved,),
    None,
    lambda _s, _e: None,
    former=(Former(MovedOnce, lambda old: Moved(thing=old.thing, to="somewhere")),),
)
CODEC = Codec((STREAM,), ())


def body(told: Any) -> Body:
    shape = CODEC.shape_of(told.NAME, told.VERSION)
    return Body(
        actor=ActorPart(False, "k", None, "o", "p", "POST"),
        category=None,
        cause=None,
        command=None,
        entries=shape.entries(told),
        law=0,
        name=told.NAME,
        occurred_at=NOW,
        origin="log",
        position=1,
        previous=None,
        public=shape.public.of(told),
        recorded_at=NOW,
        region=None,
        restricted=shape.restricted.of(told),
        sealed=None,
        sequence=1,
        stream=9,
        v=1,
        version=told.VERSION,
    )


def test_the_fast_bytes_are_the_canonical_bytes() -> None:
    data = encode(body(Moved(thing="桌", to="门", weight=7, why="secret")))
    assert canonical.write(canonical.read(data)) == data
    assert b"secret" not in data


def test_an_event_comes_back_without_what_is_sealed() -> None:
    told = Moved(thing="桌", to="门", weight=7, why="secret")
    assert CODEC.event(read_body(encode(body(told)))) == replace(told, why=None)


def test_with_the_opened_bytes_it_comes_back_whole() -> None:
    told = Moved(thing="桌", to="门", weight=7, why="secret")
    opened = encode(CODEC.shape_of("Moved", 2).sealed.of(told))
    assert CODEC.event(read_body(encode(body(told))), opened) == told


def test_an_old_version_is_read_as_todays() -> None:
    old = read_body(encode(body(MovedOnce(thing="椅"))))
    assert CODEC.event(old) == Moved(thing="椅", to="somewhere")


def test_two_classes_of_one_name_and_version_are_refused() -> None:
    with pytest.raises(ValueError, match="two event classes are called Moved v2"):
        Codec((STREAM, STREAM), ())


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(UnknownShape, match="Lost version 1"):
        CODEC.shape_of("Lost", 1)


@pytest.mark.parametrize("change", [b'"thing":"x","to"', b'"extra":1,"thing":"x","to"'])
def test_a_part_with_other_fields_is_not_read(change: bytes) -> None:
    data = encode(body(Moved(thing="x", to="y")))
    changed = data.replace(b'"thing":"x","to"', change)
    if changed == data:
        changed = data.replace(b',"to":"y"', b"")
    with pytest.raises(msgspec.ValidationError):
        CODEC.event(read_body(changed))


def test_a_stored_form_is_two_lines() -> None:
    form = join(b"{}", Signature("ed25519", "k", b"sig"))
    assert form == b'{}\n{"alg":"ed25519","key":"k","sig":"c2ln"}\n'
    assert part(form) == (b"{}", Signature("ed25519", "k", b"sig"))
    for bent in (form + b"x", b"{}", b"{}\n"):
        with pytest.raises(ValueError):  # noqa: PT011  # whichever way it is bent
            part(bent)
