"""The readers of one installation: what may be read openly, and what the matcher alone may."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import partial
from typing import Any

from api.account_day import Day
from domain.accounts import BY_CODE
from ledger.feed import COMMITTED, PROJECTED, Feed, Tracking
from ledger.log import Log
from ledger.store import Store, datastore
from ledger.vault import Vault
from ledger.waker import Waker
from projections.alerts import ALERT_BOOK
from projections.applications import APPLICATION_BOOK
from projections.auctions import AUCTION_BOOK
from projections.audit_trail import AUDIT_TRAIL
from projections.balance_reader import BalanceReader, End
from projections.balances import BALANCES
from projections.bankdays import ACCOUNTS, BANKDAYS, DAYS
from projections.bids import BID_BOOK
from projections.consultations import CONSULTATION_BOOK
from projections.deposits import DEPOSIT_BOOK, DEPOSITS
from projections.disputes import DISPUTE_BOOK
from projections.dormant import DORMANT_LIST
from projections.downloads import DOWNLOAD_BOOK
from projections.figures import FIGURE_BOOK
from projections.filings import FILING_BOOK
from projections.inspections import INSPECTION_BOOK
from projections.interventions import INTERVENTION_BOOK
from projections.line_care import LINE_CARE
from projections.lots import LOT_BOOK
from projections.market_trades import MARKET_BOOK
from projections.milestones import MILESTONE_BOOK
from projections.payments import PAYMENT_BOOK
from projections.payouts import PAYOUT_BOOK
from projections.pools import POOL_BOOK
from projections.projects import PROJECT_BOOK
from projections.quarantine import QUARANTINE
from projections.questions import QUESTION_BOOK
from projections.reader import Reader, connections
from projections.receipt_claims import CLAIM_BOOK
from projections.refunds import REFUND_BOOK
from projections.register import PROJECTIONS
from projections.resolutions import RESOLUTION_BOOK
from projections.runner import Runner
from projections.venues import VENUE_BOOK

SNAPSHOTS = "snapshots"
"""What the audit of folded states is called, among those of projections."""


class NotReached(RuntimeError):
    """A projection has not come to the wanted position in time."""

    def __init__(self, wanted: int, reached: int) -> None:
        super().__init__(f"position {wanted} was not reached in time, the reader is at {reached}")
        self.wanted = wanted
        self.reached = reached


@dataclass(frozen=True, slots=True)
class Readers:
    """Everything that queries read, and the runner that keeps it up to date."""

    runner: Runner
    waker: Waker
    balances: BalanceReader
    bankdays: Reader
    projects: Reader
    lots: Reader
    auctions: Reader
    bids: Reader
    deposits: Reader
    downloads: Reader
    refunds: Reader
    payments: Reader
    payouts: Reader
    quarantine: Reader
    dormant: Reader
    disputes: Reader
    questions: Reader
    alerts: Reader
    resolutions: Reader
    filings: Reader
    market_trades: Reader
    venues: Reader
    milestones: Reader
    figures: Reader
    consultations: Reader
    inspections: Reader
    trail: Reader
    sealed_bankdays: Reader
    sealed_deposits: Reader
    sealed_care: Reader
    sealed_pools: Reader
    sealed_claims: Reader
    sealed_applications: Reader
    sealed_bids: Reader
    sealed_downloads: Reader
    sealed_interventions: Reader

    def days(
        self,
        as_of: int | None = None,
        after: tuple[date, str] | None = None,
        limit: int | None = None,
    ) -> tuple[int, list[Day]]:
        """Accounts' days with what the books say at each day's end, all at one position.

        By day, then by account; those that come after one, at most so many.
        """
        at = self.reached((self.bankdays, self.balances.reader)) if as_of is None else as_of
        order = ("day", "account")
        begin = dict(zip(order, after, strict=True)) if after else {}
        rows = self.bankdays.rows(DAYS, as_of=at, order=order, after=begin, limit=limit).rows
        return at, self._told(rows, at)

    def days_of(self, account: str, days: Sequence[date], at: int) -> list[Day]:
        """An account's days among these, in order, at a position."""
        where = {"account": account, "day": list(days)}
        return self._told(self.bankdays.rows(DAYS, where, as_of=at, order=("day",)).rows, at)

    def accounts_with_days(self, at: int) -> list[str]:
        """The accounts that have a day; those in CNY first."""
        with self.bankdays.look() as look:
            followed = look.rows(ACCOUNTS, {}, at, (), {}, None)
            found = sorted((one["currency"] != "CNY", str(one["account"])) for one in followed)
            return [code for _, code in found if look.rows(DAYS, {"account": code}, at, (), {}, 1)]

    def newest_days(self, at: int, currency: str, until: date | None = None) -> list[Day]:
        """The newest day of each account followed in a currency, in the order of the accounts.

        `until`: of this day or before.
        """
        before = {"day": until + timedelta(days=1) if until else date.max}
        with self.bankdays.look() as look:
            followed = look.rows(ACCOUNTS, {"currency": currency}, at, (), {}, None)
            rows = [
                row
                for one in followed
                for row in look.rows(DAYS, {"account": one["account"]}, at, ("day",), {}, 1, before)
            ]
        return self._told(rows, at)

    def _told(self, rows: Sequence[dict[str, Any]], at: int) -> list[Day]:
        """Rows with the books' balances; 0 of an account that they do not follow yet."""
        wanted = {"account": sorted({row["account"] for row in rows})}
        accounts = self.bankdays.rows(ACCOUNTS, wanted, as_of=at).rows
        holds = {row["account"]: BY_CODE[row["holds"]] for row in accounts}
        asked = [
            End(of.book, row["currency"], of.code, row["account"], row["day"])
            for row in rows
            if (of := holds.get(row["account"]))
        ]
        ledger = {(end.owner, end.day): fen for end, fen in self.balances.ends(asked, at).items()}
        names = [field.name for field in fields(Day) if field.name != "ledger"]
        return [
            Day(
                **{name: row[name] for name in names},
                ledger=ledger.get((row["account"], row["day"]), 0),
            )
            for row in rows
        ]

    def deposits_of(self, sub_accounts: Collection[str]) -> dict[str, str]:
        """The deposits that sub-accounts were issued to. For the matcher, before an opening.

        A number that two have tells nobody's: it is left out, and its lines wait for a person.
        """
        found = self.sealed_deposits.rows(DEPOSITS, {"sub_account": list(sub_accounts)}).rows
        times = Counter(row["sub_account"] for row in found)
        return {
            str(row["sub_account"]): str(row["deposit"])
            for row in found
            if times[row["sub_account"]] == 1
        }

    def reached(self, readers: Sequence[Reader]) -> int:
        """How far these projections have all read."""
        first, *others = readers
        return first.position_with(others)

    def wait(self, readers: Sequence[Reader], position: int, timeout_s: float) -> int:
        """Waits until these projections have all read so far. Raises NotReached."""
        look = partial(self.reached, readers)
        reached = self.waker.wait(PROJECTED, look, position - 1, timeout_s)
        if reached < position:
            raise NotReached(position, reached)
        return reached


@contextmanager
def readers(log: Log, vault: Vault, *, read: str, matcher: str) -> Iterator[Readers]:
    """Readers on an installation's database: `read` and `matcher` are conninfo strings."""
    tracked = datastore(matcher, schema="work")
    with (
        Waker(read, (COMMITTED, PROJECTED)) as waker,
        Store(datastore(matcher)) as store,
        connections(read) as opened,
        connections(matcher) as closed,
        tracked,
    ):
        runner = Runner(Feed(log, store, waker, vault), Tracking(tracked), PROJECTIONS)
        reader = partial(Reader, opened)
        yield Readers(
            runner=runner,
            waker=waker,
            balances=BalanceReader(reader(BALANCES)),
            bankdays=reader(BANKDAYS),
            projects=reader(PROJECT_BOOK),
            lots=reader(LOT_BOOK),
            auctions=reader(AUCTION_BOOK),
            bids=reader(BID_BOOK),
            deposits=reader(DEPOSIT_BOOK),
            downloads=reader(DOWNLOAD_BOOK),
            refunds=reader(REFUND_BOOK),
            payments=reader(PAYMENT_BOOK),
            payouts=reader(PAYOUT_BOOK),
            quarantine=reader(QUARANTINE),
            dormant=reader(DORMANT_LIST),
            disputes=reader(DISPUTE_BOOK),
            questions=reader(QUESTION_BOOK),
            alerts=reader(ALERT_BOOK),
            resolutions=reader(RESOLUTION_BOOK),
            filings=reader(FILING_BOOK),
            market_trades=reader(MARKET_BOOK),
            venues=reader(VENUE_BOOK),
            milestones=reader(MILESTONE_BOOK),
            figures=reader(FIGURE_BOOK),
            consultations=reader(CONSULTATION_BOOK),
            inspections=reader(INSPECTION_BOOK),
            trail=reader(AUDIT_TRAIL),
            sealed_bankdays=Reader(closed, BANKDAYS, sealed=True),
            sealed_deposits=Reader(closed, DEPOSIT_BOOK, sealed=True),
            sealed_care=Reader(closed, LINE_CARE, sealed=True),
            sealed_pools=Reader(closed, POOL_BOOK, sealed=True),
            sealed_claims=Reader(closed, CLAIM_BOOK, sealed=True),
            sealed_applications=Reader(closed, APPLICATION_BOOK, sealed=True),
            sealed_bids=Reader(closed, BID_BOOK, sealed=True),
            sealed_downloads=Reader(closed, DOWNLOAD_BOOK, sealed=True),
            sealed_interventions=Reader(closed, INTERVENTION_BOOK, sealed=True),
        )
