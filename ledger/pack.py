"""An audit pack: whole streams of a log in one file, with all that shows that they are whole.

A zip whose members are stored as they are: anyone can open it, and the same content is always the
same bytes. Nothing in it is believed: `verify_pack` checks it against the keys that you expect.
"""

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ledger import canonical
from ledger.merkle import HASH_SIZE

FORMAT = "zhangben-pack/v1"
SIZE_MAX = 1 << 30
"""Bytes of the largest pack that is read."""

README = f"""{FORMAT}: whole streams of a log, for an auditor.

checkpoint.txt  the signed head of the log (C2SP tlog-checkpoint), with its size and root
events.txt      the events, in order of their positions; two lines each: the signed body, the
                ledger's signature (Ed25519 over "zhangben/event/v1" + newline + body)
nodes.txt       nodes of the log's Merkle tree (RFC 6962): height, index, hash; with the events'
                own hashes they lead to the root
streams.txt     a line a stream: its number, the path of its last body to the root of HeadsSealed
                (the last event), which shows that nothing is left out at its end

To check it all against the keys that you expect, with nothing but the package `cryptography`:
  python -m ledger.verify_pack PACK --trust trust.json
To see what the streams come to: zhangben replay PACK --trust trust.json

It holds what auditors may read, the keys of opened lots among it: give it to nobody else.
"""
_MEMBERS = ("README.txt", "checkpoint.txt", "events.txt", "nodes.txt", "streams.txt")
_LONGEST = 64
"""So many hashes are in no path."""
_BROKEN = (ValueError, OSError)
"""What a spoiled zip raises besides, when its members are looked for."""
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)
_NODE = re.compile(r"(\d{1,2}) (\d{1,16}) ([0-9a-f]{64})")

type Nodes = Mapping[tuple[int, int], bytes]
"""Hashes of the tree by height and index."""


class PackRefused(ValueError):
    """A file that is no pack; says where and why."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A stream that is in a pack from its first event to its last.

    `path`: of its head in the tree of all heads.
    """

    number: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """What is in one: `note` is a checkpoint, `forms` are stored events by their positions."""

    note: str
    forms: tuple[bytes, ...]
    nodes: Nodes
    streams: tuple[Whole, ...]


def write(path: Path, pack: Pack) -> None:
    """Writes the file, whole or not at all."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "wb") as file:
            _zip(file, pack)
            file.flush()
            os.fsync(descriptor)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def _zip(file: IO[bytes], pack: Pack) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as members:
        for name, data in zip(_MEMBERS, _written(pack), strict=True):
            info = zipfile.ZipInfo(name, _DAY_ZERO)
            info.create_system = 3  # the same bytes wherever it is written
            info.external_attr = 0o644 << 16
            members.writestr(info, data)


def _written(pack: Pack) -> Iterator[bytes]:
    yield README.encode()
    yield pack.note.encode()
    yield b"".join(pack.forms)
    yield "".join(f"{h} {i} {node.hex()}\n" for (h, i), node in sorted(pack.nodes.items())).encode()
    yield b"".join(canonical.write(_said(one)) + b"\n" for one in pack.streams)


def _said(one: Whole) -> dict[str, Any]:
    return {"number": one.number, "path": [node.hex() for node in one.path]}


def is_pack(path: Path) -> bool:
    """Whether a file is a zip, and so no exported log."""
    return zipfile.is_zipfile(path)


def read(path: Path) -> Pack:
    """What is in a pack, and nothing else is; unchecked. Raises PackRefused, OSError."""
    if path.stat().st_size > SIZE_MAX:
        raise PackRefused(f"{path.name}: more than {SIZE_MAX} bytes")
    data = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _, note, events, nodes, streams = _members(file)
    except PackRefused:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, *_BROKEN) as problem:
        raise PackRefused(f"{path.name} cannot be read as a zip: {problem}") from None
    pack = Pack(
        note=_text("checkpoint.txt", note),
        forms=tuple(_forms(events)),
        nodes=dict(_nodes(_text("nodes.txt", nodes).splitlines())),
        streams=tuple(_streams(streams)),
    )
    again = io.BytesIO()
    _zip(again, pack)
    if again.getvalue() != data:
        raise PackRefused(f"{path.name} holds what no pack holds, or holds it otherwise")
    return pack


def _members(file: zipfile.ZipFile) -> list[bytes]:
    names = tuple(info.filename for info in file.infolist())
    if names != _MEMBERS:
        raise PackRefused(
            f"it holds {', '.join(names)[:200]}; right would be {', '.join(_MEMBERS)}"
        )
    for info in file.infolist():
        if info.compress_type != zipfile.ZIP_STORED:
            raise PackRefused(f"{info.filename} is compressed; in a pack all is stored as it is")
    return [file.read(name) for name in _MEMBERS]


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as problem:
        raise PackRefused(f"{name} is not UTF-8: {problem}") from None


def _forms(data: bytes) -> Iterator[bytes]:
    lines = io.BytesIO(data)
    for body in lines:
        signature = lines.readline()
        if len(body) < 2 or len(signature) < 2 or not signature.endswith(b"\n"):
            raise PackRefused("events.txt: two whole lines are needed for each event")
        yield body + signature


def _nodes(lines: Iterable[str]) -> Iterator[tuple[tuple[int, int], bytes]]:
    for number, line in enumerate(lines, 1):
        found = _NODE.fullmatch(line)
        if found is None:
            raise PackRefused(f"nodes.txt, line {number}: right would be height, index, hash")
        yield (int(found[1]), int(found[2])), bytes.fromhex(found[3])


def _streams(data: bytes) -> Iterator[Whole]:
    last = -1
    for line_number, line in enumerate(data.splitlines(), 1):
        where = f"streams.txt, line {line_number}"
        try:
            said = canonical.read(line)
            path = tuple(bytes.fromhex(node) for node in said["path"])
            number = int(said["number"])
        except (ValueError, TypeError, LookupError) as problem:
            raise PackRefused(f"{where}: {problem}") from None
        if len(path) > _LONGEST or any(len(node) != HASH_SIZE for node in path):
            raise PackRefused(f"{where}: a path has at most {_LONGEST} hashes")
        if number <= last:
            raise PackRefused(f"{where}: stream {number} does not come after {last}")
        last = number
        yield Whole(number, path)
