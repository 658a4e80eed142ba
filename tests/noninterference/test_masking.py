"""A mask hides what is random, and never what has another length or stands elsewhere."""

import json
from hashlib import sha256

import httpx
import pytest

from ledger.tiles import bundle
from tests.noninterference.apart import apart
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


PAGE = f"<p>甲</p>\n<code>{'ab' * 32}</code>\n<p>丙</p>\n"


def answer(content: str, form: str = "text/html; charset=utf-8", status: int = 200):
    head = {"content-type": form, "x-request-id": sha256(content.encode()).hexdigest()[:32]}
    request = httpx.Request("GET", "http://door/v1/x")
    return httpx.Response(status, headers=head, content=content.encode(), request=request)


def in_json(**said: object):
    return answer(
        json.dumps({"leaf": "ab" * 32, "data": [1, {"a": 2}], **said}), "application/json"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (answer(PAGE), answer(PAGE)),
        (answer(PAGE), answer(PAGE.replace("ab", "cd"))),
        (answer(PAGE), answer(PAGE.replace("甲", "乙"))),
        (answer(PAGE), answer(f"{PAGE}one line more")),
        (answer(PAGE), answer(PAGE, status=404)),
        (answer(PAGE), answer(PAGE, form="text/csv")),
        (in_json(), in_json(leaf="cd" * 32)),
        (in_json(), in_json(leaf="cd" * 33)),
        (in_json(), in_json(data=[1, {"a": 3}])),
        (in_json(), in_json(data=[1, {"b": 2}])),
        (in_json(), in_json(data=[1])),
        (in_json(), in_json(more=None)),
        (in_json(checkpoint=NOTE), in_json(checkpoint=NOTE.replace("C", "E"))),
        (in_json(checkpoint=NOTE), in_json(checkpoint=NOTE.replace("12", "13"))),
        (in_json(event=stored().decode()), in_json(event=stored(previous=None).decode())),
    ],
)
def test_where_two_answers_differ_is_where_their_masks_do(one, other):
    said, heard = masked(one), masked(other)
    unlike = {at for at in said.keys() | heard.keys() if said.get(at) != heard.get(at)}
    assert apart(one, other) == tuple(
        {at: told[at] for at in unlike & told.keys()} for told in (said, heard)
    )


def test_that_answers_of_other_words_differ_is_found():
    assert apart(answer(PAGE), answer(PAGE.replace("甲", "乙"))) == (
        {"line 0": "<p>甲</p>"},
        {"line 0": "<p>乙</p>"},
    )
    assert apart(in_json(), in_json(leaf="cd" * 32)) == ({}, {})
