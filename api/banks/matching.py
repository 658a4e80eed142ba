"""What a bank line seems to be, by its references; the desk's decider decides.

A receipt of a deposit by its sub-account, a payment of ours by its end-to-end reference, one that
came back, the bank's interest.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from api.banks.importing import Ask
from domain.bankpage.events import Particulars
from domain.bankpage.state import Line, Page
from domain.desk.interest import MATCH_INTEREST, MatchInterest
from domain.desk.match import MATCH_RECEIPT, MatchReceipt
from domain.desk.reject import REJECT_RECEIPT, RejectReceipt
from domain.desk.settle import MATCH_DEBIT, MATCH_RETURN, MatchDebit, MatchReturn
from domain.identifiers import DayId, payment_of, sub_account_in
from domain.kernel import Actor, Command, Context, Decider, Placed, Post, Rejected, StreamId
from ledger.replay import Replay
from ledger.tickets import Refused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What became of a line: matched, or left where it is, and why (a rule's id).

    `subject`: the deposit or payment that it seems to belong to.
    """

    line: str
    subject: str | None
    matched: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a line seems to be: whose, and the command that would say so."""

    subject: str
    command: Command
    decider: Decider


class Matcher:
    """Proposes matches for the lines of a day. The one reader of payers before an opening.

    It asks only for what is granted as things stand: a second look at the same day adds nothing to
    the log, not even a refusal.
    """

    def __init__(
        self,
        replay: Replay,
        ask: Ask,
        find: Callable[[str], str | None],
        law: Callable[[], Any],
    ) -> None:
        """`find`: the deposit that a sub-account number was issued to; `law`: the one in force."""
        self._replay = replay
        self._ask = ask
        self._find = find
        self._law = law

    def day(self, account: str, day: date) -> list[Proposal]:
        """Every line in CNY that is nobody's yet, proposed to whom its references name.

        In the order of the subjects' random ids: the bank's order would tell in the log which line
        is whose. Told in the bank's order.
        """
        pages = dict(self._pages(account, day))
        lines = dict(_open(pages))
        meant = {code: self._meant(code, line) for code, line in lines.items()}
        context = self._context()

        def subject(code: str) -> str:
            wanted = meant[code]
            return wanted.subject if isinstance(wanted, Meant) else ""

        told = {
            code: self._propose(code, meant[code], pages, context)
            for code in sorted(lines, key=subject)
        }
        return [told[code] for code in lines]

    def give_back(self, account: str, day: date) -> list[Proposal]:
        """Every open line that was found to be somebody else's is owed to whoever paid it (P07)."""
        found = []
        context = self._context()
        pages = dict(self._pages(account, day))
        for code, line in _open(pages):
            deposit = self._deposit(line.particulars)
            if not line.credit or not deposit:
                continue
            wanted = RejectReceipt(line=code, line_seen=line.version, deposit=deposit, lot=None)
            meant = Meant(deposit, wanted, REJECT_RECEIPT)
            found.append(self._propose(code, meant, pages, context))
        return found

    def _pages(self, account: str, day: date) -> Iterator[tuple[StreamId, Page]]:
        number = 1
        while True:
            stream = StreamId("bankpage", f"{DayId(account, day)}/{number}")
            page: Page = self._replay.state(stream)
            if not page.lines:
                return
            yield stream, page
            number += 1

    def _meant(self, code: str, line: Line) -> Meant | str:
        """What the line seems to be, or the rule that says why nobody can tell."""
        said = line.particulars
        payment = payment_of(said.end_to_end) if said else None
        seen: Any = {"line": code, "line_seen": line.version}
        if not line.credit:
            if payment is None:
                return "desk.no_payment_named"
            return Meant(payment, MatchDebit(**seen, payment=payment), MATCH_DEBIT)
        if said is not None and said.returned:
            if payment is None:
                return "desk.no_payment_named"
            wanted = MatchReturn(**seen, payment=payment, code=said.return_code)
            return Meant(payment, wanted, MATCH_RETURN)
        deposit = self._deposit(said)
        if not deposit:
            named = said is not None and sub_account_in(said.reference)
            return "desk.unknown_sub_account" if named else "desk.no_sub_account"
        if said is not None and said.kind == "INTEREST":
            return Meant(deposit, MatchInterest(**seen, deposit=deposit, lot=None), MATCH_INTEREST)
        return Meant(deposit, MatchReceipt(**seen, deposit=deposit, lot=None), MATCH_RECEIPT)

    def _deposit(self, said: Particulars | None) -> str | None:
        """The deposit that the line's number was issued to."""
        number = sub_account_in(said.reference) if said else None
        return self._find(number) if number else None

    def _propose(
        self, code: str, meant: Meant | str, pages: dict[StreamId, Page], context: Context
    ) -> Proposal:
        """Pages are read once: each line is asked for once, and at the version it was read at."""
        if isinstance(meant, str):
            return Proposal(code, None, False, meant)
        touched = meant.decider.touches(meant.command)
        states = tuple(pages.get(stream) or self._replay.state(stream) for stream in touched)
        expected = meant.decider.decide(states, meant.command, context)
        if isinstance(expected, Rejected):
            return Proposal(code, meant.subject, False, expected.rule)
        if expected:
            try:
                self._ask(meant.command)
            except Refused as refused:  # something came in between
                return Proposal(code, meant.subject, False, refused.rejected.rule)
        matched = any(isinstance(one, Placed) and one.stream in pages for one in expected)
        reason = None if matched else "deposit.evidence_recorded"
        return Proposal(code, meant.subject, matched, reason)

    def _context(self) -> Context:
        """What the matcher would be heard as. When makes no difference to whose a line is."""
        return Context(
            actor=Actor("", "", ""),
            posts=(Post("MATCHER"),),
            received_at=_EPOCH,
            at=_EPOCH,
            law=self._law(),
            law_position=0,
        )


def _open(pages: dict[StreamId, Page]) -> Iterator[tuple[str, Line]]:
    """Lines in CNY that are nobody's, in the bank's order."""
    for stream, page in pages.items():
        for line in page.lines:
            if line.currency == "CNY" and not line.allocated:
                yield f"{stream.code}#{line.number}", line
