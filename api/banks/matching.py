"""What a bank line seems to be, by its references; the desk's decider decides.

A receipt of a deposit by its sub-account, a payment of ours by its end-to-end reference, one that
came back, the bank's interest, a credit that the bank takes back.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from api.banks.holders import There
from api.banks.later import judged_later
from api.banks.meaning import Meant, meant, number_on, open_lines, rejected
from api.banks.paging import Ask
from api.banks.reversing import reverses, reversing
from domain.bankpage.state import Line, Page
from domain.bankpage.strays import OpenStrays
from domain.identifiers import DayId, line_id
from domain.kernel import Actor, Context, Placed, Post, Rejected, StreamId
from ledger.replay import Replay
from ledger.tickets import Refused

type Alike = Callable[[str, int, str, date], Collection[str]]
"""The credits of an account of an amount, from a payer's account, up to a day: their codes."""
type Find = Callable[[Collection[str]], Mapping[str, str]]
"""The deposits and pools that sub-account numbers were issued to; nobody's are left out."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AT_ONCE = 64
"""Commands on their way at once: enough to fill the Book's groups."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What became of a line: matched, or left where it is, and why (a rule's id).

    `subject`: the deposit or payment that it seems to belong to.
    """

    line: str
    subject: str | None
    matched: bool
    reason: str | None


class Matcher:
    """Proposes matches for the lines of a day. The one reader of payers before an opening.

    It asks only for what is granted as things stand: a second look at the same day adds nothing to
    the log, not even a refusal.
    """

    def __init__(
        self,
        replay: Replay,
        ask: Ask,
        find: Find,
        law: Callable[[], Any],
        *,
        alike: Alike = lambda *_: (),
        at_once: int = AT_ONCE,
    ) -> None:
        """`law`: the one in force; `alike`: where credits are looked for that a reversal without
        a number may take back; `at_once`: so many commands are on their way at a time.
        """
        self._replay = replay
        self._ask = ask
        self._find = find
        self._law = law
        self._alike = alike
        self._at_once = at_once

    def open_strays(self, account: str, day: date, lines: int) -> None:
        """Lets people look for whose the lines of a day are that name nobody.

        For a day of which nothing in its first `lines` can have been meant for a lot that is still
        sealed. Where there are more by now, they wait for the next look.
        """
        pages = list(self._pages(account, day))
        if sum(len(page.lines) for _, page in pages) != lines:
            return
        for stream, page in pages:
            if any(line.stray for line in page.lines[page.open_to :]):
                with suppress(Refused):  # more lines came in between
                    self._ask(OpenStrays(page=stream.code, lines=len(page.lines)))

    def day(self, account: str, day: date) -> list[Proposal]:
        """Every line in CNY that is nobody's yet, proposed to whom its references name.

        In the order of the subjects' random ids: the bank's order would tell in the log which line
        is whose. Told in the bank's order. Raises what the door raises, but Refused. What takes
        another line back comes last: whose that one is must be known by then.
        """
        pages = dict(self._pages(account, day))
        lines = dict(open_lines(pages))
        deposits = self._deposits(lines.values())
        last = [code for code, line in lines.items() if reverses(line)]
        first = {code: meant(code, lines[code], deposits) for code in lines if code not in last}
        told = self._all(first, pages)
        if last:
            pages = dict(self._pages(account, day))
            told += self._all(
                {code: self._reversing(code, pages, deposits) for code in last}, pages
            )
        by_line = {proposal.line: proposal for proposal in told}
        return [by_line[code] for code in lines]

    def give_back(self, account: str, day: date) -> list[Proposal]:
        """Every open line that was found to be somebody else's is owed to whoever paid it (P07)."""
        pages = dict(self._pages(account, day))
        lines = {code: line for code, line in open_lines(pages) if line.credit}
        return self._all(rejected(lines, self._deposits(lines.values())), pages)

    def _reversing(
        self, code: str, pages: Mapping[StreamId, Page], deposits: Mapping[str, str]
    ) -> Meant | str:
        of = line_id(code)
        line = pages[StreamId("bankpage", str(of.page))].line(of.number)
        assert line is not None, "a line stays on its page"
        deposit, payment, pool = map(self._of, ("deposit", "payment", "pool"))
        there = There(deposit, self._credits, payment, pool, self._line)
        return reversing(code, line, deposits, there)

    def _credits(self, code: str, line: Line) -> Iterator[tuple[str, Line]]:
        """The credits that a debit may take back, as they stand now."""
        of, said = line_id(code).page.of, line.particulars
        if said is None or said.payer_account is None:
            return
        for found in self._alike(of.account, line.amount, said.payer_account, of.day):
            if (credit := self._line(found)) is not None:
                yield found, credit

    def _line(self, code: str) -> Line | None:
        """A line as it stands now."""
        where = line_id(code)
        page: Page = self._replay.state(StreamId("bankpage", str(where.page)))
        return page.line(where.number)

    def _pages(self, account: str, day: date) -> Iterator[tuple[StreamId, Page]]:
        number = 1
        while True:
            stream = StreamId("bankpage", f"{DayId(account, day)}/{number}")
            page: Page = self._replay.state(stream)
            if not page.lines:
                return
            yield stream, page
            number += 1

    def _of(self, kind: str) -> Callable[[str], Any]:
        """Streams of a kind as they stand, by their codes."""
        return lambda code: self._replay.state(StreamId(kind, code))

    def _deposits(self, lines: Collection[Line]) -> Mapping[str, str]:
        """The deposits that the numbers on these lines were issued to."""
        numbers = {number for line in lines if (number := number_on(line))}
        return self._find(numbers) if numbers else {}

    def _all(
        self, lines: Mapping[str, Meant | str], pages: Mapping[StreamId, Page]
    ) -> list[Proposal]:
        """Pages and deposits are read once, all together, before anything is asked."""
        told = {
            code: Proposal(code, None, False, one)
            for code, one in lines.items()
            if isinstance(one, str)
        }
        whose = sorted(
            ((code, one) for code, one in lines.items() if isinstance(one, Meant)),
            key=lambda pair: (pair[1].deposit, pair[1].subject),
        )
        by_deposit: dict[str, list[tuple[str, Meant]]] = defaultdict(list)
        for code, one in whose:
            by_deposit[one.deposit].append((code, one))
        states = {**self._read([one for _, one in whose], pages), **pages}
        context = self._context()

        def together(of_one: list[tuple[str, Meant]]) -> list[Proposal]:
            return self._one_by_one(of_one, pages, states, context)

        with ThreadPoolExecutor(self._at_once, "match") as askers:
            for found in askers.map(together, by_deposit.values()):
                told |= {proposal.line: proposal for proposal in found}
        return [told[code] for code in lines]

    def _one_by_one(
        self,
        of_one: Sequence[tuple[str, Meant]],
        pages: Mapping[StreamId, Page],
        states: Mapping[StreamId, Any],
        context: Context,
    ) -> list[Proposal]:
        """The lines of one deposit: what is asked of the next sees what became of the last."""
        told: list[Proposal] = []
        for code, wanted in of_one:
            told.append(self._propose(code, wanted, states, context))
            if len(told) < len(of_one):
                states = {**self._read([one for _, one in of_one], pages), **pages}
        return told

    def _read(self, wanted: Sequence[Meant], pages: Mapping[StreamId, Page]) -> dict[StreamId, Any]:
        """What these commands touch besides the pages."""
        touched = {stream for one in wanted for stream in one.decider.touches(one.command)}
        return self._replay.states(sorted(touched - pages.keys(), key=str))

    def _propose(
        self,
        code: str,
        wanted: Meant,
        states: Mapping[StreamId, Any],
        context: Context,
    ) -> Proposal:
        """Each line is asked for once, and at the version it was read at."""
        touched = tuple(states[stream] for stream in wanted.decider.touches(wanted.command))
        state = touched if len(touched) > 1 else touched[0]
        expected = wanted.decider.decide(state, wanted.command, context)
        if isinstance(expected, Rejected):
            return Proposal(code, wanted.subject, False, expected.rule)
        if waits := judged_later(expected, states, self._of("lot"), context.law):
            return Proposal(code, wanted.subject, False, waits)
        if expected:
            try:
                self._ask(wanted.command)
            except Refused as refused:  # something came in between
                return Proposal(code, wanted.subject, False, refused.rejected.rule)
        on_page = (isinstance(one, Placed) and one.stream.kind == "bankpage" for one in expected)
        matched = any(on_page)
        reason = None if matched else "deposit.evidence_recorded"
        return Proposal(code, wanted.subject, matched, reason)

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
