"""The stand-alone verifier of audit packs: whole streams in, verdict out.

    python -m ledger.verify_pack PACK --trust trust.json [--checkpoint NOTE] [--json]

Of each stream in it: that all its events are there, as they were signed, in the log that the
checkpoint speaks of, and that nothing is left out up to there. Needs the standard library and
`cryptography`. Exit codes: 0 verified, 2 usage, 3 not verified.
"""

import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledger import pack as packs
from ledger.checkpoint import Checkpoint
from ledger.heads import HEADS_STREAM, NO_HEAD, verify_head
from ledger.merkle import (
    consistency_path,
    inclusion_path,
    verify_consistency,
    verify_inclusion,
)
from ledger.pack import Nodes, Pack, PackRefused
from ledger.trust import Trust
from ledger.verdict import Problem, Problems
from ledger.verify import PLACE
from ledger.verify_event import Judge
from ledger.verify_keys import keys_in
from ledger.verify_part import Part
from ledger.verify_program import answer, parser
from ledger.verify_shape import KEYS, LAW, REGISTRY
from ledger.verify_tree import Named, read_checkpoints

NAMED = 20
"""So many streams of a kind are named in words; the others are counted."""
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackVerdict:
    """The outcome. `ok` only if nothing at all was found wrong.

    `size`: of the log that the checkpoint speaks of. `streams`: kind and code, with the number of
    events, of every stream that is whole. `commands`: whose signature is here and was checked;
    `elsewhere`: further events of commands whose first event, with the signature, is not.
    """

    ok: bool
    origin: str
    mode: str | None
    size: int
    events: int
    streams: dict[str, int]
    commands: int
    elsewhere: int
    first_bad: int | None
    problem_count: int
    problems: tuple[Problem, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Everything, as JSON knows it; a pack is never verified by halves."""
        said = {"depth": "full"} | {name: getattr(self, name) for name in self.__slots__}
        said["problems"] = [
            {"code": p.code, "position": p.position, "sentence": p.sentence} for p in self.problems
        ]
        return said

    def lines(self) -> Iterator[str]:
        """The verdict in words, for a terminal."""
        mode = "no mode" if self.mode is None else f"mode {self.mode}"
        yield f"log {self.origin} ({mode}) of {self.size} events"
        yield f"full verification in {self.seconds:.1f} s"
        yield f"{self.events} events here, {len(self.streams)} whole streams"
        yield f"{self.commands} commands; {self.elsewhere} events of commands signed elsewhere"
        if self.ok:
            yield from _named(self.streams)
        yield from map(str, self.problems)
        if len(self.problems) < self.problem_count:
            yield f"… and {self.problem_count - len(self.problems)} more"
        yield "verified" if self.ok else f"NOT VERIFIED: {self.problem_count} problems"


def _named(streams: Iterable[str]) -> Iterator[str]:
    """Kind by kind which streams they are; of many the first, and how many more."""
    codes: dict[str, list[str]] = {}
    for name in streams:
        kind, _, code = name.partition("/")
        codes.setdefault(kind, []).append(code)
    for kind, of in codes.items():
        more = f" and {len(of) - NAMED} more" if len(of) > NAMED else ""
        yield f"{kind}: {', '.join(of[:NAMED])}{more}"


def verify_pack(
    pack: Pack, trust: Trust, *, held: Iterable[str] = (), of: str | None = None
) -> PackVerdict:
    """Verifies a pack against what the asker expects. Bad bytes never raise.

    `held`: checkpoints that the asker kept. The log must have grown from each to the pack's own,
    never the other way: the pack has the nodes for those that it was asked for with. `of`: kind
    and code of a stream that must be whole in it.
    """
    began, problems = time.monotonic(), Problems()
    known = read_checkpoints([pack.note], held, trust, problems)
    own = next((one.checkpoint for one in known if not one.which.startswith("held")), None)
    size = own.size if own else 0
    part = Part(trust, problems, size)
    if own is not None:
        _compare(pack, own, known, problems)
        _look_at_events(pack, own, Judge(trust), part, problems)
        _look_at_ends(pack, part, problems)
    whole = [one.number for one in pack.streams if one.number in part.names]
    streams = {part.names[number]: part.tail(number)[0] for number in whole}
    if of is not None and of not in streams:
        problems.add("pack.of", None, wanted=of)
    return PackVerdict(
        ok=not problems.count,
        origin=trust.origin,
        mode=part.mode,
        size=size,
        events=len(pack.forms),
        streams=streams,
        commands=part.commands,
        elsewhere=part.elsewhere,
        first_bad=problems.first,
        problem_count=problems.count,
        problems=problems.listed(),
        seconds=time.monotonic() - began,
    )


def _compare(pack: Pack, own: Checkpoint, known: Iterable[Named], problems: Problems) -> None:
    """Whether the log grew from where the asker's own checkpoints have it."""
    for which, other in known:
        if other.size > own.size:
            problems.add("pack.old", None, which=which, size=other.size, own=own.size)
            continue
        try:
            path = consistency_path(other.size, own.size, lambda *at: pack.nodes[at])
        except (KeyError, ValueError):
            problems.add("pack.apart", None, which=which, size=other.size, own=own.size)
            continue
        if not verify_consistency(other.size, other.root, own.size, own.root, path):
            found, wanted = own.root.hex(), other.root.hex()
            problems.add("pack.held", None, size=other.size, found=found, wanted=wanted)


def _look_at_events(
    pack: Pack, own: Checkpoint, judge: Judge, part: Part, problems: Problems
) -> None:
    """Each by itself, in the tree, and in its order."""
    judge(0, (), keys_in(pack.forms))  # who may sign is known before what was signed
    last = 0
    whole = {one.number for one in pack.streams}
    for form in pack.forms:
        place = PLACE.search(form)
        position = int(place[1]) if place else last + 1
        if position <= last:
            problems.add("pack.order", position)
        last = position
        judged = judge(position, (form,), {})
        for problem in judged.problems:
            problems.take(problem)
        if why := _not_in_tree(judged.leaves[0], position, own, pack.nodes):
            problems.add("pack.leaf", position, size=own.size, why=why)
        for stretch in judged.stretches:
            part.take(stretch)
            if stretch.stream not in whole | {REGISTRY, HEADS_STREAM}:
                problems.add("pack.stray", position, stream=stretch.stream)
    part.finish(own.size)


def _not_in_tree(leaf: bytes, position: int, own: Checkpoint, nodes: Nodes) -> str | None:
    try:
        path = inclusion_path(position - 1, own.size, lambda *at: nodes[at])
    except KeyError as lacking:
        return f"the pack lacks node {lacking}"
    except ValueError as problem:
        return str(problem)
    if verify_inclusion(leaf, position - 1, own.size, path, own.root):
        return None
    return f"its hash does not lead to the root {own.root.hex()}"


def _look_at_ends(pack: Pack, part: Part, problems: Problems) -> None:
    """Nothing of a stream is left out at its end, if the heads have it so."""
    for number, what in ((LAW, "the law's stream"), (KEYS, "the keys' stream")):
        if all(one.number != number for one in pack.streams):
            problems.add("pack.lacks", None, what=what)
    if {one.number for one in pack.streams} <= {LAW, KEYS}:
        problems.add("pack.nothing", None)
    if part.begun != {REGISTRY, HEADS_STREAM}:
        problems.add("pack.lacks", None, what="the log's opening")
    if part.heads is None:
        problems.add("pack.lacks", None, what="the event of the heads at the log's end")
        return
    streams, said = part.heads
    root = bytes.fromhex(said) if _HASH.fullmatch(said) else b""
    for one in pack.streams:
        if one.number not in part.names or one.number == HEADS_STREAM:
            problems.add("pack.lacks", None, what=f"what registered stream {one.number}")
            continue
        length, head = part.tail(one.number)
        if not verify_head(one.number, length, head or NO_HEAD, streams, one.path, root):
            problems.add("pack.end", None, stream=one.number, length=length)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the exit code."""
    asked = parser("ledger.verify_pack", "audit pack", "project.zip --trust trust.json")
    asked.add_argument("pack", type=Path, help="the pack, as `export pack` writes it")
    asked.add_argument("--of", metavar="KIND/CODE", help="a stream that must be whole in it")
    told = asked.parse_args(arguments)

    def look(trust: Trust, held: list[str]) -> PackVerdict:
        return verify_pack(packs.read(told.pack), trust, held=held, of=told.of)

    return answer(asked, told, look, PackRefused)


if __name__ == "__main__":
    sys.exit(main())
