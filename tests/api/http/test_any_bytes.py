"""Any bytes as path, query, header or body: an answer in good form, never a defect."""

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.http import positions
from tests.api.http.test_commands import rate
from tests.kit.door import Door, envelope

NUMBERS = st.integers(-(10**30), 10**30).map(str)
WORDS = st.one_of(
    st.text(max_size=40),
    st.binary(max_size=20).map(lambda data: "".join(f"%{byte:02x}" for byte in data)),
    NUMBERS,
    st.datetimes().map(str),
    st.dates().map(str),
    st.sampled_from(["0", "x001/067", "000.p/3", "entries", "owner", "2026-03-16T10:00:00+08:00"]),
)
ROUTES = (
    "balances by as_of after limit min_position",
    "bankdays as_of after limit min_position",
    "lots as_of after limit min_position",
    "deposits as_of lot after limit min_position",
    "events as_of after limit min_position",
    "proofs/1 size",
)
QUERIES = st.sampled_from(ROUTES).flatmap(
    lambda route: st.tuples(
        st.just(route.split()[0]), st.dictionaries(st.sampled_from(route.split()[1:]), WORDS)
    )
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@pytest.fixture(scope="module", autouse=True)
def hurried() -> Iterator[None]:
    """Nobody here waits for a position."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(positions, "_WAIT_S", 0.0)
        yield


def in_good_form(answer) -> None:
    """Anything but a defect: an answer, or a problem document that says what is wrong."""
    assert answer.status_code < 500 or answer.status_code == 504
    if answer.is_error:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]


@settings(max_examples=150)
@given(query=QUERIES, person=st.sampled_from([None, "auditor", "nobody"]))
@example(query=("balances", {"as_of": "9" * 40}), person="auditor")
@example(query=("lots", {"after": "\x00"}), person=None)
def test_any_query_is_answered_in_good_form(at: Door, query, person):
    route, parameters = query
    in_good_form(at.get(f"/v1/{route}", person, params=parameters))


@settings(max_examples=150)
@given(
    start=st.sampled_from(["/tile", "/v1/proofs", "/v1/consistency", "/v1", "/x"]),
    steps=st.lists(WORDS, max_size=3),
)
def test_any_path_is_answered_in_good_form(at: Door, start, steps):
    path = "/".join([start, *(quote(step, safe="%/") for step in steps)])
    in_good_form(at.get(path, "auditor"))


@settings(max_examples=100)
@given(body=st.one_of(st.binary(max_size=300), JSON.map(lambda v: json.dumps(v).encode())))
def test_any_body_is_answered_in_good_form(at: Door, body):
    headers = {"content-type": "application/json"}
    answer = at.ask("POST", "/v1/commands", content=body, headers=headers)
    in_good_form(answer)
    assert answer.status_code in (400, 422)


@settings(max_examples=100)
@given(said=st.one_of(st.text(max_size=100), JSON.map(json.dumps)), data=st.data())
def test_any_command_is_answered_in_good_form(at: Door, said, data):
    sent = envelope(at.signed("office", rate(1)))
    sent["body"] = data.draw(st.sampled_from([said, sent["body"].replace("office", said)]))
    headers = {"content-type": "application/json"}
    body = json.dumps(sent).encode()
    answer = at.ask("POST", "/v1/commands", content=body, headers=headers)
    in_good_form(answer)


@settings(max_examples=60)
@given(
    name=st.sampled_from(["authorization", "idempotency-key", "content-type"]),
    value=st.binary(max_size=60).filter(lambda value: not set(value) & set(b"\r\n\x00")),
)
def test_any_header_is_answered_in_good_form(at: Door, name, value):
    content = json.dumps(envelope(at.signed("office", rate(2)))).encode()
    headers = {b"content-type": b"application/json", name.encode(): value}
    in_good_form(at.ask("POST", "/v1/commands", content=content, headers=headers))
    in_good_form(at.ask("GET", "/v1/balances", headers={name.encode(): value}))
