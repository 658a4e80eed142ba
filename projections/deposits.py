"""Deposits: what is owed and what is held, sealed until the lot's bids are opened.

A natural person's stay sealed after that; what cannot be read any more is not told at all.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from domain.accounts import CUST
from domain.categories.category import Cause
from domain.deposit.arrived import (
    BankCreditReversed,
    LineTaken,
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReceiptUnmatched,
)
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.events import (
    DepositRequired,
    DepositSecured,
    DepositTermsChanged,
    GuaranteeReturned,
    HoldLifted,
    HoldPlaced,
    SubAccountIssued,
)
from domain.deposit.given import OTHERS
from domain.deposit.owed import (
    DepositConverted,
    RefundApproved,
    RefundConfirmed,
    RefundObligationCancelled,
    RefundObligationCreated,
    RefundObligationReduced,
    RefundReturned,
    RefundSetOff,
)
from domain.deposit.passed_on import EnforcementExecuted
from domain.lot.bidding import ReserveCompared, TimedBiddingClosed
from domain.lot.events import BidOpened, TransactionConfirmed
from domain.party_codes import is_natural
from domain.postings import MoneyEvent
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.lacking import GOES, GONE, HERE, LESS, OWED, TOOK, VOID
from projections.projection import (
    Change,
    Column,
    Erase,
    Index,
    Projection,
    Put,
    Release,
    Table,
    summed,
)

DEPOSITS = Table(
    "deposits",
    (Column("deposit", "text"),),
    (
        Column("lot", "text"),
        Column("party", "text"),
        Column("natural", "boolean"),
        Column("payer", "text"),
        Column("amount_fen", "bigint"),
        Column("deadline", "timestamptz"),
        Column("basic_account", "text"),
        Column("sub_account", "text"),
        Column("held_fen", "bigint", summed),
        Column("counted", "text[]", summed),
        Column("withdrawn", "text[]", summed),
        Column("frozen", "text[]", summed),
        Column("receivable_fen", "bigint", summed),
        Column("came_fen", "bigint", summed),
        Column("went_fen", "bigint", summed),
        Column("paid_fen", "bigint", summed),
        Column("secured_fen", "bigint"),
        Column("promised_fen", "bigint"),
        Column("guarantee", "text"),
        Column("secured_until", "date"),
        Column("became", "text"),
        Column("lines", "text[]", summed),
        Column("evidence", "text[]", summed),
        Column("found", "text[]", summed),
        Column("payers", "text[]", summed),
        Column("source", "text"),
    ),
    sealed=True,
    indexes=(
        Index(("lot",)),
        Index(("party",)),
        Index(("payer",)),
        Index(("sub_account",)),
        Index(("source",)),
    ),
)
"""`counted`: lines and what of each counts, in order; of a line the last word is true, as
`missing_fen` reads it; `withdrawn`: which refunds of what was held are owed, how much of each since
a bid was withdrawn, which are approved or void, what courts took, and what of which line had gone
when the bank took it back;
`lines`: lines that were matched, ever; `evidence`: what was found against others, with them;
`found`: the names of what was found, in order; `payers`: where it was told, line and account of
what came, counted or not, as `paid_from` reads it; `became`: the account it was converted to;
`frozen`: by which order what was held was frozen, let go or taken, as `frozen_fen` reads it;
`source`: the deposit or pool whose money it has; `receivable_fen`: what went out, and the bank took
back then; `came_fen`, `went_fen`: what came for it and left it again, event by event, on all its
accounts in custody; `paid_fen`: what banks paid back of it, less what came back from them;
`secured_fen`: what a guarantee stands in for, to the end of `secured_until`,
`promised_fen` what it stood in for, though it was given back since.
"""

_OF_TERMS = ("lot", "party", "payer", "amount_fen", "deadline", "basic_account")


def project(recorded: Recorded) -> Iterator[Change]:
    """Deposits as their facts come; the opening of a lot releases its rows."""
    match recorded.event:
        case (
            BidOpened(lot=lot)
            | TimedBiddingClosed(lot=lot)
            | ReserveCompared(lot=lot, opens=True)
            | TransactionConfirmed(lot=lot, opened_at=datetime())
        ):
            yield Release(DEPOSITS, {"lot": lot, "natural": False})
        case (DepositRequired(terms=terms) | DepositTermsChanged(terms=terms)) as told if terms:
            said = {name: getattr(terms, name) for name in _OF_TERMS}
            yield Put(DEPOSITS, (told.deposit,), {**said, "natural": is_natural(terms.party)})
        case SubAccountIssued(sub_account=number) as issued if number:
            yield Put(DEPOSITS, (issued.deposit,), {"sub_account": number})
        case DepositSecured(guarantee=guarantee) as secured if guarantee:
            fen = secured.amount_fen
            stands: dict[str, Any] = {"guarantee": guarantee, "secured_until": secured.valid_until}
            stands |= {"secured_fen": fen, "promised_fen": fen}
            yield Put(DEPOSITS, (secured.deposit,), {**stands, "found": [secured.NAME]})
        case GuaranteeReturned(guarantee=guarantee) as back if guarantee:
            yield Put(DEPOSITS, (back.deposit,), {"secured_fen": None})
        case (PayerMismatchDetected(line=line) | NonBasicAccountDetected(line=line)) as found if (
            line
        ):
            evidence = f"{found.NAME} {line}: {found.payer} {found.payer_account}"
            came = [_payer(recorded.position, line, found.payer_account)]
            told_of = {"evidence": [evidence], "found": [found.NAME], "payers": came}
            yield Put(DEPOSITS, (found.deposit,), told_of)
        case RefundObligationCreated(line=None) as owed:
            fen = owed.amount_fen if owed.cause == Cause.WITHDRAWN else 0
            told_of = {"withdrawn": [f"{OWED} {owed.number} {fen}"]}
            yield Put(DEPOSITS, (owed.deposit,), told_of)
        case RefundObligationCancelled(number=number) as void:
            yield Put(DEPOSITS, (void.deposit,), {"withdrawn": [f"{VOID} {number}"]})
        case RefundObligationReduced(number=number, amount_fen=left) as less:
            yield Put(DEPOSITS, (less.deposit,), {"withdrawn": [f"{LESS} {number} {left}"]})
        case KeyDestroyed(key=key):
            kind, _, code = key.partition("/")
            if kind in ("lot", "party"):
                yield Erase(DEPOSITS, {kind: code})
        case MoneyEvent() as event if recorded.stream.kind == "deposit":
            yield from _moved(recorded.stream.code, event, recorded.position)


def _payer(position: int, line: str, account: str | None) -> str:
    """An entry of `payers`; no account of a line that is another's."""
    return f"{position} {line} {account or ''}"


def _moved(deposit: str, event: MoneyEvent, position: int) -> Iterator[Change]:
    """What it moves on 2002 and 1003, into custody and out of it, what orders do; a reader without
    the key is told of none.
    """
    told: dict[str, Any] = {}
    match event:
        case LineTaken(line=line):
            if line is None:
                return
            counted = [f"{line} {_on('2002', event)}"]
            told = {"lines": [line], "found": [event.NAME], "counted": counted}
            told["payers"] = [_payer(position, line, event.payer_account)]
        case ReceiptUnmatched(line=line) | BankCreditReversed(line=line):
            if line is None:
                return
            told = {"found": [event.NAME], "counted": [f"{line} 0"]}
            if isinstance(event, ReceiptUnmatched):
                told["payers"] = [_payer(position, line, None)]
            elif gone := _gone(event):
                told["withdrawn"] = [f"{GONE} {line} {gone}"]
        case RefundSetOff(number=number):
            told = {"withdrawn": [f"{HERE} {number} {_on('1003', event)}"]}
        case RefundApproved(number=number):
            told = {"withdrawn": [f"{GOES} {number}"]}
        case DepositConverted(to=to):
            told = {"became": to}
        case HoldPlaced(hold=hold) | HoldLifted(hold=hold):
            told = {"found": [event.NAME], "frozen": [f"{hold} {-_on('2002', event)}"]}
        case EnforcementExecuted(hold=hold):
            fen = _on("2010", event)
            told = {"frozen": [f"{hold} {fen}"], "withdrawn": [f"{TOOK} {hold} {-fen}"]}
        case DepositCarriedOver():
            told = {"found": [event.NAME]}
        case DepositCarriedIn():
            told = _came_over(event, position)
    stands = {"held_fen": _on("2002", event), "receivable_fen": -_on("1003", event)}
    flows = _flows(deposit, event)
    if told or any(stands.values()):
        yield Put(DEPOSITS, (deposit,), {**told, **stands, **flows})
    elif flows:
        yield Put(DEPOSITS, (deposit,), flows, known=True)


def _gone(event: BankCreditReversed) -> int:
    """What of the line had gone back by then; of one of before, what is owed to us of it."""
    return -_on("1003", event) if event.gone_fen is None else event.gone_fen


def _came_over(event: DepositCarriedIn, position: int) -> dict[str, Any]:
    """What of each line came over to it, and whence; nothing of what nobody can read any more."""
    if not event.parts:
        return {}
    lines = [part.line for part in event.parts]
    counted = [f"{part.line} {part.amount_fen}" for part in event.parts]
    payers = [_payer(position, part.line or "-", part.payer_account) for part in event.parts]
    facts = {"lines": lines, "found": [event.NAME], "counted": counted, "payers": payers}
    return {**facts, "source": event.source}


def _flows(deposit: str, event: MoneyEvent) -> dict[str, int]:
    """What the event brings for the deposit, or takes from it: the sum of its legs in custody, of
    its refunds and payments too. What moves between them is neither; what a court took has left.
    """
    legs = (leg for entry in event.entries if entry.book == CUST for leg in entry.legs)
    own = (leg for leg in legs if leg.account not in OTHERS)
    net = -sum(leg.amount for leg in own if leg.owner.partition("/")[0] == deposit)
    flows = {"came_fen" if net > 0 else "went_fen": abs(net)} if net else {}
    return flows | _paid(event)


def _paid(event: MoneyEvent) -> dict[str, int]:
    """What a bank paid back, be it that it had refused that before; negative where it came back."""
    if isinstance(event, RefundReturned):
        return {"paid_fen": -_on("2012", event)}
    return {"paid_fen": _on("1008", event)} if isinstance(event, RefundConfirmed) else {}


def _on(account: str, event: MoneyEvent) -> int:
    """What the event adds to an account, credit positive."""
    return -sum(leg.amount for e in event.entries for leg in e.legs if leg.account == account)


DEPOSIT_BOOK = Projection("deposits", 19, (DEPOSITS,), project)
