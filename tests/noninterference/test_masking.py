"""A mask hides what is random, and never what has another length or stands elsewhere."""

import json

import httpx
import pytest

from ledger.tiles import bundle
from tests.noninterference.masking import document, event, masked, note

BODY = {
    "command": {"digest": "ab" * 32, "signatures": [{"alg": "ed25519", "key": "k", "sig": ""}]},
    "previous": "cd" * 32,
    "public": {"deposit": "P0000000000000001"},
    "restricted": None,
    "sealed": {"c": "ef" * 32, "x": "A" * 720},
}
LINE = {"alg": "ed25519", "key": "k", "sig": "B" * 86 + "=="}
NOTE = "a.example/log\n12\n" + "C" * 43 + "=\n\n— a.example/log " + "D" * 91 + "=\n"


def stored(**changed: object) -> bytes:
    return f"{json.dumps(BODY | changed)}\n{json.dumps(LINE)}\n".encode()


def test_hashes_and_ciphertexts_are_masked():
    told = event(stored())
    assert told["sealed.x"] == told["sealed.c"] == told["previous"] == told["signature.sig"] == "…"
    assert told["public.deposit"] == "P0000000000000001"


def test_an_event_kept_in_an_answer_is_masked_as_in_a_bundle():
    told = document({"event": stored().decode(), "next": {"event": stored().decode()}})
    assert told["event.sealed.x"] == told["next.event.previous"] == "…"
    assert told["event.public.deposit"] == "P0000000000000001"


@pytest.mark.parametrize(
    "changed",
    [
        {"sealed": {"c": "ef" * 32, "x": "A" * 724}},
        {"sealed": {"c": "ef" * 31, "x": "A" * 720}},
        {"sealed": None},
        {"previous": None},
        {"public": {"deposit": "P0000000000000001", "hint": "ab" * 32}},
        {"public": {"deposit": "P0000000000000001", "code": "ab" * 16}},
    ],
)
def test_another_length_or_place_is_not(changed):
    assert event(stored(**changed)) != event(stored())


def test_the_code_of_a_stream_of_refusals_is_random():
    kinds = ("refusals", "deposit")
    told = [event(stored(public={"kind": kind, "code": "ab" * 16})) for kind in kinds]
    assert [one["public.code"] for one in told] == ["…", "ab" * 16]


def test_a_checkpoint_keeps_its_size_and_name():
    assert note(NOTE) == "a.example/log 12 a.example/log"
    assert note(NOTE.replace("=\n", "==\n")) != note(NOTE)
    assert document({"checkpoint": NOTE})["checkpoint"] == note(NOTE)


def test_the_head_and_the_status_are_compared():
    request = httpx.Request("GET", "http://door/tile/entries/000.p/1")
    content = bundle([stored()])
    heard = [
        masked(httpx.Response(200, headers=head, content=content, request=request))
        for head in ({"content-type": "x"}, {"content-type": "x", "etag": "1"})
    ]
    assert heard[0] != heard[1]
    assert heard[0]["(status)"] == 200
    assert heard[0]["0.sealed.x"] == "…"
