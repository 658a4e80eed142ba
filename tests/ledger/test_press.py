"""Every body gets its own signature, whoever made it: this process, or the one beside it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Pipe
from threading import Thread
from typing import Any

import pytest

from ledger import beside as beside_us
from ledger import press as pressing
from ledger.beside import Beside, Gone, serve
from ledger.envelope import part
from ledger.press import Press, Sheet
from ledger.signing import EVENT_TAG, FileSigner, new_key, verify
from ledger.step import Draft

SECONDS = 20


def drafts(count: int, first: int = 0) -> list[Draft]:
    event: Any = None
    return [
        Draft(n, 1, n, "LampSwitched@1", b'{"n":%d}' % n, event)
        for n in range(first, first + count)
    ]


def bodies(forms: list[bytes], signer: FileSigner) -> list[bytes]:
    """The bodies of stored forms, each with its own good signature."""
    found = []
    for form in forms:
        body, signature = part(form)
        assert verify(signer.algorithm, signer.public, signature.sig, EVENT_TAG + body)
        found.append(body)
    return found


def wanted(of: list[Draft]) -> list[bytes]:
    return [draft.body for draft in of]


@pytest.fixture
def signer() -> FileSigner:
    return new_key("ed25519")


@pytest.fixture
def press(signer: FileSigner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    """One whose process is up and asked from the first chunk on."""
    monkeypatch.setattr(pressing, "_MANY", 0)
    made = Press(signer, signer.key_id)
    up(made)
    yield made
    made.close()


def up(press: Press) -> Beside:
    """The press's process, once it can be asked."""
    until = time.monotonic() + SECONDS
    press.sheet()
    beside = press._beside
    assert beside is not None
    while not beside.ready():
        assert time.monotonic() < until
        time.sleep(0.01)
    return beside


def printed(press: Press, *added: list[Draft]) -> list[bytes]:
    sheet = press.sheet()
    for some in added:
        sheet.add(some)
    return sheet.finish()


def test_few_are_signed_here(signer):
    press = Press(signer, signer.key_id)
    asked = drafts(100)
    assert bodies(printed(press, asked), signer) == wanted(asked)
    assert press._beside is None
    press.close()


def test_many_are_signed_beside_in_their_order(press, signer, monkeypatch):
    monkeypatch.setattr(FileSigner, "sign", lambda *_: pytest.fail("signed here"))
    asked = drafts(3200)
    assert bodies(printed(press, asked[:1000], asked[1000:]), signer) == wanted(asked)


def test_what_fills_no_chunk_is_signed_here(press, signer):
    asked = drafts(77)
    assert bodies(printed(press, asked), signer) == wanted(asked)


def test_a_sheet_that_was_dropped_leaves_no_signature_to_the_next(press, signer):
    press.sheet().add(drafts(320))
    asked = drafts(320, first=5000)
    assert bodies(printed(press, asked), signer) == wanted(asked)


def said(sheet: Sheet, some: list[Draft]) -> None:
    """One draft after the other, as a command's are said before it is known to stand."""
    for n in range(1, len(some) + 1):
        sheet.ahead(some[:n])


def test_a_long_command_is_signed_beside_while_it_is_still_being_drafted(
    press, signer, monkeypatch
):
    sent = list[bytes]()
    send = Beside.send
    monkeypatch.setattr(Beside, "send", lambda at, some: (sent.extend(some), send(at, some)))
    asked, sheet = drafts(640), press.sheet()
    said(sheet, asked)
    assert sent == wanted(asked)
    sheet.add(asked)
    assert bodies(sheet.finish(), signer) == wanted(asked)
    assert sent == wanted(asked), "nothing is sent twice"


def test_of_a_command_that_came_to_nothing_no_signature_is_left(press, signer):
    sheet = press.sheet()
    before, given_up = drafts(20), drafts(70, first=21)
    instead = [one._replace(body=one.body + b" ") for one in drafts(90, first=21)]
    sheet.add(before)
    said(sheet, given_up)
    said(sheet, instead)
    sheet.add(instead)
    assert bodies(sheet.finish(), signer) == wanted(before + instead)


def test_what_came_to_nothing_and_is_said_again_is_sent_once(press, signer):
    sheet, asked = press.sheet(), drafts(70)
    said(sheet, asked)
    said(sheet, asked)
    sheet.add(asked)
    more = drafts(70, first=71)
    sheet.add(more)
    assert bodies(sheet.finish(), signer) == wanted(asked + more)


def test_when_the_process_dies_behind_a_command_we_sign_that_one_too(press, signer, caplog):
    sheet, asked = press.sheet(), drafts(640)
    said(sheet, asked[:320])
    press._beside._process.kill()
    press._beside._process.wait()
    said(sheet, asked)
    sheet.add(asked)
    assert bodies(sheet.finish(), signer) == wanted(asked)
    assert "the signing process is gone" in caplog.text


@pytest.mark.parametrize("stage", ["before", "between", "after"])
def test_when_the_process_dies_we_sign_ourselves(press, signer, stage, caplog):
    beside, asked, sheet = press._beside, drafts(640), press.sheet()
    for moment, some in (("before", asked[:320]), ("between", asked[320:]), ("after", [])):
        if stage == moment:
            beside._process.kill()
            beside._process.wait()
        sheet.add(some)
    assert bodies(sheet.finish(), signer) == wanted(asked)
    assert "the signing process is gone" in caplog.text
    assert press._beside is None


def test_after_a_death_another_process_is_begun_when_it_is_worth_it(press, signer):
    first = press._beside
    first._process.kill()
    first._process.wait()
    assert bodies(printed(press, drafts(64)), signer)
    assert up(press) is not first
    asked = drafts(640)
    assert bodies(printed(press, asked), signer) == wanted(asked)


def test_a_process_that_did_not_begin_yet_is_not_waited_for(signer, monkeypatch):
    monkeypatch.setattr(pressing, "_MANY", 0)
    monkeypatch.setattr(Beside, "ready", lambda _: False)
    press = Press(signer, signer.key_id)
    asked = drafts(64)
    assert bodies(printed(press, asked), signer) == wanted(asked)
    press.close()


def test_a_key_that_cannot_leave_its_place_signs_here(signer, monkeypatch):
    class Token:
        """A key in a token."""

        algorithm, public, key_id = signer.algorithm, signer.public, signer.key_id
        sign = staticmethod(signer.sign)

    monkeypatch.setattr(pressing, "_MANY", 0)
    press = Press(Token(), signer.key_id)
    asked = drafts(640)
    assert bodies(printed(press, asked), signer) == wanted(asked)
    assert press._beside is None


@pytest.mark.parametrize(
    "answer",
    [
        lambda number, signatures: (number + 1).to_bytes(8) + signatures,
        lambda number, signatures: number.to_bytes(8) + signatures[64:],
        lambda number, signatures: b"",
    ],
    ids=["to another chunk", "too short", "empty"],
)
def test_an_answer_to_something_else_is_refused(press, answer):
    beside = press._beside
    here, there = Pipe()
    beside._pipe.close()
    beside._pipe = here
    beside.send([b"one", b"two"])
    number = int.from_bytes(there.recv_bytes()[:8])
    there.send_bytes(answer(number, b"s" * 128))
    with pytest.raises(Gone):
        beside.signatures()


def until_nobody_asks(there):
    with pytest.raises(EOFError):
        serve(there)


def test_it_serves_until_nobody_asks(signer):
    here, there = Pipe()
    serving = Thread(target=until_nobody_asks, args=(there,))
    serving.start()
    here.send_bytes(signer.exported())
    assert here.recv_bytes() == b"ready"
    here.send_bytes((7).to_bytes(8) + (3).to_bytes(4) + b"abc" + (0).to_bytes(4))
    answer = here.recv_bytes()
    assert answer[:8] == (7).to_bytes(8)
    assert verify(signer.algorithm, signer.public, answer[8:72], EVENT_TAG + b"abc")
    assert verify(signer.algorithm, signer.public, answer[72:], EVENT_TAG)
    here.close()
    serving.join(SECONDS)
    assert not serving.is_alive()


def test_where_no_process_can_be_begun_we_sign_ourselves(signer, monkeypatch, caplog):
    monkeypatch.setattr(pressing, "_MANY", 0)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    press = Press(signer, signer.key_id)
    asked = drafts(64)
    assert bodies(printed(press, asked), signer) == wanted(asked)
    assert "it could not be begun" in caplog.text


def test_a_process_that_does_not_answer_is_given_up(press, signer, monkeypatch):
    monkeypatch.setattr(beside_us, "_PATIENCE_S", 0.3)
    stopped = press._beside._process
    stopped.send_signal(signal.SIGSTOP)
    asked = drafts(3200)
    assert bodies(printed(press, asked), signer) == wanted(asked)
    assert stopped.returncode == -signal.SIGKILL


def test_answers_of_all_chunks_on_their_way_fit_the_socket(press, signer):
    beside = press._beside
    long = [b"x" * 60_000] * 32
    for _ in range(beside_us._AHEAD * 3):
        beside.send(long)
    assert len(beside.signatures()) == beside_us._AHEAD * 3 * 32


OWNER = """
from ledger.beside import Beside
from ledger.signing import new_key
print(Beside(new_key("ed25519"))._process.pid, flush=True)
input()
"""


def test_it_does_not_outlive_a_killed_parent():
    with subprocess.Popen(
        [sys.executable, "-c", OWNER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    ) as owner:
        assert owner.stdout is not None
        beside = int(owner.stdout.readline())
        assert os.getpgid(beside) != os.getpgid(owner.pid)  # Ctrl-C is the parent's to answer
        owner.send_signal(signal.SIGKILL)
    until = time.monotonic() + SECONDS
    while alive(beside):
        assert time.monotonic() < until
        time.sleep(0.05)


def alive(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
