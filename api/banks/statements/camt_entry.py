"""One `Ntry` of camt.053 → one `Line`."""

from collections.abc import Callable
from datetime import date, datetime
from xml.etree.ElementTree import Element

from api.banks.statements.amounts import minor
from api.banks.statements.dates import moment
from api.banks.statements.format import Line, StatementError
from api.banks.statements.wording import PLACEHOLDERS, folded

_NOTHING = Element("TxDtls")
_NAMES = ("Nm", "Pty/Nm", "Agt/FinInstnId/Nm")  # before version 8, since, and a bank as party
_BANKS = ("BICFI", "BIC", "ClrSysMmbId/MmbId", "Nm")


def text(parent: Element, *paths: str) -> str | None:
    """The first of these descendants that says anything: NFC, white space folded."""
    for path in paths:
        if told := folded(parent.text if path == "." else parent.findtext(path)):
            return told
    return None


def credited(parent: Element) -> bool:
    """Which way `CdtDbtInd` says; a missing or other word is an error, for nothing else knows."""
    word = text(parent, "CdtDbtInd")
    if word not in ("CRDT", "DBIT"):
        raise StatementError(f"CdtDbtInd is {(word or 'missing')[:40]}, not CRDT or DBIT")
    return word == "CRDT"


def entry_line(
    entry: Element, currency: str, day: date | None, note: Callable[[str, str], None]
) -> Line:
    """The entry as a line; `day` stands in for a missing booking date; `note` hears warnings."""
    details = entry.findall("NtryDtls/TxDtls")
    one = details[0] if len(details) == 1 else _NOTHING  # several details have no one payer
    credit, amount = credited(entry), _amount(entry, currency)
    code = _transaction_code(entry) or _transaction_code(one)
    returned = code.endswith("RRTN") or any(d.find("RtrInf") is not None for d in details)
    reversal = text(entry, "RvslInd") in ("true", "1")
    # A return keeps the roles of the payment that went out: the other side is its creditor. So
    # does a reversal: of what came in, the other side is still the debtor.
    other = "Dbtr" if credit != (returned or reversal) else "Cdtr"
    parties, agent = f"RltdPties/{other}", f"RltdAgts/{other}Agt/FinInstnId"
    booking_date, booking_time = _booking(entry, day, note)
    value = text(entry, "ValDt/Dt", "ValDt/DtTm")
    return Line(
        serial=_number(entry, "AcctSvcrRef") or _number(one, "Refs/AcctSvcrRef"),
        amount_minor=amount,
        credit=credit,
        booking_date=booking_date,
        booking_time=booking_time,
        value_date=moment(value)[0] if value else None,
        status=_status(entry, note),
        reversal=reversal,
        counterparty=text(one, *(f"{parties}/{name}" for name in _NAMES)),
        counterparty_account=text(one, f"{parties}Acct/Id/IBAN", f"{parties}Acct/Id/Othr/Id"),
        counterparty_bank=text(one, *(f"{agent}/{name}" for name in _BANKS)),
        reference=text(one, "RmtInf/Strd/CdtrRefInf/Ref"),
        end_to_end_id=_number(one, "Refs/EndToEndId"),
        note=_note(one) or text(one, "AddtlTxInf") or text(entry, "AddtlNtryInf"),
        transaction_code=code or None,
        returned=returned,
        return_reason=text(one, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/AddtlInf"),
        batch_count=_batch_count(details, amount, credit, currency),
    )


def _number(parent: Element, path: str) -> str | None:
    told = text(parent, path)
    return None if told in PLACEHOLDERS else told


def _amount(parent: Element, currency: str) -> int:
    told = text(parent, "Amt")
    if told is None:
        raise StatementError("the amount is missing (Amt)")
    return minor(told, currency)


def _status(entry: Element, note: Callable[[str, str], None]) -> str:
    status = text(entry, "Sts", "Sts/Cd", "Sts/Prtry")
    if status is None:
        note("status.missing", "has no status (Sts): read as booked")
    return status or "BOOK"


def _booking(
    entry: Element, day: date | None, note: Callable[[str, str], None]
) -> tuple[date, datetime | None]:
    told = text(entry, "BookgDt/DtTm", "BookgDt/Dt")
    if told is not None:
        return moment(told)
    if day is None:
        raise StatementError("no booking date (BookgDt), and no balance before it gives one")
    note("date.missing", f"has no booking date (BookgDt): read as the balance's, {day}")
    return day, None


def _transaction_code(parent: Element) -> str:
    domain = (text(parent, f"BkTxCd/Domn/{path}") for path in ("Cd", "Fmly/Cd", "Fmly/SubFmlyCd"))
    return "-".join(filter(None, domain)) or text(parent, "BkTxCd/Prtry/Cd") or ""


def _note(one: Element) -> str:
    pieces = (folded(piece.text) for piece in one.findall("RmtInf/Ustrd"))
    return "\n".join(piece for piece in pieces if piece)


def _batch_count(details: list[Element], amount: int, credit: bool, currency: str) -> int | None:
    """How many details a batch lists, if their amounts add up to that of the entry."""
    if len(details) < 2:
        return None
    total = 0
    for detail in details:
        holder = detail if detail.find("Amt") is not None else detail.find("AmtDtls/TxAmt")
        told = None if holder is None else holder.find("Amt")
        if holder is None or told is None or told.get("Ccy") != currency:
            return None
        try:
            same_way = text(detail, "CdtDbtInd") is None or credited(detail) == credit
            total += _amount(holder, currency) * (1 if same_way else -1)
        except StatementError:  # details are information; the entry's own amount counts
            return None
    return len(details) if total == amount else None
