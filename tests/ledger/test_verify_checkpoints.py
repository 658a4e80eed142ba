"""Checkpoints: by the expected key, of the expected log, growing, each fitting the leaves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.checkpoint import Checkpoint, sign
from ledger.merkle import EMPTY_ROOT, Frontier, leaf_hash
from ledger.signing import new_key
from ledger.verdict import Problems
from ledger.verify import verify
from ledger.verify_tree import Tree, read_checkpoints
from tests.kit.memory_log import ORIGIN, MemoryLog, codes


def grown(closes: int = 3) -> MemoryLog:
    log = MemoryLog()
    for _ in range(closes):
        log.switch(log.ann)
        log.close()
    return log


@pytest.mark.parametrize("full", [True, False])
def test_all_checkpoints_fit_and_the_largest_covers(full: bool) -> None:
    log = grown()
    log.switch(log.ann)
    verdict = log.verdict(full=full)
    assert verdict.ok
    assert (verdict.checkpoints, verdict.covered, verdict.events) == (3, 13, 14)


@pytest.mark.parametrize("full", [True, False])
def test_without_any_checkpoint_nothing_is_verified(full: bool) -> None:
    log = grown()
    verdict = verify(log.forms, [], log.trust, full=full, processes=1)
    assert not verdict.ok
    assert codes(verdict) == [("checkpoint.none", None)]
    assert (verdict.checkpoints, verdict.covered) == (0, 0)
    assert [*verdict.lines()][-2:] == [
        "no checkpoint was given: without one a log that was cut off or rewritten looks whole "
        "[checkpoint.none]",
        "NOT VERIFIED: 1 problems",
    ]


@pytest.mark.parametrize("full", [True, False])
def test_a_held_checkpoint_is_enough(full: bool) -> None:
    log = grown()
    verdict = verify(log.forms, [], log.trust, held=log.notes[:2], full=full, processes=1)
    assert verdict.ok
    assert (verdict.checkpoints, verdict.covered) == (2, 11)


def test_held_checkpoints_come_in_any_order_and_given_ones_grow() -> None:
    log = grown()
    backwards = log.notes[::-1]
    assert log.verdict(held=backwards).ok
    verdict = verify(log.forms, backwards, log.trust, processes=1)
    assert codes(verdict) == [("checkpoint.order", None)] * 2
    assert verdict.problems[0].sentence == (
        "checkpoint 2 has size 11, the one before it 13: a log never shrinks"
    )
    assert verdict.checkpoints == 3
    same = verify(log.forms, [*log.notes, log.notes[-1]], log.trust, processes=1)
    assert same.ok


def test_a_checkpoint_by_another_key_is_refused() -> None:
    log = grown()
    stranger = sign(Checkpoint(ORIGIN, 7, bytes(32)), ORIGIN, new_key("ed25519"))
    verdict = log.verdict(held=[stranger])
    assert codes(verdict) == [("checkpoint.refused", None)]
    assert verdict.problems[0].sentence == (
        f"held checkpoint 1: no signature by {ORIGIN} with key {log.trust.checkpoint}"
    )
    assert verdict.checkpoints == 3


@pytest.mark.parametrize("note", ["", "no checkpoint", "a\n1\nAAAA\n\n"])
def test_what_is_no_checkpoint_is_refused_with_its_number(note: str) -> None:
    log = grown()
    log.notes[1:1] = [note]
    verdict = log.verdict()
    assert codes(verdict) == [("checkpoint.refused", None)]
    assert verdict.problems[0].sentence.startswith("checkpoint 2: ")


def test_a_checkpoint_whose_text_was_changed_is_refused() -> None:
    log = grown()
    log.notes[0] = log.notes[0].replace("\n9\n", "\n8\n")
    assert codes(log.verdict()) == [("checkpoint.refused", None)]


def test_a_checkpoint_of_another_log_says_nothing_about_this_one() -> None:
    log = grown()
    log.notes.append(log.checkpoint(9, origin="candle.example/log"))
    verdict = log.verdict()
    assert codes(verdict) == [("checkpoint.origin", None)]
    assert verdict.problems[0].sentence == (
        "checkpoint 4 is of the log 'candle.example/log', expected is 'lamp.example/log'"
    )


@pytest.mark.parametrize("full", [True, False])
def test_a_root_that_does_not_fit_tells_since_when(full: bool) -> None:
    log = grown()
    wrong = sign(Checkpoint(ORIGIN, 11, bytes(32)), ORIGIN, log.sealer)
    verdict = log.verdict(held=[wrong], full=full)
    assert codes(verdict) == [("checkpoint.root", None)]
    root = Frontier().extend(map(leaf_hash, log.forms[:11])).root().hex()
    given, held = (
        n.checkpoint.root.hex()
        for n in read_checkpoints(log.notes[1:2], [wrong], log.trust, Problems())
    )
    assert (given, held) == (root, "0" * 64)
    assert verdict.problems[0].sentence == (
        f"held checkpoint 1 of size 11 has root {held}, the events here give {root}: "
        "positions 11 to 11 are not what was signed"
    )
    log.notes[1] = wrong
    verdict = log.verdict(full=full)
    assert verdict.problems[0].sentence.endswith("positions 10 to 11 are not what was signed")
    assert (verdict.checkpoints, verdict.covered) == (2, 13)


@pytest.mark.parametrize("root", [EMPTY_ROOT, bytes(32)])
def test_a_checkpoint_of_the_empty_log_is_compared_too(root: bytes) -> None:
    log = grown()
    empty = sign(Checkpoint(ORIGIN, 0, root), ORIGIN, log.sealer)
    for full in (True, False):
        found = codes(log.verdict(held=[empty], full=full))
        assert found == ([] if root == EMPTY_ROOT else [("checkpoint.root", None)])


def test_a_checkpoint_of_the_empty_log_may_be_given_first() -> None:
    log = grown()
    log.notes.insert(0, sign(Checkpoint(ORIGIN, 0, EMPTY_ROOT), ORIGIN, log.sealer))
    assert codes(log.verdict()) == []


def test_a_checkpoint_of_the_opening_alone_lacks_its_heads() -> None:
    log = grown()
    log.notes.insert(0, log.checkpoint(1))
    assert codes(log.verdict()) == [("checkpoint.heads", 1)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), max_size=5), st.lists(st.integers(0, 5), max_size=6))
def test_however_the_leaves_come_each_size_is_compared(sizes: list[int], cuts: list[int]) -> None:
    log = MemoryLog()
    leaves = [bytes([n]) * 32 for n in range(sum(cuts))]
    notes = [
        sign(
            Checkpoint(ORIGIN, n, Frontier().extend(bytes([i]) * 32 for i in range(n)).root()),
            ORIGIN,
            log.sealer,
        )
        for n in sizes
    ]
    problems = Problems()
    tree = Tree(read_checkpoints([], notes, log.trust, problems), problems)
    for cut in cuts:
        tree.extend(leaves[:cut])
        leaves = leaves[cut:]
    tree.finish()
    reached = [n for n in sizes if n <= sum(cuts)]
    assert tree.fitting == len(reached)
    assert tree.covered == max(reached, default=0)
    assert tree.frontier.size == sum(cuts)
    assert problems.count == len(sizes) - tree.fitting + (not sizes)
