"""A report's record as plain values, and its digest: the same for page, XLSX and PDF."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from domain.calendar import BEIJING
from ledger import canonical


def plain(value: object) -> Any:
    """Records as objects, days and instants (in Beijing) as ISO texts. Raises TypeError.

    Text is in NFC without U+0000, as canonical JSON wants it.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, str):
        return normalize("NFC", value).replace("\0", "\N{REPLACEMENT CHARACTER}")
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"a report says no {type(value).__name__}: {value!r}")


def digest(record: object) -> str:
    """SHA-256 (hex) over the canonical JSON (RFC 8785) of a record, in no language."""
    return sha256(canonical.write(plain(record))).hexdigest()
