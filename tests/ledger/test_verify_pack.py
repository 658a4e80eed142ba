"""An audit pack stands alone: what is left out, changed or put in is found, and named."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import StreamId
from ledger import checkpoint
from ledger import pack as packs
from ledger.checkpoint import Checkpoint, parse
from ledger.codec import read_body
from ledger.envelope import part
from ledger.folding import event_of
from ledger.heads import HEADS_STREAM
from ledger.merkle import consistency_path
from ledger.pack import Pack, PackRefused, Whole
from ledger.packing import Packer
from ledger.publishing import Publisher
from ledger.signing import new_key
from ledger.tiles import TileReader
from ledger.tree import Tree
from ledger.trust import Trust
from ledger.unpacking import CLOSED, digest_of, log_from, released, states
from ledger.verify_pack import NAMED, main, verify_pack
from ledger.verify_shape import KEYS as KEYS_NUMBER
from ledger.verify_shape import LAW as LAW_NUMBER
from tests.kit.databases import fresh
from tests.kit.house import House, house
from tests.kit.lamp import HOUSE, LAW, BuildRoom, OpenRoom, SwitchLamp, Welcome
from tests.kit.packs import codes, only

LAMP = StreamId("lamp", "l")


@pytest.fixture(scope="module")
def lived(server: Any) -> Any:
    """Two lamps by turns; a guest of a room that was opened, and one of a room that was not."""
    with house(fresh(server)) as made:
        for times in (2, 3, 1):
            made.do(SwitchLamp(lamp="l", on=True, times=times))
            made.do(SwitchLamp(lamp="other", on=True, times=times))
        earlier = publish(made)
        made.do(SwitchLamp(lamp="l", on=False, times=1))
        for guest, room in (("g", "r"), ("h", "s")):
            made.do(BuildRoom(room=room))
            made.do(Welcome(guest=guest, room=room, name="Ann"))
        made.do(OpenRoom(room="r"))
        yield made, earlier


@pytest.fixture(scope="module")
def home(lived: tuple[House, str]) -> House:
    return lived[0]


@pytest.fixture(scope="module")
def earlier(lived: tuple[House, str]) -> str:
    """A checkpoint of before the lamp was switched off."""
    return lived[1]


def publish(home: House) -> str:
    return Publisher(home.book, home.store, home.log.origin, home.checkpoints).publish()


@pytest.fixture(scope="module")
def pack(home: House) -> Pack:
    """The pack of one of the lamps."""
    numbers = home.store.numbers([("lamp", "l")])
    return Packer(home.store).pack(publish(home), numbers.values())


@pytest.fixture(scope="module")
def trust(home: House) -> Trust:
    vkey = checkpoint.vkey(home.log.origin, home.checkpoints.public)
    return Trust(home.log.origin, home.log.signer.algorithm, home.log.signer.public, vkey)


def of_lamp(pack: Pack) -> list[int]:
    """Which of the forms are the lamp's."""
    return [at for at, form in enumerate(pack.forms) if b'"name":"LampSwitched"' in form]


def without(pack: Pack, at: int) -> Pack:
    return replace(pack, forms=pack.forms[:at] + pack.forms[at + 1 :])


def test_whole_streams_are_verified_by_themselves(pack: Pack, trust: Trust) -> None:
    verdict = verify_pack(pack, trust)
    assert verdict.ok, verdict.problems
    assert verdict.streams["lamp/l"] == 7
    assert {*verdict.streams} == {str(LAW), "keys/keys", "lamp/l"}
    assert verdict.commands >= 4
    assert verdict.size == parse(pack.note).checkpoint.size > verdict.events


def test_nothing_of_another_stream_is_in_it(pack: Pack) -> None:
    assert not any(b'"lamp":"other"' in form for form in pack.forms)


def test_it_comes_to_the_same_state(home: House, pack: Pack, trust: Trust) -> None:
    found = states(log_from(trust, HOUSE), pack)
    held = home.book.memory.get(LAMP)
    assert held is not None
    assert found[LAMP].state == held.state
    assert digest_of(found[LAMP].state) == digest_of(held.state)
    assert found[LAMP].head == held.head


def test_it_comes_to_the_state_of_any_position_before(pack: Pack, trust: Trust) -> None:
    """Of the lamp's first two events."""
    at = read_body(part(pack.forms[of_lamp(pack)[1]])[0]).position
    assert states(log_from(trust, HOUSE), pack, at)[LAMP].sequence == 2
    assert states(log_from(trust, HOUSE), pack, at - 1)[LAMP].sequence == 1


def test_each_event_is_read_once_however_many_streams_there_are(
    home: House, trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [("lamp", "l"), ("lamp", "other"), ("guest", "g"), ("guest", "h")]
    made = Packer(home.store).pack(publish(home), home.store.numbers(names).values())
    read = Mock(side_effect=read_body)
    monkeypatch.setattr("ledger.unpacking.read_body", read)
    assert len(states(log_from(trust, HOUSE), made)) == 6
    assert read.call_count == len(made.forms)


@pytest.mark.parametrize(("guest", "name"), [("g", "Ann"), ("h", None)])
def test_what_lies_under_a_key_is_read_where_the_log_gave_it_out(
    home: House, trust: Trust, guest: str, name: str | None
) -> None:
    number = home.store.numbers([("guest", guest)])["guest", guest]
    room = {"g": "r", "h": "s"}[guest]
    assert home.vault.streams_under(f"room/{room}") == [number]
    made = Packer(home.store).pack(publish(home), [number])
    assert verify_pack(made, trust).ok
    log = log_from(trust, HOUSE)
    (form,) = (form for form in made.forms if b'"name":"GuestCame"' in form)
    held = states(log, made)[StreamId("guest", guest)]
    came = event_of(log, released(log, made), read_body(part(form)[0]), held.names)
    assert came.name == name
    assert (held.names == CLOSED) == (name is None)


def test_whose_key_a_stream_lies_under_besides_is_not_said(home: House) -> None:
    number = home.store.numbers([("guest", "h")])["guest", "h"]
    made = Packer(home.store).pack(publish(home), [number])
    assert not any(b"room/s" in form for form in made.forms)
    assert not hasattr(made.streams[0], "names")


ATTACKS: dict[str, tuple[Callable[[Pack], Pack], set[str]]] = {
    "the end of a stream is left out": (
        lambda pack: without(pack, of_lamp(pack)[-1]),
        {"pack.end"},
    ),
    "an event within is left out": (
        lambda pack: without(pack, of_lamp(pack)[2]),
        {"stream.sequence"},
    ),
    "a whole stream is left out, but its name": (
        lambda pack: replace(
            pack, forms=tuple(f for at, f in enumerate(pack.forms) if at not in of_lamp(pack))
        ),
        {"pack.end"},
    ),
    "a byte is changed": (
        lambda pack: replace(
            pack,
            forms=tuple(
                form.replace(b'"on":false', b'"on":true') if b"LampSwitched" in form else form
                for form in pack.forms
            ),
        ),
        {"event.signature", "pack.leaf", "pack.end"},
    ),
    "two events change places": (
        lambda pack: replace(
            pack, forms=(*pack.forms[:-3], pack.forms[-2], pack.forms[-3], pack.forms[-1])
        ),
        {"pack.order"},
    ),
    "a node of the tree is another": (
        lambda pack: replace(pack, nodes=dict.fromkeys(pack.nodes, bytes(32))),
        {"pack.leaf"},
    ),
    "nodes are left out": (lambda pack: replace(pack, nodes={}), {"pack.leaf"}),
    "the heads are left out": (
        lambda pack: replace(pack, forms=pack.forms[:-1]),
        {"pack.lacks", "checkpoint.heads"},
    ),
    "the root of the heads is no hash": (
        lambda pack: replace(
            pack,
            forms=(*pack.forms[:-1], re.sub(rb'"root":"\w+"', b'"root":"no"', pack.forms[-1])),
        ),
        {"pack.end", "event.signature"},
    ),
    "the opening is left out": (lambda pack: without(pack, 0), {"pack.lacks"}),
    "the first heads are left out": (
        lambda pack: without(
            pack, next(at for at, form in enumerate(pack.forms) if b'"HeadsSealed"' in form)
        ),
        {"pack.lacks"},
    ),
    "a stream is not said to be whole": (
        lambda pack: replace(pack, streams=pack.streams[:-1]),
        {"pack.stray"},
    ),
    "the keys are left out": (
        lambda pack: replace(pack, streams=tuple(one for one in pack.streams if one.number != 2)),
        {"pack.lacks"},
    ),
    "nothing is left but what every pack has": (
        lambda pack: only(pack, {LAW_NUMBER, KEYS_NUMBER}),
        {"pack.nothing"},
    ),
    "a path to the heads is another": (
        lambda pack: replace(
            pack, streams=tuple(replace(one, path=(bytes(32),)) for one in pack.streams)
        ),
        {"pack.end"},
    ),
    "who asked is not enrolled": (
        lambda pack: replace(
            pack, forms=tuple(form for form in pack.forms if b'"KeyEnrolled"' not in form)
        ),
        {"command.unknown", "stream.sequence"},
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_found(attack: str, pack: Pack, trust: Trust) -> None:
    change, expected = ATTACKS[attack]
    assert codes(verify_pack(change(pack), trust)) >= expected


def test_another_log_s_keys_do_not_fit(pack: Pack, trust: Trust) -> None:
    other = checkpoint.vkey(trust.origin, new_key("ed25519").public)
    assert codes(verify_pack(pack, replace(trust, checkpoint=other))) >= {"checkpoint.refused"}
    other_key = replace(trust, ledger_key=new_key("ed25519").public)
    assert codes(verify_pack(pack, other_key)) >= {"event.signer", "log.expected"}


def test_a_checkpoint_that_was_kept_of_the_same_size_must_be_the_same(
    home: House, pack: Pack, trust: Trust
) -> None:
    size = parse(pack.note).checkpoint.size
    other = Checkpoint(trust.origin, size, bytes(32))
    forked = checkpoint.sign(other, trust.origin, home.checkpoints)
    assert codes(verify_pack(pack, trust, held=[forked])) == {"pack.held"}
    assert verify_pack(pack, trust, held=[pack.note]).ok


def test_a_checkpoint_that_was_kept_before_is_one_that_the_log_grew_from(
    home: House, pack: Pack, trust: Trust, earlier: str
) -> None:
    """Where the pack was asked for with it; else the verdict says that it could not look."""
    size = parse(earlier).checkpoint.size
    assert size < parse(pack.note).checkpoint.size
    bare = replace(pack, nodes={})
    assert codes(verify_pack(bare, trust, held=[earlier])) == {"pack.apart", "pack.leaf"}
    numbers = [one.number for one in pack.streams]
    asked = Packer(home.store).pack(pack.note, numbers, [size])
    assert verify_pack(asked, trust, held=[earlier]).ok
    other = checkpoint.sign(
        Checkpoint(trust.origin, size, bytes(32)), trust.origin, home.checkpoints
    )
    assert codes(verify_pack(asked, trust, held=[other])) == {"pack.held"}


def test_a_checkpoint_that_was_kept_later_makes_a_pack_old(
    home: House, pack: Pack, trust: Trust, earlier: str
) -> None:
    """Even where the nodes between the two show that one grew from the other."""
    own, kept = parse(earlier).checkpoint.size, parse(pack.note).checkpoint.size
    nodes = dict(pack.nodes)
    read = TileReader(kept, Tree(home.store).tile)

    def keep(height: int, index: int) -> bytes:
        return nodes.setdefault((height, index), read(height, index))

    consistency_path(own, kept, keep)
    numbers = home.store.numbers([("lamp", "l")]).values()
    old = Packer(home.store).pack(earlier, numbers)
    old = replace(old, nodes={**nodes, **old.nodes})
    assert verify_pack(old, trust).ok
    (problem,) = verify_pack(old, trust, held=[pack.note]).problems
    assert problem.code == "pack.old"
    assert str(own) in problem.sentence
    assert str(kept) in problem.sentence


@given(st.data())
@settings(max_examples=150)
def test_whatever_a_pack_holds_a_verdict_is_given(pack: Pack, trust: Trust, data: Any) -> None:
    """A piece of an event is another, or an event stands for another: never a crash, never good."""
    at = data.draw(st.integers(0, len(pack.forms) - 1))
    form, other = pack.forms[at], data.draw(st.sampled_from(pack.forms))
    start = data.draw(st.integers(0, len(form) - 1))
    end = data.draw(st.integers(start, min(len(form), start + 80)))
    bytes_ = st.binary(max_size=8) | st.sampled_from([b"0", b'"', b"null", b"{}", b"[]", b"\n"])
    spoiled = data.draw(st.sampled_from([other, form[:start] + data.draw(bytes_) + form[end:]]))
    forms = (*pack.forms[:at], spoiled, *pack.forms[at + 1 :])
    assert verify_pack(replace(pack, forms=forms), trust).ok == (spoiled == form)


def test_the_heads_stream_is_never_whole(pack: Pack, trust: Trust) -> None:
    """Its own leaf says nothing of it."""
    heads = Whole(HEADS_STREAM, pack.streams[0].path)
    assert codes(verify_pack(replace(pack, streams=(*pack.streams, heads)), trust)) == {
        "pack.lacks"
    }


def test_what_it_is_of_can_be_asked_for(pack: Pack, trust: Trust) -> None:
    assert verify_pack(pack, trust, of="lamp/l").ok
    (problem,) = verify_pack(pack, trust, of="lamp/other").problems
    assert problem.code == "pack.of"
    assert "lamp/other" in problem.sentence


def test_of_many_streams_the_first_are_named(pack: Pack, trust: Trust) -> None:
    verdict = replace(verify_pack(pack, trust), streams={f"lamp/{n}": 1 for n in range(NAMED + 2)})
    (said,) = (line for line in verdict.lines() if line.startswith("lamp: "))
    assert said.startswith("lamp: 0, 1, ")
    assert said.endswith(f", {NAMED - 1} and 2 more")


# -- the file


def test_the_same_content_is_the_same_bytes(pack: Pack, tmp_path: Path) -> None:
    packs.write(tmp_path / "one.zip", pack)
    read = packs.read(tmp_path / "one.zip")
    assert read == pack
    packs.write(tmp_path / "two.zip", read)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_any_zip_program_opens_it(pack: Pack, tmp_path: Path) -> None:
    packs.write(tmp_path / "one.zip", pack)
    with zipfile.ZipFile(tmp_path / "one.zip") as file:
        assert file.testzip() is None
        assert file.read("checkpoint.txt").decode() == pack.note
        assert file.read("events.txt") == b"".join(pack.forms)


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], **options: Any) -> Path:
    """The pack, its members changed; None leaves one out."""
    other = path.with_name("other.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", **options) as new:
        for info in old.infolist():
            data = change(info.filename, old.read(info))
            if data is not None:
                new.writestr(info.filename, data)
    return other


REFUSED: dict[str, tuple[Callable[[str, bytes], bytes | None], dict[str, Any], str]] = {
    "compressed": (lambda _, data: data, {"compression": zipfile.ZIP_DEFLATED}, "stored as it is"),
    "without events": (
        lambda name, data: None if name == "events.txt" else data, {}, "right would be README.txt",
    ),
    "cut-off events": (
        lambda name, data: data[:-1] if name == "events.txt" else data, {}, "two whole lines",
    ),
    "no hash": (
        lambda name, data: data + b"1 2 xyz\n" if name == "nodes.txt" else data, {}, "line",
    ),
    "no stream": (
        lambda name, data: data + b'{"number":1}\n' if name == "streams.txt" else data, {}, "line",
    ),
    "long path": (
        lambda name, data: data.replace(b'"path":["', b'"path":["00","')
        if name == "streams.txt" else data, {}, "at most 64 hashes",
    ),
    "two of one number": (
        lambda name, data: data + data if name == "streams.txt" else data, {}, "not come after",
    ),
    "an empty line": (
        lambda name, data: data + b"\n\n" if name == "events.txt" else data, {}, "two whole lines",
    ),
    "another readme": (
        lambda name, data: b"trust me" if name == "README.txt" else data, {}, "no pack holds",
    ),
    "no text": (
        lambda name, data: b"\xff" if name == "checkpoint.txt" else data, {}, "not UTF-8",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", REFUSED)
def test_what_is_no_pack_is_refused_with_its_reason(how: str, pack: Pack, tmp_path: Path) -> None:
    change, options, why = REFUSED[how]
    packs.write(tmp_path / "one.zip", pack)
    with pytest.raises(PackRefused, match=why):
        packs.read(rewritten(tmp_path / "one.zip", change, **options))


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"no zip at all", bytes(100)])
def test_any_bytes_are_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(PackRefused):
        packs.read(tmp_path / "x.zip")


# -- the program


def test_the_program_stands_alone(
    pack: Pack, trust: Trust, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packs.write(tmp_path / "one.zip", pack)
    trust.save(tmp_path / "trust.json")
    asked = [str(tmp_path / "one.zip"), "--trust", str(tmp_path / "trust.json")]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "lamp: l\n" in said
    assert said.endswith("verified\n")
    packs.write(tmp_path / "one.zip", without(pack, of_lamp(pack)[-1]))
    assert main([*asked, "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told["problems"]] == ["pack.end"]
    assert main(asked) == 3
    assert "lamp: l\n" not in capsys.readouterr().out
    (tmp_path / "one.zip").write_bytes(b"no zip")
    assert main(asked) == 3
    assert capsys.readouterr().out.startswith("NOT VERIFIED")
