"""Tiles as C2SP tlog-tiles cuts them: coordinates, paths, bundles, and nodes read back."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.merkle import (
    Frontier,
    inclusion_path,
    join_pairs,
    leaf_hash,
    tree_root,
    verify_inclusion,
)
from ledger.tiles import (
    TILE_BYTES,
    FullTile,
    OpenTiles,
    TileReader,
    bundle,
    entries_path,
    partial_widths,
    tile_path,
    tile_width,
    unbundle,
)

LEAVES = [leaf_hash(n.to_bytes(3)) for n in range(70_000)]


def rows() -> list[list[bytes]]:
    """All perfect subtrees over LEAVES, by height."""
    found = [LEAVES]
    while len(found[-1]) > 1:
        found.append(join_pairs(found[-1]))
    return found


ROWS = rows()


def fetch_from(size: int, asked: list[tuple[int, int, int]]) -> Callable[[int, int, int], bytes]:
    def fetch(level: int, index: int, width: int) -> bytes:
        asked.append((level, index, width))
        first = index * 256
        assert 0 < width <= 256
        assert (first + width) << 8 * level <= size, "asked beyond the tree"
        return b"".join(ROWS[8 * level][first : first + width])

    return fetch


def test_the_specification_s_example_of_seventy_thousand_leaves() -> None:
    widths = {level: [tile_width(level, n, 70_000) for n in range(275)] for level in range(4)}
    assert widths[0] == [256] * 273 + [112, 0]
    assert widths[1][:3] == [256, 17, 0]
    assert widths[2][:2] == [1, 0]
    assert set(widths[3]) == {0}
    assert partial_widths(70_000) == (112, 17, 1)


@pytest.mark.parametrize(
    ("size", "partial"),
    [(0, ()), (1, (1,)), (255, (255,)), (256, (0, 1)), (257, (1, 1)), (65_536, (0, 0, 1))],
)
def test_how_many_hashes_the_open_tile_of_each_level_has(
    size: int, partial: tuple[int, ...]
) -> None:
    assert partial_widths(size) == partial


def test_paths_are_groups_of_three_digits() -> None:
    assert tile_path(0, 1_234_067) == "tile/0/x001/x234/067"
    assert tile_path(0, 1_234_067, 112) == "tile/0/x001/x234/067.p/112"
    assert tile_path(2, 0) == "tile/2/000"
    assert tile_path(63, 999, 255) == "tile/63/999.p/255"
    assert tile_path(1, 1_000, 1) == "tile/1/x001/000.p/1"
    assert entries_path(70_000) == "tile/entries/x070/000"
    assert entries_path(5, 7) == "tile/entries/005.p/7"


@pytest.mark.parametrize("width", [0, 257, -1])
def test_a_tile_of_no_hashes_or_of_too_many_has_no_path(width: int) -> None:
    with pytest.raises(ValueError, match=rf"^a tile has 1 to 256 hashes, not {width}$"):
        tile_path(0, 0, width)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 65_535, 65_536, 65_537, 70_000])
def test_proofs_and_root_come_out_of_tiles(size: int) -> None:
    node = TileReader(size, fetch_from(size, []))
    root = Frontier().extend(LEAVES[:size]).root()
    assert tree_root(size, node) == root
    for index in {0, size // 2, size - 1}:
        path = inclusion_path(index, size, node)
        assert verify_inclusion(LEAVES[index], index, size, path, root)


@pytest.mark.parametrize(
    ("height", "index"), [(0, 0), (0, 69_999), (1, 34_999), (7, 545), (8, 272), (15, 1), (16, 0)]
)
def test_a_node_is_the_hash_of_its_perfect_subtree(height: int, index: int) -> None:
    assert TileReader(70_000, fetch_from(70_000, []))(height, index) == ROWS[height][index]


@pytest.mark.parametrize(
    ("height", "index"), [(0, 70_000), (1, 35_000), (7, 546), (8, 273), (16, 1), (24, 0)]
)
def test_a_node_beyond_the_tree_is_refused_and_nothing_is_fetched(height: int, index: int) -> None:
    asked: list[tuple[int, int, int]] = []
    with pytest.raises(ValueError, match=rf"^no node {index} of height {height} in 70000 leaves$"):
        TileReader(70_000, fetch_from(70_000, asked))(height, index)
    assert asked == []


def test_each_tile_of_a_proof_is_fetched_once_and_only_as_wide_as_the_tree() -> None:
    asked: list[tuple[int, int, int]] = []
    inclusion_path(69_999, 70_000, TileReader(70_000, fetch_from(70_000, asked)))
    assert sorted(asked) == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]


@pytest.mark.parametrize("change", [-1, 1, -32, 32])
def test_a_tile_that_is_cut_or_too_long_is_refused(change: int) -> None:
    node = TileReader(300, lambda level, index, width: bytes(width * 32 + change))
    with pytest.raises(ValueError, match=rf"^tile/0/001.p/44 has {1408 + change} bytes, not 1408$"):
        node(0, 260)


def filled_by(batches: list[int]) -> tuple[OpenTiles, list[FullTile]]:
    tiles, filled, at = OpenTiles(), list[FullTile](), 0
    for width in batches:
        tiles, more = tiles.extend(iter(LEAVES[at : at + width]))
        filled += more
        at += width
    return tiles, filled


@pytest.mark.parametrize(
    "batches",
    [[70_000], [255, 1], [256], [257], [100, 600, 3], [65_535, 1, 1], [0], [1, 65_535 + 256, 300]],
)
def test_every_tile_is_given_once_when_it_fills_and_the_rest_stays_open(batches: list[int]) -> None:
    tiles, filled = filled_by(batches)
    size = sum(batches)
    expected = [
        FullTile(level, n, b"".join(ROWS[8 * level][n * 256 :][:256]), ROWS[8 * level + 8][n])
        for level in range(3)
        for n in range(size >> 8 * (level + 1))
    ]
    assert sorted(filled, key=lambda tile: (tile.level, tile.index)) == expected
    assert all(len(tile.hashes) == TILE_BYTES for tile in filled)
    assert tiles.size == size
    opened = [
        b"".join(ROWS[8 * level][(size >> 8 * level) - width : size >> 8 * level])
        for level, width in enumerate(partial_widths(size))
    ]
    assert list(tiles.partial) == opened


def test_open_tiles_stay_as_they_are_so_that_a_rollback_costs_nothing() -> None:
    before, _ = filled_by([300])
    kept = OpenTiles(before.size, before.partial)
    before.extend(LEAVES[300:900])
    assert before == kept


@given(st.lists(st.integers(0, 400), max_size=6))
def test_how_leaves_are_batched_and_restarts_between_make_no_difference(batches: list[int]) -> None:
    tiles, filled, at = OpenTiles(), list[FullTile](), 0
    for width in batches:
        tiles, more = OpenTiles(tiles.size, tiles.partial).extend(LEAVES[at : at + width])
        filled += more
        at += width
    assert (tiles, filled) == filled_by([at])


@pytest.mark.parametrize(
    ("size", "lengths"), [(1, []), (0, [0]), (300, [44 * 32]), (300, [44 * 32, 64]), (256, [0, 31])]
)
def test_partial_tiles_that_do_not_fit_the_size_are_refused(size: int, lengths: list[int]) -> None:
    message = f"^the open tiles of {size} leaves have "
    with pytest.raises(ValueError, match=message) as refused:
        OpenTiles(size, tuple(bytes(length) for length in lengths))
    assert str(refused.value).endswith(f"bytes, not {lengths}")


def test_an_entry_bundle_is_lengths_and_entries() -> None:
    assert bundle([b"abc", b"", b"\x00" * 258]) == b"\x00\x03abc\x00\x00\x01\x02" + b"\x00" * 258
    assert bundle([]) == b""


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_a_bundle_gives_its_entries_back(entries: list[bytes]) -> None:
    assert unbundle(bundle(entries)) == entries


def test_an_entry_of_65535_bytes_fits_and_one_more_does_not() -> None:
    assert unbundle(bundle([bytes(65_535)])) == [bytes(65_535)]
    with pytest.raises(ValueError, match=r"^entry 1 has 65536 bytes; at most 65535$"):
        bundle([b"", bytes(65_536)])


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x01", b"\x00\x00\x00", b"\x00\x00\x00\x02a"])
def test_a_bundle_that_ends_within_an_entry_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^the bundle ends within entry [01]$"):
        unbundle(data)
