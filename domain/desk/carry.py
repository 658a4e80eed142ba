"""A failed lot's deposit becomes its bidder's of another lot, with its consent (P32, E15)."""

from typing import Any

from domain.account.state import BankAccount
from domain.accounts import DEPOSITS_HELD
from domain.calendar import beijing_day
from domain.carried import total
from domain.deposit.carried import DepositCarriedOver
from domain.deposit.fold import evolve
from domain.deposit.holding import held_back
from domain.deposit.owed import RefundObligationCancelled
from domain.deposit.price import accounts_of
from domain.deposit.refund import Standing
from domain.deposit.spend import parts_of, taken
from domain.deposit.state import Deposit
from domain.desk.interest_after import given_on, given_to
from domain.desk.left import left_to_nobody
from domain.desk.over import Over, lies_on, not_from
from domain.desk.require import awaits_none
from domain.identifiers import DayId, account_code, deposit_code, digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.money import show
from domain.party_codes import party_code
from domain.phases import Phase


@command("CarryDepositOver", zh="结转保证金")
class CarryDepositOver(Command):
    """Give all that `source` of a failed lot holds to `deposit` of the lot that follows it.

    Both are the `party`'s; `consent` is the SHA-256 of what it signed.
    """

    deposit: str
    lot: str
    source: str
    source_lot: str
    party: str
    consent: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        deposit_code(self.source)
        lot_code(self.lot)
        lot_code(self.source_lot)
        party_code(self.party)
        digest(self.consent)
        if self.deposit == self.source or self.lot == self.source_lot:
            raise ValueError("source: expected a deposit of another lot")


def decide(states: tuple[Any, ...], asked: CarryDepositOver, context: Context) -> Decision:
    """All of it or nothing, before the new lot's deadline; asked again it changes nothing.

    Only out of a lot that was never opened: of one that was, everybody knows who bid, and that its
    money went over would tell who bids again. What was owed back of it is owed no more.
    """
    deposit, lot, source, ended = states
    if not (_is_of(deposit, asked.lot, asked) and _is_of(source, asked.source_lot, asked)):
        both = f"{asked.source} and {asked.deposit} are not both deposits of {asked.party}"
        return Rejected("carry.not_theirs", f"{both}, of these lots")
    assert deposit.terms is not None, "a deposit of somebody's has terms"
    if deposit.came_from(asked.source):
        return ()
    refused = (
        _no_successor(lot, ended, asked)
        or awaits_none(lot, asked.lot, deposit.terms.deadline, context)
        or _goes_back(source, asked.source)
        or _does_not_fit(deposit, source, asked)
    )
    if refused:
        return refused
    parts = parts_of(source.receipts, taken(source.receipts, source.refunds, source.held_fen))
    assert total(parts) == source.held_fen, "what is held came by its receipts"
    if refused := not_from(parts, deposit.terms, asked.deposit):
        return refused
    on = lies_on(parts) | accounts_of(one for one in deposit.receipts if one.back_fen)
    if len(on) > 1:
        return Rejected("carry.other_account", f"it would lie on {' and '.join(sorted(on))}")
    through = DayId(min(on), beijing_day(context.received_at))
    over = Over(str(through), source.held_fen, source.interest.get(through.account, 0))
    at = StreamId("deposit", asked.source)
    return (
        Placed(at, _went_out(asked.source, over, asked.consent)),
        over.came_in(asked.deposit, asked.source, parts),
        *(
            Placed(at, RefundObligationCancelled(deposit=asked.source, number=refund.number))
            for refund in source.refunds
            if refund.line is None and refund.standing is Standing.OWED
        ),
    )


def _went_out(code: str, over: Over, consent: str | None = None) -> DepositCarriedOver:
    entry = over.of_a_deposit(code, 1)
    return DepositCarriedOver(deposit=code, consent=consent, entries=(entry,))


def _is_of(deposit: Deposit, lot: str, asked: CarryDepositOver) -> bool:
    terms = deposit.terms
    return terms is not None and (terms.lot, terms.party) == (lot, asked.party)


def _no_successor(lot: Lot, ended: Lot, asked: CarryDepositOver) -> Rejected | None:
    """Why the one lot does not follow the other, or nobody may know who bids again."""
    if ended.phase not in (Phase.FAILED, Phase.TERMINATED):
        return Rejected("carry.not_ended", f"{asked.source_lot} is {ended.phase}")
    if ended.opened:
        known = f"who bid for {asked.source_lot} is known: its deposits go back"
        return Rejected("carry.was_open", known)
    assert lot.defined is not None, "a lot with deposits was defined"
    assert ended.defined is not None, "a lot with deposits was defined"
    one, other = lot.defined, ended.defined
    if (one.owner, one.category) != (other.owner, other.category):
        differ = f"{asked.lot} is of another owner or category than {asked.source_lot}"
        return Rejected("carry.no_successor", differ)
    return None


def _goes_back(source: Deposit, code: str) -> Rejected | None:
    """Why it stays where it is: it is on its way back, or held back, or nothing of it is there.

    What orders froze elsewhere of the deposit (a late line's money, say) does not go over.
    """
    if kept := held_back(code, source.holds, (DEPOSITS_HELD.code,)):
        return kept
    if any(refund.is_paid_back for refund in source.refunds):
        return Rejected("deposit.refunded", f"{code} is being paid back")
    if source.own_receivable_fen:
        owing = show(source.own_receivable_fen)
        return Rejected("carry.receivable_open", f"of {code} the bank took {owing} back")
    if not source.held_fen:
        return Rejected("deposit.nothing_held", f"{code} holds no money")
    return None


def _does_not_fit(deposit: Deposit, source: Deposit, asked: CarryDepositOver) -> Rejected | None:
    """Why the new deposit cannot take all of it."""
    if any(one.source for one in deposit.receipts):
        return Rejected("carry.second", f"to {asked.deposit} another's money came over before")
    if deposit.own_receivable_fen:
        owing = show(deposit.own_receivable_fen)
        return Rejected("carry.receivable_open", f"of {asked.deposit} the bank took {owing} back")
    if source.held_fen > deposit.missing_fen:
        lacks, holds = show(deposit.missing_fen), show(source.held_fen)
        return Rejected("carry.too_much", f"{asked.deposit} lacks {lacks}, {holds} would come")
    return None


@command("CarryInterestOver", version=2, zh="结转后续利息")
class CarryInterestOver(Command):
    """Give on to `deposit` what the bank paid since on the money that came over from `source`.

    On `account`, one of ours.
    """

    deposit: str
    source: str
    account: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        deposit_code(self.source)
        account_code(self.account)
        if self.deposit == self.source:
            raise ValueError("source: expected another deposit")


def follow(
    states: tuple[Deposit, Deposit, BankAccount], asked: CarryInterestOver, context: Context
) -> Decision:
    """Whenever it comes: the interest is of the money, wherever that is by then; and where that has
    gone back without it, it follows (P17).

    Where the bank took that back since, it stays and is nobody's yet.
    """
    deposit, source, ours = states
    interest = source.interest.get(asked.account, 0)
    if not interest or not deposit.came_from(asked.source):
        return ()
    over = Over(str(DayId(asked.account, beijing_day(context.received_at))), 0, interest)
    went, came = _went_out(asked.source, over), over.came_in(asked.deposit, asked.source, ())
    then = evolve(deposit, came)
    line = then.interest_line(asked.account) or source.interest_line(asked.account)
    return (
        Placed(StreamId("deposit", asked.source), went),
        came,
        *(
            given_on(asked.deposit, then, given_to(line, ours, context))
            if line
            else left_to_nobody(asked.deposit, then)
        ),
    )


CARRY_DEPOSIT_OVER = Decider(
    handles=CarryDepositOver,
    touches=lambda asked: (
        StreamId("deposit", asked.deposit),
        StreamId("lot", asked.lot),
        StreamId("deposit", asked.source),
        StreamId("lot", asked.source_lot),
    ),
    decide=decide,
)
CARRY_INTEREST_OVER = Decider(
    handles=CarryInterestOver,
    touches=lambda asked: (
        StreamId("deposit", asked.deposit),
        StreamId("deposit", asked.source),
        StreamId("account", asked.account),
    ),
    decide=follow,
)
