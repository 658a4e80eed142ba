"""Texts that are no checkpoint: each is refused, with the reason."""

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.checkpoint import Checkpoint, CheckpointRefused, note_text, parse, sign
from ledger.signing import FileSigner

ROOT = sha256(b"root").digest()
NAME = "ledger.example.cn/zhangben"
HEAD = Checkpoint(NAME, 20_852_163, ROOT)
KEY = FileSigner(Ed25519PrivateKey.from_private_bytes(sha256(b"checkpoint key").digest()))
NOTE = sign(HEAD, NAME, KEY)

THREE = "a checkpoint has three lines (origin, size, root), an empty one, then signatures"
WHOLE = "1 to 100 whole lines of signatures are needed"
CONTROL = "a control character, or half of a surrogate pair, is in the note"
SHAPE = "'— name base64' is needed"
TEXT, LINE = note_text(HEAD), NOTE.splitlines(keepends=True)[-1]
ROOT64 = b64encode(ROOT).decode()
MALFORMED = [
    ("", THREE),
    (TEXT, THREE),
    (TEXT + LINE, THREE),
    (TEXT + "extension\n\n" + LINE, THREE),
    (TEXT + "\n\n" + LINE, THREE),
    ("\n" + TEXT + "\n" + LINE, THREE),
    (f"{NAME}\n{ROOT64}\n\n" + LINE, THREE),
    (TEXT + "\n", WHOLE),
    (TEXT + "\n" + LINE[:-1], WHOLE),
    (TEXT + "\n" + LINE * 101, WHOLE),
    (NOTE.replace("\n", "\r\n"), CONTROL),
    (NOTE.replace("\n", "\t\n", 1), CONTROL),
    (NOTE.replace("z", "\ud800", 1), CONTROL),
    (f"\n1\n{ROOT64}\n\n" + LINE, "origin '': one line of text is needed"),
    (f"a\n01\n{ROOT64}\n\n" + LINE, "size '01': a decimal number is needed, no leading zero"),
    (f"a\n+1\n{ROOT64}\n\n" + LINE, "size '+1': a decimal"),
    (f"a\n-1\n{ROOT64}\n\n" + LINE, "size '-1': a decimal"),
    (f"a\n1 \n{ROOT64}\n\n" + LINE, "size '1 ': a decimal"),
    (f"a\n\n{ROOT64}\n\n" + LINE, "size '': a decimal"),
    (f"a\n٣\n{ROOT64}\n\n" + LINE, "size '٣': a decimal"),
    (f"a\n1e3\n{ROOT64}\n\n" + LINE, "size '1e3': a decimal"),
    (f"a\n{'9' * 5000}\n{ROOT64}\n\n" + LINE, f"size '{'9' * 24}': a decimal"),
    (f"a\n{2**63}\n{ROOT64}\n\n" + LINE, "size 9223372036854775808: 0 to 2^63-1 is allowed"),
    (f"a\n1\n{ROOT64[:-1]}\n\n" + LINE, f"'{ROOT64[:-1]}' is not base64"),
    (f"a\n1\n{ROOT64[:-2]}F=\n\n" + LINE, f"'{ROOT64[:-2]}F=' is not base64"),
    (f"a\n1\n {ROOT64}\n\n" + LINE, f"' {ROOT64}' is not base64"),
    (f"a\n1\n{'A' * 44}\n\n" + LINE, "root of 33 bytes: 32 are needed"),
    (f"a\n1\n{ROOT64[:40]}\n\n" + LINE, "root of 30 bytes: 32 are needed"),
    (TEXT + "\n" + LINE[2:], SHAPE),
    (TEXT + "\n" + LINE.replace("— ", "- "), SHAPE),
    (TEXT + "\n— " + NAME + "\n", SHAPE),
    (TEXT + "\n— " + NAME + " \n", "'' is not base64"),
    (TEXT + "\n—  AAAAAAA=\n", "key name '': no spaces, no plus, not empty"),
    (TEXT + "\n— a+b AAAAAAA=\n", "key name 'a+b': no spaces, no plus, not empty"),
    (TEXT + "\n— a\u2028b AAAAAAA=\n", "key name 'a\\u2028b': no spaces, no plus, not empty"),
    (TEXT + "\n— a AAAAAA==\n", "no signature behind the key's hash"),
    (TEXT + "\n— a AAAAAAA= x\n", "'AAAAAAA= x' is not base64"),
    (TEXT + "\n— a AAAAAAA\n", "'AAAAAAA' is not base64"),
    (TEXT + "\n— a AAAAAAB=\n", "'AAAAAAB=' is not base64"),
    (TEXT + "\n— a AAAA\u00c1AA=\n", "'AAAA\u00c1AA=' is not base64"),
]


@pytest.mark.parametrize(("note", "sentence"), MALFORMED, ids=range(len(MALFORMED)))
def test_a_text_that_is_no_checkpoint_is_refused_with_the_reason(note: str, sentence: str) -> None:
    with pytest.raises(CheckpointRefused) as refused:
        parse(note)
    assert sentence in str(refused.value)


def test_a_hundred_signatures_are_read_and_a_signature_may_be_a_single_byte() -> None:
    assert len(parse(TEXT + "\n" + LINE * 100).signatures) == 100
    assert parse(TEXT + "\n— a AAAAAAE=\n").signatures == (("a", bytes(4), b"\x01"),)
