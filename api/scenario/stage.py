"""The stage of one scenario: its lots, bidders and deposits in the town, and who acts for whom."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from api.refunding import batch_of, judged
from api.scenario.orders import debited, sent
from api.scenario.setting import Bidder, Setting
from api.scenario.size import Size
from api.scenario.statement import Entry
from api.scenario.table import Row, Table
from api.scenario.town import CUSTODY, OWN, SETTLEMENT, STAFF, Town, paper
from domain.deposit.issue import IssueSubAccount
from domain.deposit.state import Deposit
from domain.desk.approve import ApproveRefunds
from domain.desk.approve_payout import ApprovePayout
from domain.desk.payable import Payable
from domain.desk.propose import ProposeRefunds
from domain.desk.propose_payout import ProposePayout
from domain.desk.require import RequireDeposit
from domain.kernel import Command, Rejected, StreamId
from domain.lot.state import Lot
from domain.party.enrol import RegisterParty
from domain.payee import Payee
from domain.payout.events import Part


class Stopped(Exception):
    """What a row asks for cannot be asked for now; `rule` says what stands against it."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


_VALID = timedelta(days=365)


class Stage:
    """One scenario, as far as it was played. Keys are the table's: `A1/B2`, lot and bidder."""

    def __init__(
        self,
        town: Town,
        setting: Setting,
        table: Table,
        size: Size,
        exchanged: Mapping[str, str],
    ) -> None:
        """`exchanged`: who plays a bidder's part; absent is the bidder itself."""
        self.town, self.setting, self.table, self.size = town, setting, table, size
        self.exchanged = exchanged
        self.deposits: dict[str, str] = {}
        """The id of a deposit, by its key."""
        self.numbers: dict[str, str] = {}
        """Its number at the bank."""
        self.payments: dict[str, str] = {}
        """The payment that was ordered last, by the deposit's key."""
        self.named: dict[str, str] = {}
        """What the table calls other owners of ours: a guarantee of performance."""
        self.kept: dict[str, str] = {}
        """Other ids that a step gave and a later one needs: a guarantee's, a bid's, a case's."""

    # Who and what.

    def ask(self, role: str, *wanted: Command) -> None:
        """Asks as whoever holds this post in the scenario, else in the centre. Raises Refused."""
        self.town.ask(self.setting.roles.get(role) or STAFF[role], *wanted)

    def bidder(self, name: str) -> Bidder:
        """Who plays this bidder's part."""
        return self.setting.bidders[self.exchanged.get(name, name)]

    def lot(self, name: str) -> str:
        """The code of a lot."""
        return self.setting.lots[name].code

    def lot_now(self, name: str) -> Lot:
        """A lot as it stands."""
        found = self.town.system.replay.state(StreamId("lot", self.lot(name)))
        assert isinstance(found, Lot)
        return found

    def deposit_now(self, key: str) -> Deposit:
        """A deposit as it stands."""
        found = self.town.system.replay.state(StreamId("deposit", self.deposits[key]))
        assert isinstance(found, Deposit)
        return found

    def of(self, lot: str) -> list[str]:
        """The keys of a lot's deposits, as they were asked for."""
        return [key for key in self.deposits if key.partition("/")[0] == lot]

    def required(self, lot: str) -> int:
        """Its deposit; fen."""
        return self.size.deposit(self.setting.required(self.table)[lot])

    def price(self, seq: int, label: str = "") -> int:
        """An amount that a row's note names: a price, a fee; fen."""
        return self.size.price(self.table.row(seq).said(label))

    # Deposits, and money for them.

    def enrolled(self, name: str) -> Bidder:
        """The bidder is known to the centre, with its basic account."""
        one = self.bidder(name)
        known = RegisterParty(
            party=one.party, name=one.name, basic_account=one.account, basic_bank=None
        )
        self.ask("C-OPS", known)
        return one

    def applies(self, key: str) -> None:
        """A deposit is asked for on the bidder's wish, and gets its number at the bank."""
        lot, _, who = key.partition("/")
        party = self.enrolled(who).party
        deposit, number = f"P{secrets.token_hex(8).upper()}", self.town.sub_account()
        until: date = (self.town.now + _VALID).date()
        self.ask("PLATFORM", RequireDeposit(deposit=deposit, lot=self.lot(lot), party=party))
        issued = IssueSubAccount(deposit=deposit, sub_account=number, valid_until=until)
        self.ask("BANK", issued)
        self.deposits[key], self.numbers[key] = deposit, number

    def pays(self, key: str, fen: int, payer: str = "") -> None:
        """Money comes to a deposit's number, from the bidder's account or another's."""
        if key not in self.deposits:
            self.applies(key)
        one = self.bidder(payer or key.partition("/")[2])
        number = self.numbers[key]
        entry = Entry(fen=fen, name=one.name, account=one.account, reference=number)
        self.town.booked(CUSTODY, entry)

    def earns(self, row: Row) -> None:
        """The bank pays interest on a number, as the row has it."""
        key, _ = self.setting.earns[row.seq]
        entry = Entry(fen=row.moved("1001"), reference=self.numbers[key], interest=True)
        self.town.booked(CUSTODY, entry)

    # Money back, by two persons.

    def approves(self, key: str) -> None:
        """The clerk proposes what may go back of a deposit, the reviewer approves it."""
        self.town.settle()
        deposit = self.deposits[key]
        found = [one for row, one in judged(self.town.system, CUSTODY) if row["deposit"] == deposit]
        items = tuple(one.item for one in found if isinstance(one, Payable))
        if not items:
            against = [one.rule for one in found if isinstance(one, Rejected)]
            raise Stopped(", ".join(against) or "refund.unknown")
        batch = batch_of(self.town.now)
        told: dict[str, Any] = {"batch": batch, "account": CUSTODY, "items": items}
        self.ask("C-SET1", ProposeRefunds(**told))
        maker = self.town.system.replay.state(StreamId("refund", batch)).proposed.proposal
        self.town.system.ask(STAFF["C-SET2"], ApproveRefunds(**told), maker=maker)
        self.town.settle()
        number = items[-1].number
        refund = self.deposit_now(key).refund(number)
        assert refund is not None, "what was approved is owed"
        self.payments[key] = f"{deposit}/{number}/{refund.attempt}"

    def paid_back(self, key: str) -> None:
        """What was approved goes to the bank, whose statement shows it."""
        sent(self.town, self.payments[key])
        debited(self.town, self.payments[key])

    # Money on to others, by two persons.

    def passes_on(self, lot: str, to: str, owner: str, payee: Payee, account: str) -> None:
        """All that lies there for somebody is proposed, approved, sent; the statement shows it."""
        parts = tuple(
            Part(deposit=self.deposits[key], amount_fen=fen)
            for key in self.of(lot)
            if (fen := self.deposit_now(key).given.to(to, owner))
        )
        code = f"Q{secrets.token_hex(8).upper()}"
        told: dict[str, Any] = {
            "payout": code,
            "lot": self.lot(lot),
            "account": account,
            "to": to,
            "owner": owner,
            "payee": payee,
            "document": paper(f"{owner} {payee.account}"),
            "parts": parts,
        }
        self.ask("C-SET1", ProposePayout(**told))
        maker = self.town.system.replay.state(StreamId("payout", code)).proposed.proposal
        self.town.system.ask(STAFF["C-SET2"], ApprovePayout(**told), maker=maker)
        self.town.settle()
        sent(self.town, code)
        debited(self.town, code)

    def sweeps(self, lot: str) -> None:
        """Fees that were withheld go to the centre's own account."""
        self.passes_on(lot, "2013", self.lot(lot), OWN, SETTLEMENT)
