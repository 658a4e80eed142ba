"""Packs as tests make them: of a log in memory, or with streams that are left out."""

from dataclasses import replace

from ledger.heads import HEADS_STREAM, NO_HEAD, HeadsTree
from ledger.merkle import Frontier, inclusion_path, leaf_hash
from ledger.pack import Pack, Whole
from ledger.verify_pack import PackVerdict
from tests.kit.memory_log import MemoryLog


def packed(log: MemoryLog) -> Pack:
    """All of a log in memory that is closed, as a pack."""
    leaves, tree = list(map(leaf_hash, log.forms)), HeadsTree()
    for number, (length, head) in sorted(log.tails.items()):
        own = number == HEADS_STREAM
        tree.set(number, 0 if own else length, NO_HEAD if own else head or NO_HEAD)
    nodes: dict[tuple[int, int], bytes] = {}

    def node(height: int, index: int) -> bytes:
        below = leaves[index << height : index + 1 << height]
        nodes[height, index] = Frontier().extend(below).root()
        return nodes[height, index]

    for index in range(log.size):
        inclusion_path(index, log.size, node)
    whole = sorted(log.tails.keys() - {0, HEADS_STREAM})
    streams = tuple(Whole(number, tuple(tree.proof(number))) for number in whole)
    return Pack(log.notes[-1], tuple(log.forms), nodes, streams)


def only(pack: Pack, numbers: set[int]) -> Pack:
    """These streams alone, and no trace of the others: so a pack looks that was made without."""
    gone = {one.number for one in pack.streams} - numbers
    said = [field % number for number in gone for field in (b'"stream":%d,', b'"number":%d,')]
    forms = tuple(form for form in pack.forms if not any(part in form for part in said))
    return replace(pack, forms=forms, streams=tuple(s for s in pack.streams if s.number in numbers))


def codes(verdict: PackVerdict) -> set[str]:
    assert not verdict.ok
    return {problem.code for problem in verdict.problems}
