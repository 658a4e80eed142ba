"""A zip is read as its files: weighed first, never onto a disk, no zip within a zip."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from pathlib import Path
from stat import S_ISLNK
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from api.banks.statements.format import Source, StatementError
from api.banks.statements.opening import HEAD, File
from api.banks.statements.text_table import ENCODINGS, decoded
from api.banks.statements.workbook import is_xlsx
from api.banks.statements.zipped import A_ZIP, PROBLEMS, SIGN, encrypted, unpacked

MEMBERS = 5_000
LARGEST_WITHIN = 1024 * 1024 * 1024
"""Bytes that all members of a zip together may unpack to."""
RATIO = 200
"""So many times its size a zip, and each file in it, may unpack to; XML of a bank: 10 to 40."""
_HARMLESS = 1024 * 1024
_EMPTY = b"PK\x05\x06"
_OF_OFFICE = "[Content_Types].xml"
_UTF8_NAME = 0x800
_LONGEST_NAME = 200
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Document:
    """A file to read: as it was brought, or out of a zip. `name`: `day.xml`, `may.zip/day.xml`."""

    name: str
    file: File

    @property
    def packed(self) -> bool:
        """Whether it is one of the files in a zip."""
        return isinstance(self.file, _Member)


def documents(file: bytes | Path, name: str, within: int = LARGEST_WITHIN) -> Iterator[Document]:
    """The file itself, or those in it if it is a zip (a workbook is none), in its order.

    A document is to be read before the next is asked for. What is wrong with one member is raised
    when it is opened; what is wrong with the whole zip, here (StatementError).
    """
    with _zip(file, within) as found:
        if found is None:
            yield Document(name, file)
            return
        members = [one for one in found.infolist() if not _passed_over(one)]
        if not members:
            raise StatementError("unread.zip.empty")
        times = Counter(map(_name, members))
        for one in members:
            shown = _UNPRINTABLE.sub("�", _name(one))[:_LONGEST_NAME]
            yield Document(f"{name}/{shown}", _Member(found, one, times[_name(one)] > 1))


@contextmanager
def _zip(file: bytes | Path, within: int) -> Iterator[ZipFile | None]:
    """The zip that a file is; None where it is none, or cannot be opened: its reader says why."""
    try:
        opened: BinaryIO = BytesIO(file) if isinstance(file, bytes) else file.open("rb")
    except (OSError, ValueError):
        yield None
        return
    with opened, ExitStack() as stack:
        found = _unpacked(opened, within)
        yield None if found is None else stack.enter_context(found)


def _unpacked(opened: BinaryIO, within: int) -> ZipFile | None:
    try:
        head = opened.read(HEAD)
    except OSError:
        return None
    if not head.startswith((SIGN, _EMPTY)):
        return None
    try:
        found = unpacked(opened, A_ZIP, MEMBERS, within)
    except StatementError:
        if is_xlsx(head):
            return None
        raise
    if _OF_OFFICE in found.namelist():
        return None
    unpacks_to = sum(one.file_size for one in found.infolist())
    if unpacks_to > max(_HARMLESS, RATIO * opened.seek(0, SEEK_END)):
        raise StatementError("unread.zip.ratio", ratio=RATIO)
    return found


def _passed_over(member: ZipInfo) -> bool:
    """A folder, or what a Mac puts into a zip of its own accord."""
    parts = _name(member).split("/")
    return parts[-1] in ("", ".DS_Store") or parts[0] == "__MACOSX"


def _name(member: ZipInfo) -> str:
    """As its packer wrote it: without a mark it may be in UTF-8 all the same, or in GB18030.

    Info-ZIP writes it a second time, in UTF-8, beside a name without the mark: nothing to guess.
    """
    name = member.filename
    told = member.flag_bits & _UTF8_NAME or name != member.orig_filename.partition("\0")[0]
    if not told:
        raw = name.encode("cp437")
        name = next((text for one in ENCODINGS if (text := decoded(raw, one))), name)
    return name.replace("\\", "/")


@dataclass(frozen=True, slots=True)
class _Member:
    """One file in a zip that is open."""

    zip: ZipFile
    info: ZipInfo
    twice: bool

    @contextmanager
    def opened(self) -> Iterator[Source]:
        """Its bytes, unpacked as they are asked for."""
        if (odd := self._odd()) is not None:
            raise odd
        try:
            found = self.zip.open(self.info)
        except PROBLEMS:
            raise _damaged() from None
        with found:
            yield _Unpacking(found)

    def _odd(self) -> StatementError | None:
        info, name = self.info, _name(self.info)
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            return StatementError("unread.zip.outside")
        if self.twice:
            return StatementError("unread.zip.twice")
        if S_ISLNK(info.external_attr >> 16):
            return StatementError("unread.zip.link")
        if encrypted(info):
            return StatementError("unread.zip.password")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            return StatementError("unread.zip.method", method=info.compress_type)
        if info.file_size > max(_HARMLESS, RATIO * info.compress_size):
            return StatementError("unread.zip.member_ratio", ratio=RATIO)
        return None


class _Unpacking:
    """A member as a source."""

    def __init__(self, found: IO[bytes]) -> None:
        self._found = found

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        try:
            return self._found.read(size)
        except PROBLEMS:
            raise _damaged() from None


def _damaged() -> StatementError:
    return StatementError("unread.zip.damaged")
