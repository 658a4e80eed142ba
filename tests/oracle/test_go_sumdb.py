"""Go's sumdb/note and sumdb/tlog judge what we sign, prove and serve; both refuse what is bent."""

import json
import os
import subprocess
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from ledger.checkpoint import (
    Checkpoint,
    CheckpointRefused,
    key_hash,
    parse_vkey,
    sign,
    verify,
    vkey,
)
from ledger.merkle import (
    Frontier,
    consistency_path,
    inclusion_path,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from ledger.signing import new_key
from ledger.tiles import OpenTiles, TileReader, tile_path, tile_width
from tests.kit.needs import not_run

GO_PATH = Path("/usr/share/gocode")
SOURCE = Path(__file__).parent / "go" / "sumdb"
NAME = "ledger.example.cn/zhangben"
KEY = new_key("ed25519")
ENTRIES = [b"event %d" % number for number in range(600)]

type Question = dict[str, Any]
type Judge = Callable[[list[Question]], list[str]]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    if which("go") is None:
        not_run("Go is not installed: nobody but us checks our proofs (Debian: golang-go)")
    if not (GO_PATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        not_run("golang.org/x/mod is not installed (Debian: golang-golang-x-mod-dev)")
    made = tmp_path_factory.mktemp("go")
    settings = {
        "GO111MODULE": "off",
        "GOPATH": str(GO_PATH),
        "GOFLAGS": "-buildvcs=false",
        "GOTOOLCHAIN": "local",
        "GOCACHE": str(made / "cache"),
        "HOME": str(made),
    }
    built = subprocess.run(
        ["go", "build", "-o", made / "sumdb", "."],
        cwd=SOURCE,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr

    def ask(questions: list[Question]) -> list[str]:
        asked = json.dumps(questions, default=lambda data: b64encode(data).decode())
        done = subprocess.run(
            [made / "sumdb"], input=asked, capture_output=True, text=True, check=True
        )
        answers: list[str] = json.loads(done.stdout)
        assert len(answers) == len(questions)
        return answers

    return ask


def bent(hash_: bytes) -> bytes:
    return bytes([hash_[0] ^ 1]) + hash_[1:]


class Log:
    """The first `size` entries as a tree: root, proofs, tiles."""

    def __init__(self, size: int) -> None:
        leaves = [leaf_hash(entry) for entry in ENTRIES[:size]]
        self.size, self.root = size, Frontier().extend(leaves).root()
        opened, filled = OpenTiles().extend(leaves)
        self.tiles = {tile_path(tile.level, tile.index): tile.hashes for tile in filled}
        for level, hashes in enumerate(opened.partial):
            if hashes:
                index = size >> 8 * (level + 1)
                self.tiles[tile_path(level, index, tile_width(level, index, size))] = hashes
        self.node = TileReader(size, lambda *tile: self.tiles[tile_path(*tile)])


def test_go_opens_our_checkpoint_and_refuses_a_bent_one(judge: Judge) -> None:
    key, other = vkey(NAME, KEY.public), vkey(NAME, new_key("ed25519").public)
    notes = [sign(Checkpoint(NAME, size, Log(size).root), NAME, KEY) for size in (0, 1, 600)]
    questions = [{"Check": "note", "Note": note, "Vkey": key} for note in notes]
    assert judge(questions) == ["", "", ""]
    for note in notes:
        verify(note, NAME, KEY.public)

    whole = notes[2]
    wrong = [
        whole.replace("600", "601"),
        whole.replace("zhangben\n6", "zhangbex\n6"),
        whole.replace(" ", "  "),
        whole[:-1],
        whole.replace("\n\n", "\n"),
        whole.replace("— ", "- "),
    ]
    answers = judge(
        [{"Check": "note", "Note": note, "Vkey": key} for note in wrong]
        + [{"Check": "note", "Note": whole, "Vkey": other}]
    )
    assert answers == [
        f"invalid signature for key {NAME}+{key_hash(NAME, 1, KEY.public).hex()}",
        f"invalid signature for key {NAME}+{key_hash(NAME, 1, KEY.public).hex()}",
        "malformed note",
        "malformed note",
        "malformed note",
        "malformed note",
        "note has no verifiable signatures",
    ]
    for note in wrong:
        with pytest.raises(CheckpointRefused):
            verify(note, NAME, KEY.public)
    with pytest.raises(CheckpointRefused):
        verify(whole, NAME, parse_vkey(other)[2])


def test_go_and_we_agree_on_every_proof_of_a_record(judge: Judge) -> None:
    questions: list[Question] = []
    ours: list[bool] = []

    def ask(index: int, log: Log, path: list[bytes], root: bytes, entry: bytes) -> None:
        questions.append(
            {
                "Check": "record",
                "Path": path,
                "Size": log.size,
                "Root": root,
                "Index": index,
                "Leaf": entry,
            }
        )
        ours.append(verify_inclusion(leaf_hash(entry), index, log.size, path, root))

    for size in (1, 2, 3, 7, 8, 255, 256, 257, 600):
        log = Log(size)
        for index in sorted({0, size // 3, size // 2, size - 1}):
            path = inclusion_path(index, size, log.node)
            ask(index, log, path, log.root, ENTRIES[index])
            assert ours[-1]
            ask(index, log, path, bent(log.root), ENTRIES[index])
            ask(index, log, path, log.root, b"another event")
            ask(index, log, [*path, log.root], log.root, ENTRIES[index])
            for place in range(len(path)):
                ask(
                    index,
                    log,
                    [*path[:place], bent(path[place]), *path[place + 1 :]],
                    log.root,
                    ENTRIES[index],
                )
                ask(index, log, path[:place], log.root, ENTRIES[index])
    assert [answer == "" for answer in judge(questions)] == ours
    assert ours.count(True) == 30


def test_go_and_we_agree_on_every_proof_of_consistency(judge: Judge) -> None:
    questions: list[Question] = []
    ours: list[bool] = []

    def ask(old: Log, new: Log, path: list[bytes], was: bytes, root: bytes) -> None:
        questions.append(
            {
                "Check": "tree",
                "Path": path,
                "Size": new.size,
                "Root": root,
                "Old": old.size,
                "Was": was,
            }
        )
        ours.append(verify_consistency(old.size, was, new.size, root, path))

    sizes = (1, 2, 3, 6, 8, 255, 256, 257, 512, 600)
    logs = [Log(size) for size in sizes]
    for number, new in enumerate(logs):
        for old in logs[: number + 1]:
            path = consistency_path(old.size, new.size, new.node)
            ask(old, new, path, old.root, new.root)
            assert ours[-1]
            ask(old, new, path, bent(old.root), new.root)
            ask(old, new, path, old.root, bent(new.root))
            ask(old, new, [*path, new.root], old.root, new.root)
            for place in range(len(path)):
                ask(
                    old,
                    new,
                    [*path[:place], bent(path[place]), *path[place + 1 :]],
                    old.root,
                    new.root,
                )
                ask(old, new, path[:place], old.root, new.root)
    assert [answer == "" for answer in judge(questions)] == ours
    assert ours.count(True) == 55


def test_go_proves_records_out_of_our_tiles_and_notices_a_bent_tile(judge: Judge) -> None:
    questions: list[Question] = []
    for size in (1, 255, 256, 257, 512, 600):
        log = Log(size)
        questions += [
            {
                "Check": "tiles",
                "Tiles": log.tiles,
                "Size": size,
                "Root": log.root,
                "Index": index,
                "Path": inclusion_path(index, size, log.node),
            }
            for index in sorted({0, size // 2, size - 1})
        ]
    assert set(judge(questions)) == {""}

    log = Log(600)
    whole = {
        "Check": "tiles",
        "Size": 600,
        "Root": log.root,
        "Index": 300,
        "Path": inclusion_path(300, 600, log.node),
    }
    assert sorted(log.tiles) == ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]
    read = sorted(log.tiles)[1:]  # nothing below the first tile is needed for entry 300
    assert (
        judge(
            [
                {**whole, "Tiles": log.tiles | {path: changed}}
                for path in read
                for changed in (bent(log.tiles[path]), log.tiles[path][:-32])
            ]
            + [{**whole, "Tiles": log.tiles}]
        ).count("")
        == 1
    )


def test_go_names_keys_as_we_do(judge: Judge) -> None:
    whole = sign(Checkpoint(NAME, 1, bytes(32)), NAME, KEY)
    keys = [
        vkey(NAME, KEY.public),
        vkey(NAME, KEY.public, 4),
        "x" + vkey(NAME, KEY.public),
        vkey(NAME, KEY.public[1:]),
    ]
    assert judge([{"Check": "note", "Note": whole, "Vkey": key} for key in keys]) == [
        "",
        "unknown verifier algorithm",
        "invalid verifier hash",
        "malformed verifier id",
    ]
