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


def _code(at: str = "BkTxCd") -> dict[str, tuple[str, ...]]:
    """Where a transaction code stands: in three parts, or in the bank's own words."""
    return {
        "domain": (f"{at}/Domn/Cd",),
        "family": (f"{at}/Domn/Fmly/Cd",),
        "subfamily": (f"{at}/Domn/Fmly/SubFmlyCd",),
        "own code": (f"{at}/Prtry/Cd",),
    }


def _side(role: str) -> dict[str, tuple[str, ...]]:
    """Where a detail names one side of a payment: the debtor's (Dbtr) or the creditor's (Cdtr)."""
    party, agent = f"RltdPties/{role}", f"RltdAgts/{role}Agt/FinInstnId"
    names = ("Nm", "Pty/Nm", "Agt/FinInstnId/Nm")  # before version 8, since, and a bank as party
    return {
        f"{role} name": tuple(f"{party}/{path}" for path in names),
        f"{role} account": (f"{party}Acct/Id/IBAN", f"{party}Acct/Id/Othr/Id"),
        f"{role} bank": tuple(f"{agent}/{p}" for p in ("BICFI", "BIC", "ClrSysMmbId/MmbId", "Nm")),
    }


_ENTRY = Plan(
    {
        "way": ("CdtDbtInd",),
        "reversal": ("RvslInd",),
        "serial": ("AcctSvcrRef",),
        "note": ("AddtlNtryInf",),
        "status": ("Sts", "Sts/Cd", "Sts/Prtry"),
        "booked": ("BookgDt/DtTm", "BookgDt/Dt"),
        "value": ("ValDt/Dt", "ValDt/DtTm"),
        **_code(),
    },
    {"amount": ("Amt",), "details": ("NtryDtls/TxDtls", "TxDtls")},  # since version 2, and before
)
_DETAIL = Plan(
    {
        "serial": ("Refs/AcctSvcrRef",),
        "end to end": ("Refs/EndToEndId",),
        "note": ("AddtlTxInf",),
        "reference": ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef"),
        "reason": ("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/AddtlInf"),
        **_code(),
        **_side("Dbtr"),
        **_side("Cdtr"),
    },
    {"return": ("RtrInf",), "purpose": ("RmtInf/Ustrd",)},
)
_SHARE = Plan(
    {"way": ("CdtDbtInd",)},
    {"amount": ("Amt",), "inner amount": ("AmtDtls/TxAmt/Amt",), "return": ("RtrInf",)},
)
_NOTHING = Told()


def credited(said: Told) -> bool:
    """Which way `CdtDbtInd` says; a missing or other word is an error, for nothing else knows."""
    word = said.text("way")
    if word not in ("CRDT", "DBIT"):
        raise StatementError(f"CdtDbtInd is {(word or 'missing')[:40]}, not CRDT or DBIT")
    return word == "CRDT"


def entry_told(tree: Tree) -> Told:
    """What an entry says, for the functions below."""
    return told(tree, _ENTRY)


def currency_of(said: Told, amount: str = "amount") -> str | None:
    """The currency of the amount there."""
    return next((one.get("Ccy") for one in said.trees(amount)), None)


def entry_line(
    entry: Told,
    currency: str,
    instead: Callable[[], Instead | None],
    note: Note,
) -> Line:
    """The entry as a line; `instead` is asked for a missing booking date; `note` hears warnings."""
    details = entry.trees("details")
    one = told(details[0], _DETAIL) if len(details) == 1 else _NOTHING  # several have no one payer
    shares = [told(detail, _SHARE) for detail in details] if len(details) > 1 else []
    credit, amount = credited(entry), _amount(entry, currency)
    code = _transaction_code(entry) or _transaction_code(one)
    returned = code.endswith("RRTN") or any(said.trees("return") for said in (one, *shares))
    reversal = entry.text("reversal") in ("true", "1")
    # A return keeps the roles of the payment that went out: the other side is its creditor. So
    # does a reversal: of what came in, the other side is still the debtor.
    other = "Dbtr" if credit != (returned or reversal) else "Cdtr"
    booking_date, booking_time = _booking(entry, instead, note)
    value = entry.text("value")
    return Line(
        serial=_number(entry, "serial") or _number(one, "serial"),
        amount_minor=amount,
        credit=credit,
        booking_date=booking_date,
        booking_time=booking_time,
        value_date=moment(value)[0] if value else None,
        status=_status(entry, note),
        reversal=reversal,
        counterparty=one.text(f"{other} name"),
        counterparty_account=one.text(f"{other} account"),
        counterparty_bank=one.text(f"{other} bank"),
        reference=one.text("reference"),
        end_to_end_id=_number(one, "end to end"),
        note=_note(one) or one.text("note") or entry.text("note"),
        transaction_code=code or None,
        returned=returned,
        return_reason=one.text("reason"),
        batch_count=_batch_count(shares, amount, credit, currency),
    )


def _number(said: Told, field: str) -> str | None:
    number = said.text(field)
    return None if number in PLACEHOLDERS else number


def _amount(said: Told, currency: str, kept: str = "amount") -> int:
    amount = folded(next((one.text for one in said.trees(kept)), None))
    if not amount:
        raise StatementError("the amount is missing (Amt)")
    return minor(amount, currency)


def _status(entry: Told, note: Note) -> str:
    status = entry.text("status")
    if status is None:
        note("status.missing", "has no status (Sts): read as booked")
    return status or "BOOK"


def _booking(
    entry: Told, instead: Callable[[], Instead | None], note: Note
) -> tuple[date, datetime | None]:
    booked = entry.text("booked")
    if booked is not None:
        return moment(booked)
    if (found := instead()) is None:
        raise StatementError("no booking date (BookgDt), and no balance before it gives one")
    day, whose = found
    note("date.missing", f"has no booking date (BookgDt): read as the {whose}, {day}")
    return day, None


def _transaction_code(said: Told) -> str:
    domain = (said.text("domain"), said.text("family"), said.text("subfamily"))
    return "-".join(filter(None, domain)) or said.text("own code") or ""


def _note(one: Told) -> str:
    return "\n".join(filter(None, (folded(piece.text) for piece in one.trees("purpose"))))


def _batch_count(shares: list[Told], amount: int, credit: bool, currency: str) -> int | None:
    """How many details a batch lists, if their amounts add up to that of the entry."""
    total = 0
    for share in shares:
        kept = "amount" if share.trees("amount") else "inner amount"
        if currency_of(share, kept) != currency:
            return None
        try:
            same_way = share.text("way") is None or credited(share) == credit
            total += _amount(share, currency, kept) * (1 if same_way else -1)
        except StatementError:  # details are information; the entry's own amount counts
            return None
    return len(shares) if shares and total == amount else None
