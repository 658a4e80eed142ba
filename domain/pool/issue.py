"""Giving a pool the number at the bank that its bidder pays to."""

from domain.identifiers import sub_account_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.pool.events import PoolNumberIssued
from domain.pool.state import Pool
from domain.pool_codes import pool_code


@command("IssuePoolNumber", zh="分配年度保证金子账户")
class IssuePoolNumber(Command):
    """The number that the bank gave."""

    pool: str
    sub_account: str

    def __post_init__(self) -> None:
        pool_code(self.pool)
        sub_account_code(self.sub_account)


def decide(pool: Pool, asked: IssuePoolNumber, _context: Context) -> Decision:
    """One number to a pool; the same again changes nothing."""
    if pool.opened is None:
        return Rejected("pool.unknown", f"nobody opened {asked.pool}")
    if pool.sub_account == asked.sub_account:
        return ()
    if pool.sub_account is not None:
        return Rejected("pool.has_number", f"{asked.pool} has another number")
    return (PoolNumberIssued(pool=asked.pool, sub_account=asked.sub_account),)


ISSUE_POOL_NUMBER = Decider(
    handles=IssuePoolNumber,
    touches=lambda asked: (StreamId("pool", asked.pool),),
    decide=decide,
)
