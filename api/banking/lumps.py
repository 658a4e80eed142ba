"""The bank's one sum of interest for all of an account: the matcher distributes it (MODE_B).

Once what came on its day is matched: who had money there, nobody else may know before the openings.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from api.banks.matching import Proposal
from api.banks.paging import Ask
from api.instants import at_instant
from api.wiring import System
from domain.account.state import BankAccount
from domain.bankpage.state import Page
from domain.calendar import midnight
from domain.desk.distribute import DISTRIBUTE_INTEREST, MOST, DistributeInterest, since_when
from domain.identifiers import deposit_code, line_id, sub_account_in
from domain.kernel import Actor, Context, Post, Rejected, StreamId
from ledger.tickets import Refused
from projections.audit_trail import TRAIL
from projections.bankdays import LINES

_ON = ["2002", "2003", "2005", "2006", "2007", "2010", "2012", "1009"]
"""Accounts of the chart whose owners are deposits, or refunds of them."""


class Lumps:
    """The sums that the bank paid for all of one account."""

    def __init__(self, system: System, account: str, ask: Ask) -> None:
        """`ask`: in the matcher's name."""
        self._system = system
        self._account = account
        self._ask = ask

    def day(self, day: date) -> list[Proposal]:
        """The sums of a day that are nobody's yet; nothing where the bank never paid one sum.

        Asks only for what is granted as things stand. Raises what the door raises, but Refused.
        """
        if not any(one.lump for one in self._ours().agreed):
            return []
        wanted = {"account": self._account, "day": day, "kind": "INTEREST", "credit": True}
        rows = self._system.readers.sealed_bankdays.rows(LINES, wanted | {"allocated": 0}).rows
        lines = [str(row["line"]) for row in rows if sub_account_in(row["reference"]) is None]
        return [self._distributed(line) for line in lines]

    def _distributed(self, line: str) -> Proposal:
        of = line_id(line)
        page: Page = self._system.replay.state(StreamId("bankpage", str(of.page)))
        seen = page.line(of.number)
        assert seen is not None, "a line stays on its page"
        until = seen.value_date or seen.day
        since = since_when(self._ours(), self._account, until)
        if isinstance(since, Rejected):
            return Proposal(line, None, False, since.rule)
        listed_at, found = self._lay(since, until)
        if not 0 < len(found) <= MOST:
            rule = "interest.nothing_lay" if not found else "interest.too_many"
            return Proposal(line, None, False, rule)
        asked = DistributeInterest(line=line, line_seen=seen.version, deposits=found)
        touched = DISTRIBUTE_INTEREST.touches(asked)
        states = self._system.replay.states(touched)
        expected = DISTRIBUTE_INTEREST.decide(
            tuple(states[one] for one in touched), asked, self._context()
        )
        if isinstance(expected, Rejected):
            return Proposal(line, None, False, expected.rule)
        if self._outrun(found, listed_at, since, until):
            return Proposal(line, None, False, "interest.list_outrun")
        try:
            self._ask(asked)
        except Refused as refused:  # something came in between
            return Proposal(line, None, False, refused.rejected.rule)
        return Proposal(line, None, True, None)

    def _lay(self, since: date, until: date) -> tuple[int, tuple[str, ...]]:
        """Deposits that had money on the account in the time of a sum, in the order of their ids;
        and the position by which that is known.

        Money that moved after a day was recorded after it: what neither stands nor was recorded
        since cannot have lain there.
        """
        readers = self._system.readers
        readers.runner.catch_up()
        start = at_instant(self._system.store, midnight(since))
        balances = readers.balances.owned(where={"account": _ON})
        codes = {
            code
            for one in balances.rows
            if (one.amount or one.position > start) and (code := _deposit_in(one.owner))
        }
        return balances.position, tuple(self._with_money(codes, since, until))

    def _outrun(self, found: Collection[str], at: int, since: date, until: date) -> bool:
        """Whether a deposit beyond these has money there by what was told since a position.

        A line was matched meanwhile: the sum waits for the next look, which lists it too. What is
        matched between this and the decision has no part, as what is matched after it.
        """
        readers = self._system.readers
        readers.runner.catch_up()
        rows = readers.trail.rows(TRAIL, {"kind": "deposit"}, after={"at": at}).rows
        others = {str(row["code"]) for row in rows} - set(found)
        return any(self._with_money(others, since, until))

    def _with_money(self, codes: Iterable[str], since: date, until: date) -> Iterator[str]:
        """Which of these deposits had money on the account in the time of a sum."""
        states = self._system.replay.states(StreamId("deposit", code) for code in sorted(codes))
        for stream, deposit in states.items():
            if deposit.lay_on(self._account, since, until):
                yield stream.code

    def _ours(self) -> BankAccount:
        state = self._system.replay.state(StreamId("account", self._account))
        assert isinstance(state, BankAccount)
        return state

    def _context(self) -> Context:
        """What the matcher would be heard as; when, makes no difference to what is granted."""
        law: Any = self._system.law()
        now = self._system.clock()
        return Context(
            actor=Actor("", "", ""),
            posts=(Post("MATCHER"),),
            received_at=now,
            at=now,
            law=law,
            law_position=0,
        )


def _deposit_in(owner: str | None) -> str | None:
    """The deposit that an owner is, or is a refund or a payment of."""
    try:
        return deposit_code((owner or "").partition("/")[0])
    except ValueError:
        return None
