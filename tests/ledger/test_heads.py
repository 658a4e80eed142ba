"""One leaf per stream: whoever holds the root can tell that nothing of a stream is missing."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import NotCanonical
from ledger.heads import HEADS_STREAM, NO_HEAD, HeadsTree, head_leaf, verify_head
from ledger.merkle import Frontier, inclusion_path, leaf_hash

HEAD = sha256(b"a body").hexdigest()


def head_of(number: int, length: int) -> str:
    return sha256(b"%d/%d" % (number, length)).hexdigest() if length else NO_HEAD


def planted(lengths: list[int]) -> HeadsTree:
    tree = HeadsTree()
    for number, length in enumerate(lengths):
        tree.set(number, length, head_of(number, length))
    return tree


def leaves(lengths: list[int]) -> list[bytes]:
    return [
        head_leaf(number, length, head_of(number, length)) for number, length in enumerate(lengths)
    ]


def lengths_of(count: int) -> list[int]:
    return [0 if number == HEADS_STREAM else number + 1 for number in range(count)]


def test_the_leaf_is_the_hash_of_number_length_and_head() -> None:
    said = b'{"head":"%b","length":12,"number":5}' % HEAD.encode()
    assert head_leaf(5, 12, HEAD) == leaf_hash(said)


def test_the_heads_stream_is_number_three_and_its_own_leaf_is_always_empty() -> None:
    assert HEADS_STREAM == 3
    assert NO_HEAD == "0000000000000000000000000000000000000000000000000000000000000000"
    said = b'{"head":"%b","length":0,"number":3}' % NO_HEAD.encode()
    assert head_leaf(3, 0, NO_HEAD) == leaf_hash(said)
    with pytest.raises(ValueError, match=r"^stream 3 holds the heads: its own leaf stays at len"):
        head_leaf(3, 1, HEAD)
    with pytest.raises(ValueError, match=r"^stream 3 holds the heads"):
        planted(lengths_of(4)).set(3, 1, HEAD)


@pytest.mark.parametrize(
    ("number", "length", "head"),
    [
        (-1, 1, HEAD),
        (0, -1, HEAD),
        (0, 1, HEAD[1:]),
        (0, 1, HEAD + "0"),
        (0, 1, HEAD.upper()),
        (0, 1, "g" + HEAD[1:]),
        (0, 1, HEAD + "\n"),
        (0, 1, ""),
    ],
)
def test_what_no_stream_can_be_is_refused(number: int, length: int, head: str) -> None:
    with pytest.raises(ValueError, match=rf"^stream {number}, length {length}, head ") as refused:
        head_leaf(number, length, head)
    assert str(refused.value) == (
        f"stream {number}, length {length}, head {head!r}: numbers are never negative, "
        "a head is 64 digits of lower-case hex"
    )


@pytest.mark.parametrize(("length", "head"), [(0, HEAD), (1, NO_HEAD)])
def test_an_empty_stream_has_no_head_and_only_an_empty_one(length: int, head: str) -> None:
    with pytest.raises(ValueError, match=rf"^stream 9 of length {length} cannot have head {head}$"):
        head_leaf(9, length, head)


def test_stream_zero_and_a_stream_of_one_event_have_leaves() -> None:
    assert head_leaf(0, 0, NO_HEAD) != head_leaf(1, 0, NO_HEAD)
    assert head_leaf(0, 1, HEAD) != head_leaf(0, 2, HEAD)
    with pytest.raises(NotCanonical):
        head_leaf(0, 2**53, HEAD)


def test_no_streams_have_the_root_of_the_empty_tree() -> None:
    tree = HeadsTree()
    assert tree.root() == sha256(b"").digest()
    assert len(tree) == 0


@pytest.mark.parametrize("count", [*range(1, 18), 31, 32, 33, 100])
def test_the_tree_is_rfc_6962_s_whether_planted_at_once_or_one_by_one(count: int) -> None:
    lengths = lengths_of(count)
    expected = Frontier().extend(leaves(lengths)).root()
    assert planted(lengths).root() == expected
    tree = HeadsTree()
    for number, length in enumerate(lengths):
        tree.set(number, length, head_of(number, length))
        assert tree.root() == Frontier().extend(leaves(lengths[: number + 1])).root()
    assert len(tree) == count


CHANGES = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.booleans()), max_size=60)


@given(CHANGES)
def test_changes_in_any_order_leave_the_root_of_the_last_heads(
    changes: list[tuple[int, int, bool]],
) -> None:
    tree, lengths = HeadsTree(), list[int]()
    for number, length, ask in changes:
        number = min(number, len(lengths))
        length = 0 if number == HEADS_STREAM else length
        lengths[number : number + 1] = [length]
        tree.set(number, length, head_of(number, length))
        if ask:
            tree.root()
    assert tree.root() == Frontier().extend(leaves(lengths)).root()


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13, 16, 17])
def test_the_proof_of_a_stream_holds_for_exactly_its_number_length_and_head(count: int) -> None:
    lengths = lengths_of(count)
    tree, kept = planted(lengths), leaves(lengths)
    root = tree.root()

    def node(height: int, index: int) -> bytes:
        return Frontier().extend(kept[index << height : (index + 1) << height]).root()

    for number, length in enumerate(lengths):
        path, head = tree.proof(number), head_of(number, length)
        assert path == inclusion_path(number, count, node)
        assert verify_head(number, length, head, count, path, root)
        assert not verify_head(number, length + 1, head_of(number, length + 1), count, path, root)
        assert not verify_head(number, length, HEAD, count, path, root)
        assert not verify_head(number ^ 1, length, head, count, path, root)
        assert not verify_head(number, length, head, count, [*path, root], root)
        assert not verify_head(number, length, head, count, path, sha256(b"").digest())


def test_a_proof_asked_for_after_a_change_is_of_the_changed_tree() -> None:
    tree = planted(lengths_of(10))
    tree.root()
    tree.set(7, 50, HEAD)
    path = tree.proof(2)
    assert verify_head(2, 3, head_of(2, 3), 10, path, tree.root())
    assert verify_head(7, 50, HEAD, 10, tree.proof(7), tree.root())


def test_numbers_are_dense() -> None:
    tree = planted(lengths_of(5))
    with pytest.raises(ValueError, match=r"^stream 6 leaves a gap: the next number is 5$"):
        tree.set(6, 1, HEAD)
    tree.set(5, 1, HEAD)
    assert len(tree) == 6


@pytest.mark.parametrize("number", [-1, 5, 6])
def test_a_stream_that_is_not_there_has_no_proof(number: int) -> None:
    with pytest.raises(ValueError, match=rf"^stream {number} is not one of 5$"):
        planted(lengths_of(5)).proof(number)


def test_nonsense_is_no_proof_rather_than_an_error() -> None:
    tree = planted(lengths_of(5))
    path, root = tree.proof(0), tree.root()
    assert verify_head(0, 1, head_of(0, 1), 5, path, root)
    assert not verify_head(-1, 1, HEAD, 5, path, root)
    assert not verify_head(0, 1, "not hex", 5, path, root)
    assert not verify_head(3, 1, HEAD, 5, tree.proof(3), root)
    assert not verify_head(0, 2**53, HEAD, 5, path, root)
    assert not verify_head(5, 1, HEAD, 5, path, root)
