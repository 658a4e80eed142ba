"""A checkpoint is plain text that one key signed: exact lines in, exact lines out, or refused."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ledger.checkpoint import (
    COSIGNATURE,
    SIGNATURE,
    Checkpoint,
    CheckpointRefused,
    key_hash,
    note_text,
    parse,
    parse_vkey,
    sign,
    verify,
    verify_cosignature,
    vkey,
)
from ledger.signing import FileSigner, Signer, new_key

GOLDEN = Path(__file__).parents[1] / "golden" / "bytes"
ROOT = sha256(b"root").digest()
NAME = "ledger.example.cn/zhangben"
HEAD = Checkpoint(NAME, 20_852_163, ROOT)
KEY = FileSigner(Ed25519PrivateKey.from_private_bytes(sha256(b"checkpoint key").digest()))
WITNESS = FileSigner(Ed25519PrivateKey.from_private_bytes(sha256(b"witness key").digest()))
NOTE = sign(HEAD, NAME, KEY)

# The example of C2SP tlog-cosignature: a log's signature and one of a witness.
SPECIFIED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 \
jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZ\
qhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""


def line(name: str, kind: int, signer: Signer, signature: bytes) -> str:
    named = key_hash(name, kind, signer.public) + signature
    return f"— {name} {b64encode(named).decode()}\n"


def cosigned(note: str, time: int, signer: Signer = WITNESS, name: str = "witness") -> str:
    text = note.partition("\n\n")[0] + "\n"
    signature = signer.sign(f"cosignature/v1\ntime {time}\n{text}".encode())
    return note + line(name, COSIGNATURE, signer, time.to_bytes(8) + signature)


def test_the_text_is_three_lines() -> None:
    assert note_text(Checkpoint("log", 0, bytes(32))) == f"log\n0\n{'A' * 43}=\n"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("checkpoint-*.txt")), ids=lambda p: p.stem)
def test_golden_checkpoints_are_signed_as_ever(path: Path) -> None:
    kept = path.read_text(encoding="utf-8")
    head = verify(kept, NAME, KEY.public)
    assert sign(head, NAME, KEY) == kept


def test_golden_files_are_there() -> None:
    assert len(list(GOLDEN.glob("checkpoint-*.txt"))) == 2


def test_the_specification_s_example_is_parsed() -> None:
    parsed = parse(SPECIFIED)
    assert parsed.checkpoint.origin == "example.com/behind-the-sofa"
    assert parsed.checkpoint.size == 20_852_163
    assert parsed.checkpoint.root.hex().startswith("0ac5186a91863e8e1d90c808014aa89b")
    log, witness = parsed.signatures
    assert (log.name, log.key_hash.hex(), len(log.signature)) == (
        "example.com/behind-the-sofa",
        "033de0ae",
        64,
    )
    assert (witness.name, witness.key_hash.hex(), len(witness.signature)) == (
        "witness.example.com/w1",
        "8d66cf3f",
        72,
    )
    assert int.from_bytes(witness.signature[:8]) == 1_679_315_147


def test_the_key_hash_is_over_name_newline_kind_and_key() -> None:
    assert (SIGNATURE, COSIGNATURE) == (1, 4)
    assert key_hash("a/b", 1, b"key") == sha256(b"a/b\n\x01key").digest()[:4]
    assert key_hash("a/b", 4, b"key") == sha256(b"a/b\n\x04key").digest()[:4]


def test_what_is_signed_is_verified_by_this_name_and_key_alone() -> None:
    assert verify(NOTE, NAME, KEY.public) == HEAD
    absent = f"no signature by {NAME} with key {vkey(NAME, WITNESS.public)}"
    with pytest.raises(CheckpointRefused) as refused:
        verify(NOTE, NAME, WITNESS.public)
    assert str(refused.value) == absent
    with pytest.raises(CheckpointRefused, match=r"^no signature by other with key other"):
        verify(NOTE, "other", KEY.public)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("zhangben\n2", "zhangbex\n2"),
        ("20852163", "20852164"),
        (b64encode(ROOT).decode(), "A" * 43 + "="),
    ],
)
def test_a_changed_line_does_not_fit_its_signature(was: str, becomes: str) -> None:
    assert NOTE.count(was) == 1
    with pytest.raises(CheckpointRefused, match=rf"^the signature by {NAME} does not fit"):
        verify(NOTE.replace(was, becomes), NAME, KEY.public)


def test_every_signature_that_claims_the_key_must_fit() -> None:
    wrong = line(NAME, SIGNATURE, KEY, KEY.sign(b"another text"))
    other = line("other", SIGNATURE, WITNESS, WITNESS.sign(b"another text"))
    assert verify(NOTE + NOTE.splitlines(keepends=True)[-1] + other, NAME, KEY.public) == HEAD
    with pytest.raises(CheckpointRefused, match=r"does not fit the checkpoint$"):
        verify(NOTE + wrong, NAME, KEY.public)


def test_a_key_of_another_algorithm_signs_no_checkpoint() -> None:
    with pytest.raises(CheckpointRefused, match=r"^a checkpoint is signed with ed25519, not p256$"):
        sign(HEAD, NAME, new_key("p256"))


def test_a_cosignature_tells_when_the_witness_saw_the_checkpoint() -> None:
    note = cosigned(NOTE, 1_679_315_147)
    assert verify_cosignature(note, "witness", WITNESS.public) == (HEAD, 1_679_315_147)
    assert verify(note, NAME, KEY.public) == HEAD
    assert verify_cosignature(cosigned(note, 1_679_315_000), "witness", WITNESS.public)[1] == (
        1_679_315_147
    ), "the latest time counts"
    assert verify_cosignature(cosigned(NOTE, 2**63 - 1), "witness", WITNESS.public)[1] == 2**63 - 1


def test_a_cosignature_that_does_not_fit_is_refused() -> None:
    note = cosigned(NOTE, 1_679_315_147)
    for bent in (
        note.replace("20852163", "20852164"),
        cosigned(NOTE, 2**63),
        NOTE + line("witness", COSIGNATURE, WITNESS, WITNESS.sign(note_text(HEAD).encode())),
        NOTE + line("witness", COSIGNATURE, WITNESS, b"short"),
        note + line("witness", COSIGNATURE, WITNESS, bytes(72)),
    ):
        with pytest.raises(CheckpointRefused) as refused:
            verify_cosignature(bent, "witness", WITNESS.public)
        assert str(refused.value) == "the cosignature by witness does not fit the checkpoint"
    with pytest.raises(CheckpointRefused, match=r"^no signature by witness with key witness\+"):
        verify_cosignature(NOTE, "witness", WITNESS.public)
    with pytest.raises(CheckpointRefused, match=r"^no signature by witness"):
        verify(note, "witness", WITNESS.public)  # a witness's word is not the log's


@pytest.mark.parametrize(
    ("origin", "size", "root", "sentence"),
    [
        ("", 1, ROOT, "origin '': one line of text is needed"),
        ("a\nb", 1, ROOT, "origin 'a\\nb': one line of text is needed"),
        ("a\rb", 1, ROOT, "origin 'a\\rb': one line of text is needed"),
        ("a\udfff", 1, ROOT, "origin 'a\\udfff': one line of text is needed"),
        ("a", -1, ROOT, "size -1: 0 to 2^63-1 is allowed"),
        ("a", 2**63, ROOT, "size 9223372036854775808: 0 to 2^63-1 is allowed"),
        ("a", 1, ROOT[1:], "root of 31 bytes: 32 are needed"),
        ("a", 1, ROOT + b"x", "root of 33 bytes: 32 are needed"),
    ],
)
def test_what_cannot_stand_on_three_lines_is_no_checkpoint(
    origin: str, size: int, root: bytes, sentence: str
) -> None:
    with pytest.raises(CheckpointRefused) as refused:
        Checkpoint(origin, size, root)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("size", [0, 1, 10, 2**63 - 1])
def test_the_smallest_and_the_largest_tree_have_checkpoints(size: int) -> None:
    head = Checkpoint("账本 \u2028", size, ROOT)  # only \n ends a line
    assert verify(sign(head, "账本", KEY), "账本", KEY.public) == head


def test_only_a_proper_name_signs() -> None:
    for name in ("", "a b", "a+b", "a\u00a0b", "a\x00b"):
        with pytest.raises(CheckpointRefused, match=r"^key name .*: no spaces, no plus"):
            sign(HEAD, name, KEY)
        with pytest.raises(CheckpointRefused, match=r"^key name "):
            vkey(name, KEY.public)


@given(st.text(max_size=60), st.integers(0, len(NOTE)), st.integers(0, 40))
def test_no_text_raises_anything_but_a_refusal(added: str, at: int, removed: int) -> None:
    note = NOTE[:at] + added + NOTE[at + removed :]
    try:
        head = verify(note, NAME, KEY.public)
    except CheckpointRefused:
        return
    assert head == HEAD


@pytest.mark.parametrize("kind", [SIGNATURE, COSIGNATURE])
def test_a_verifier_key_is_one_line_and_comes_back(kind: int) -> None:
    text = vkey(NAME, KEY.public, kind)
    encoded = b64encode(bytes([kind]) + KEY.public).decode()
    assert text == f"{NAME}+{key_hash(NAME, kind, KEY.public).hex()}+{encoded}"
    assert parse_vkey(text) == (NAME, kind, KEY.public)


def test_a_verifier_key_is_the_log_s_unless_said_otherwise() -> None:
    assert parse_vkey(vkey(NAME, KEY.public))[1] == SIGNATURE


KEY64 = b64encode(b"\x01" + KEY.public).decode()
HASH = key_hash(NAME, 1, KEY.public).hex()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"{NAME}+{HASH}+{KEY64[:-4]}", "an Ed25519 key of kind 1 or 4 is needed"),
        (f"{NAME}+{HASH}+AAAA", "an Ed25519 key of kind 1 or 4 is needed"),
        (vkey(NAME, KEY.public, 2), "an Ed25519 key of kind 1 or 4 is needed"),
        (vkey(NAME, KEY.public + b"x"), "an Ed25519 key of kind 1 or 4 is needed"),
        (f"{NAME}x+{HASH}+{KEY64}", "the hash is not of this name and key"),
        (f"{NAME}+{HASH.upper()}+{KEY64}", "the hash is not of this name and key"),
        (f"{NAME}++{KEY64}", "the hash is not of this name and key"),
        (f"+{HASH}+{KEY64}", "key name '': no spaces, no plus, not empty"),
        (f"{NAME}+{HASH}", "'' is not base64"),
        (f"{NAME}+{HASH}+{KEY64}+x", "is not base64"),
        ("", "'' is not base64"),
    ],
)
def test_a_verifier_key_whose_parts_disagree_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(CheckpointRefused) as refused:
        parse_vkey(text)
    assert str(refused.value).endswith(sentence)
