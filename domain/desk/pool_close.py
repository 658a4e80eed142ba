"""What a pool has goes back to its bidder, by a deposit of the pool's own and its refunds."""

from collections.abc import Iterator

from domain.accounts import POOL as HELD
from domain.calendar import beijing_day
from domain.carried import total
from domain.deposit.events import DepositRequired, SubAccountIssued, Terms
from domain.deposit.owed import RefundObligationCreated
from domain.deposit.state import Deposit
from domain.desk.over import Over
from domain.identifiers import DayId, deposit_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.money import show
from domain.party_codes import party_code
from domain.payee import payee_of
from domain.pool.events import PoolClosed
from domain.pool.state import Pool
from domain.pool_codes import pool_code, pool_owner
from domain.terms import Due, back_due

POOL_CLOSED = "POOL_CLOSED"
"""Why it is owed back: by no row of a category, for a pool is of no lot."""


@command("ClosePool", zh="退还年度保证金")
class ClosePool(Command):
    """Give back what the party's pool has, by this deposit, that nobody asked for yet."""

    pool: str
    deposit: str
    party: str

    def __post_init__(self) -> None:
        pool_code(self.pool)
        deposit_code(self.deposit)
        party_code(self.party)


def decide(states: tuple[Pool, Deposit], asked: ClosePool, context: Context) -> Decision:
    """Once nothing of it stands for a lot: all of it is owed back, by the centre's own term.

    From then on it is a refund like any: to the account each part came from, by two persons, with
    the bank's interest since the day it came.
    """
    pool, deposit = states
    opened = pool.opened
    if opened is None or opened.party is None or opened.party != asked.party:
        return Rejected("pool.not_theirs", f"{asked.pool} is not {asked.party}'s")
    if deposit.came_from(asked.pool):
        return ()
    if deposit.required:
        return Rejected("deposit.already_required", f"{asked.deposit} has other terms")
    if pool.reserved:
        stands = show(sum(pool.reserved.values()))
        return Rejected("pool.reserved", f"{stands} of {asked.pool} stand for lots")
    if not pool.free_fen:
        return Rejected("pool.nothing_free", f"{asked.pool} has nothing to give back")
    day = beijing_day(context.received_at)
    through = str(DayId(opened.account, day))
    over = Over(through, pool.free_fen)
    entry = over.entry(1, (HELD, pool_owner(opened.account, opened.year), pool.free_fen))
    closed = PoolClosed(pool=asked.pool, deposit=asked.deposit, entries=(entry,))
    at = StreamId("deposit", asked.deposit)
    return (
        closed,
        Placed(at, _asked_for(pool, asked, context)),
        Placed(at, _numbered(pool, asked)),
        Placed(at, over.came_in(asked.deposit, asked.pool, pool.parts)),
        *(Placed(at, one) for one in _owed(pool, asked, back_due(day, context.law.calendar))),
    )


def _asked_for(pool: Pool, asked: ClosePool, context: Context) -> DepositRequired:
    """It lies under the pool's key, as the deposits of a lot under the lot's."""
    opened = pool.opened
    assert opened is not None, "a pool that is given back was opened"
    terms = Terms(
        lot=asked.pool,
        party=asked.party,
        payer=opened.payer or "",
        amount_fen=pool.free_fen,
        deadline=context.received_at,
        basic_account=opened.basic_account,
    )
    return DepositRequired(deposit=asked.deposit, terms=terms)


def _numbered(pool: Pool, asked: ClosePool) -> SubAccountIssued:
    """The pool's number is the deposit's now: the bank's interest on it comes there."""
    return SubAccountIssued(deposit=asked.deposit, sub_account=pool.sub_account, valid_until=None)


def _owed(pool: Pool, asked: ClosePool, due: Due) -> Iterator[RefundObligationCreated]:
    accounts = dict.fromkeys(part.payer_account for part in pool.parts)
    for number, account in enumerate(accounts, 1):
        theirs = tuple(part for part in pool.parts if part.payer_account == account)
        yield RefundObligationCreated(
            deposit=asked.deposit,
            number=number,
            cause=POOL_CLOSED,
            rule=due.rule,
            due=due.day,
            since=due.since,
            amount_fen=total(theirs),
            interest=True,
            payee=payee_of(theirs[0].payer, account),
            line=None,
        )


CLOSE_POOL = Decider(
    handles=ClosePool,
    touches=lambda asked: (StreamId("pool", asked.pool), StreamId("deposit", asked.deposit)),
    decide=decide,
)
