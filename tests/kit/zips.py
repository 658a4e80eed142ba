"""Zips as people and banks pack them, with just the oddity that a test needs."""

from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32


def zipped(*members: tuple[str | ZipInfo, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A zip of these, in this order."""
    packed = BytesIO()
    with ZipFile(packed, "w", method) as file:
        for name, data in members:
            file.writestr(name, data)
    return packed.getvalue()


def stored_name(data: bytes, old: str, new: bytes) -> bytes:
    """The same zip, a name of ASCII in it exchanged for bytes of the same length."""
    assert len(old) == len(new)
    assert data.count(old.encode()) == 2, "in the member's own header and in the directory"
    return data.replace(old.encode(), new)


def by_info_zip(name: str, data: bytes) -> bytes:
    """A zip of one file as Info-ZIP packs it under Chinese settings: its name in GB18030, without
    the mark of UTF-8, and once more in UTF-8 in an extra field (0x7075)."""
    stored, path = name.encode("gb18030"), name.encode()
    member = ZipInfo("_" * len(stored))
    member.extra = pack("<HHBL", 0x7075, 5 + len(path), 1, crc32(stored)) + path
    return stored_name(zipped((member, data)), member.filename, stored)
