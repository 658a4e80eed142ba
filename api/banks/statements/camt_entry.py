"""One `Ntry` of a camt message → one `Line`."""

from collections.abc import Callable
from datetime import date, datetime

from api.banks.statements.amounts import minor
from api.banks.statements.dates import moment
from api.banks.statements.format import Line, StatementError
from api.banks.statements.fragments import Tree
from api.banks.statements.told import Plan, Told, told
from api.banks.statements.wording import PLACEHOLDERS, folded

type Instead = tuple[date, str]
"""The day that stands in for one that is not stated, and whose it is."""
type Note = Callable[[str, str], None]
"""Hears a warning: its code, and what the entry is or lacks."""

_CODES = ("BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd")
_OWN_CODE = "BkTxCd/Prtry/Cd"
_STATUS = ("Sts", "Sts/Cd", "Sts/Prtry")
_BOOKED = ("BookgDt/DtTm", "BookgDt/Dt")
_VALUE = ("ValDt/Dt", "ValDt/DtTm")
_REFERENCES = ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef")
_REASONS = ("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/AddtlInf")
_TRANSACTIONS = ("NtryDtls/TxDtls", "TxDtls")  # since version 2, and in version 1


class _Side:
    """Where a detail names one side of a payment: the debtor's or the creditor's."""

    def __init__(self, role: str) -> None:
        party, agent = f"RltdPties/{role}", f"RltdAgts/{role}Agt/FinInstnId"
        # Before version 8, since, and a bank as party.
        self.names = tuple(f"{party}/{path}" for path in ("Nm", "Pty/Nm", "Agt/FinInstnId/Nm"))
        self.accounts = (f"{party}Acct/Id/IBAN", f"{party}Acct/Id/Othr/Id")
        self.banks = tuple(f"{agent}/{one}" for one in ("BICFI", "BIC", "ClrSysMmbId/MmbId", "Nm"))


_DEBTOR, _CREDITOR = _Side("Dbtr"), _Side("Cdtr")
_ENTRY = Plan(
    *("CdtDbtInd", "RvslInd", "AcctSvcrRef", "AddtlNtryInf", *_STATUS, *_BOOKED, *_VALUE),
    *(*_CODES, _OWN_CODE),
    trees=("Amt", *_TRANSACTIONS),
)
_DETAIL = Plan(
    *("Refs/AcctSvcrRef", "Refs/EndToEndId", "AddtlTxInf", *_REFERENCES, *_REASONS),
    *(*_CODES, _OWN_CODE),
    *(path for side in (_DEBTOR, _CREDITOR) for path in (*side.names, *side.accounts, *side.banks)),
    trees=("RtrInf", "RmtInf/Ustrd"),
)
_SHARE = Plan("CdtDbtInd", trees=("Amt", "AmtDtls/TxAmt/Amt", "RtrInf"))
_NOTHING = Told()


def credited(said: Told) -> bool:
    """Which way `CdtDbtInd` says; a missing or other word is an error, for nothing else knows."""
    word = said.text("CdtDbtInd")
    if word not in ("CRDT", "DBIT"):
        raise StatementError(f"CdtDbtInd is {(word or 'missing')[:40]}, not CRDT or DBIT")
    return word == "CRDT"


def entry_told(tree: Tree) -> Told:
    """What an entry says, for the functions below."""
    return told(tree, _ENTRY)


def currency_of(said: Told, path: str = "Amt") -> str | None:
    """The currency of the amount there."""
    return next((one.get("Ccy") for one in said.all(path)), None)


def entry_line(
    entry: Told,
    currency: str,
    instead: Callable[[], Instead | None],
    note: Note,
) -> Line:
    """The entry as a line; `instead` is asked for a missing booking date; `note` hears warnings."""
    details = [detail for path in _TRANSACTIONS for detail in entry.all(path)]
    one = told(details[0], _DETAIL) if len(details) == 1 else _NOTHING  # several have no one payer
    shares = [told(detail, _SHARE) for detail in details] if len(details) > 1 else []
    credit, amount = credited(entry), _amount(entry, currency)
    code = _transaction_code(entry) or _transaction_code(one)
    returned = code.endswith("RRTN") or any(said.all("RtrInf") for said in (one, *shares))
    reversal = entry.text("RvslInd") in ("true", "1")
    # A return keeps the roles of the payment that went out: the other side is its creditor. So
    # does a reversal: of what came in, the other side is still the debtor.
    other = _DEBTOR if credit != (returned or reversal) else _CREDITOR
    booking_date, booking_time = _booking(entry, instead, note)
    value = entry.text(*_VALUE)
    return Line(
        serial=_number(entry, "AcctSvcrRef") or _number(one, "Refs/AcctSvcrRef"),
        amount_minor=amount,
        credit=credit,
        booking_date=booking_date,
        booking_time=booking_time,
        value_date=moment(value)[0] if value else None,
        status=_status(entry, note),
        reversal=reversal,
        counterparty=one.text(*other.names),
        counterparty_account=one.text(*other.accounts),
        counterparty_bank=one.text(*other.banks),
        reference=one.text(*_REFERENCES),
        end_to_end_id=_number(one, "Refs/EndToEndId"),
        note=_note(one) or one.text("AddtlTxInf") or entry.text("AddtlNtryInf"),
        transaction_code=code or None,
        returned=returned,
        return_reason=one.text(*_REASONS),
        batch_count=_batch_count(shares, amount, credit, currency),
    )


def _number(said: Told, path: str) -> str | None:
    number = said.text(path)
    return None if number in PLACEHOLDERS else number


def _amount(said: Told, currency: str, path: str = "Amt") -> int:
    amount = folded(next((one.text for one in said.all(path)), None))
    if not amount:
        raise StatementError("the amount is missing (Amt)")
    return minor(amount, currency)


def _status(entry: Told, note: Note) -> str:
    status = entry.text(*_STATUS)
    if status is None:
        note("status.missing", "has no status (Sts): read as booked")
    return status or "BOOK"


def _booking(
    entry: Told, instead: Callable[[], Instead | None], note: Note
) -> tuple[date, datetime | None]:
    booked = entry.text(*_BOOKED)
    if booked is not None:
        return moment(booked)
    if (found := instead()) is None:
        raise StatementError("no booking date (BookgDt), and no balance before it gives one")
    day, whose = found
    note("date.missing", f"has no booking date (BookgDt): read as the {whose}, {day}")
    return day, None


def _transaction_code(said: Told) -> str:
    domain = (said.text(path) for path in _CODES)
    return "-".join(filter(None, domain)) or said.text(_OWN_CODE) or ""


def _note(one: Told) -> str:
    return "\n".join(one.folded_texts("RmtInf/Ustrd"))


def _batch_count(shares: list[Told], amount: int, credit: bool, currency: str) -> int | None:
    """How many details a batch lists, if their amounts add up to that of the entry."""
    total = 0
    for share in shares:
        path = "Amt" if share.all("Amt") else "AmtDtls/TxAmt/Amt"
        if currency_of(share, path) != currency:
            return None
        try:
            same_way = share.text("CdtDbtInd") is None or credited(share) == credit
            total += _amount(share, currency, path) * (1 if same_way else -1)
        except StatementError:  # details are information; the entry's own amount counts
            return None
    return len(shares) if shares and total == amount else None
