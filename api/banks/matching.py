"""Which deposit a line seems to belong to, by its sub-account; the desk's decider decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from api.banks.importing import Ask
from domain.bankpage.state import Line, Page
from domain.desk.match import MatchReceipt
from domain.identifiers import DayId, is_sub_account
from domain.kernel import StreamId
from ledger.replay import Replay
from ledger.tickets import Refused


@dataclass(frozen=True, slots=True)
class Proposal:
    """What became of a line: matched, or left where it is, and why (a rule's id)."""

    line: str
    deposit: str | None
    matched: bool
    reason: str | None


class Matcher:
    """Proposes matches for the lines of a day. The one reader of payers before an opening."""

    def __init__(self, replay: Replay, ask: Ask, find: Callable[[str], str | None]) -> None:
        """`find`: the deposit that a sub-account number was issued to."""
        self._replay = replay
        self._ask = ask
        self._find = find

    def day(self, account: str, day: date) -> list[Proposal]:
        """Every credit of the day that is nobody's yet, proposed to its sub-account's deposit."""
        return [
            self._propose(f"{page}#{line.number}", line)
            for page, state in self._pages(account, day)
            for line in state.lines
            if line.credit and not line.allocated
        ]

    def _pages(self, account: str, day: date) -> Iterator[tuple[str, Page]]:
        number = 1
        while True:
            code = f"{DayId(account, day)}/{number}"
            state = self._replay.state(StreamId("bankpage", code))
            if not state.lines:
                return
            yield code, state
            number += 1

    def _propose(self, code: str, line: Line) -> Proposal:
        reference = line.particulars.reference if line.particulars else None
        if reference is None or not is_sub_account(reference):
            return Proposal(code, None, False, "desk.no_sub_account")
        deposit = self._find(reference)
        if deposit is None:
            return Proposal(code, None, False, "desk.unknown_sub_account")
        try:
            self._ask(MatchReceipt(line=code, line_seen=line.version, deposit=deposit))
        except Refused as refused:
            return Proposal(code, deposit, False, refused.rejected.rule)
        return self._outcome(code, deposit)

    def _outcome(self, code: str, deposit: str) -> Proposal:
        page, _, number = code.rpartition("#")
        line = self._replay.state(StreamId("bankpage", page)).line(int(number))
        if line is not None and line.deposit == deposit:
            return Proposal(code, deposit, True, None)
        return Proposal(code, deposit, False, "deposit.evidence_recorded")
