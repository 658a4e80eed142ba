"""The tree of RFC 6962: known roots, every proof of every small tree, and no proof bent."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_path,
    inclusion_path,
    join_pairs,
    leaf_hash,
    node_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

# The eight entries and roots that Certificate Transparency implementations share.
CT_ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(f"event {n}".encode()) for n in range(33)]
OTHER = sha256(b"other").digest()


def mth(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word by word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def node(height: int, index: int) -> bytes:
    """A node reader that knows only perfect subtrees of LEAVES."""
    lo, hi = index << height, (index + 1) << height
    assert 0 <= lo < hi <= len(LEAVES), "asked beyond the tree"
    return mth(LEAVES[lo:hi])


def grown(size: int) -> Frontier:
    return Frontier().extend(LEAVES[:size])


def test_leaves_and_nodes_are_told_apart_by_their_first_byte() -> None:
    assert leaf_hash(b"") == sha256(b"\x00").digest()
    assert leaf_hash(b"ab") == sha256(b"\x00ab").digest()
    assert node_hash(b"a", b"b") == sha256(b"\x01ab").digest()


def test_the_known_roots_of_certificate_transparency() -> None:
    leaves = [leaf_hash(entry) for entry in CT_ENTRIES]
    roots = [Frontier().extend(leaves[:size]).root().hex() for size in range(1, 9)]
    assert roots == CT_ROOTS


def test_the_known_paths_of_certificate_transparency() -> None:
    leaves = [leaf_hash(entry) for entry in CT_ENTRIES]

    def read(height: int, index: int) -> bytes:
        return mth(leaves[index << height : (index + 1) << height])

    assert [hash_.hex() for hash_ in inclusion_path(5, 8, read)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [hash_.hex() for hash_ in consistency_path(6, 8, read)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_the_empty_tree_has_the_hash_of_nothing_as_root() -> None:
    assert EMPTY_ROOT == Frontier().root() == tree_root(0, node) == sha256(b"").digest()


def test_a_last_one_without_partner_is_left_out_of_the_row_above() -> None:
    a, b, c = LEAVES[:3]
    assert join_pairs([a, b, c]) == [node_hash(a, b)]
    assert join_pairs([a]) == []


@pytest.mark.parametrize("size", range(34))
def test_the_root_of_every_small_tree(size: int) -> None:
    assert grown(size).root() == mth(LEAVES[:size]) == tree_root(size, node)


@given(st.lists(st.integers(0, 9), max_size=12))
def test_the_frontier_does_not_depend_on_how_the_leaves_were_batched(batches: list[int]) -> None:
    frontier, given_leaves = Frontier(), LEAVES[: min(sum(batches), 33)]
    rest = list(given_leaves)
    for width in batches:
        frontier = frontier.extend(iter(rest[:width]))
        rest = rest[width:]
    assert frontier == Frontier().extend(given_leaves)
    assert frontier.size == len(given_leaves)


def test_appending_one_by_one_is_extending() -> None:
    frontier = Frontier()
    for size, leaf in enumerate(LEAVES, start=1):
        before = frontier
        frontier = frontier.append(leaf)
        assert before == grown(size - 1), "the old frontier stays as it was"
        assert frontier == grown(size)


def test_the_peaks_are_the_perfect_subtrees_from_left_to_right() -> None:
    frontier = grown(13)
    assert frontier.peaks == (mth(LEAVES[:8]), mth(LEAVES[8:12]), LEAVES[12])
    assert frontier.to_bytes() == b"".join(frontier.peaks)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 31, 33])
def test_a_frontier_is_kept_as_bytes_beside_its_size(size: int) -> None:
    assert Frontier.from_bytes(size, grown(size).to_bytes()) == grown(size)


@pytest.mark.parametrize(("size", "length"), [(3, 63), (3, 65), (3, 32), (0, 32), (4, 0), (-1, 32)])
def test_bytes_that_do_not_fit_the_size_are_no_frontier(size: int, length: int) -> None:
    with pytest.raises(ValueError, match=f"^a frontier of size {size} has") as refused:
        Frontier.from_bytes(size, bytes(length))
    assert str(refused.value).endswith(f"hashes of 32 bytes, not {length} bytes")


SIZES = [*range(1, 18), 31, 32, 33]


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_of_every_small_tree_has_a_proof_that_holds_only_there(size: int) -> None:
    root = mth(LEAVES[:size])
    for index in range(size):
        path = inclusion_path(index, size, node)
        assert verify_inclusion(LEAVES[index], index, size, path, root)
        assert not verify_inclusion(LEAVES[index], index, size, path, OTHER)
        assert not verify_inclusion(OTHER, index, size, path, root)
        assert not verify_inclusion(LEAVES[index], index, size, [*path, OTHER], root)
        for place in range(len(path)):
            bent = [*path[:place], OTHER, *path[place + 1 :]]
            assert not verify_inclusion(LEAVES[index], index, size, bent, root)
            assert not verify_inclusion(LEAVES[index], index, size, path[:place], root)
        for elsewhere in {index - 1, index + 1, index ^ 1, size} - {index}:
            assert not verify_inclusion(LEAVES[index], elsewhere, size, path, root)


@pytest.mark.parametrize("new", SIZES)
def test_every_older_tree_is_a_beginning_and_nothing_else_is(new: int) -> None:
    root = mth(LEAVES[:new])
    for old in range(1, new + 1):
        was = mth(LEAVES[:old])
        path = consistency_path(old, new, node)
        assert verify_consistency(old, was, new, root, path)
        assert not verify_consistency(old, OTHER, new, root, path)
        assert not verify_consistency(old, was, new, OTHER, path)
        assert not verify_consistency(old, was, new, root, [*path, OTHER])
        for place in range(len(path)):
            bent = [*path[:place], OTHER, *path[place + 1 :]]
            assert not verify_consistency(old, was, new, root, bent)
            assert not verify_consistency(old, was, new, root, path[:place])


def test_the_same_tree_is_consistent_with_itself_without_any_hash() -> None:
    assert consistency_path(7, 7, node) == []
    assert verify_consistency(7, OTHER, 7, OTHER, [])
    assert not verify_consistency(7, OTHER, 7, LEAVES[0], [])


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (5, 4), (0, 0)])
def test_a_leaf_outside_the_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match=f"^leaf {index} is not in a tree of {size} leaves$"):
        inclusion_path(index, size, node)
    assert not verify_inclusion(LEAVES[0], index, size, [], LEAVES[0])


def test_the_only_leaf_is_its_own_root() -> None:
    assert inclusion_path(0, 1, node) == []
    assert verify_inclusion(OTHER, 0, 1, [], OTHER)


@pytest.mark.parametrize(("old", "new"), [(0, 4), (-1, 4), (5, 4), (0, 0)])
def test_consistency_is_between_an_old_tree_with_leaves_and_one_not_smaller(
    old: int, new: int
) -> None:
    message = f"^consistency needs 1 ≤ old ≤ new, not old {old} and new {new}$"
    with pytest.raises(ValueError, match=message):
        consistency_path(old, new, node)
    assert not verify_consistency(old, OTHER, new, OTHER, [])


def test_hashes_of_another_length_prove_nothing_even_if_they_join_to_the_same_bytes() -> None:
    left, right = LEAVES[:2]
    root = node_hash(left, right)
    assert verify_inclusion(left, 0, 2, [right], root)
    assert not verify_inclusion(left + right[:1], 0, 2, [right[1:]], root)
    assert not verify_inclusion(left[:-1], 0, 2, [left[-1:] + right], root)
    root = node_hash(node_hash(left, right), LEAVES[2])
    was = node_hash(left, right)
    assert verify_consistency(2, was, 3, root, [LEAVES[2]])
    assert not verify_consistency(2, was + LEAVES[2][:1], 3, root, [LEAVES[2][1:]])
    assert not verify_consistency(2, was[:-1], 3, root, [was[-1:] + LEAVES[2]])
