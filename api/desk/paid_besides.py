"""A credit that is no deposit: of a sale's price (P21), or what a beneficiary pays back (P25)."""

from collections.abc import Iterator

from api.desk.candidate import Candidate, Kind
from api.desk.open_deposits import OpenDeposits, Row
from api.desk.our_accounts import OurAccounts, account_of
from api.desk.seen_line import SeenLine
from api.wiring import System
from domain.accounts import PRICE_HELD, SETTLEMENT_BANK
from domain.deposit.state import Deposit
from domain.desk.external import paid_fen
from domain.desk.price import no_buyer
from domain.evidence import Evidence, Mark
from domain.kernel import StreamId
from domain.lot.state import Lot
from domain.names import same_name
from domain.payout.state import Payout, Stage
from domain.phases import Phase
from projections.payouts import CLAIMED


class PaidBesides:
    """Looks such credits up, all at one position."""

    def __init__(
        self, system: System, deposits: OpenDeposits, accounts: OurAccounts, at: int
    ) -> None:
        self._readers = system.readers
        self._replay = system.replay
        self._law = system.law()
        self._deposits = deposits
        self._accounts = accounts
        self._at = at

    def may_be(self, line: SeenLine) -> list[Candidate]:
        """What an open credit may be: of which sales a price, of which payouts a repayment."""
        return [*self._prices(line), *self._repaid(line)]

    def of(self, line: SeenLine, row: Row) -> Candidate | None:
        """What a line is that was given to this deposit; None where it is of the deposit itself."""
        if line.open or line.code in row["lines"]:
            return None
        deposit = self._deposit(row["deposit"])
        if deposit.price.line(line.code) is not None:
            return self._candidate("price", line, row, row["deposit"], line.minor, "")
        besides = deposit.brought_besides(line.code)
        if besides is None or besides.payout is None:
            return None
        payee = self._payee(self._payout(besides.payout))
        return self._candidate("repaid", line, row, row["deposit"], line.minor, payee)

    def _prices(self, line: SeenLine) -> Iterator[Candidate]:
        """Of whoever bought, on an account that holds prices."""
        if not line.name or self._accounts.of(line).get("holds") != SETTLEMENT_BANK.code:
            return
        rows = [
            row
            for row in self._deposits.of_name(line.name)
            if row["became"] in (PRICE_HELD.code, None)
        ]
        self._deposits.know(rows)
        for row in rows:
            lot = self._deposits.lot(row)
            if lot.get("phase") != Phase.CONTRACTED.value or lot.get("winner") != row["party"]:
                continue
            state: Lot = self._replay.state(StreamId("lot", row["lot"]), self._at)
            deposit = self._deposit(row["deposit"])
            if no_buyer(deposit, state, self._law, row["deposit"]):
                continue
            missing = max(0, state.price_fen - paid_fen(state, deposit))
            yield self._candidate("price", line, row, f"{row['deposit']}/P", missing, "")

    def _repaid(self, line: SeenLine) -> Iterator[Candidate]:
        """Of deposits that are kept no more, what a payout from this account took along."""
        for row in self._kept_no_more():
            claims = self._deposit(row["deposit"]).given.claims
            for code, claim in sorted(claims.items()):
                payout = self._payout(code)
                proposed = payout.proposed
                if proposed is None or payout.stage is not Stage.PAID:
                    continue
                payee = self._payee(payout)
                theirs = any(same_name(line.name, name) for name in (proposed.owner, payee))
                if theirs and proposed.account == account_of(line) and claim.total_fen:
                    subject = f"{code}/{row['deposit']}"
                    yield self._candidate("repaid", line, row, subject, claim.total_fen, payee)

    def _kept_no_more(self) -> list[Row]:
        """Deposits of open lots that are kept no more, whose payees had been paid: few."""
        told = self._readers.payouts.rows(CLAIMED, as_of=self._at).rows
        found = self._deposits.about({row["deposit"] for row in told})
        self._deposits.know(found.values())
        return sorted(found.values(), key=lambda row: str(row["deposit"]))

    def _deposit(self, code: str) -> Deposit:
        found: Deposit = self._replay.state(StreamId("deposit", code), self._at)
        return found

    def _payout(self, code: str) -> Payout:
        found: Payout = self._replay.state(StreamId("payout", code), self._at)
        return found

    def _payee(self, payout: Payout) -> str:
        proposed = payout.proposed
        return proposed.payee.name if proposed is not None and proposed.payee else ""

    def _candidate(
        self, kind: Kind, line: SeenLine, row: Row, subject: str, due: int, payee: str
    ) -> Candidate:
        much = Mark.MEETS if line.minor <= due else Mark.REQUIRED
        lies = Mark.MEETS if kind == "repaid" else Mark.NOTHING
        return Candidate(
            kind=kind,
            subject=subject,
            deposit=row["deposit"],
            lot=row["lot"] or "",
            title=self._deposits.lot(row).get("title") or row["lot"] or "",
            rules=None,
            party=row["payer"] or "",
            evidence=Evidence(name=Mark.MEETS, account=lies, amount=much),
            due_fen=due,
            payee=payee,
        )
