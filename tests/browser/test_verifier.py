"""The verifier's modules against the ledger's own: the same roots, forms, keys and notes."""

import json
from base64 import b64encode
from hashlib import sha256
from random import Random

import pytest
from playwright.sync_api import Page

from api.capitals import capitals
from api.http.pages.assets import address
from ledger import canonical, checkpoint, merkle
from ledger.signing import new_key
from tests.browser.conftest import Open


@pytest.fixture
def page(visit: Open) -> Page:
    return visit("/trail")


def run(page: Page, module: str, body: str, values: object) -> object:
    """What a module's functions answer in the browser."""
    path = address(f"js/verify/{module}.js")
    hashing = address("js/verify/hash.js")
    return page.evaluate(
        f"""async (values) => {{
            const m = await import("{path}");
            const {{ Hasher }} = await import("{hashing}");
            const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (p) => parseInt(p, 16));
            const two = (byte) => byte.toString(16).padStart(2, "0");
            const to = (bytes) => Array.from(bytes, two).join("");
            {body}
        }}""",
        values,
    )


def test_every_leaf_of_many_trees_leads_to_the_root(page: Page):
    cases = []
    for size in (1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 63):
        leaves = [merkle.leaf_hash(bytes([n])) for n in range(size)]

        def node(height: int, index: int, leaves: list[bytes] = leaves) -> bytes:
            part = leaves[index << height : (index + 1) << height]
            return merkle.Frontier().extend(part).root()

        root = merkle.tree_root(size, node).hex()
        cases += [
            [
                leaves[i].hex(),
                i,
                size,
                [h.hex() for h in merkle.inclusion_path(i, size, node)],
                root,
            ]
            for i in range(size)
        ]
    wrong = run(
        page,
        "tree",
        """const hasher = new Hasher();
        const wrong = [];
        for (const [leaf, at, size, path, root] of values) {
          const found = to(await m.rootFrom(hasher, hex(leaf), at, size, path.map(hex)));
          if (found !== root) wrong.push([at, size]);
        }
        return wrong;""",
        cases,
    )
    assert wrong == []


def test_a_position_beyond_thirty_two_bits_has_its_way(page: Page):
    size, index = 2**40 + 12_345, 2**40 + 77
    sides = run(page, "tree", "return m.sides(values[0], values[1]);", [index, size])
    spans, lo, hi = [], 0, size
    while hi - lo > 1:
        cut = lo + (1 << (hi - lo - 1).bit_length() - 1)
        spans.append(index >= cut)
        lo, hi = (cut, hi) if index >= cut else (lo, cut)
    assert sides == spans[::-1]


@pytest.mark.parametrize("path", [[], ["00" * 32] * 3, ["00" * 31]])
def test_a_path_of_another_length_is_refused(page: Page, path: list[str]):
    said = run(
        page,
        "tree",
        """try { await m.rootFrom(new Hasher(), hex("00".repeat(32)), 0, 2, values.map(hex)); }
        catch (problem) { return problem.message; }""",
        path,
    )
    assert said


def test_canonical_bytes_are_told_from_all_others(page: Page):
    good = [
        canonical.write(value).decode()
        for value in (
            {"a": [1, -1, 2**53 - 1, None, True], "b": "é\n\u2028漳\x7f", "Z": {}},
            [],
            "x",
            {"amount": -80_000_000, "owner": '"\\/'},
        )
    ]
    bad = [
        '{"b":1,"a":2}',
        '{"a": 1}',
        '{"a":1,"a":1}',
        "1.5",
        "9007199254740993",
        '"\\u0061"',
        "-0",
    ]
    body = """return values.map((text) => {
      try { m.read(text); return true; } catch { return false; }
    });"""
    assert run(page, "canonical", body, good) == [True] * len(good)
    assert run(page, "canonical", body, bad) == [False] * len(bad)


def test_a_checkpoint_is_believed_by_its_key_alone(page: Page):
    signer, other = new_key("ed25519"), new_key("ed25519")
    note = checkpoint.sign(
        checkpoint.Checkpoint("log.example/a", 7, sha256(b"").digest()), "log.example/a", signer
    )
    lines = note.split("\n")
    changed = "\n".join([lines[0], "8", *lines[2:]])
    keys = [checkpoint.vkey("log.example/a", one.public) for one in (signer, other)]
    found = run(
        page,
        "note",
        """const found = [];
        for (const note of values.notes) for (const text of values.keys)
          found.push(await m.signedBy(m.parse(note), await m.readKey(new Hasher(), text)));
        return found;""",
        {"notes": [note, changed], "keys": keys},
    )
    assert found == [1, 0, 0, 0]


@pytest.mark.parametrize("algorithm", ["ed25519", "p256"])
def test_signatures_of_both_kinds_are_checked(page: Page, algorithm: str):
    signer = new_key(algorithm)
    message = b"zhangben/command/v1\n" + sha256(b"x").digest()
    values = [signer.public.hex(), signer.sign(message).hex(), message.hex()]
    body = f"return m.verify('{algorithm}', ...values.map(hex));"
    assert run(page, "keys", body, values) is True
    assert run(page, "keys", body, [*values[:2], (message + b"!").hex()]) is False
    named = run(
        page,
        "keys",
        f"return m.keyId(new Hasher(), '{algorithm}', hex(values));",
        signer.public.hex(),
    )
    assert named == signer.key_id


def test_base64_has_one_form(page: Page):
    good = b64encode(b"\x00\xff\x10").decode()
    body = """return values.map((text) => {
      try { return to(m.fromBase64(text)); } catch { return null; }
    });"""
    assert run(page, "bytes", body, [good, "AP8R\n", "AB==", "A"]) == ["00ff10", None, None, None]


def test_capitals_are_those_of_the_ledger(page: Page):
    chance = Random(7)
    amounts = [0, 1, 10, 100, 101, 10_000_000, 100_000_001, 2**53 - 1]
    amounts += [chance.randrange(10 ** chance.randrange(1, 16)) for _ in range(500)]
    said = run(page, "capitals", "return values.map(m.capitals);", amounts)
    assert said == [capitals(fen) for fen in amounts]


def test_the_trust_file_is_read_strictly(page: Page, site):
    text = site.system.home.trust.read_text()
    said = json.loads(text)
    broken = [
        "",
        "[]",
        json.dumps({**said, "checkpoint_key": said["checkpoint_key"][:-4] + "AAA="}),
        json.dumps({**said, "ledger_key": {"algorithm": "ed25519"}}),
    ]
    body = """const found = [];
    for (const text of values)
      found.push(await m.read(new Hasher(), text).then(() => true, () => false));
    return found;"""
    assert run(page, "trust", body, [text, *broken]) == [True, False, False, False, False]


def test_free_text_is_held_against_the_bytes_sign_by_sign(page: Page):
    titles = ["某中学　一标段", " 前后有空  格 ", "a\tb", "某中学 一标段"]
    body = """return values.map((title) => {
      const one = document.createElement("span");
      Object.assign(one.dataset, { bytes: "public.title", form: "text" });
      one.textContent = title;
      document.body.append(one);
      const wrong = values.map((title) => m.differences({ public: { title } }));
      one.remove();
      return wrong.map((found) => !found.includes("public.title"));
    });"""
    same = [[one == other for other in titles] for one in titles]
    assert run(page, "shown", body, titles) == same
