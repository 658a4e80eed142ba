"""Valid things made wrong: bytes changed in place, values exchanged for such as nobody expects."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

DEEP: Any = "x"
for _ in range(40):
    DEEP = [DEEP]

VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**53 - 1,
    2**53,
    -(10**30),
    1.5,
    "",
    "…",
    "\0",
    "\ud800",
    "e\u0301",
    "王" * 2000,
    "x" * 70_000,
    "2026-03-16T09:00:00",
    "2026-02-30",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
    "2026-03-16T09:00:60Z",
    "'; DROP TABLE ledger.receipt; --",
    "../../keys/ledger.pem",
    [],
    {},
    [[]],
    {"a": None},
    [0] * 600,
    DEEP,
)

PIECES = (b"", b"-1", b"\0", b"1e9", b"NaN", b"null", b"9" * 400, b'"', b"{", b"]", b"\xff", b" ")


def compact(value: Any) -> bytes:
    """JSON in the order and form that a signed command has, whatever the values."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


@st.composite
def exchanged(draw: st.DrawFn, data: bytes) -> bytes:
    """A JSON document with one to three of its values exchanged, left out, doubled or added to."""
    value = json.loads(data)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(_places(value)))
        holder, key = place
        what = draw(st.sampled_from(["exchange", "exchange", "leave out", "add", "nest"]))
        if what == "exchange":
            holder[key] = deepcopy(draw(st.sampled_from(VALUES)))
        elif what == "nest":
            holder[key] = [holder[key]]
        elif isinstance(holder, list):
            holder.append(deepcopy(holder[key]))
        elif what == "leave out":
            del holder[key]
        else:
            holder[draw(st.sampled_from(["x", "amount", "入", "NAME", ""]))] = deepcopy(holder[key])
    return compact(value)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in the document, as its holder and the key there; the document has one."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        pairs = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, inner in list(pairs):
            found.append((holder, key))
            if isinstance(inner, dict | list):
                waiting.append(inner)
    return found or [([value], 0)]


@st.composite
def bent(draw: st.DrawFn, data: bytes, pieces: tuple[bytes, ...] = PIECES) -> bytes:
    """The bytes with a few of them changed, cut out, doubled, or something else in between."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(changed)))
        end = min(len(changed), begin + draw(st.integers(0, 40)))
        piece = bytes(changed[begin:end])
        changed[begin:end] = draw(
            st.one_of(st.binary(max_size=6), st.just(piece * 2), st.sampled_from(pieces))
        )
    return bytes(changed)
