"""What a line that may be seen may belong to, with its five marks.

That are deposits of open lots, bonds and prices, payments, credits that the bank takes back, its
charges, and the other side of a transfer. Read from the read models; what stands in none of them,
as a payment's payee, from its stream.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from api.desk.bank_charges import BankCharges
from api.desk.candidate import Candidate, Kind
from api.desk.claims import Claims
from api.desk.open_deposits import OpenDeposits, Row
from api.desk.our_accounts import OurAccounts
from api.desk.paid_besides import PaidBesides
from api.desk.reversed_credits import ReversedCredits, asks
from api.desk.seen_line import SeenLine
from api.desk.transfers import Transfers
from api.wiring import System
from domain.accounts import BONDS_HELD
from domain.categories.category import Category
from domain.deposit.evidence import Arrival, Wanted
from domain.deposit.evidence import weigh as weigh_deposit
from domain.deposit.state import Deposit
from domain.evidence import Evidence, Mark
from domain.identifiers import (
    NotAnIdentifier,
    is_payout,
    line_id,
    payment_id,
    payment_of,
    sub_account_in,
)
from domain.kernel import StreamId
from domain.names import same_name
from domain.payment.evidence import weigh as weigh_payment
from domain.payment.state import Payment
from domain.payout.state import Payout
from domain.phases import Phase
from projections.lacking import missing_fen

MOST = 5
"""Candidates of a line: what a clerk still compares."""


class Candidates:
    """Looks candidates up, all at one position."""

    def __init__(self, system: System, at: int) -> None:
        self._deposits = OpenDeposits(system.readers, at)
        self._claims = Claims(system, at)
        self._replay, self._law = system.replay, system.law()
        self._at = at
        self._reversed = ReversedCredits(system.readers, self._deposits, at)
        accounts = OurAccounts(system.readers, at)
        self._charges = BankCharges(system.readers, accounts, at)
        self._transfers = Transfers(system, self._deposits, accounts, at)
        self._besides = PaidBesides(system, self._deposits, accounts, at)

    def best(self, lines: Sequence[SeenLine]) -> dict[str, Candidate]:
        """The one that each line names or belongs to; lines that name none are left out."""
        wanted = {one.about for one in lines if one.about and not is_payout(one.about)}
        deposits = self._deposits.about(wanted)
        self._deposits.know(deposits.values())
        self._claims.know(deposits)
        found = {line.code: self._named(line, deposits) for line in lines if line.about}
        known = {code: one for code, one in found.items() if one is not None}
        others = (self._reversed, self._charges, self._transfers)
        return known | {code: one for of in others for code, one in of.were(lines).items()}

    def all(self, line: SeenLine, most: int = MOST) -> list[Candidate]:
        """What a line may be: what it names, then the rest, the most likely first."""
        first = list(self.best([line]).values())
        if asks(line) and line.open and not first:
            return self._reversed.may_be(line)[:most]
        if line.returned or line.currency != "CNY" or not line.open or (first and not line.credit):
            return first
        first += [*self._charges.may_be(line), *self._transfers.may_be(line)]
        if not line.credit:
            return first[:most]
        first += self._besides.may_be(line)
        others = self._deposits.near(line, self._claims.deposits(line))
        self._deposits.know(others.values())
        self._claims.know(others)
        more = [self._receipt(line, row) for row in others.values()]
        more.sort(key=lambda one: (-one.worth, -one.alike.rank, one.deposit))
        named = self._deposits.about({line.about} if line.about else set())
        bonds = [self._bond(line, row) for row in (named | others).values() if self._won(line, row)]
        return [*first, *bonds, *more][:most]

    def _named(self, line: SeenLine, deposits: Mapping[str, Row]) -> Candidate | None:
        payment = _payment(line)
        if is_payout(line.about):
            return self._payout(line) if payment else None
        row = deposits.get(line.about or "")
        if row is None:
            return None
        if payment is not None:
            return self._payment(line, payment, row)
        if not line.credit or line.returned:
            return None
        if line.kind == "INTEREST":
            return self._interest(line, row)
        if besides := self._besides.of(line, row):
            return besides
        return self._bond(line, row) if self._is_bond(line, row) else self._receipt(line, row)

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
            alike=self._deposits.alike(line, row),
            claim=self._claims.of(line, row["deposit"]),
        )

    def _interest(self, line: SeenLine, row: Row) -> Candidate:
        met = sub_account_in(line.reference) == row["sub_account"]
        number = Mark.MEETS if met else Mark.REQUIRED
        return self._of(row, "interest", row["deposit"], Evidence(number=number, time=Mark.MEETS))

    def _won(self, line: SeenLine, row: Row) -> bool:
        """Whether its payer won the deposit's lot, and may pay for a bond besides (decision 32)."""
        lot = self._deposits.lot(row)
        if not lot or lot["winner"] is None or lot["winner"] != row["party"]:
            return False
        rules = self._rules(lot)
        bond = rules is not None and rules.deposit_becomes == "performance_bond"
        waits = lot["phase"] in (Phase.AWARDED.value, Phase.CONTRACTED.value)
        return bond and waits and same_name(row["payer"] or "", line.name or "")

    def _rules(self, lot: Row) -> Category | None:
        """Those that the lot was born under: of the pack that it names, if it came by one."""
        return self._law.rules(lot["category"], lot["pack"] or 0) if lot else None

    def _is_bond(self, line: SeenLine, row: Row) -> bool:
        """Whether a line that was given to this deposit is held as a bond."""
        if line.open or not self._won(line, row):
            return False
        deposit: Deposit = self._replay.state(StreamId("deposit", row["deposit"]), self._at)
        receipt = deposit.receipt(line.code)
        legs = receipt.entry.legs if receipt else ()
        return any(leg.account == BONDS_HELD.code for leg in legs)

    def _bond(self, line: SeenLine, row: Row) -> Candidate:
        """Of a line that is a bond already the subject is the deposit: it is whose it is."""
        subject = f"{row['deposit']}/B" if line.open else row["deposit"]
        return self._of(row, "bond", subject, Evidence(name=Mark.MEETS))

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
        if line.code in (payment.line, payment.returned):
            evidence = replace(evidence, time=Mark.MEETS)  # its stage is what this line made it
        ordered = payment.ordered
        payee = ordered.payee if ordered else None
        return replace(
            self._of(row, "return" if line.credit else "debit", code, evidence),
            due_fen=ordered.amount_fen if ordered else 0,
            payee=payee.name if payee else None,
            payee_account=payee.account if payee else None,
            stage=payment.stage.name,
        )

    def _payout(self, line: SeenLine) -> Candidate | None:
        """The payment that makes a payout; it is of the lot of its parts, and no party's."""
        code = line.about or ""
        payout: Payout = self._replay.state(StreamId("payout", code), self._at)
        proposed = payout.proposed
        if proposed is None:
            return None
        of = {"deposit": code, "lot": proposed.lot, "payer": proposed.owner}
        self._deposits.know([of])
        return self._payment(line, code, of)

    def _of(self, row: Row, kind: Kind, subject: str, evidence: Evidence) -> Candidate:
        lot = self._deposits.lot(row)
        return Candidate(
            kind=kind,
            subject=subject,
            deposit=row["deposit"],
            lot=row["lot"] or "",
            title=lot.get("title") or row["lot"] or "",
            rules=self._rules(lot),
            party=row["payer"] or "",
            evidence=evidence,
            due_fen=0,
        )


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
    if not line.credit and line.whose:
        with suppress(NotAnIdentifier):
            return str(payment_id(line.whose))
    return payment_of(line.end_to_end) if not line.credit or line.returned else None
