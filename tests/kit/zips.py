"""Zips as people and banks pack them, with just the oddity that a test needs."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


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
