"""What a line that may be seen may belong to, with its five marks: deposits of open lots, payments.

Read from the read models alone; a payment's payee, which stands in none, from its stream.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from api.desk.seen_line import SeenLine
from api.wiring import System
from domain.calendar import beijing_day
from domain.deposit.evidence import Arrival, Wanted
from domain.deposit.evidence import weigh as weigh_deposit
from domain.evidence import Evidence, Mark
from domain.identifiers import line_id, payment_of, sub_account_in
from domain.kernel import StreamId
from domain.names import plain, same_name
from domain.payment.evidence import weigh as weigh_payment
from domain.payment.state import Payment
from projections.deposits import DEPOSITS, missing_fen
from projections.lots import LOTS

type Row = dict[str, Any]
type Kind = Literal["receipt", "interest", "debit", "return"]

MOST = 5
"""Candidates of a line: what a clerk still compares."""
_ALIKE = 1_000
"""So many deposits of one name or amount are compared at most."""
_NEAR = timedelta(days=30)
"""So near its deadline money without a number is compared with a deposit of the same amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A deposit or a payment that a line may be. `due_fen`: what is still to come, or was ordered.

    `wanted`: what a deposit waits for; `payee`, `payee_account`: of a payment. `recorded`: the line
    was found to be somebody else's, and that stands in the log.
    """

    kind: Kind
    subject: str
    deposit: str
    lot: str
    title: str
    category: str
    party: str
    evidence: Evidence
    due_fen: int
    """Of a line that is matched: its own amount; what it came to, its change tells."""
    wanted: Wanted | None = None
    deadline: datetime | None = None
    payee: str | None = None
    payee_account: str | None = None
    stage: str = ""
    recorded: bool = False


class Candidates:
    """Looks candidates up, all at one position."""

    def __init__(self, system: System, at: int) -> None:
        self._readers = system.readers
        self._replay = system.replay
        self._at = at
        self._lots: dict[str, Row] = {}
        self._by_code: dict[str, Row] = {}

    def best(self, lines: Sequence[SeenLine]) -> dict[str, Candidate]:
        """The one that each line names or belongs to; lines that name none are left out."""
        deposits = self._about({one.about for one in lines if one.about})
        self._know(deposits.values())
        found = {line.code: self._named(line, deposits) for line in lines if line.about}
        return {code: one for code, one in found.items() if one is not None}

    def all(self, line: SeenLine) -> list[Candidate]:
        """What a line may be, the best first."""
        first = list(self.best([line]).values())
        if not line.credit or line.returned or line.currency != "CNY" or not line.open:
            return first
        near = [*self._by_name(line), *self._by_amount(line)]
        others = {row["deposit"]: row for row in near if row["deposit"] != line.about}
        self._know(others.values())
        more = [self._receipt(line, row) for row in others.values()]
        more.sort(key=lambda one: (-one.evidence.score, one.deposit))
        return [*first, *more][:MOST]

    def _named(self, line: SeenLine, deposits: Mapping[str, Row]) -> Candidate | None:
        row = deposits.get(line.about or "")
        if row is None:
            return None
        payment = _payment(line)
        if payment is not None:
            return self._payment(line, payment, row)
        if not line.credit or line.returned:
            return None
        return self._interest(line, row) if line.kind == "INTEREST" else self._receipt(line, row)

    def _receipt(self, line: SeenLine, row: Row) -> Candidate:
        wanted = Wanted(
            payer=row["payer"] or "",
            basic_account=row["basic_account"],
            sub_account=row["sub_account"],
            deadline=row["deadline"],
            missing_fen=missing_fen(row) if line.open else line.minor,
            receivable_fen=(row["receivable_fen"] or 0) if line.open else 0,
        )
        recorded = any(f" {line.code}: " in said for said in row["evidence"])
        return replace(
            self._of(row, "receipt", row["deposit"], weigh_deposit(wanted, arrival(line))),
            due_fen=wanted.missing_fen,
            wanted=wanted,
            deadline=wanted.deadline,
            recorded=recorded,
        )

    def _interest(self, line: SeenLine, row: Row) -> Candidate:
        met = sub_account_in(line.reference) == row["sub_account"]
        number = Mark.MEETS if met else Mark.REQUIRED
        return self._of(row, "interest", row["deposit"], Evidence(number=number, time=Mark.MEETS))

    def _payment(self, line: SeenLine, code: str, row: Row) -> Candidate:
        payment: Payment = self._replay.state(StreamId("payment", code), self._at)
        evidence = weigh_payment(
            code,
            payment,
            amount=line.minor,
            name=line.name,
            account=line.account,
            end_to_end=line.end_to_end,
            returned=line.credit,
        )
        ordered = payment.ordered
        payee = ordered.payee if ordered else None
        return replace(
            self._of(row, "return" if line.credit else "debit", code, evidence),
            due_fen=ordered.amount_fen if ordered else 0,
            payee=payee.name if payee else None,
            payee_account=payee.account if payee else None,
            stage=payment.stage.name,
        )

    def _of(self, row: Row, kind: Kind, subject: str, evidence: Evidence) -> Candidate:
        lot = self._lots.get(row["lot"] or "", {})
        return Candidate(
            kind=kind,
            subject=subject,
            deposit=row["deposit"],
            lot=row["lot"] or "",
            title=lot.get("title") or row["lot"] or "",
            category=lot.get("category") or "",
            party=row["payer"] or "",
            evidence=evidence,
            due_fen=0,
        )

    def _by_name(self, line: SeenLine) -> Iterable[Row]:
        """Open deposits of whoever paid."""
        name = line.name or ""
        names = {"payer": sorted({name, plain(name), name.strip()})}
        rows = self._deposits(names, _ALIKE) if name else {}
        return (row for row in rows.values() if same_name(row["payer"], name))

    def _by_amount(self, line: SeenLine) -> Iterable[Row]:
        """Open deposits that wait for just this amount, for a line that names none."""
        if line.about is not None or sub_account_in(line.reference):
            return ()
        lots = self._readers.lots.rows(LOTS, {"deposit_fen": line.minor}, as_of=self._at).rows
        near = [
            lot["lot"]
            for lot in lots
            if lot["opened_at"] and abs(beijing_day(lot["deposit_deadline"]) - line.day) <= _NEAR
        ]
        rows = self._deposits({"lot": near}, _ALIKE) if near else {}
        return (row for row in rows.values() if missing_fen(row) == line.minor)

    def _about(self, codes: set[str]) -> dict[str, Row]:
        """The deposits of these codes, all of them; each is read once."""
        if unread := sorted(codes - self._by_code.keys()):
            self._by_code |= self._deposits({"deposit": unread}, None)
        return {code: self._by_code[code] for code in codes if code in self._by_code}

    def _deposits(self, where: dict[str, Any], limit: int | None) -> dict[str, Row]:
        rows = self._readers.deposits.rows(DEPOSITS, where, as_of=self._at, limit=limit).rows
        return {row["deposit"]: row for row in rows}

    def _know(self, deposits: Iterable[Row]) -> None:
        """The lots of these deposits."""
        wanted = sorted({row["lot"] for row in deposits if row["lot"]} - self._lots.keys())
        if wanted:
            rows = self._readers.lots.rows(LOTS, {"lot": wanted}, as_of=self._at).rows
            self._lots |= {row["lot"]: row for row in rows}


def arrival(line: SeenLine) -> Arrival:
    """A credit as a deposit hears it."""
    return Arrival(
        line=line.code,
        owner=str(line_id(line.code).page.of),
        amount_fen=line.minor,
        day=line.day,
        value_date=None,
        booked_at=line.booked_at,
        payer=line.name,
        payer_account=line.account,
        payer_bank=None,
        reference=line.reference,
    )


def _payment(line: SeenLine) -> str | None:
    """The payment that a line is, or names; None for what is no payment of ours."""
    if not line.credit and line.whose and line.whose.count("/") == 2 and "#" not in line.whose:
        return line.whose
    return payment_of(line.end_to_end) if not line.credit or line.returned else None
