"""The bank pays one sum of interest for all of an account: to whom it is distributed (MODE_B)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.account.events import InterestDistributed
from domain.account.state import BankAccount, lump_since
from domain.account.state import evolve as now_distributed
from domain.accounts import INTEREST_TO_ALLOCATE, UNIDENTIFIED
from domain.bankpage.events import LineAllocated
from domain.bankpage.state import Line, Page
from domain.calendar import beijing_day
from domain.deposit.fold import evolve
from domain.deposit.owed import BankInterestCredited
from domain.deposit.state import Deposit
from domain.desk.entitled import Paying
from domain.desk.interest_after import Came, follows
from domain.desk.pairing import credit_line
from domain.identifiers import deposit_code, line_id, sub_account_in
from domain.interest import day_product
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Event,
    Placed,
    Rejected,
    StreamId,
    command,
)
from domain.money import split
from domain.postings import moved

MOST = 2_000
"""Deposits that one sum is distributed over. Each says its part, why it stays, and two events more
for each of its refunds that went without it: so one decision may make some thousands of events.
"""


@command("DistributeInterest", zh="分配汇总结息")
class DistributeInterest(Command):
    """This line is the bank's interest for all of its account: distribute it over these deposits.

    They are all that had money there in its time; of whom none lay there has no part. `line_seen`:
    the line's version that was seen.
    """

    line: str
    line_seen: int
    deposits: tuple[str, ...]

    def __post_init__(self) -> None:
        line_id(self.line)
        if not 0 < len(self.deposits) <= MOST:
            raise ValueError(f"deposits: {len(self.deposits)}, expected 1 to {MOST}")
        for deposit in self.deposits:
            deposit_code(deposit)
        if len(set(self.deposits)) < len(self.deposits):
            raise ValueError("deposits: one has one part")


def decide(states: tuple[Any, ...], asked: DistributeInterest, context: Context) -> Decision:
    """By what lay there and how long, to the fen; ties by the deposits' ids, in whatever order they
    were named (3.6).

    Since the last sum was distributed, or since the bank pays so. All of it, at once or not at all.
    """
    page, ours, *deposits = states
    line = line_id(asked.line)
    before = page.line(line.number)
    if before is not None and before.deposit == asked.line:
        return ()
    seen = _lump(page, asked)
    if isinstance(seen, Rejected):
        return seen
    until = seen.value_date or seen.day
    since = since_when(ours, line.page.of.account, until)
    if isinstance(since, Rejected):
        return since
    named = sorted(zip(asked.deposits, deposits, strict=True), key=lambda one: one[0])
    products = [
        day_product(deposit.lay_on(line.page.of.account, since, until)) for _, deposit in named
    ]
    if not any(products):
        return Rejected("interest.nothing_lay", f"of none of these lay money from {since} on")
    told = InterestDistributed(
        account=line.page.of.account,
        since=since,
        until=until,
        amount_fen=seen.amount,
        day_products=sum(products),
    )
    came = Came(
        line=asked.line,
        paying=Paying(told.account, now_distributed(ours, told), since),
        law=context.law,
        day=beijing_day(context.received_at),
    )
    shares = split(seen.amount, products)
    return (
        LineAllocated(number=line.number, deposit=asked.line, amount=seen.amount),
        Placed(StreamId("account", told.account), told),
        *(
            Placed(StreamId("deposit", code), event)
            for (code, deposit), fen in zip(named, shares, strict=True)
            for event in _share(code, deposit, fen, until, came)
        ),
    )


def _lump(page: Page, asked: DistributeInterest) -> Line | Rejected:
    """The line, where the bank calls it interest, and it names no deposit's number."""
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    said = seen.particulars
    assert said is not None, "a line to match can be read"
    if said.kind != "INTEREST":
        return Rejected("interest.no_interest", f"the bank does not call {asked.line} interest")
    if sub_account_in(said.reference) is not None:
        return Rejected("interest.of_one", f"{asked.line} is of one sub-account alone")
    return seen


def since_when(ours: BankAccount, account: str, until: date) -> date | Rejected:
    """From when the sum is; refused where the bank does not pay so, or has paid for that time."""
    if since := lump_since(ours, until):
        return since
    if (paid := ours.interest_until) and paid >= until:
        return Rejected("interest.no_days", f"on {account} interest is distributed up to {paid}")
    return Rejected("interest.no_lump", f"on {account} the bank pays on each sub-account")


def _share(code: str, deposit: Deposit, fen: int, until: date, came: Came) -> Iterator[Event]:
    """A deposit's part is taken in as interest of its own would be (P16), and given on (P17), with
    what of earlier ones could not be.
    """
    if fen:
        day = str(line_id(came.line).page.of)
        entry = moved("P16", (UNIDENTIFIED, day), (INTEREST_TO_ALLOCATE, code), fen)
        taken = BankInterestCredited(deposit=code, until=until, line=came.line, entries=(entry,))
        yield taken
        deposit = evolve(deposit, taken)
    yield from follows(code, deposit, came)


DISTRIBUTE_INTEREST = Decider(
    handles=DistributeInterest,
    touches=lambda asked: (
        StreamId("bankpage", str(line_id(asked.line).page)),
        StreamId("account", line_id(asked.line).page.of.account),
        *(StreamId("deposit", deposit) for deposit in asked.deposits),
    ),
    decide=decide,
)
