"""Who of power meddled is recorded by whoever heard it (条例 80), under a seal of its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.intervention.events import Channel, InterventionRecorded
from domain.intervention.record import BYTES_MOST, RecordIntervention
from domain.intervention.stream import INTERVENTION
from domain.kernel import KeyName, Rejected, fields_of
from domain.permissions import may
from domain.roles import ROLE_CODES
from ledger.codec import encode
from ledger.sealing import VALUE_MAX
from tests.golden.keep import new_codec
from tests.kit.story import NOON, asked, given

CODE = "V00000000000000A1"
ASKS = RecordIntervention(
    intervention=CODE,
    who="某局副局长",
    said_at=NOON - timedelta(hours=1),
    channel=Channel.BY_PHONE,
    words="让甲公司中标",
    lot="A3506000001000001001001",
    recorder="N0000000000000001",
)
STANDS = InterventionRecorded(
    intervention=CODE,
    recorded_at=NOON,
    who=ASKS.who,
    said_at=ASKS.said_at,
    channel=ASKS.channel,
    words=ASKS.words,
    lot=ASKS.lot,
    recorder=ASKS.recorder,
)


def test_what_was_said_is_recorded_once_and_stands():
    given(INTERVENTION).when(ASKS).then(STANDS)
    given(INTERVENTION, STANDS).when(ASKS).nothing_happens()
    other = given(INTERVENTION, STANDS).when(replace(ASKS, words="让乙公司中标"))
    other.refused_by("intervention.another")


def test_what_is_still_to_be_said_is_not_recorded():
    later = replace(ASKS, said_at=NOON + timedelta(seconds=1))
    given(INTERVENTION).when(later).refused_by("intervention.to_come")


def test_nothing_but_its_id_and_the_instant_stands_in_clear_and_no_lot_opens_it():
    assert fields_of(InterventionRecorded, "public") == ("intervention", "recorded_at")
    assert fields_of(InterventionRecorded, "restricted") == ()
    key = KeyName("intervention", CODE)
    assert (INTERVENTION.keys(STANDS), INTERVENTION.owns(STANDS)) == ((key,), key)


def test_in_no_trade_too():
    given(INTERVENTION).when(replace(ASKS, lot=None)).then(replace(STANDS, lot=None))


def test_the_platform_alone_says_so():
    by = {role for role in ROLE_CODES if not isinstance(may(asked(role), ASKS), Rejected)}
    assert by == {"PLATFORM"}


@pytest.mark.parametrize("name", ["who", "words", "recorder"])
def test_it_says_who_what_and_by_whom(name):
    with pytest.raises(ValueError, match=rf"^{name}: expected some signs"):
        replace(ASKS, **{name: " "})


@pytest.mark.parametrize(("sign", "bytes_each"), [("x", 1), ('"', 2), ("让", 3)])
def test_so_much_as_fits_under_a_seal_and_not_a_sign_more(sign: str, bytes_each: int):
    """Beside the longest that all other fields can be."""
    quotes = 6
    room = BYTES_MOST - quotes - len(ASKS.who.encode()) - len(ASKS.recorder.encode())
    longest = replace(ASKS, words=sign * (room // bytes_each))
    with pytest.raises(ValueError, match=r"^who, words and recorder are \d+ bytes, expected 320"):
        replace(longest, words=longest.words + sign)
    said_at = NOON.replace(microsecond=1) - timedelta(hours=1)
    rest = {"channel": Channel.THROUGH_OTHERS, "lot": "A" * 40, "said_at": said_at}
    shape = new_codec().shape_of(InterventionRecorded.NAME, 1)
    whole = encode(shape.sealed.of(replace(STANDS, words=longest.words, **rest)))
    assert VALUE_MAX - 20 <= len(whole) <= VALUE_MAX
