"""MT940 as bytes → its fields one by one, in constant memory: envelopes, encodings, wrapped lines.

Source of the form: SWIFT, Standards Category 9, MT940; and the habits of the banks of whom we have
files. A field begins a line (`:61:…`); what follows belongs to it until the next field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from api.banks.statements.format import Source, StatementError
from api.banks.statements.wording import CONTROLS

REPORT = "942"
"""No field of a message: what a field is called that says that a report follows (MT942)."""
LARGEST_ENTRY = 65_536
"""Bytes of an entry with its details; SWIFT allows some 500."""

_CHUNK = 65_536
_BOM = b"\xef\xbb\xbf"
_NOISE = b"\0\1\2\3\x1a"  # what transports leave at the ends of lines and files
_TAG = re.compile(rb":(13D?|20|21|25P?|28C?|34F|6[02][FM]?|61|64|65|86|90[CD]|NS|942):")
_HEADERS = frozenset({"13", "13D", "20", "21", "25", "25P", "28", "28C", "34F", REPORT})
_SECOND = re.compile(rb":(?:21|25P?|28C?|NS|60[FM]?):")  # what can stand behind the field 20
_BEHIND = {"20": _SECOND, REPORT: re.compile(rb":20:")}
_LONG = frozenset({"61", "86", "NS"})  # all others have one line; what follows them is no content
_ENVELOPE = re.compile(rb"(?:-\})?\{[1-5]:")
_END = re.compile(rb"-\}(?:\{.*)?$")
_TYPE = re.compile(rb"\{2:[IO]([0-9]{3})")
_READ = (b"940", b"950", REPORT.encode())  # MT950 is the same between banks


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its tag without colons, its text, the encoding it was read as, its bytes."""

    tag: str
    text: str  # without control characters but line feeds
    encoding: str
    weight: int


def recognises(head: bytes) -> bool:
    """Whether a field 20 and one of those behind it stand at the beginning of lines."""
    lines = (_unwrapped(_clean(line)) for line in head.replace(b"\r", b"\n").split(b"\n"))
    tags = {found[1][:2] for line in lines if (found := _TAG.match(line))}
    xml = head.lstrip(_BOM + b" \t\r\n").startswith(b"<")
    return not xml and b"20" in tags and not tags.isdisjoint({b"25", b"28", b"60", b"61"})


def fields(source: Source) -> Iterator[Field]:
    """All fields in the file's order. What stands before the first of them is passed over.

    Once balances and entries have begun, a line that only looks like a field of the header is text
    of a remittance (`…T13`, `:20:11`): a field 20 is one where a second field follows it.
    """
    tag, lines, weight, begun = "", [b""], 0, False
    for line, following in pairwise(chain(_lines(source), (b"",))):
        found = _TAG.match(line)
        told = found[1].decode() if found else ""
        behind = _BEHIND.get(told)
        if begun and told in _HEADERS and not (behind and behind.match(following)):
            told = ""
        weight += len(line) + 1
        if told:
            if tag:
                yield _field(tag, lines)
            tag, lines, weight = told, [line[len(told) + 2 :]], len(line)
            begun = told[0] in "68" or (begun and told not in _BEHIND)
        elif tag in _LONG:
            lines.append(line)
            if weight > LARGEST_ENTRY:
                raise too_large()
    if tag:
        yield _field(tag, lines)


def _field(tag: str, lines: list[bytes]) -> Field:
    raw = b"\n".join(lines)
    encoding = _encoding(raw)
    return Field(tag, raw.decode(encoding).translate(CONTROLS), encoding, len(raw) + len(tag) + 2)


def _encoding(raw: bytes) -> str:
    """UTF-8 where the bytes allow it, else GB18030 or latin-1.

    Each field is judged by its own bytes alone: re-delivered in another file, it reads alike.
    GB18030 writes most of Chinese in pairs of high bytes; single ones are letters of Europe.
    """
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", raw)]
    paired = 2 * sum(run for run in runs if run % 2 == 0) > sum(runs)
    for encoding in ("UTF-8", "GB18030") if paired else ("UTF-8",):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def too_large() -> StatementError:
    """For an entry, or a line, of more than `LARGEST_ENTRY` bytes."""
    return StatementError("unread.entry_too_large", most=LARGEST_ENTRY // 1024, unit="KiB")


def _lines(source: Source) -> Iterator[bytes]:
    """Lines with something on them, envelopes taken off; a colon cut from its tag put back.

    Raises StatementError at the envelope of another message than a statement or a report.
    """
    before = b""
    for raw in _raw_lines(source):
        line = _clean(raw)
        kind = _TYPE.search(line) if _ENVELOPE.match(line) else None
        if kind and kind[1] not in _READ:
            raise StatementError("unread.mt.message", kind=kind[1].decode())
        elif kind and kind[1] == REPORT.encode():
            yield f":{REPORT}:".encode()
        line = before + _unwrapped(line)
        before = line if line == b":" else b""
        if line not in (b"", b"-", b":"):
            yield line


def _raw_lines(source: Source) -> Iterator[bytes]:
    rest = b""
    while chunk := source.read(_CHUNK):
        *whole, rest = (rest + chunk).replace(b"\r", b"\n").split(b"\n")
        if len(rest) > LARGEST_ENTRY:
            raise too_large()
        yield from whole
    yield rest


def _clean(line: bytes) -> bytes:
    return line.removeprefix(_BOM).strip(_NOISE).rstrip(b" \t" + _NOISE)


def _unwrapped(line: bytes) -> bytes:
    """What of a line is text of the statement, not of the envelope around it."""
    if _ENVELOPE.match(line):
        line = line.partition(b"{4:")[2].strip(_NOISE)
    return _END.sub(b"", line)
