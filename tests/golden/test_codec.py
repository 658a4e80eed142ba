"""Events and commands to bytes and back: every part apart, and nothing read that is not exact."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import msgspec
import pytest

from domain.kernel import Command, Event, Former, Stream, command, event, restricted, sealed
from domain.postings import Entry, Leg, MoneyEvent
from ledger.canonical import NotCanonical
from ledger.codec import Codec, UnknownShape, encode, read_body, write_body
from ledger.envelope import ActorPart, Body, CommandBody, RawBody

NOON = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
ENTRY = Entry("CUST", "CNY", (Leg("1001", "bank", 5, "P02"), Leg("2001", "day", -5, "P02")))


class Colour(StrEnum):
    RED = "red"


@event("LampBought", version=2, zh="买灯")
class LampBought(MoneyEvent):
    lamp: str
    region: str
    colour: Colour = Colour.RED
    price: int = restricted()
    shop: str = restricted(default="corner")
    giver: str | None = sealed()
    card: str | None = sealed()


@event("LampBought", version=1, zh="买灯")
class OldLampBought(MoneyEvent):
    lamp: str
    price: int = restricted()


@event("LampLost", zh="丢灯")
class LampLost(Event):
    lamp: str


@event("WhisperHeard", zh="耳语")
class WhisperHeard(Event):
    words: str | None = sealed()


@command("BuyLamp", zh="买灯")
class BuyLamp(Command):
    lamp: str
    until: datetime | None
    note: str = ""


@command("TryLamps", zh="试灯")
class TryLamps(Command):
    tries: tuple["Try", ...]


@dataclass(frozen=True)
class Try:
    at: datetime


def _today(old: OldLampBought) -> LampBought:
    return LampBought(lamp=old.lamp, region="?", price=old.price, entries=old.entries)


LAMP = Stream(
    "lamp", (LampBought, LampLost, WhisperHeard), None, lambda s, e: s,
    former=(Former(OldLampBought, _today),),
)  # fmt: skip
BOUGHT = LampBought(lamp="l1", region="350600", price=7, giver="某甲", card="红", entries=(ENTRY,))


@pytest.fixture
def codec():
    return Codec([LAMP], [BuyLamp])


def body_of(codec, said, *, as_version=None):
    """The body that the ledger would sign, and the bytes it would seal."""
    shape = codec.shape_of(said.NAME, said.VERSION)
    body = Body(
        actor=ActorPart(False, "k", None, "o", "p", "X"),
        category=None,
        cause=None,
        command=None,
        entries=shape.entries(said),
        law=1,
        name=said.NAME,
        occurred_at=NOON,
        origin="o",
        position=1,
        previous=None,
        public=shape.public.of(said),
        recorded_at=NOON,
        region=shape.said(said, "region"),
        restricted=shape.restricted.of(said),
        sealed=None,
        sequence=1,
        stream=5,
        v=1,
        version=as_version or said.VERSION,
    )
    part = shape.sealed.of(said)
    return read_body(write_body(body)), None if part is None else encode(part)


# -- events


def test_each_part_holds_its_fields_and_no_others(codec):
    body, secret = body_of(codec, BOUGHT)
    assert json.loads(bytes(body.public)) == {"colour": "red", "lamp": "l1", "region": "350600"}
    assert json.loads(bytes(body.restricted)) == {"price": 7, "shop": "corner"}
    assert json.loads(secret) == {"card": "红", "giver": "某甲"}
    assert json.loads(bytes(body.entries))[0]["legs"][0]["amount"] == 5


def test_an_event_comes_back_as_it_went(codec):
    body, secret = body_of(codec, BOUGHT)
    assert isinstance(body, RawBody)
    assert codec.event(body, secret) == BOUGHT


def test_without_the_key_sealed_fields_are_none(codec):
    body, _ = body_of(codec, BOUGHT)
    read = codec.event(body)
    assert (read.giver, read.card) == (None, None)
    assert (read.lamp, read.price, read.entries) == ("l1", 7, (ENTRY,))


def test_a_part_without_fields_is_null(codec):
    body, secret = body_of(codec, LampLost(lamp="l1"))
    assert bytes(body.restricted) == b"null"
    assert bytes(body.entries) == b"[]"
    assert secret is None
    assert codec.event(body) == LampLost(lamp="l1")


def test_an_event_that_is_all_sealed_has_no_public_part(codec):
    body, secret = body_of(codec, WhisperHeard(words="嘘"))
    assert bytes(body.public) == b"null"
    assert codec.event(body, secret) == WhisperHeard(words="嘘")
    assert codec.event(body) == WhisperHeard()


def test_an_event_says_its_region_where_it_has_one(codec):
    shape = codec.shape_of("LampBought", 2)
    assert shape.said(BOUGHT, "region") == "350600"
    assert shape.said(BOUGHT, "category") is None
    assert shape.said(BOUGHT, "price") is None


def test_an_old_shape_is_read_as_todays(codec):
    old = OldLampBought(lamp="l0", price=3, entries=(ENTRY,))
    body, secret = body_of(codec, old)
    assert codec.event(body, secret) == _today(old)


def test_a_field_that_is_missing_unknown_or_of_another_type_is_not_read(codec):
    body, _ = body_of(codec, LampLost(lamp="l1"))
    for public in (b"{}", b'{"lamp":"l1","more":1}', b'{"lamp":1}'):
        wrong = msgspec.structs.replace(body, public=msgspec.Raw(public))
        with pytest.raises(msgspec.ValidationError):
            codec.event(wrong)


def test_a_field_with_a_default_may_be_missing(codec):
    body, _ = body_of(codec, BOUGHT)
    short = msgspec.structs.replace(body, restricted=msgspec.Raw(b'{"price":7}'))
    assert codec.event(short).shop == "corner"


def test_a_name_that_no_list_knows_is_not_read(codec):
    with pytest.raises(UnknownShape, match=r"^no event is called LampEaten version 1$"):
        codec.shape_of("LampEaten", 1)
    with pytest.raises(UnknownShape, match=r"version 3$"):
        codec.shape_of("LampBought", 3)
    body, _ = body_of(codec, LampLost(lamp="l1"), as_version=9)
    with pytest.raises(UnknownShape):
        codec.event(body)


def test_two_events_of_one_name_and_version_cannot_be_listed():
    with pytest.raises(ValueError, match=r"^two event classes are called LampLost v1$"):
        Codec([LAMP, Stream("other", (LampLost,), None, lambda s, e: s)], [])


# -- commands


def asked(content, **other):
    fields = {
        "content": content,
        "id": "0123456789",
        "name": "BuyLamp",
        "not_after": NOON,
        "origin": "o",
        "salt": "5a" * 32,
        "version": 1,
    }
    return encode(CommandBody(**fields | other))


def test_a_command_comes_back_as_it_went(codec):
    wanted = BuyLamp(lamp="灯", until=NOON, note="n")
    body, content = codec.command(asked(wanted, maker="ab", cause=3))
    assert content == wanted
    assert body.content == wanted
    assert (body.name, body.maker, body.cause, body.not_after) == ("BuyLamp", "ab", 3, NOON)


def test_a_command_that_no_list_knows_is_not_read(codec):
    wanted = BuyLamp(lamp="l", until=None)
    with pytest.raises(UnknownShape, match=r"^no command is called SellLamp version 1$"):
        codec.command(asked(wanted, name="SellLamp"))
    with pytest.raises(UnknownShape, match=r"^no command is called BuyLamp version 2$"):
        codec.command(asked(wanted, version=2))
    with pytest.raises(UnknownShape, match=r"^no command is called a{59}b version 1$"):
        codec.command(asked(wanted, name="a" * 59 + "bc"))


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        (b'"cause":null', b'"cause": null'),
        (b'"cause":null,', b""),
        (b'"cause":null', b'"cause":null,"colour":1'),
        (b'{"lamp":"l","note":"","until":null}', b'{"lamp":"l","until":null}'),
        (b'{"lamp":"l",', b'{"lamp":"l","more":1,'),
    ],
)
def test_a_command_that_is_not_exact_is_not_read(codec, written, changed):
    data = asked(BuyLamp(lamp="l", until=None))
    assert written in data
    with pytest.raises(NotCanonical):
        codec.command(data.replace(written, changed))


def test_an_unknown_field_is_named_with_its_command(codec):
    data = asked(BuyLamp(lamp="l", until=None)).replace(b'"l",', b'"l","more":1,')
    with pytest.raises(NotCanonical, match=r"^BuyLamp: a field is unknown or written differently$"):
        codec.command(data)


def test_an_instant_of_another_form_is_not_read(codec):
    data = asked(BuyLamp(lamp="l", until=NOON))
    assert codec.command(data)[1].until == NOON
    naive = data.replace(b'"until":"2026-03-17T12:00:00Z"', b'"until":"2026-03-17T12:00:00"')
    with pytest.raises(NotCanonical, match=r'^"2026-03-17T12:00:00" lacks its offset'):
        codec.command(naive)
    with pytest.raises(NotCanonical):
        codec.command(data.replace(b"12:00:00Z", b"12:00:00+00:00"))


def test_a_text_may_look_like_an_instant_without_its_offset(codec):
    wanted = BuyLamp(lamp="2026-03-17T12:00:00", note="2026-03-17T12:00:00.5", until=NOON)
    assert codec.command(asked(wanted))[1] == wanted
    naive = BuyLamp(lamp="2026-03-17T12:00:00", until=NOON.replace(tzinfo=None))
    with pytest.raises(NotCanonical, match="lacks its offset"):
        codec.command(asked(naive))


def test_an_instant_without_its_offset_is_found_however_deep(codec):
    codec = Codec((), (TryLamps,))
    assert codec.command(asked(TryLamps(tries=(Try(NOON),)), name="TryLamps"))
    with pytest.raises(NotCanonical, match="lacks its offset"):
        naive = TryLamps(tries=(Try(NOON), Try(NOON.replace(tzinfo=None))))
        codec.command(asked(naive, name="TryLamps"))


def test_two_commands_of_one_name_and_version_are_a_mistake():
    with pytest.raises(ValueError, match="two command classes are called BuyLamp v1"):
        Codec((), (BuyLamp, BuyLamp))


def test_a_content_of_another_type_is_not_read(codec):
    with pytest.raises(msgspec.ValidationError):
        codec.command(asked(BuyLamp(lamp="l", until=None)).replace(b'"lamp":"l"', b'"lamp":1'))


@pytest.mark.parametrize("other", [{"maker": "e\u0301"}, {"cause": 2**53}, {"maker": "\0"}])
def test_what_the_profile_forbids_is_not_read(codec, other):
    """A text that is not NFC or holds U+0000, an integer that not every reader holds exactly."""
    with pytest.raises(NotCanonical):
        codec.command(asked(BuyLamp(lamp="l", until=None), **other))


def test_a_long_number_in_a_text_is_fine(codec):
    wanted = BuyLamp(lamp="9558820000000017", until=None)
    assert codec.command(asked(wanted, cause=2**53 - 1))[1] == wanted
