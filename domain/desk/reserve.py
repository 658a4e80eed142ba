"""A pool stands for a deposit of a lot, and is free again when that would go back (P32, E17)."""

from typing import Any

from domain.accounts import DEPOSITS_HELD
from domain.accounts import POOL as HELD
from domain.calendar import beijing_day
from domain.carried import split, total
from domain.deposit.carried import DepositCarriedOver
from domain.deposit.holding import keeping
from domain.deposit.spend import parts_of, taken
from domain.deposit.state import Deposit
from domain.desk.lapsed import has_lapsed
from domain.desk.over import Over
from domain.desk.owe import goes_back
from domain.desk.require import awaits_none
from domain.identifiers import DayId, deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.money import show
from domain.party_codes import party_code
from domain.pool.events import PoolReleased, PoolReserved
from domain.pool.state import Pool
from domain.pool_codes import pool_code, pool_owner
from domain.trade_codes import bid_code


@command("ReservePool", zh="占用年度保证金")
class ReservePool(Command):
    """Let the party's pool stand for its deposit of this lot, whole."""

    deposit: str
    lot: str
    pool: str
    party: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        pool_code(self.pool)
        party_code(self.party)


@command("ReleasePool", version=2, zh="释放年度保证金")
class ReleasePool(Command):
    """Is the deposit to go back by now? What stood for it is the pool's again.

    `bid`: what its bidder handed in and does not stand any more, if so.
    """

    deposit: str
    lot: str
    pool: str
    bid: str | None = None

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        pool_code(self.pool)
        if self.bid is not None:
            bid_code(self.bid)


def reserve(states: tuple[Any, ...], asked: ReservePool, context: Context) -> Decision:
    """As far as it is free; decided on the pool's own version, so nothing is reserved twice.

    It stands for all of a deposit: nothing was paid or secured of that, and what is paid besides
    goes back as paid twice. All of a pool came from its bidder, and from where a deposit must.
    """
    deposit, pool, lot = states
    if not _theirs(deposit, pool, asked):
        both = f"{asked.pool} and {asked.deposit} are not both {asked.party}'s"
        return Rejected("pool.not_theirs", both)
    assert deposit.terms is not None, "a deposit of somebody's has terms"
    if deposit.came_from(asked.pool):
        return ()
    if pool.closed:
        return Rejected("pool.closed", f"{asked.pool} was given back")
    if refused := awaits_none(lot, asked.lot, deposit.terms.deadline, context):
        return refused
    whole = deposit.terms.amount_fen
    if deposit.missing_fen != whole or deposit.own_receivable_fen:
        return Rejected("pool.mixed", f"of {asked.deposit} a part was paid or secured before")
    if whole > pool.free_fen:
        free = f"{asked.pool} has {show(pool.free_fen)} free, {show(whole)} is asked for"
        return Rejected("pool.no_headroom", free)
    parts, _ = split(pool.parts, whole)
    over = Over(_through(pool, context), whole)
    entry = over.entry(1, (HELD, _owner(pool), whole))
    reserved = PoolReserved(pool=asked.pool, deposit=asked.deposit, entries=(entry,))
    return (
        Placed(StreamId("pool", asked.pool), reserved),
        over.came_in(asked.deposit, asked.pool, parts),
    )


def release(states: tuple[Any, ...], asked: ReleasePool, context: Context) -> Decision:
    """What a refund would pay out, goes back to the pool at once, by the same rules; of a bid that
    lapsed, from then on, as no result changes that.

    What an order keeps back waits for it to be lifted, but not for one on other money of the
    deposit, as what was paid besides; what was spent or kept is not there.
    """
    deposit, pool, lot, *bids = states
    if deposit.terms is None or deposit.terms.lot != asked.lot or pool.opened is None:
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of {asked.lot}")
    there = min(_pooled(deposit, asked.pool), deposit.held_fen)
    kept = keeping(deposit.holds, (DEPOSITS_HELD.code,))
    if kept or (not there and asked.deposit not in pool.reserved):
        return ()
    if not there:
        ended = PoolReleased(pool=asked.pool, deposit=asked.deposit, parts=(), entries=())
        return (Placed(StreamId("pool", asked.pool), ended),)
    if not has_lapsed(bids, deposit, asked.lot):
        goes = goes_back(deposit, lot, context.law, beijing_day(context.received_at))
        if goes is None or isinstance(goes, Rejected):
            return goes or ()
    return _released(deposit, pool, asked, Over(_through(pool, context), there))


def _released(deposit: Deposit, pool: Pool, asked: ReleasePool, over: Over) -> Decision:
    parts = parts_of(deposit.receipts, taken(deposit.receipts, deposit.refunds, over.held_fen))
    assert total(parts) == over.held_fen, "a pool stands for all of a deposit"
    back = PoolReleased(
        pool=asked.pool,
        deposit=asked.deposit,
        parts=parts,
        entries=(over.entry(-1, (HELD, _owner(pool), over.held_fen)),),
    )
    gone = DepositCarriedOver(
        deposit=asked.deposit, consent=None, entries=(over.of_a_deposit(asked.deposit, 1),)
    )
    return (gone, Placed(StreamId("pool", asked.pool), back))


def _theirs(deposit: Deposit, pool: Pool, asked: ReservePool) -> bool:
    terms, opened = deposit.terms, pool.opened
    if terms is None or opened is None:
        return False
    return (terms.lot, terms.party, opened.party) == (asked.lot, asked.party, asked.party)


def _pooled(deposit: Deposit, pool: str) -> int:
    """What of a deposit's money the pool stands for and has not gone elsewhere; fen."""
    return sum(one.back_fen for one in deposit.receipts if one.source == pool)


def _owner(pool: Pool) -> str:
    assert pool.opened is not None, "a pool that moves was opened"
    return pool_owner(pool.opened.account, pool.opened.year)


def _through(pool: Pool, context: Context) -> str:
    assert pool.opened is not None, "a pool that moves was opened"
    return str(DayId(pool.opened.account, beijing_day(context.received_at)))


RESERVE_POOL = Decider(
    handles=ReservePool,
    touches=lambda asked: (
        StreamId("deposit", asked.deposit),
        StreamId("pool", asked.pool),
        StreamId("lot", asked.lot),
    ),
    decide=reserve,
)
RELEASE_POOL = Decider(
    handles=ReleasePool,
    touches=lambda asked: (
        StreamId("deposit", asked.deposit),
        StreamId("pool", asked.pool),
        StreamId("lot", asked.lot),
        *((StreamId("bid", asked.bid),) if asked.bid is not None else ()),
    ),
    decide=release,
)
