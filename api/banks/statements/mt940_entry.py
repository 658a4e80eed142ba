"""One field 61 of MT940 with its details (86), as the package reads them → one `Line`."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from api.banks.statements.amounts import minor
from api.banks.statements.format import Line
from api.banks.statements.wording import folded, number, pieces, serial

_ELSEWHERE = {"EREF", "PREF", "MARF", "KREF+"}  # "the reference is in field 86"
_RETURNED_TYPES = ("NRTI", "FRTI")  # SWIFT's returned item
_RETURNED_CODES = ("108", "109", "159", "181", "184")  # what comes back, in German banks' codes
_WORD = re.compile(r"/(EREF|IBAN|BIC|NAME|REMI|RTRN|TRTP|MARF|CSID|BENM|ORDP|ISDT|PURP)/")
"""Code words of field 86 that Dutch banks agreed on; the package knows the German ones."""
_NOTES = ("purpose", "additional_purpose", "REMI", "transaction_details", "non_swift_text")
_LAST_NOTES = ("extra_details", "posting_text")  # where there are no details


def entry_line(read: Mapping[str, Any], currency: str) -> Line:
    """The entry as a line; of its amounts RC takes away and RD gives back.

    The booking date is the entry date, which by the standard is given where it differs from the
    value date. The serial is the bank's own reference (behind `//`). The customer's reference is
    the end-to-end reference, unless the details name that.
    """
    told = {**_coded(read.get("transaction_details") or ""), **read}
    mark = read["status"].upper()
    kind = folded(read["id"]) or None
    returned = (
        kind in _RETURNED_TYPES or read.get("transaction_code") in _RETURNED_CODES or "RTRN" in told
    )
    customers = read["customer_reference"].partition("\n")[0]  # behind it stands that of field 86
    return Line(
        serial=serial(_number(read["bank_reference"])),
        amount_minor=minor(f"{abs(read['amount'].amount):f}", currency),
        credit=mark in ("C", "RD"),
        booking_date=day_of(read.get("entry_date") or read["date"]),
        booking_time=None,
        value_date=day_of(read["date"]),
        status="BOOK",
        reversal=mark in ("RC", "RD"),
        counterparty=_first(told, "applicant_name", "NAME"),
        counterparty_account=_first(told, "applicant_iban", "gvc_applicant_iban", "IBAN"),
        counterparty_bank=_first(told, "applicant_bin", "gvc_applicant_bin", "BIC"),
        reference=None,
        end_to_end_id=_number(_first(told, "end_to_end_reference", "EREF")) or _number(customers),
        note=next(filter(None, (pieces(told.get(key)) for key in (*_NOTES, *_LAST_NOTES))), None),
        transaction_code=kind,
        returned=returned,
        return_reason=_first(told, "RTRN", "return_debit_notes") if returned else None,
    )


def day_of(read: date) -> date:
    """The day of a date of two digits a year: by the standard 80 to 99 are of the last century."""
    return date(read.year - 100 if read.year > 2079 else read.year, read.month, read.day)


def _first(told: Mapping[str, Any], *keys: str) -> str | None:
    return next(filter(None, (folded(told.get(key)) for key in keys)), None)


def _number(raw: str | None) -> str | None:
    told = number(folded(raw))
    return None if told in _ELSEWHERE else told


def _coded(details: str) -> dict[str, str]:
    """What stands behind each code word; nothing where the details do not begin with one.

    Lines are cut anywhere, so they are joined first.
    """
    joined = "".join(details.split("\n"))
    _, *found = _WORD.split(joined) if _WORD.match(joined) else ("",)
    return dict(zip(found[::2], found[1::2], strict=True))
