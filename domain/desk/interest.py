"""The bank's interest on a deposit: taken in, and what of it nobody is owed."""

from typing import Any

from domain.accounts import (
    BY_CODE,
    INTEREST_TO_ALLOCATE,
    SELLER_PAYABLE,
    TREASURY_PAYABLE,
    UNIDENTIFIED,
    Account,
)
from domain.bankpage.events import LineAllocated
from domain.categories.category import Category, Cause
from domain.deposit.fold import evolve
from domain.deposit.owed import BankInterestCredited, InterestAllocated
from domain.deposit.state import Deposit
from domain.desk.interest_after import given_on, given_to
from domain.desk.left import UNDECIDED, may_be_owed
from domain.desk.pairing import OfADeposit, credit_line, not_open, streams, to_be_heard
from domain.identifiers import deposit_code, line_id, lot_code, sub_account_in
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.events import LotDefined
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.phases import OVER
from domain.pool_codes import is_pool
from domain.postings import Entry, moved
from domain.terms import pays_interest


@command("MatchInterest", zh="匹配银行结息")
class MatchInterest(OfADeposit):
    """This line is the bank's interest on this deposit's sub-account."""


@command("AllocateInterest", zh="分配剩余利息")
class AllocateInterest(Command):
    """Send what is left of the bank's interest on a deposit where the category's rule sends it."""

    deposit: str
    lot: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)


def credited(states: tuple[Any, ...], asked: MatchInterest, context: Context) -> Decision:
    """Taken in (P16). Where no refund takes interest along, it stays with its reason (P18); where
    one went without it, since the bank pays sums by now, it follows (P17).
    """
    deposit, page, *_, ours = states
    line = line_id(asked.line)
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        done = page.line(line.number)
        return () if done is not None and done.deposit == asked.deposit else seen
    said = seen.particulars
    assert said is not None, "a line to match can be read"
    if said.kind != "INTEREST":
        return Rejected("interest.no_interest", f"the bank does not call {asked.line} interest")
    if deposit.sub_account is None or sub_account_in(said.reference) != deposit.sub_account:
        return Rejected("deposit.other_sub_account", f"{asked.line} is of another number")
    entry = moved(
        "P16",
        (UNIDENTIFIED, str(line.page.of)),
        (INTEREST_TO_ALLOCATE, asked.deposit),
        seen.amount,
    )
    taken = BankInterestCredited(
        deposit=asked.deposit,
        until=seen.value_date or seen.day,
        line=asked.line,
        entries=(entry,),
    )
    came = given_to(asked.line, ours, context)
    then = given_on(asked.deposit, evolve(deposit, taken), came)
    link = LineAllocated(number=line.number, deposit=asked.deposit, amount=seen.amount)
    return (taken, *then, Placed(StreamId("bankpage", str(line.page)), link))


def allocate(states: tuple[Deposit, Lot], asked: AllocateInterest, context: Context) -> Decision:
    """To the treasury or the tenderer where the category says so; undecided, it stays (P18).

    While the lot waits for its opening every answer is the same: another would tell whose it is.
    That so much of it is undecided is told once. A pool's own deposit is as of a lot that ended
    unopened; no rule says whose its interest is.
    """
    deposit, lot = states
    theirs = deposit.terms is not None and deposit.terms.lot == asked.lot
    pooled = theirs and is_pool(asked.lot)
    if not (pooled or lot.opened or lot.phase in OVER):
        return not_open(asked.deposit)
    if not theirs or (lot.defined is None and not pooled):
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of {asked.lot}")
    left = deposit.balance("2007")
    if not left:
        return Rejected("interest.nothing_left", f"no interest is left of {asked.deposit}")
    category = category_of(lot.defined, context.law) if lot.defined else None
    if isinstance(category, Rejected):
        return category
    winners = deposit.converted and category and pays_interest(category, Cause.WINNER)
    if winners or may_be_owed(deposit):
        return Rejected("interest.still_owed", f"it may be owed to who paid {asked.deposit}")
    to = goes_to(category, lot.defined, deposit)
    entries: tuple[Entry, ...] = ()
    if to is not None:
        entries = (moved("P18", (INTEREST_TO_ALLOCATE, asked.deposit), to, left),)
    said = InterestAllocated(
        deposit=asked.deposit,
        number=None,
        to=to[0].code if to else None,
        entitled_fen=0,
        left_fen=0 if to else left,
        reason=None if to else UNDECIDED,
        entries=entries,
    )
    return () if to is None and deposit.told == said else (said,)


def goes_to(
    category: Category | None, lot: LotDefined | None, deposit: Deposit
) -> tuple[Account, str] | None:
    """Whose the interest is that is left; None where no rule decides, as of a pool, which is of no
    category.
    """
    if category is None or lot is None:
        return None
    return _beneficiary(category, lot) or _follows(category, deposit)


def _beneficiary(category: Category, lot: LotDefined) -> tuple[Account, str] | None:
    """Whose the interest is that no bidder is owed (3.3)."""
    match category.interest_unowed_goes_to:
        case "treasury":
            return TREASURY_PAYABLE, f"interest/{category.code}"
        case "tenderer":
            return SELLER_PAYABLE, lot.owner
        case _:
            return None


def _follows(category: Category, deposit: Deposit) -> tuple[Account, str] | None:
    """Whose it is by a row that lets it follow what of the deposit is kept."""
    kept = deposit.given.forfeiture
    if kept is None or not category.forfeited_interest:
        return None
    return BY_CODE[kept.dues[-1].account], kept.dues[-1].owner


def _touches(asked: MatchInterest) -> tuple[StreamId, ...]:
    """The account too: how its bank pays, whether or not it pays so of this deposit."""
    return (*streams(asked), StreamId("account", line_id(asked.line).page.of.account))


MATCH_INTEREST = Decider(handles=MatchInterest, touches=_touches, decide=to_be_heard(credited))
ALLOCATE_INTEREST = Decider(
    handles=AllocateInterest,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=allocate,
)
