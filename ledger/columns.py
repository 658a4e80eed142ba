"""What the database says beside the stored forms: their places, stream names, where they end.

The ledger finds events by these columns, streams by `ledger.stream`, its end by `ledger.commit`; no
signature covers them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import msgspec

from domain.kernel import StreamId
from ledger.ending import Ending
from ledger.events import LogOpened, StreamRegistered
from ledger.log import REGISTRY
from ledger.store import Store
from ledger.tree import Row, Tree
from ledger.verdict import TEXT_MAX, Problem, Problems, Verdict

SENTENCES: Mapping[str, str] = {
    "columns.place": "the database keeps the event as {found}, by its body it is {wanted}",
    "columns.name": "the database calls stream {number} {found!r}, registered was {wanted!r}",
    "columns.stranger": "the database has a stream {number}, {found!r}, that was never registered",
    "columns.end": "the database committed {last} events, only {events} are here: the end is "
    "missing",
    "columns.receipt": "receipt {receipt!r} promises position {last}, only {events} events are "
    "here: the end is missing",
    "columns.commit": "the database's commits end at {last}, {events} events are here: commits are "
    "missing, or events were added",
    "columns.root": "the database's last commit has root {found!r}, or builds on another one; the "
    "events here give {wanted!r}",
}


@dataclass(frozen=True, slots=True)
class Mismatch(Problem):
    """One place where the database and a signed body say different things."""

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return SENTENCES[self.code].format_map(self.values)


class _Place(msgspec.Struct):
    name: str
    position: int
    public: msgspec.Raw
    sequence: int
    stream: int


class _Named(msgspec.Struct):
    number: int
    kind: str
    code: str


_place = msgspec.json.Decoder(_Place).decode
_named = msgspec.json.Decoder(_Named).decode


class Columns:
    """Reads the log for a verifier, and compares on the way; holds one batch at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._problems = Problems()
        self._ending: Ending | None = None

    def stored(self) -> Iterator[bytes]:
        """Every stored event in order, as `verify` takes them."""
        self._ending = Ending(self._store)
        for rows in Tree(self._store).rows():
            named: dict[int, tuple[int, StreamId]] = {}
            for row in rows:
                self._compare(row, named)
            self._look_up(named)
            yield from (row.state for row in rows)
        self._strangers()

    def added_to(self, verdict: Verdict) -> Verdict:
        """The verdict on the bytes, and on what stands beside them."""
        found = self._problems
        if self._ending:
            for code, position, values in self._ending.against(verdict.events, verdict.root):
                self._add(code, position, **values)
        return joined(verdict, found)

    def _compare(self, row: Row, named: dict[int, tuple[int, StreamId]]) -> None:
        try:
            place = _place(row.state.partition(b"\n")[0])
            if place.stream == 0:
                _register(place, named)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return  # the verifier says what is wrong with these bytes
        found = row.stream, row.sequence, row.position
        wanted = str(place.stream), place.sequence, place.position
        if found != wanted:
            self._add("columns.place", place.position, found=_at(*found), wanted=_at(*wanted))

    def _look_up(self, named: dict[int, tuple[int, StreamId]]) -> None:
        if not named:
            return
        with self._store.reading() as curs:
            rows = curs.execute(
                "SELECT number, kind, code FROM ledger.stream WHERE number = ANY(%s)",
                (list(named),),
            )
            kept = {row[0]: StreamId(row[1], row[2]) for row in rows}
        for number, (position, wanted) in named.items():
            found = kept.get(number)
            if found != wanted:
                told = {"found": _short(found), "wanted": _short(wanted)}
                self._add("columns.name", position, number=number, **told)

    def _strangers(self) -> None:
        """Stream `n` was registered by the event after number `n` of the registry, its first one
        by the log's opening.
        """
        with self._store.reading() as curs:
            rows = curs.execute(
                "SELECT number, kind, code FROM ledger.stream s WHERE NOT EXISTS (SELECT FROM "
                "ledger.stored_events WHERE originator_id = '0' "
                "AND originator_version = s.number + 1) ORDER BY number"
            )
            for number, kind, code in rows:
                found = _short(StreamId(kind, code))
                self._add("columns.stranger", None, number=number, found=found)

    def _add(self, code: str, position: int | None, **values: object) -> None:
        self._problems.take(Mismatch(code, position, values))


def joined(verdict: Verdict, found: Problems) -> Verdict:
    """The verdict, and what was found besides."""
    if not found.count:
        return verdict
    problems = Problems()
    for problem in chain(verdict.problems, found.listed()):
        problems.take(problem)
    return replace(
        verdict,
        ok=False,
        first_bad=min(filter(None, (verdict.first_bad, found.first)), default=None),
        problem_count=verdict.problem_count + found.count,
        problems=problems.listed(),
    )


def _register(place: _Place, named: dict[int, tuple[int, StreamId]]) -> None:
    """Which stream an event of the registry gives a number; the opening gives the registry 0."""
    if place.name == StreamRegistered.NAME:
        told = _named(place.public)
        named[told.number] = place.position, StreamId(told.kind, told.code)
    elif place.name == LogOpened.NAME:
        named[0] = place.position, REGISTRY


def _short(stream: StreamId | None) -> str:
    return str(stream)[:TEXT_MAX] if stream else ""


def _at(stream: str, sequence: int, position: int) -> str:
    return f"number {sequence} of stream {stream}, position {position}"
