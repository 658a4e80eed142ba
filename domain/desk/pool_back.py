"""What came into a pool is taken back: it was another's, or the bank reversed its credit (P09).

The matcher's alone, and no person's, ever: whether the money is free still, would tell that its
bidder bids. None is needed: a pool takes its bidder's own money alone (decision 20).
"""

from typing import Any

from domain.accounts import BANK_DEBITS, UNIDENTIFIED
from domain.accounts import POOL as HELD
from domain.bankday.state import BankDay
from domain.bankpage.events import DebitMatched, LineReleased
from domain.bankpage.state import Line, Page
from domain.desk.pairing import seen_line, taken_back
from domain.identifiers import line_id
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.pool.events import PoolCreditReversed, PoolReceiptUnmatched
from domain.pool.state import Pool
from domain.pool_codes import pool_code, pool_owner
from domain.postings import moved


@command("UnmatchPool", zh="撤销年度保证金匹配")
class UnmatchPool(Command):
    """Take this line back from this pool. `line_seen` as in MatchReceipt."""

    line: str
    line_seen: int
    pool: str
    reason: str

    def __post_init__(self) -> None:
        line_id(self.line)
        pool_code(self.pool)


@command("MatchPoolReversal", zh="匹配年度保证金冲正")
class MatchPoolReversal(Command):
    """This debit line takes this credit line of a pool back."""

    line: str
    line_seen: int
    reversed: str
    pool: str

    def __post_init__(self) -> None:
        line_id(self.line)
        line_id(self.reversed)
        pool_code(self.pool)


def unmatch(states: tuple[Pool, Page, BankDay], asked: UnmatchPool, _context: Context) -> Decision:
    """All of the line or nothing, until its day is closed: the line is nobody's again."""
    pool, page, day = states
    seen = seen_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    of = line_id(asked.line).page
    if day.closed is not None:
        return Rejected("bankday.closed", f"{of.of} is closed: what it shows is never edited")
    if not asked.reason.strip():
        return Rejected("desk.no_reason", "reason: expected why the line is not the pool's")
    if refused := _not_free(pool, asked.pool, asked.line, seen):
        return refused
    entry = moved("P32", (HELD, _owner(pool)), (UNIDENTIFIED, str(of.of)), seen.amount)
    taken = PoolReceiptUnmatched(
        pool=asked.pool, line=asked.line, reason=asked.reason, entries=(entry,)
    )
    release = LineReleased(number=seen.number, deposit=asked.pool, amount=seen.allocated)
    return (taken, Placed(StreamId("bankpage", str(of)), release))


def reverse(states: tuple[Any, ...], asked: MatchPoolReversal, _context: Context) -> Decision:
    """All of it, by the tests of any reversal (`taken_back`).

    What stands for lots waits until it is free again, by itself at their end; what was given back
    is its deposit's, by whose receipts the reversal is matched.
    """
    of = dict(zip(_of_both(asked), states, strict=True))
    pool, line = of[_pool(asked)], line_id(asked.line)
    both = taken_back(lambda one: of[_page(one)], asked.line, asked.line_seen, asked.reversed)
    if isinstance(both, Rejected):
        return both
    seen, there = both
    if refused := _not_free(pool, asked.pool, asked.reversed, there):
        return refused
    entry = moved("P09", (HELD, _owner(pool)), (BANK_DEBITS, str(line.page.of)), seen.amount)
    taken = PoolCreditReversed(
        pool=asked.pool, line=asked.reversed, by=asked.line, entries=(entry,)
    )
    link = DebitMatched(number=line.number, payment=asked.reversed, amount=seen.amount)
    return (taken, Placed(_page(asked.line), link))


def _not_free(pool: Pool, code: str, name: str, line: Line) -> Rejected | None:
    """Why the pool has not all of a line that it was given."""
    if line.deposit != code:
        return Rejected("pool.not_paid_by", f"{code} was not paid by {name}")
    if pool.free_of(name) != line.amount:
        return Rejected("pool.money_moved_on", f"the money of {name} stands for lots, or has gone")
    return None


def _owner(pool: Pool) -> str:
    assert pool.opened is not None, "a pool that was paid was opened"
    return pool_owner(pool.opened.account, pool.opened.year)


def _pool(asked: UnmatchPool | MatchPoolReversal) -> StreamId:
    return StreamId("pool", asked.pool)


def _page(line: str) -> StreamId:
    return StreamId("bankpage", str(line_id(line).page))


def _of_both(asked: MatchPoolReversal) -> tuple[StreamId, ...]:
    """The pool, and the lines' pages, each once."""
    return tuple(dict.fromkeys((_pool(asked), _page(asked.line), _page(asked.reversed))))


UNMATCH_POOL = Decider(
    handles=UnmatchPool,
    touches=lambda asked: (
        _pool(asked),
        _page(asked.line),
        StreamId("bankday", str(line_id(asked.line).page.of)),
    ),
    decide=unmatch,
)
MATCH_POOL_REVERSAL = Decider(handles=MatchPoolReversal, touches=_of_both, decide=reverse)
