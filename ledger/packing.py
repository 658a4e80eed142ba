"""Puts whole streams of a log together, as of a checkpoint, with the proofs that they are whole."""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice

from ledger.checkpoint import parse
from ledger.codec import read_body
from ledger.envelope import part
from ledger.heads import HEADS_STREAM, NO_HEAD, HeadsTree
from ledger.merkle import NodeReader, consistency_path, inclusion_path
from ledger.pack import Pack, Whole
from ledger.store import Store
from ledger.tiles import TileReader
from ledger.tree import Tree
from ledger.verify_shape import KEYS, LAW, REGISTRY

ALWAYS = {LAW, KEYS}
"""Streams that every pack has: by which law it was decided, which keys could sign."""


class Packer:
    """Reads only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tree = Tree(store)

    def pack(self, note: str, streams: Iterable[int], held: Iterable[int] = ()) -> Pack:
        """These streams up to a checkpoint, by number; those that began later are left out.

        `note`: a checkpoint of this log, which ends with its heads. `held`: sizes of earlier ones
        that somebody kept, to be shown that the log grew from there.
        """
        size = parse(note).checkpoint.size
        last = next(self._tree.stored(size - 1, 1))
        heads = self._heads(size, last)
        known = {*range(len(heads))} - {REGISTRY, HEADS_STREAM}
        wanted = sorted((ALWAYS | {*streams}) & known)
        forms = {**dict(self._forms(wanted, size)), size: last}
        nodes: dict[tuple[int, int], bytes] = {}
        read = _remembering(TileReader(size, self._tree.tile), nodes)
        for position in forms:
            inclusion_path(position - 1, size, read)
        for old in held:
            if 0 < old < size:
                consistency_path(old, size, read)
        return Pack(
            note=note,
            forms=tuple(forms[position] for position in sorted(forms)),
            nodes=nodes,
            streams=tuple(Whole(number, tuple(heads.proof(number))) for number in wanted),
        )

    def _forms(self, wanted: Sequence[int], size: int) -> Iterator[tuple[int, bytes]]:
        """By position: the streams' events, what registered them, the opening."""
        for _, form in self._store.events_of(dict.fromkeys(wanted, 0), size):
            yield read_body(part(form)[0]).position, form
        for number in (REGISTRY, *wanted):
            # The registry names streams in the order of their numbers, after the log's opening.
            yield next(self._store.events(REGISTRY, number))
        yield next(self._store.events(HEADS_STREAM))  # with it the opening is over

    def _heads(self, size: int, sealed: bytes) -> HeadsTree:
        """The tree that was sealed at a position; streams that began later are none of it."""
        streams = json.loads(bytes(read_body(part(sealed)[0]).public))["streams"]
        tree = HeadsTree()
        for number, length, form in islice(self._store.ends(size), streams):
            if number == HEADS_STREAM or form is None:
                tree.set(number, 0, NO_HEAD)
            else:
                tree.set(number, length, sha256(part(form)[0]).hexdigest())
        return tree


def _remembering(read: NodeReader, nodes: dict[tuple[int, int], bytes]) -> NodeReader:
    """Reads nodes, and keeps all that it read."""

    def keep(height: int, index: int) -> bytes:
        nodes[height, index] = node = read(height, index)
        return node

    return keep
