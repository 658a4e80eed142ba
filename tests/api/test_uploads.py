"""Uploads: gone on with from any byte, by who began them, until they are over; nothing in plain."""

import errno
import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from api import upload_file
from api.home import Home
from api.upload_file import InUse, NoRoom, NoUpload, TooMuch
from api.uploads import (
    BIDS,
    KEPT_S,
    OF_ALL,
    OF_ONE,
    SHELVES,
    STATEMENTS,
    NotAsAnnounced,
    OtherOffset,
    TooMany,
    Uploads,
    sweep_all,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DATA = b"<Stmt>" + "福建省第一建设工程有限公司".encode() + b"</Stmt>"
DIGEST = sha256(DATA).hexdigest()


class Now:
    """A clock that is moved."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "books")
    made.make("uploads.example/log", "demo", None)
    return made


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def uploads(home: Home, now: Now) -> Uploads:
    return Uploads(home, now)


def begun(uploads: Uploads, person: str = "cash") -> str:
    return uploads.begin(person, len(DATA), DIGEST).id


def sent(uploads: Uploads, upload: str, data: bytes, offset: int) -> None:
    with uploads.going_on("cash", upload, offset) as file:
        file.take(data)


def only(home: Home) -> Path:
    (found,) = (home.root / "uploads").iterdir()
    return found


def test_it_goes_on_from_any_byte(uploads: Uploads, monkeypatch):
    monkeypatch.setattr(upload_file, "PIECE", 10)
    for cut in range(len(DATA) + 1):
        upload = begun(uploads)
        sent(uploads, upload, DATA[:cut], 0)
        assert uploads.of("cash", upload).offset == cut
        sent(uploads, upload, DATA[cut:], cut)
        assert uploads.whole("cash", upload) == DATA
        uploads.end("cash", upload)


def test_and_so_it_does_after_a_restart(uploads: Uploads, home: Home, now: Now):
    upload = begun(uploads)
    sent(uploads, upload, DATA[:7], 0)
    again = Uploads(home, now)
    assert again.of("cash", upload).offset == 7
    sent(again, upload, DATA[7:], 7)
    assert again.whole("cash", upload) == DATA


def test_what_a_crash_cut_short_is_sent_again(uploads: Uploads, home: Home):
    """A record that is not whole never counted; those before it stay."""
    upload = begun(uploads)
    sent(uploads, upload, DATA[:20], 0)
    before = only(home).stat().st_size
    sent(uploads, upload, DATA[20:], 20)
    written = only(home).read_bytes()
    for size in range(before, len(written)):
        only(home).write_bytes(written[:size])
        assert uploads.of("cash", upload).offset == 20, size
    sent(uploads, upload, DATA[20:21], 20)
    assert only(home).stat().st_size == before + 4 + 28 + 1, "of what was cut short nothing is left"
    sent(uploads, upload, DATA[21:], 21)
    assert uploads.whole("cash", upload) == DATA


def test_nothing_lies_there_in_plain(uploads: Uploads, home: Home):
    upload = begun(uploads)
    sent(uploads, upload, DATA, 0)
    kept = only(home).read_bytes()
    assert not any(said in kept for said in (b"Stmt", DATA[6:12], b"cash", DIGEST.encode()))
    assert only(home).stat().st_mode & 0o777 == 0o600
    assert only(home).parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("act", ["of", "going_on", "whole", "end"])
def test_nobody_else_learns_of_it(uploads: Uploads, act: str):
    upload = begun(uploads)
    more = (0,) if act == "going_on" else ()
    for person, named in (("bank", upload), ("cash", "0" * 32), ("cash", "../keys/master.key")):
        with pytest.raises(NoUpload):
            getattr(uploads, act)(person, named, *more)
    assert uploads.of("cash", upload).offset == 0


@pytest.mark.parametrize("act", ["going_on", "whole", "end"])
def test_nor_while_somebody_goes_on_with_it(uploads: Uploads, act: str):
    """That another request does so would tell that there is one."""
    upload = begun(uploads)
    more = (0,) if act == "going_on" else ()
    with uploads.going_on("cash", upload, 0), pytest.raises(NoUpload):
        getattr(uploads, act)("bank", upload, *more)


def test_who_was_there_a_moment_before_is_seen(uploads: Uploads, home: Home, monkeypatch):
    """Between the look whose it is and the lock, another request may have sent a part."""
    upload = begun(uploads)
    alone = upload_file.UploadFile.alone

    def late(file: upload_file.UploadFile) -> None:
        monkeypatch.setattr(upload_file.UploadFile, "alone", alone)
        sent(uploads, upload, DATA[:7], 0)
        alone(file)

    monkeypatch.setattr(upload_file.UploadFile, "alone", late)
    with pytest.raises(OtherOffset) as told:
        uploads.going_on("cash", upload, 0)
    assert told.value.offset == 7


def test_a_full_disk_takes_nothing_behind_what_it_did_not_take(uploads: Uploads, monkeypatch):
    """A piece that does not fit, and a short one that would: it must not take the first's place."""
    monkeypatch.setattr(upload_file, "PIECE", 10)
    upload, write = begun(uploads), os.pwrite

    def nearly_full(file: int, data: bytes, at: int) -> int:
        if len(data) > 40:
            raise OSError(errno.ENOSPC, "no space left")
        return write(file, data, at)

    with uploads.going_on("cash", upload, 0) as file:
        file.take(DATA[:10])
        monkeypatch.setattr(os, "pwrite", nearly_full)
        with pytest.raises(NoRoom):
            file.take(DATA[10:23])
    monkeypatch.setattr(os, "pwrite", write)
    assert uploads.of("cash", upload).offset == 10
    sent(uploads, upload, DATA[10:], 10)
    assert uploads.whole("cash", upload) == DATA


def test_nor_does_one_that_is_full_at_either_end(uploads: Uploads, home: Home, monkeypatch):
    upload = begun(uploads)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space left")

    file = uploads.going_on("cash", upload, 0)
    file.take(DATA[:5])
    with monkeypatch.context() as patched, pytest.raises(NoRoom):
        patched.setattr(os, "pwrite", full)
        file.close()
    assert uploads.of("cash", upload).offset == 0
    with monkeypatch.context() as patched, pytest.raises(NoRoom):
        patched.setattr(os, "pwrite", full)
        begun(uploads)
    assert only(home).name == upload, "of one that could not begin nothing is left"


def test_what_cannot_be_opened_just_now_is_not_forgotten(uploads: Uploads, monkeypatch):
    """A process that has no descriptor left must not take that for the end of everybody's."""
    upload, path = begun(uploads), Path.open

    def none_left(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "too many open files")

    monkeypatch.setattr(Path, "open", none_left)
    with pytest.raises(OSError, match="too many"):
        uploads.sweep()
    monkeypatch.setattr(Path, "open", path)
    assert uploads.of("cash", upload).offset == 0


@pytest.mark.parametrize("offset", [0, 6, 8, len(DATA)])
def test_another_offset_is_told_the_right_one(uploads: Uploads, offset: int):
    upload = begun(uploads)
    sent(uploads, upload, DATA[:7], 0)
    with pytest.raises(OtherOffset) as told:
        uploads.going_on("cash", upload, offset)
    assert told.value.offset == 7


def test_not_more_comes_than_was_announced(uploads: Uploads):
    upload = begun(uploads)
    with uploads.going_on("cash", upload, 0) as file:
        file.take(DATA[:-1])
        with pytest.raises(TooMuch):
            file.take(b"xy")
    assert uploads.of("cash", upload).offset == len(DATA) - 1


def test_one_request_at_a_time_goes_on(uploads: Uploads):
    upload = begun(uploads)
    with uploads.going_on("cash", upload, 0):
        for act in (
            lambda: uploads.going_on("cash", upload, 0),
            lambda: uploads.end("cash", upload),
        ):
            with pytest.raises(InUse):
                act()
    uploads.end("cash", upload)


def test_a_part_is_no_file(uploads: Uploads):
    upload = begun(uploads)
    sent(uploads, upload, DATA[:-1], 0)
    with pytest.raises(OtherOffset):
        uploads.whole("cash", upload)
    assert uploads.of("cash", upload).offset == len(DATA) - 1


def test_another_file_than_was_announced_is_forgotten(uploads: Uploads):
    upload = begun(uploads)
    sent(uploads, upload, DATA[:-1] + b"!", 0)
    with pytest.raises(NotAsAnnounced):
        uploads.whole("cash", upload)
    with pytest.raises(NoUpload):
        uploads.of("cash", upload)


def test_bytes_that_were_changed_on_the_disk_are_none(uploads: Uploads, home: Home):
    upload = begun(uploads)
    sent(uploads, upload, DATA, 0)
    kept = bytearray(only(home).read_bytes())
    kept[-1] ^= 1
    only(home).write_bytes(kept)
    with pytest.raises(NotAsAnnounced):
        uploads.whole("cash", upload)


def test_a_day_later_it_is_over(uploads: Uploads, home: Home, now: Now):
    upload = begun(uploads)
    now.at += timedelta(seconds=KEPT_S - 1)
    uploads.sweep()
    assert uploads.of("cash", upload).offset == 0
    now.at += timedelta(seconds=1)
    with pytest.raises(NoUpload):
        uploads.going_on("cash", upload, 0)
    uploads.sweep()
    assert list((home.root / "uploads").iterdir()) == []


def test_who_has_many_ends_one_first(uploads: Uploads, now: Now):
    mine = [begun(uploads) for _ in range(OF_ONE)]
    with pytest.raises(TooMany):
        begun(uploads)
    uploads.end("cash", mine[0])
    begun(uploads)
    now.at += timedelta(seconds=KEPT_S)
    begun(uploads)


def test_and_so_do_all(uploads: Uploads):
    for number in range(OF_ALL):
        begun(uploads, f"p{number // OF_ONE}")
    with pytest.raises(TooMany):
        begun(uploads, "other")


def test_without_uploads_there_is_nothing_to_sweep(uploads: Uploads, home: Home):
    uploads.sweep()
    assert not (home.root / "uploads").exists()


def test_what_comes_as_one_kind_is_never_read_as_another_nor_takes_its_room(home: Home, now: Now):
    """A bidder's file is no statement, and however many bidders bring some, the bank finds room."""
    bids, statements = (Uploads(home, now, of=shelf) for shelf in (BIDS, STATEMENTS))
    upload = begun(bids)
    with pytest.raises(NoUpload):
        statements.of("cash", upload)
    for number in range(OF_ALL):
        begun(bids, f"p{number}")
    assert begun(statements)


def test_what_is_over_is_swept_of_every_kind(home: Home, now: Now):
    shelves = [Uploads(home, now, of=shelf) for shelf in SHELVES]
    for uploads in shelves:
        begun(uploads)
    sweep_all(home)
    left = [len(list((home.root / name).iterdir())) for name in ("uploads", "uploads-of-bids")]
    assert left == [0, 0], "by the machine's clock they began long ago"
