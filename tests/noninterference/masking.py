"""Masks what may differ between two logs that tell the same: hashes, signatures, ciphertexts.

A mask fits one place and one length; what has another length is left, and differs.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx

from ledger.tiles import unbundle
from tests.kit.listening import events_in
from tests.kit.papers import cells

_HASH = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[0-9a-f]{32}")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{86}==")
_CIPHERTEXT = re.compile(r"[A-Za-z0-9+/]{720}")
"""Nonce, 512 padded bytes, tag: 540 bytes."""
_NOTE = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>\d+)\n[A-Za-z0-9+/]{43}=\n\n"
    r"— (?P<name>\S+) [A-Za-z0-9+/]{91}=\n"
)

_RUN = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43,}={0,3}")
_FORMS = re.compile(r"[A-Za-z0-9+/]{720}|[A-Za-z0-9+/]{91}=|[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=")
_HASH_IN_A_RUN = re.compile(r"\b[0-9a-f]{64}\b")
"""In HTML the form alone tells: ciphertext, signature of a note, signature, root, hash."""
_WORDS = re.compile(r'(<ol class="digest-words" lang="zh-CN">)(?:<li>\w\w</li>){6}(?=</ol>)')
"""The same of a command's digest, as two people read it to each other."""
_SHORT = re.compile(r"(?<=>SHA-256 )[0-9a-f]{8} [0-9a-f]{8}(?: [0-9a-f]{8})?(?=…<)")
"""And its first signs."""
_DRAWN = tuple(
    re.compile(f"({before}){code}(?={after})")
    for before, code, after in (
        ('name="command_id" value="', "[0-9a-f]{32}", '"'),
        ('name="payout" value="Q', "[0-9A-F]{16}", '"'),
        (r'name="batch" value="RB-\d{4}-\d\d-\d\d-', "[0-9A-F]{4}", '"'),
        ("refusals/", "[0-9a-f]{32}", ""),
        ('"code":"', "[0-9a-f]{32}", '"'),
        ('data-bytes="public.code" data-form="text">', "[0-9a-f]{32}", "<"),
        ("&#34;code&#34;:&#34;", "[0-9a-f]{32}", "&#34;"),
        ('<input type="hidden" name="id" value="', "[0-9a-f]{32}", '">'),
    )
)
"""What is drawn anew for every answer or refusal, by what stands before and after: ids of forms,
the code of a batch to be, the code of a refusal's stream."""

_BODY: Mapping[str, re.Pattern[str]] = {
    "previous": _HASH,
    "command.digest": _HASH,
    "command.signatures[0].sig": _SIGNATURE,
    "sealed.c": _HASH,
    "sealed.x": _CIPHERTEXT,
    "public.tags[0]": _HASH,
    "public.tags[1]": _HASH,
    "public.commitment": _HASH,
    "public.root": _HASH,
    "public.proposal": _HASH,
    "public.snapshot": _HASH,
    "restricted.sha256": _HASH,
    "restricted.statement": _HASH,
    "restricted.secret": _HASH,
}
"""Places in the body of a stored event."""
_HEAD: Mapping[str, re.Pattern[str]] = {"(x-request-id)": _CODE}
"""Places in the head of an answer."""
_ANSWER: Mapping[str, re.Pattern[str]] = {
    **{f"path[{n}]": _HASH for n in range(16)},
    **{f"data[{n}].command": _HASH for n in range(1_000)},
    **{
        f"data[{n}].{name}": _HASH
        for n in range(100)
        for name in ("proposal", "snapshot", "sha256")
    },
    "leaf": _HASH,
    "next.previous": _HASH,
}
"""Places in an answer's document."""
_EVENT: Mapping[str, re.Pattern[str]] = {"command": _HASH}
"""Places in an event of a stream."""
_BY_TIME = re.compile(r"zhangben_(?:request_seconds|command_seconds_(?:bucket|sum|created))")
"""Figures that tell how long something took, or whose requests came first; `process_…` too."""


def masked(answer: httpx.Response) -> dict[str, Any]:
    """An answer as a flat map from place to value, its head included."""
    return headed(answer) | _content(answer)


def headed(answer: httpx.Response) -> dict[str, Any]:
    """Its status and its head."""
    path = answer.request.url.path
    head = {f"({name})": value for name, value in answer.headers.items()}
    if path == "/metrics" or path.endswith((".pdf", ".xlsx")):
        head.pop("(content-length)")  # seconds have more or fewer digits, hashes pack otherwise
    return {"(status)": answer.status_code, **_hidden(head, _HEAD)}


def _content(answer: httpx.Response) -> dict[str, Any]:
    path = answer.request.url.path
    if answer.headers.get("content-type", "").startswith(("text/html", "text/c")):
        return page(answer.text)
    if answer.status_code == 200 and path.endswith(".xlsx"):
        return page("\n".join(map(str, cells(answer.content))))
    if answer.status_code == 200 and path.endswith(".pdf"):
        return {}  # drawn of the paper that the page shows, and of nothing else
    if answer.status_code == 303:
        return {"body": answer.text}
    if answer.is_error or answer.headers["content-type"].startswith("application/json"):
        return document(answer.json())
    if path == "/metrics":
        return figures(answer.text)
    if answer.headers["content-type"].startswith("text/event-stream"):
        told = ((f"[{n}]", flat(data)) for n, data in events_in(answer.content))
        return {f"{n}.{k}": v for n, data in told for k, v in _hidden(data, _EVENT).items()}
    if path == "/checkpoint":
        return {"note": note(answer.text)}
    if path.startswith("/tile/entries/"):
        stored = enumerate(unbundle(answer.content))
        return {f"{n}.{k}": v for n, form in stored for k, v in event(form).items()}
    if path.startswith("/tile/"):
        return {"hashes": len(answer.content)}
    return {"bytes": answer.content}


def page(text: str) -> dict[str, Any]:
    """A page, a style sheet or a table, line by line."""
    return {f"line {n}": line for n, line in enumerate(hidden(text).splitlines())}


def hidden(text: str) -> str:
    """The text, masked."""
    return _RUN.sub(_run, _SHORT.sub("…", _WORDS.sub(r"\1…", undrawn(text))))


def undrawn(text: str) -> str:
    """The text without what is drawn anew for each answer."""
    for drawn in _DRAWN:
        text = drawn.sub(r"\1…", text)
    return text


def _run(found: re.Match[str]) -> str:
    run = found[0]
    return "…" if _FORMS.fullmatch(run) else _HASH_IN_A_RUN.sub("…", run)


def document(said: Any) -> dict[str, Any]:
    """A JSON answer; stored events inside it are taken apart, as a bundle's are."""
    return told(flat(said))


def told(found: dict[str, Any]) -> dict[str, Any]:
    """The same of values by their place in such an answer."""
    for place in ("checkpoint", "as_of.checkpoint"):
        if isinstance(found.get(place), str):
            found[place] = note(found[place])
    for place in ("event", "next.event"):
        if isinstance(found.get(place), str) and found[place].endswith("\n"):
            inside = event(found.pop(place).encode())
            found |= {f"{place}.{name}": value for name, value in inside.items()}
    return _hidden(found, _ANSWER)


def event(stored: bytes) -> dict[str, Any]:
    """A stored event: its body, and the line of its signature."""
    body, line, end = stored.split(b"\n")
    assert end == b""
    found = flat(json.loads(body))
    places = {**_BODY, "public.code": _CODE} if found.get("public.kind") == "refusals" else _BODY
    signature = _hidden(flat(json.loads(line)), {"sig": _SIGNATURE})
    return _hidden(found, places) | {f"signature.{k}": v for k, v in signature.items()}


def figures(text: str) -> dict[str, str]:
    """What is counted, but for what time alone decides."""
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {
        name: "…" if "_created" in name else value
        for name, _, value in lines
        if name.startswith("zhangben_") and not _BY_TIME.match(name)
    }


def note(text: str) -> str:
    """A checkpoint: origin, size and name stay."""
    found = _NOTE.fullmatch(text)
    return text if found is None else "{origin} {size} {name}".format(**found.groupdict())


def _hidden(found: dict[str, Any], places: Mapping[str, re.Pattern[str]]) -> dict[str, Any]:
    return {
        place: "…" if place in places and _fits(places[place], value) else value
        for place, value in found.items()
    }


def _fits(form: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def flat(value: Any, place: str = "") -> dict[str, Any]:
    """By place: `{"a": [{"b": 1}]}` is `{"a[0].b": 1}`; what is empty stays as it is."""
    children: list[tuple[str, Any]] = []
    match value:
        case dict():
            children = [(f"{place}.{k}" if place else k, v) for k, v in value.items()]
        case list():
            children = [(f"{place}[{n}]", v) for n, v in enumerate(value)]
    if not children:
        return {place: value}
    return {p: v for child, inside in children for p, v in flat(inside, child).items()}
