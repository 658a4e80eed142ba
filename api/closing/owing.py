"""What is owed back, held back, on its way and earned as interest, as the checks look at it.

Deposits are folded again from their events; the read models only tell which of them to look at.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any

from api.closing.books import Earned, Elsewhere, Held, Left, Owed, Transit
from api.wiring import System
from domain.account.periods import earned_fen
from domain.account.state import BankAccount
from domain.calendar import beijing_day
from domain.deposit.covering import came_to
from domain.deposit.kept_back import kept_back
from domain.deposit.price import accounts_of
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.desk.entitled import Paying, entitled_fen, paid_until
from domain.governance.state import Law
from domain.identifiers import payment_id
from domain.interest import history
from domain.kernel import Rejected, StreamId
from domain.payment.state import Stage
from domain.refund import state as batch
from ledger.replay import Replay
from projections.audit_trail import TRAIL
from projections.balance_reader import Balance
from projections.dormant import DORMANT
from projections.payments import PAYMENTS
from projections.refunds import BATCHES, INTEREST, REFUNDS

_UNPAID = [
    one.value
    for one in (
        Standing.OWED,
        Standing.APPROVED,
        Standing.INSTRUCTED,
        Standing.FAILED,
        Standing.RETURNED,
    )
]
_GOING = [one.value for one in (Standing.APPROVED, Standing.INSTRUCTED, Standing.PAID)]
_BACK = [one.value for one in (Standing.FAILED, Standing.RETURNED)]
_AT_ONCE = 100
_WITH_THE_BANK = [one.value for one in (Stage.ORDERED, Stage.SENT, Stage.ACCEPTED)]


@dataclass(frozen=True, slots=True)
class Owing:
    """Reads at one position; `since` is that of the last close: what was seen then is not new.

    `balances`: those that are not zero; `day`: the one that is closed.
    """

    system: System
    replay: Replay
    position: int
    since: int
    balances: tuple[Balance, ...]
    day: date

    def transit(self) -> Iterator[Transit]:
        """Payments of all accounts that are with the bank, since they were ordered (1009)."""
        where = {"stage": _WITH_THE_BANK}
        rows = self.system.readers.payments.rows(PAYMENTS, where, as_of=self.position).rows
        ordered = self._days_of(self._on("1009"))
        for row in rows:
            paid = payment_id(row["payment"])
            since = ordered.get(paid.owner) or beijing_day(row["since"])
            yield Transit(row["payment"], row["amount_fen"], row["stage"], since, row["account"])

    def owed(self) -> Iterator[Owed]:
        """Refunds that are not paid yet; the deposits of those that may be kept back, or nobody
        claims, are read together.
        """
        claimed = self.claimed()
        frozen = {one.owner for one in self._on("2010")}
        for some in batched(self._rows(REFUNDS, {"standing": _UNPAID}), _AT_ONCE):
            looked_at = (
                StreamId("deposit", row["deposit"])
                for row in some
                if row["standing"] in _BACK
                or f"{row['deposit']}/{row['number']}" in claimed
                or row["due"] < self.day
                or row["deposit"] in frozen
            )
            deposits = self.replay.states(looked_at, self.position)
            for row in some:
                yield _owed(row, deposits.get(StreamId("deposit", row["deposit"])))

    def elsewhere(self) -> Iterator[Elsewhere]:
        """Refunds that were approved to another account since the last close."""
        rows = self._rows(
            REFUNDS, {"elsewhere": True, "standing": _GOING}, {"position": self.since}
        )
        batches = {
            row["batch"]: row
            for row in self._rows(BATCHES, {"batch": [row["batch"] for row in rows]})
        }
        for row in rows:
            made = batches.get(row["batch"], {})
            approved = made.get("stage") == batch.Stage.APPROVED.value
            refund = self._deposit(row["deposit"]).refund(row["number"])
            proposed = refund.proposed if refund else None
            yield Elsewhere(
                refund=f"{row['deposit']}/{row['number']}",
                amount=row["amount_fen"],
                proposed_by=proposed.proposed_by if proposed else None,
                made_by=made.get("proposed_by"),
                checked_by=made.get("checked_by") if approved else None,
                evidence=bool(proposed and proposed.evidence),
            )

    def held(self) -> Iterator[Held]:
        """What is frozen, deposit by deposit; those that nothing happened to are left out."""
        frozen = self.system.readers.balances.owned(self.position, where={"account": "2010"})
        for one in frozen.rows:
            if one.owner and (one.amount or one.position > self.since):
                holds = self._deposit(one.owner).holds
                yield Held(one.owner, -one.amount, sum(hold.amount_fen for hold in holds))

    def left(self) -> Iterator[Left]:
        """What stands on 2007, deposit by deposit."""
        there = {one.owner: -one.amount for one in self._on("2007") if one.owner}
        told = {row["deposit"]: row for row in self._rows(INTEREST, {"deposit": [*there]})}
        owed = {"deposit": [*there], "interest": True, "standing": Standing.OWED.value}
        approved = {"deposit": [*there], "awaits": True}
        rows = (*self._rows(REFUNDS, owed), *self._rows(REFUNDS, approved))
        waiting = {row["deposit"] for row in rows}
        for deposit, balance in there.items():
            row = told.get(deposit, {})
            left, reason = row.get("left_fen"), row.get("reason")
            yield Left(deposit, balance, left, reason, deposit in waiting)

    def published(self) -> dict[str, int]:
        """What stands on the public list of what nobody claims: owner and fen."""
        return {row["owner"]: row["amount_fen"] for row in self._listed() if not row["claimed"]}

    def claimed(self) -> dict[str, date]:
        """When what stood on that list was claimed last, by owner."""
        return {row["owner"]: row["claimed"] for row in self._listed() if row["claimed"]}

    def _listed(self) -> list[dict[str, Any]]:
        return self.system.readers.dormant.rows(DORMANT, as_of=self.position).rows

    def earned(self, law: Law) -> Iterator[Earned]:
        """The bank's interest that came or was given on since the last close, or still lies."""
        new = self._rows(INTEREST, {}, {"position": self.since})
        lying = [one.owner for one in self._on("2007") if one.owner]
        rows = {row["deposit"]: row for row in self._rows(INTEREST, {"deposit": lying})}
        rows |= {row["deposit"]: row for row in new}
        for _, row in sorted(rows.items()):
            deposit = self._deposit(row["deposit"])
            if one := _earned(row, deposit, law, self._paying):
                yield one

    def _on(self, account: str) -> list[Balance]:
        return [one for one in self.balances if one.account == account and one.amount]

    def _rows(
        self, table: Any, where: dict[str, Any], after: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        read = self.system.readers.refunds
        return read.rows(table, where, as_of=self.position, after=after).rows

    def _paying(self, account: str) -> Paying:
        ours = self.replay.state(StreamId("account", account), self.position)
        assert isinstance(ours, BankAccount)
        return Paying(account, ours, self.day)

    def _deposit(self, code: str) -> Deposit:
        state = self.replay.state(StreamId("deposit", code), self.position)
        assert isinstance(state, Deposit)
        return state

    def _days_of(self, balances: Iterable[Balance]) -> dict[str, date]:
        """The legal day of each owner's newest change."""
        at = {one.owner: one.position for one in balances if one.owner}
        where = {"at": sorted(at.values())}
        trail = self.system.readers.trail.rows(TRAIL, where, as_of=self.position).rows
        days = {row["at"]: beijing_day(row["occurred_at"]) for row in trail}
        return {owner: days[position] for owner, position in at.items() if position in days}


def _owed(row: dict[str, Any], deposit: Deposit | None) -> Owed:
    """A refund; `deposit`: where it was looked at."""
    its = deposit.refund(row["number"]) if deposit else None
    kept = kept_back(deposit, its) if deposit and its else None
    return Owed(
        refund=f"{row['deposit']}/{row['number']}",
        amount=row["amount_fen"] + row["interest_fen"],
        standing=Standing(row["standing"]),
        due=row["due"],
        since=its.unclaimed_since if its else row["due"],
        counts_from=row["counts_from"],
        frozen=kept is not None,
        kept=its.kept if its else (),
    )


def _earned(
    row: dict[str, Any], deposit: Deposit, law: Law, paying: Callable[[str], Paying]
) -> Earned | None:
    """None where no refund takes interest along: then what came is left, for R14 to look at.

    `paying`: an account of ours. Of money on two accounts, each one's interest by itself.
    """
    refunds = [one for one in deposit.refunds if one.interest and one.standing is not Standing.VOID]
    on = {name: paying(name) for name in sorted(accounts_of(deposit.receipts))}
    theirs = [(one, on[min(came_to(deposit, one) or on)]) for one in refunds if on]
    ends = [day for one, of in theirs if (day := paid_until(deposit, one, of))]
    if not ends:
        return None
    waits = any(one.waits_for_interest for one in refunds)
    told = {"deposit": row["deposit"], "credited": row["credited_fen"], "reason": row["reason"]}
    owed = 0
    for refund, of in theirs:
        fen = entitled_fen(deposit, refund, law, of)
        if isinstance(fen, Rejected):
            return Earned(**told, owed=None, most=None, problem=fen.rule, waits=waits)
        owed += fen
    try:
        most = sum(_most(deposit, max(ends), law, of) for of in on.values())
    except ValueError:  # no rate for a day on which only what does not count lay there
        problem = "interest.no_rate"
        return Earned(**told, owed=None, most=None, problem=problem, waits=waits)
    sums = sum(on[one.account].paid_lumps for one in deposit.paid_interest if one.account in on)
    return Earned(**told, owed=owed, most=most, waits=waits, sums=sums)


def _most(deposit: Deposit, until: date, law: Law, paying: Paying) -> int:
    """Interest on everything that came to an account, as if none had gone back meanwhile; fen."""
    came = [
        (one.since, one.entry.amount)
        for one in deposit.receipts
        if one.since and one.since <= until and paying.account in accounts_of((one,))
    ]
    return earned_fen(history(came, until), until, paying.ours, paying.rates(law))
