"""Checkpoints, tiles and proofs, checked as a stranger would: by public key and arithmetic."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.embedded import Server
from domain.governance.publish import SetRateTable
from ledger import checkpoint, merkle
from ledger.checkpoint import Checkpoint
from ledger.tiles import TileReader, unbundle
from tests.kit import bidding
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door import Door, door, problem


@pytest.fixture(scope="module")
def long(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The door of a log that is longer than a tile, with a checkpoint on the way."""
    folder: Path = tmp_path_factory.mktemp("long")
    with city(fresh(server), folder) as system:
        for ppm in range(300):
            if ppm == 100:
                system.publisher.publish()
            asked = SetRateTable(bank="mock-bank", since=bidding.DAY, rate_ppm=ppm)
            system.ask("office", asked)
        system.publisher.publish()
        with door(system) as opened:
            yield opened


def signed(at: Door, note: str) -> Checkpoint:
    """A checkpoint that the log's key signed."""
    return checkpoint.verify(note, at.system.log.origin, at.system.home.signer("checkpoint").public)


def head(at: Door) -> Checkpoint:
    return signed(at, at.get("/checkpoint").text)


def nodes(at: Door, size: int) -> TileReader:
    """The tree's nodes, read from tiles as they are served."""

    def fetch(level: int, index: int, width: int) -> bytes:
        partial = "" if width == 256 else f".p/{width}"
        return at.get(f"/tile/{level}/{index:03}{partial}").content

    return TileReader(size, fetch)


def test_the_checkpoint_is_a_signed_note(long: Door):
    answer = long.get("/checkpoint")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert head(long).size == long.system.tree.size()
    assert head(long).origin == long.system.log.origin


def test_the_tiles_have_the_root_that_was_signed(long: Door):
    size = head(long).size
    assert size > 256
    assert merkle.tree_root(size, nodes(long, size)) == head(long).root


def test_tiles_are_kept_for_ever_and_bundles_are_not(long: Door):
    kept = long.get("/tile/0/000").headers["cache-control"]
    assert "immutable" in kept
    assert "public" in kept
    bundle = long.get("/tile/entries/000", "auditor").headers["cache-control"]
    assert bundle == "private"


def test_bundles_hold_the_events_that_the_tiles_hash(long: Door):
    size = head(long).size
    stored = [
        entry
        for path in ("000", f"001.p/{size - 256}")
        for entry in unbundle(long.get(f"/tile/entries/{path}", "auditor").content)
    ]
    assert stored == list(long.system.tree.stored())
    leaves = list(map(merkle.leaf_hash, stored))
    assert merkle.Frontier().extend(leaves).root() == head(long).root


@pytest.mark.parametrize("person", [None, "clerk", "office", "supervisor"])
def test_bundles_are_for_auditors(long: Door, person: str | None):
    for path in ("/tile/entries/000", "/tile/entries/999"):
        assert "AUD" in problem(long.get(path, person), 403, "forbidden")["detail"]


@pytest.mark.parametrize("position", [1, 2, 128, 256, 257, -1])
def test_an_event_is_proved_to_be_in_the_log(long: Door, position: int):
    size = head(long).size
    position = position if position > 0 else size
    proof = long.get(f"/v1/proofs/{position}").json()
    covering = signed(long, proof["checkpoint"])
    assert (proof["position"], proof["size"], covering.size) == (position, size, size)
    leaf, path = bytes.fromhex(proof["leaf"]), list(map(bytes.fromhex, proof["path"]))
    assert leaf == merkle.leaf_hash(next(long.system.tree.stored(position - 1, 1)))
    assert merkle.verify_inclusion(leaf, position - 1, size, path, covering.root)
    assert not merkle.verify_inclusion(leaf, position - 1, size, path, bytes(32))


def test_a_proof_into_an_older_tree(long: Door):
    proof = long.get("/v1/proofs/7?size=20").json()
    leaves = list(map(merkle.leaf_hash, long.system.tree.stored()))[:20]
    root = merkle.Frontier().extend(leaves).root()
    path = list(map(bytes.fromhex, proof["path"]))
    assert proof["checkpoint"] is None
    assert merkle.verify_inclusion(leaves[6], 6, 20, path, root)


def test_one_checkpoint_is_proved_to_begin_the_next(long: Door):
    old, new = (signed(long, note) for note in long.system.tree.checkpoints())
    path = long.get(f"/v1/consistency/{old.size}/{new.size}").json()["path"]
    proof = list(map(bytes.fromhex, path))
    assert merkle.verify_consistency(old.size, old.root, new.size, new.root, proof)
    assert not merkle.verify_consistency(old.size, new.root, new.size, new.root, proof)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/proofs/1000000",
        "/v1/proofs/20?size=10",
        "/v1/proofs/1?size=1000000",
        "/v1/consistency/20/10",
        "/v1/consistency/1/1000000",
        "/tile/0/002",
        "/tile/0/x001/000",
        "/tile/0/001.p/255",
        "/tile/1/000",
        "/tile/7/000",
    ],
)
def test_what_is_not_in_the_log_yet_is_told(long: Door, path: str):
    problem(long.get(path), 404, "not-in-log")


@pytest.mark.parametrize(
    "path",
    [
        "/tile/8/000",
        "/tile/-1/000",
        "/tile/" + "9" * 5_000 + "/000",
        "/tile/٣/000",
        "/tile/0/0",
        "/tile/0/000.p/0",
        "/tile/0/000.p/256",
        "/tile/0/000.p/",
        "/tile/0/x/000",
        "/tile/0/x٣٣٣/000",
        "/tile/0/000/",
        "/tile/000",
    ],
)
def test_what_is_no_tile_is_not_found(long: Door, path: str):
    assert long.get(path).status_code == 404


def test_no_checkpoint_before_the_first(server: Server, tmp_path: Path):
    with city(fresh(server), tmp_path, cast=False) as system, door(system) as young:
        problem(young.get("/checkpoint"), 404, "not-in-log")
        assert young.get("/v1/position").json()["checkpoint"] is None
        problem(young.get("/v1/proofs/1"), 404, "not-in-log")
        assert young.get("/v1/proofs/1?size=3").status_code == 200


def test_position(long: Door):
    size = long.system.tree.size()
    said = long.get("/v1/position").json()
    assert (said["position"], said["mode"]) == (size, "simulated")
    assert signed(long, said["checkpoint"]).size == size
