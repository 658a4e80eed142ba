"""A stray that is nobody's goes back to whoever paid it, by a deposit of its own and its refund."""

from domain.account.state import BankAccount
from domain.bankpage.care import NOTE_MOST
from domain.bankpage.events import LineAllocated, NoteTaken
from domain.bankpage.state import Page
from domain.calendar import beijing_day
from domain.categories.register import known, unknown
from domain.deposit.events import DepositRequired, DepositTermsChanged, Terms
from domain.deposit.evidence import Arrival
from domain.deposit.fold import evolve
from domain.deposit.receive import give_back
from domain.deposit.state import Deposit
from domain.desk.match import arrival_of
from domain.desk.pairing import credit_line, may_be_told, not_this_line
from domain.identifiers import deposit_code, line_id
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

OF_THE_BANK = ("INTEREST", "CHARGE")
"""Kinds of credits that the bank itself pays."""


@command("GiveStrayBack", zh="退还待查来款")
class GiveStrayBack(Command):
    """Give this line, which is nobody's, back to the account it came from, for this reason.

    `deposit`: a new one, by whose refund it goes. `category`: the kind of trade that it was meant
    for, where what its payer says tells that, by whose rows it goes back; None where nothing does.
    """

    line: str
    line_seen: int
    deposit: str
    reason: str
    category: str | None

    def __post_init__(self) -> None:
        line_id(self.line)
        deposit_code(self.deposit)
        if not self.reason.strip() or len(self.reason) > NOTE_MOST:
            raise ValueError(f"reason: expected 1 to {NOTE_MOST} signs")


def decide(
    states: tuple[Page, BankAccount, Deposit], asked: GiveStrayBack, context: Context
) -> Decision:
    """Once a person may look for whose it is: of all other lines every answer is the same.

    From then on it is a refund like any: by two persons, to the account that it came from. The
    reason stands with the line, as a note of it.
    """
    page, _, deposit = states
    its = asked.deposit if deposit.of_nobody else None
    if not may_be_told(page, asked.line, its):
        return not_this_line(asked.line)
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.deposit:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    if seen.particulars is not None and seen.particulars.kind in OF_THE_BANK:
        return Rejected("stray.of_the_bank", f"{asked.line} is the bank's own: nobody paid it in")
    came = arrival_of(line, seen)
    owed = _owed(deposit, asked, came, context)
    if isinstance(owed, Rejected):
        return owed
    at = StreamId("deposit", asked.deposit)
    return (
        *(Placed(at, one) for one in owed),
        NoteTaken(number=line.number, text=asked.reason, suspense=False),
        LineAllocated(number=line.number, deposit=asked.deposit, amount=seen.amount),
    )


def _owed(
    deposit: Deposit, asked: GiveStrayBack, came: Arrival, context: Context
) -> tuple[Event, ...] | Rejected:
    """The deposit, its terms anew where the line was given back by it before, and what it owes.

    It is that line's alone: its terms name one payer, whose all of it is.
    """
    if deposit.required and not deposit.of_nobody:
        return Rejected("deposit.already_required", f"{asked.deposit} has other terms")
    if any(one.line != asked.line for one in deposit.refunds):
        detail = f"{asked.deposit} gives another line back: each goes by a deposit of its own"
        return Rejected("deposit.already_required", detail)
    terms = _terms(asked, came, context)
    if isinstance(terms, Rejected):
        return terms
    says = DepositTermsChanged if deposit.required else DepositRequired
    said = says(deposit=asked.deposit, terms=terms)
    day = beijing_day(context.received_at)
    told = give_back(asked.deposit, evolve(deposit, said), came, day, context.law)
    return told if isinstance(told, Rejected) else (said, *told)


def _terms(asked: GiveStrayBack, came: Arrival, context: Context) -> Terms | Rejected:
    """It asks nobody for anything, and waits for nothing."""
    pack = None
    if asked.category is not None:
        if known(asked.category) is None:
            return unknown(asked.category)
        pack = context.law.pack_on(asked.category, beijing_day(context.received_at))
    return Terms(
        lot=asked.deposit,
        party="",
        payer=came.payer or "",
        amount_fen=0,
        deadline=context.received_at,
        basic_account=None,
        category=asked.category,
        pack=pack.version if pack else 0,
    )


def _touches(asked: GiveStrayBack) -> tuple[StreamId, ...]:
    """The page first: what is refused lies under the day's key. The account says where it lies."""
    page = line_id(asked.line).page
    return (
        StreamId("bankpage", str(page)),
        StreamId("account", page.of.account),
        StreamId("deposit", asked.deposit),
    )


GIVE_STRAY_BACK = Decider(handles=GiveStrayBack, touches=_touches, decide=decide)
