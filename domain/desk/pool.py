"""A bidder's annual pool: opened, and filled by the lines that name its number (P32, E17)."""

from typing import Any

from domain.accounts import CUSTODY_BANK, UNIDENTIFIED
from domain.accounts import POOL as HELD
from domain.bankpage.events import LineAllocated, Particulars
from domain.bankpage.state import Line
from domain.desk.books import kept_in
from domain.desk.pairing import credit_line, heard
from domain.identifiers import LineId, account_code, line_id, sub_account_in
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.names import same_name
from domain.party_codes import party_code
from domain.payee import payee_of
from domain.pool.events import PoolDepositReceived, PoolOpened
from domain.pool.state import Pool
from domain.pool_codes import pool_code, pool_owner
from domain.postings import moved


@command("OpenPool", zh="年度保证金开户")
class OpenPool(Command):
    """Let a party pay its annual deposit of a year into this account of ours."""

    pool: str
    party: str
    account: str
    year: int

    def __post_init__(self) -> None:
        pool_code(self.pool)
        party_code(self.party)
        account_code(self.account)
        if not 2000 <= self.year <= 2100:
            raise ValueError(f"year {self.year}: expected 2000 to 2100")


@command("MatchPool", zh="匹配年度保证金")
class MatchPool(Command):
    """Give this line to this pool. `line_seen` as in MatchReceipt."""

    line: str
    line_seen: int
    pool: str

    def __post_init__(self) -> None:
        line_id(self.line)
        pool_code(self.pool)


def open_pool(states: tuple[Any, ...], asked: OpenPool, _context: Context) -> Decision:
    """Once, of a party that is registered, on an account of deposits."""
    pool, party, account = states
    if party.registered is None:
        return Rejected("party.unknown", f"nobody registered {asked.party}")
    payer = party.registered.name or party.registered.person_name
    if payer is None:
        return Rejected("party.unreadable", f"the name of {asked.party} cannot be read any more")
    if refused := kept_in(account, asked.account, "CNY"):
        return refused
    if account.opened.holds != CUSTODY_BANK.code:
        return Rejected("account.other_cash", f"{asked.account} holds no deposits")
    opened = PoolOpened(
        pool=asked.pool,
        account=asked.account,
        year=asked.year,
        party=asked.party,
        payer=payer,
        basic_account=party.registered.basic_account,
    )
    if pool.opened is None:
        return (opened,)
    if pool.opened == opened:
        return ()
    return Rejected("pool.already_open", f"{asked.pool} was opened otherwise")


def match(states: tuple[Any, ...], asked: MatchPool, context: Context) -> Decision:
    """The whole line, from its bidder alone; as a receipt of a deposit may be heard (3.5)."""
    pool, page = states
    decided = _received(pool, page, asked)
    return heard(context, asked, page, decided, number=pool.sub_account)


def _received(pool: Pool, page: Any, asked: MatchPool) -> Decision:
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.pool:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    if refused := _not_its_own(pool, line, seen, asked):
        return refused
    opened, said = pool.opened, seen.particulars
    assert opened is not None, "a pool that takes a line was opened"
    assert said is not None, "a line to match can be read"
    entry = moved(
        "P32",
        (UNIDENTIFIED, str(line.page.of)),
        (HELD, pool_owner(opened.account, opened.year)),
        seen.amount,
    )
    came = PoolDepositReceived(
        pool=asked.pool,
        line=asked.line,
        payer=said.payer,
        payer_account=said.payer_account,
        value_date=seen.value_date,
        entries=(entry,),
    )
    link = LineAllocated(number=line.number, deposit=asked.pool, amount=seen.amount)
    return (came, Placed(StreamId("bankpage", str(line.page)), link))


def _not_its_own(pool: Pool, line: LineId, seen: Line, asked: MatchPool) -> Rejected | None:
    """Why the line fills another pool, or none."""
    opened, said = pool.opened, seen.particulars
    if opened is None or opened.payer is None:
        return Rejected("pool.unknown", f"nobody opened {asked.pool}")
    if pool.closed:
        return Rejected("pool.closed", f"{asked.pool} was given back")
    if (line.page.of.account, line.page.of.day.year) != (opened.account, opened.year):
        return Rejected("pool.other_account", f"{asked.pool} is of {opened.account}/{opened.year}")
    assert said is not None, "a line to match can be read"
    if sub_account_in(said.reference) not in (None, pool.sub_account):
        return Rejected("pool.other_number", f"{asked.line} was paid to another number")
    if not _paid_by(opened, said):
        return Rejected(
            "pool.other_payer", f"{asked.line} is not paid by the bidder of {asked.pool}"
        )
    return None


def _paid_by(opened: PoolOpened, said: Particulars) -> bool:
    """By the bidder itself, from its basic account where one is known; so it can go back."""
    if payee_of(said.payer, said.payer_account) is None or opened.payer is None:
        return False
    basic = opened.basic_account
    return same_name(said.payer, opened.payer) and basic in (None, said.payer_account)


OPEN_POOL = Decider(
    handles=OpenPool,
    touches=lambda asked: (
        StreamId("pool", asked.pool),
        StreamId("party", asked.party),
        StreamId("account", asked.account),
    ),
    decide=open_pool,
)
MATCH_POOL = Decider(
    handles=MatchPool,
    touches=lambda asked: (
        StreamId("pool", asked.pool),
        StreamId("bankpage", str(line_id(asked.line).page)),
    ),
    decide=match,
)
