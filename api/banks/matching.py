"""Which deposit a line seems to belong to, by its sub-account; the desk's decider decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from api.banks.importing import Ask
from domain.bankpage.state import Line, Page
from domain.desk.match import MATCH_RECEIPT, MatchReceipt
from domain.identifiers import DayId, sub_account_in
from domain.kernel import Actor, Context, Post, Rejected, StreamId
from ledger.replay import Replay
from ledger.tickets import Refused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AS_MATCHER = Context(
    actor=Actor("", "", ""),
    posts=(Post("MATCHER"),),
    received_at=_EPOCH,
    at=_EPOCH,
    law=None,
    law_position=0,
)
"""When, and under which law, makes no difference to whether a line is a deposit's."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What became of a line: matched, or left where it is, and why (a rule's id)."""

    line: str
    deposit: str | None
    matched: bool
    reason: str | None


class Matcher:
    """Proposes matches for the lines of a day. The one reader of payers before an opening.

    It asks only for what is granted as things stand: a second look at the same day adds nothing to
    the log, not even a refusal.
    """

    def __init__(self, replay: Replay, ask: Ask, find: Callable[[str], str | None]) -> None:
        """`find`: the deposit that a sub-account number was issued to."""
        self._replay = replay
        self._ask = ask
        self._find = find

    def day(self, account: str, day: date) -> list[Proposal]:
        """Every credit in CNY that is nobody's yet, proposed to its sub-account's deposit.

        In the order of the deposits' random ids: the bank's order would tell in the log which line
        is whose. Told in the bank's order.
        """
        lines = [
            (f"{code}#{line.number}", line, page)
            for code, page in self._pages(account, day)
            for line in page.lines
            if line.credit and line.currency == "CNY" and not line.allocated
        ]
        meant = {code: self._meant(line) for code, line, _ in lines}
        proposed = {
            code: self._propose(code, line, page, meant[code])
            for code, line, page in sorted(lines, key=lambda one: meant[one[0]])
        }
        return [proposed[code] for code, _, _ in lines]

    def _pages(self, account: str, day: date) -> Iterator[tuple[str, Page]]:
        number = 1
        while (page := self._state("bankpage", f"{DayId(account, day)}/{number}")).lines:
            yield f"{DayId(account, day)}/{number}", page
            number += 1

    def _meant(self, line: Line) -> str:
        """The deposit that the line's number was issued to; empty when there is none."""
        number = _number(line)
        return (self._find(number) or "") if number else ""

    def _propose(self, code: str, line: Line, page: Page, deposit: str) -> Proposal:
        if not deposit:
            rule = "desk.unknown_sub_account" if _number(line) else "desk.no_sub_account"
            return Proposal(code, None, False, rule)
        wanted = MatchReceipt(line=code, line_seen=line.version, deposit=deposit, lot=None)
        states = self._state("deposit", deposit), page
        expected = MATCH_RECEIPT.decide(states, wanted, _AS_MATCHER)
        if isinstance(expected, Rejected):
            return Proposal(code, deposit, False, expected.rule)
        try:
            self._ask(wanted)
        except Refused as refused:  # something came in between
            return Proposal(code, deposit, False, refused.rejected.rule)
        return self._outcome(code, deposit)

    def _outcome(self, code: str, deposit: str) -> Proposal:
        """The deposit tells: its own receipt, or evidence that somebody else paid."""
        receipt = self._state("deposit", deposit).receipt
        matched = receipt is not None and receipt.line == code
        return Proposal(code, deposit, matched, None if matched else "deposit.evidence_recorded")

    def _state(self, kind: str, code: str) -> Any:
        return self._replay.state(StreamId(kind, code))


def _number(line: Line) -> str | None:
    return sub_account_in(line.particulars.reference) if line.particulars else None
