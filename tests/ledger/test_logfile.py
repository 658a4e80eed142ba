"""The exported log: events as they are stored, readable by anything that reads lines."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import canonical, logfile
from ledger.canonical import MAX_EVENT
from ledger.logfile import LINE_MAX, LogFileError, read, write
from ledger.verify import verify
from tests.kit.memory_log import MemoryLog

NOTES = ["origin\n1\nroot\n\n— name base64\n", "第二\n"]
FORMS = [b'{"a":1}\n{"s":1}\n', b"\n\n", b"\xff\x00\r\n\xfe\n"]


def written(path: Path, forms: list[bytes], notes: list[str]) -> Path:
    assert write(path / "log.txt", forms, notes) == len(forms)
    return path / "log.txt"


def refusal(path: Path) -> str | None:
    """Why the file cannot be read, if it cannot."""
    try:
        back(path)
    except LogFileError as refused:
        return str(refused)
    return None


def back(path: Path) -> tuple[list[bytes], list[str]]:
    with read(path) as (stored, checkpoints):
        return list(stored), checkpoints


def test_the_file_is_a_first_line_then_events_then_checkpoints(tmp_path: Path) -> None:
    path = written(tmp_path, FORMS, NOTES)
    assert path.read_bytes() == (
        b'zhangben-log/v1\n{"a":1}\n{"s":1}\n\n\n\xff\x00\r\n\xfe\n'
        b'{"checkpoint":"origin\\n1\\nroot\\n\\n\xe2\x80\x94 name base64\\n"}\n'
        + '{"checkpoint":"第二\\n"}\n'.encode()
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 300))
def test_what_was_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, events: int, notes: int, width: int
) -> None:
    forms = [
        b'{"n":%d,"x":"%b"}\n{"sig":"%b"}\n' % (n, b"y" * (width * n % 97), b"z" * width)
        for n in range(events)
    ]
    said = [f"note {n}\n{'r' * (width * n % 83)}\n" for n in range(notes)]
    path = written(tmp_path_factory.mktemp("log"), forms, said)
    assert back(path) == (forms, said)


def test_a_real_log_survives_and_is_verified(tmp_path: Path) -> None:
    log = MemoryLog()
    log.close()
    log.switch(log.ann, times=5)
    log.close()
    forms, notes = back(written(tmp_path, log.forms, log.notes))
    assert (forms, notes) == (log.forms, log.notes)
    assert verify(forms, notes, log.trust, processes=1).ok


def test_longest_events_and_checkpoints_fit(tmp_path: Path) -> None:
    forms = [b"a" * (MAX_EVENT - 2) + b"\n\n"]
    note = "x" * (LINE_MAX - len(canonical.write({"checkpoint": ""})) - 1)
    assert back(written(tmp_path, forms, [note])) == (forms, [note])


def test_events_come_one_by_one(tmp_path: Path) -> None:
    path = written(tmp_path, FORMS, [])
    with read(path) as (stored, checkpoints):
        assert isinstance(stored, Iterator)
        assert next(stored) == FORMS[0]
        assert checkpoints == []


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"\n",
        b"{}",
        b"{}\n",
        b"{}\n{}",
        b"{}\n{}\n{}",
        b"{}\n{}\n{}\n",
        b"\n\n\n",
        b'{"checkpoint":"x"}\n{}\n',
    ],
)
def test_an_event_that_is_not_two_lines_is_not_exported_and_nothing_is_left(
    tmp_path: Path, form: bytes
) -> None:
    with pytest.raises(LogFileError, match=r"^position 2: the stored event is not two lines$"):
        write(tmp_path / "log.txt", [FORMS[0], form], [])
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = written(tmp_path, FORMS, NOTES)

    def breaking() -> Iterator[bytes]:
        yield FORMS[0]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        write(path, breaking(), [])
    assert back(path) == (FORMS, NOTES)
    assert list(tmp_path.iterdir()) == [path]
    written(tmp_path, FORMS[:1], [])
    assert back(path) == (FORMS[:1], [])
    assert list(tmp_path.iterdir()) == [path]


def test_the_file_is_on_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        done.append("synced with everything" if os.fstat(descriptor).st_size > 16 else "too early")
        fsync(descriptor)

    def named(source: str, target: Path) -> None:
        done.append("named")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", named)
    written(tmp_path, FORMS, NOTES)
    assert done == ["synced with everything", "named"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"zhangben-log/v1",
        b"zhangben-log/v2\n",
        b"zhangben-log/v1\r\n",
        b" zhangben-log/v1\n",
        b"\nzhangben-log/v1\n",
        b"\x00" * 100,
        b"{}",
    ],
)
def test_another_file_is_refused_with_its_first_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "f").write_bytes(data)
    with pytest.raises(LogFileError, match=r"^line 1: a log file begins with zhangben-log/v1$"):
        back(tmp_path / "f")


HEAD = b"zhangben-log/v1\n"


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        (b'{"checkpoint":1}\n', "a checkpoint is 1, right would be text"),
        (b'{"checkpoint":"x","y":1}\n', 'a checkpoint line is b\'{"checkpoint":"x","y":1}'),
        (b'{"checkpoint": "x"}\n', "a checkpoint line is not canonical JSON: "),
        (b'{"checkpoint":"x"\n', "a checkpoint line is not canonical JSON: "),
        (b'{"checkpoint":"x"}', "no end of line within 131072 bytes, or the file was cut off"),
    ],
)
def test_a_broken_checkpoint_line_is_refused(tmp_path: Path, rest: bytes, why: str) -> None:
    (tmp_path / "f").write_bytes(HEAD + b"{}\n{}\n" * 3 + rest)
    with pytest.raises(LogFileError) as refused:
        back(tmp_path / "f")
    assert why in str(refused.value)


@pytest.mark.parametrize("events", [0, 1, 100])
@pytest.mark.parametrize("behind", [b"\n", b"{}\n", b"{}\n{}\n"])
def test_what_stands_behind_the_checkpoints_is_refused_or_taken_for_events(
    tmp_path: Path, behind: bytes, events: int
) -> None:
    data = HEAD + b"{}\n{}\n" * events + b'{"checkpoint":"x"}\n' + behind
    (tmp_path / "f").write_bytes(data)
    if why := refusal(tmp_path / "f"):
        assert why.startswith("a checkpoint line is ")
    else:
        forms, notes = back(tmp_path / "f")
        assert HEAD + b"".join(forms) == data
        assert notes == []


def test_a_file_cut_off_within_a_line_is_refused_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(HEAD + b"{}\n{}\n{}\n{")
    with pytest.raises(LogFileError, match=r"^event line 4: no end of line within 131072 bytes"):
        back(tmp_path / "f")


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(HEAD + b"{}\n{}\n" + b"x" * (3 * LINE_MAX) + b"\n{}\n")
    with read(tmp_path / "f") as (stored, _):
        assert next(stored) == b"{}\n{}\n"
        with pytest.raises(LogFileError, match=r"^event line 3: "):
            next(stored)


def test_a_line_that_is_left_over_comes_as_an_event_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(HEAD + b"{}\n{}\n{}\n" + b'{"checkpoint":"x"}\n')
    assert back(tmp_path / "f") == ([b"{}\n{}\n", b"{}\n"], ["x"])


def test_a_file_without_events_or_checkpoints_is_read(tmp_path: Path) -> None:
    assert back(written(tmp_path, [], [])) == ([], [])
    assert back(written(tmp_path, [], ["x"])) == ([], ["x"])


def test_a_missing_file_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        back(tmp_path / "none")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_one_byte_changed_anywhere_in_the_file_is_never_verified(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    log = MemoryLog()
    log.close()
    log.switch(log.ann)
    log.close()
    path = written(tmp_path_factory.mktemp("log"), log.forms, log.notes)
    changed = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(changed) - 1))
    changed[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(changed)
    if refusal(path) is not None:
        return
    forms, notes = back(path)
    assert not verify(forms, notes, log.trust, processes=1).ok


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.binary(max_size=30)
        | st.sampled_from(
            [b"\n", b"{}\n", b'{"checkpoint":"x"}\n', b'{"checkpoint":', b"x" * 70_000]
        ),
        max_size=9,
    )
)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("log") / "f"
    path.write_bytes(HEAD + b"".join(pieces))
    if refusal(path) is not None:
        return
    forms, notes = back(path)
    end = b"".join(canonical.write({"checkpoint": note}) + b"\n" for note in notes)
    assert HEAD + b"".join(forms) + end == path.read_bytes()


def test_the_place_between_events_and_checkpoints_is_found_without_reading_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [b'{"n":%d}\n{"s":1}\n' % n for n in range(20_000)]
    path = written(tmp_path, forms, ["x"] * 10)
    lines = 0
    real = logfile._lines

    def counted(file: object, size: int, what: str) -> Iterator[bytes]:
        nonlocal lines
        for line in real(file, size, what):  # type: ignore[arg-type]
            lines += 1
            yield line

    monkeypatch.setattr(logfile, "_lines", counted)
    with read(path) as (stored, checkpoints):
        assert len(checkpoints) == lines == 10
        assert next(stored) == forms[0]
