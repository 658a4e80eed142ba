"""One `Ntry` of a camt message → its `Line`: or several, of a batch whose payments add up to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from api.banks.statements.amounts import minor
from api.banks.statements.dates import moment
from api.banks.statements.format import Line, StatementError
from api.banks.statements.fragments import Tree
from api.banks.statements.saying import Sentence
from api.banks.statements.told import Plan, Told, told
from api.banks.statements.wording import folded, number, serial

type Instead = tuple[date, str]
"""The day that stands in for one that is not stated, and the key that tells whose it is."""
type Note = Callable[[str, Sentence], None]
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
        "way": ("CdtDbtInd",),
        "serial": ("Refs/AcctSvcrRef",),
        "end to end": ("Refs/EndToEndId",),
        "note": ("AddtlTxInf",),
        "reference": ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef"),
        "reason": ("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/AddtlInf"),
        **_code(),
        **_side("Dbtr"),
        **_side("Cdtr"),
    },
    {
        "amount": ("Amt",),
        "inner amount": ("AmtDtls/TxAmt/Amt",),
        "return": ("RtrInf",),
        "purpose": ("RmtInf/Ustrd",),
    },
)
_NOTHING = Told()


def credited(said: Told) -> bool:
    """Which way `CdtDbtInd` says; a missing or other word is an error, for nothing else knows."""
    word = said.text("way")
    if word not in ("CRDT", "DBIT"):
        key = "unread.camt.way" if word else "unread.camt.no_way"
        raise StatementError(key, said=(word or "")[:40])
    return word == "CRDT"


def entry_told(tree: Tree) -> Told:
    """What an entry says, for the functions below."""
    return told(tree, _ENTRY)


def currency_of(said: Told, amount: str = "amount") -> str | None:
    """The currency of the amount there."""
    return next((one.get("Ccy") for one in said.trees(amount)), None)


def entry_lines(
    entry: Told,
    currency: str,
    instead: Callable[[], Instead | None],
    note: Note,
) -> list[Line]:
    """The entry's lines; `instead` is asked for a missing booking date; `note` hears warnings.

    A batch is as many lines as it lists payments, if these go its way and add up to it: then each
    has its own payer and reference. Else it is one line that names nobody.
    """
    details = [told(detail, _DETAIL) for detail in entry.trees("details")]
    whole = _whole(entry, currency, instead, note)
    if len(details) == 1:
        return [whole.line(details[0])]
    payments = _payments(whole, details, currency)
    if details and not payments:
        count = len(details)
        note("batch", Sentence("noted.entry.batch", count=count))
    if payments:
        return payments
    returned = any(whole.line(one).returned for one in details or (_NOTHING,))
    return [replace(whole.line(_NOTHING), returned=returned)]


def _payments(whole: "_Whole", details: list[Told], currency: str) -> list[Line]:
    """The lines of a batch; none if its payments go different ways or do not add up to it."""
    shares = [_share(one, whole.credit, currency) for one in details]
    amounts = [one for one in shares if one is not None]
    if len(amounts) < len(details) or sum(amounts) != whole.amount_minor:
        return []
    serials = [serial(one.text("serial")) for one in details]
    own = None not in serials and len(set(serials)) == len(serials)
    return [
        replace(
            whole.line(one),
            amount_minor=amount,
            serial=its_own if own else whole.serial,
            batch_count=len(details),
        )
        for one, amount, its_own in zip(details, amounts, serials, strict=True)
    ]


@dataclass(slots=True)
class _Whole:
    """What an entry says by itself; none of its fields is looked for twice."""

    serial: str | None
    amount_minor: int
    credit: bool
    booking_date: date
    booking_time: datetime | None
    value_date: date | None
    status: str
    reversal: bool
    note: str | None
    code: str

    def line(self, one: Told) -> Line:
        """The entry as a line, as far as one of its details tells more of it."""
        code = self.code or _transaction_code(one)
        returned = code.endswith("RRTN") or bool(one.trees("return"))
        # A return keeps the roles of the payment that went out, a reversal those of what came in.
        other = "Dbtr" if self.credit != (returned or self.reversal) else "Cdtr"
        return Line(
            serial=self.serial or serial(one.text("serial")),
            amount_minor=self.amount_minor,
            credit=self.credit,
            booking_date=self.booking_date,
            booking_time=self.booking_time,
            value_date=self.value_date,
            status=self.status,
            reversal=self.reversal,
            counterparty=one.text(f"{other} name"),
            counterparty_account=one.text(f"{other} account"),
            counterparty_bank=one.text(f"{other} bank"),
            reference=one.text("reference"),
            end_to_end_id=number(one.text("end to end")),
            note=_note(one) or one.text("note") or self.note,
            transaction_code=code or None,
            returned=returned,
            return_reason=one.text("reason"),
        )


def _whole(entry: Told, currency: str, instead: Callable[[], Instead | None], note: Note) -> _Whole:
    credit, amount = credited(entry), _amount(entry, currency)
    booking_date, booking_time = _booking(entry, instead, note)
    value = entry.text("value")
    return _Whole(
        serial=serial(entry.text("serial")),
        amount_minor=amount,
        credit=credit,
        booking_date=booking_date,
        booking_time=booking_time,
        value_date=moment(value)[0] if value else None,
        status=_status(entry, note),
        reversal=entry.text("reversal") in ("true", "1"),
        note=entry.text("note"),
        code=_transaction_code(entry),
    )


def _amount(said: Told, currency: str, kept: str = "amount") -> int:
    amount = folded(next((one.text for one in said.trees(kept)), None))
    if not amount:
        raise StatementError("unread.camt.no_amount")
    return minor(amount, currency)


def _status(entry: Told, note: Note) -> str:
    status = entry.text("status")
    if status is None:
        note("status.missing", Sentence("noted.entry.status"))
    return status or "BOOK"


def _booking(
    entry: Told, instead: Callable[[], Instead | None], note: Note
) -> tuple[date, datetime | None]:
    booked = entry.text("booked")
    if booked is not None:
        return moment(booked)
    if (found := instead()) is None:
        raise StatementError("unread.camt.no_date")
    day, whose = found
    note("date.missing", Sentence(whose, day=day))
    return day, None


def _transaction_code(said: Told) -> str:
    domain = (said.text("domain"), said.text("family"), said.text("subfamily"))
    return "-".join(filter(None, domain)) or said.text("own code") or ""


def _note(one: Told) -> str:
    return "\n".join(filter(None, (folded(piece.text) for piece in one.trees("purpose"))))


def _share(one: Told, credit: bool, currency: str) -> int | None:
    """What a payment of a batch comes to, in the entry's currency and direction; None: untold."""
    kept = "amount" if one.trees("amount") else "inner amount"
    if currency_of(one, kept) != currency:
        return None
    try:
        same_way = one.text("way") is None or credited(one) == credit
        return (_amount(one, currency, kept) or None) if same_way else None
    except StatementError:  # details are information; the entry's own amount counts
        return None
