"""A zip is looked at before anything is unpacked: how many members, and what they unpack to."""

from struct import error as BadStruct
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as BadDeflate

from api.banks.statements.format import StatementError

SIGN = b"PK\x03\x04"
"""What a zip begins with."""
ENCRYPTED = 0x1
PROBLEMS = (
    BadZipFile,
    BadStruct,
    BadDeflate,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)
"""What Python's reader raises for a zip that is not what it says of itself."""
_MEMBER = b"PK\x01\x02"
"""What the directory of a zip begins each member with."""
_CHUNK = 1024 * 1024


class Words(NamedTuple):
    """What is said of what is called a zip, or a workbook: keys of the catalogue."""

    members: str
    cut: str
    large: str


A_ZIP = Words("unread.zip.members", "unread.zip.cut", "unread.zip.large")
A_WORKBOOK = Words("unread.workbook.members", "unread.workbook.cut", "unread.workbook.unpacked")


def unpacked(file: BinaryIO, what: Words, members: int, within: int) -> ZipFile:
    """A zip with at most so many members, which unpack to at most `within` bytes.

    They are counted by their signs, before the directory is read: to build hundreds of thousands
    takes more memory than the file, and the count that a zip states of itself may be a lie. What
    a member states of its size is no lie that could harm: no more than that is ever unpacked.
    Raises StatementError in the words of `what` it is.
    """
    if _signs(file) > members:
        raise StatementError(what.members, most=members)
    try:
        found = ZipFile(file)
        size = sum(member.file_size for member in found.infolist())
    except PROBLEMS:
        raise StatementError(what.cut) from None
    if size > within:
        raise StatementError(what.large, most=within // 1024**2)
    return found


def encrypted(member: ZipInfo) -> bool:
    """Whether a password is needed."""
    return bool(member.flag_bits & ENCRYPTED)


def _signs(file: BinaryIO) -> int:
    count, before = 0, b""
    file.seek(0)
    while chunk := file.read(_CHUNK):
        count += (before + chunk).count(_MEMBER)
        before = chunk[1 - len(_MEMBER) :]
    return count
