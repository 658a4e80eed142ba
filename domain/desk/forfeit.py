"""A deposit is not given back: its lot's owner decides so, by a row of the category (P24)."""

from functools import reduce
from typing import Any

from domain.accounts import DEPOSITS_HELD, FEES_TO_SWEEP, SELLER_PAYABLE, TREASURY_PAYABLE, Account
from domain.bid.state import Bid
from domain.calendar import beijing_day
from domain.categories.category import Category, Ground
from domain.deposit.fold import evolve
from domain.deposit.holding import held_back
from domain.deposit.passed_on import DepositForfeited
from domain.deposit.price import accounts_of
from domain.deposit.spend import borne, owed_less, taken
from domain.deposit.state import Deposit
from domain.desk.grounds import bids_of, check, unfounded
from domain.desk.owe import not_kept, owed_back
from domain.desk.pairing import blind
from domain.identifiers import deposit_code, digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.lot.suspended import stands_still
from domain.money import show
from domain.permissions import acts_for
from domain.postings import Entry, Leg

type Whose = tuple[tuple[Account, str, int], ...]
"""What is kept becomes: account, owner, fen; fen may be zero."""


@command("ForfeitDeposit", version=3, zh="决定不予退还保证金")
class ForfeitDeposit(Command):
    """Keep `amount_fen` of a deposit for what its bidder did, by this decision (E10, E14).

    `fees_fen` of it are fees that are paid first, where the category has it so, as assessed.
    `document` is the decision's reference, `evidence` its SHA-256. `bids`: the one that was
    revoked; of one on paper, all that were handed in here: that its bidder's is none of them. None
    of a winner that defaulted.
    """

    deposit: str
    lot: str
    ground: str
    amount_fen: int
    fees_fen: int
    document: str
    evidence: str
    bids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        check(self)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        if not 0 <= self.fees_fen <= self.amount_fen:
            raise ValueError(f"fees_fen {self.fees_fen}: expected 0 to {self.amount_fen}")
        if not self.document.strip():
            raise ValueError("document: expected the decision's reference")
        digest(self.evidence)


def decide(states: tuple[Any, ...], asked: ForfeitDeposit, context: Context) -> Decision:
    """Of this lot alone, and what it holds: what goes back already, or is frozen, is not kept.

    What is not kept stays held; where it was owed back already, it is owed anew. Of a winner that
    does not sign it goes back by this decision (P24): no end of the lot will owe it.
    """
    deposit, lot, *bids = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    assert lot.defined is not None, "a lot that was opened was defined"
    if not acts_for(context, "OWNER", lot.defined.owner):
        return Rejected("lot.not_yours", f"{asked.lot} belongs to {lot.defined.owner}")
    if refused := stands_still(lot, asked.lot):
        return refused
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    row = category.forfeit_row(Ground(asked.ground), today, lot.scopes)
    if row is None:
        return Rejected("forfeiture.no_rule", f"no row of {category.code} is about {asked.ground}")
    if refused := _not_so(deposit, lot, bids, asked):
        return refused
    given = _given(category, deposit, lot, asked)
    if isinstance(given, Rejected):
        return given
    if refused := paid_first(deposit, given, _lies_on(deposit, asked.amount_fen)):
        return refused
    legs = [Leg(DEPOSITS_HELD.code, asked.deposit, asked.amount_fen, "P24")]
    legs += [Leg(account.code, owner, -fen, "P24") for account, owner, fen in given if fen]
    forfeited = DepositForfeited(
        deposit=asked.deposit,
        ground=asked.ground,
        rule=row.id,
        decided_by=lot.defined.owner,
        document=asked.document,
        evidence=asked.evidence,
        entries=(Entry(DEPOSITS_HELD.book, "CNY", tuple(legs)),),
    )
    less = owed_less(asked.deposit, deposit.receipts, deposit.refunds, asked.amount_fen)
    said = (forfeited, *less)
    if deposit.terms is None or deposit.terms.party not in lot.defaulted:
        return said
    back = not_kept(category, today, context.law.calendar)
    return (*said, *owed_back(asked.deposit, reduce(evolve, said, deposit), back))


def _not_so(deposit: Deposit, lot: Lot, bids: list[Bid], asked: ForfeitDeposit) -> Rejected | None:
    """Why nothing, or not so much, may be kept of it."""
    assert deposit.terms is not None, "a deposit of an open lot has terms"
    if refused := unfounded(asked, deposit.terms.party, deposit, lot, bids):
        return refused
    if deposit.given.forfeiture is not None:
        return Rejected("forfeiture.exists", f"of {asked.deposit} a part is kept already")
    if kept := held_back(asked.deposit, deposit.holds, (DEPOSITS_HELD.code,)):
        return kept
    if asked.amount_fen > deposit.held_fen:
        return Rejected("forfeiture.too_much", f"{asked.deposit} holds {show(deposit.held_fen)}")
    if not borne(deposit.receipts, deposit.refunds, asked.amount_fen):
        return Rejected(
            "forfeiture.goes_back", f"of {asked.deposit} so much is approved to go back"
        )
    return None


def _given(
    category: Category, deposit: Deposit, lot: Lot, asked: ForfeitDeposit
) -> Whose | Rejected:
    """To whom what is kept goes (3.3)."""
    if asked.fees_fen and category.forfeited_to != "fees_then_transferor":
        return Rejected("forfeiture.no_fees", f"{category.code} takes no fees of what is kept")
    fees_first = category.forfeited_to == "fees_then_transferor"
    if fees_first and (refused := _not_assessed(deposit, lot, asked)):
        return refused
    return kept_goes_to(category, lot, asked.amount_fen, asked.fees_fen)


def kept_goes_to(category: Category, lot: Lot, fen: int, fees_fen: int) -> Whose | Rejected:
    """Of so much that is kept, whose each part is; `fees_fen` of it go first where fees do."""
    assert lot.defined is not None, "a lot that was opened was defined"
    owner = lot.defined.owner
    match category.forfeited_to:
        case "treasury":
            return ((TREASURY_PAYABLE, f"forfeited/{category.code}", fen),)
        case "tenderer":
            return ((SELLER_PAYABLE, owner, fen),)
        case "fees_then_transferor":
            fees = (FEES_TO_SWEEP, lot.defined.lot, fees_fen)
            return (fees, (SELLER_PAYABLE, owner, fen - fees_fen))
        case _:
            return Rejected("forfeiture.undecided", f"whose it is, {category.code} does not say")


def paid_first(deposit: Deposit, whose: Whose, on: frozenset[str]) -> Rejected | None:
    """Why no more that lies `on` our accounts becomes theirs now.

    What is due to one of them already lies on another: a payout leaves from one.
    """
    for account, owner, fen in whose:
        due = deposit.given.lies.get((account.code, owner), frozenset())
        if fen and due - on:
            first = f"what is due to {owner} on {min(due - on)} is paid first"
            return Rejected("forfeiture.pay_first", first)
    return None


def _lies_on(deposit: Deposit, fen: int) -> frozenset[str]:
    """The accounts of ours that so much of it came to."""
    bear = dict(taken(deposit.receipts, deposit.refunds, fen))
    return accounts_of(one for one in deposit.receipts if one.place in bear)


def _not_assessed(deposit: Deposit, lot: Lot, asked: ForfeitDeposit) -> Rejected | None:
    """The fees are the centre's to assess, not the owner's; they go first (SP-13).

    But for what was withheld already, of what a guarantor paid.
    """
    if lot.fees is None:
        return Rejected("forfeiture.other_fees", f"no fees were assessed for {asked.lot} yet")
    due = max(0, lot.fee_fen("DEFAULT") - deposit.given.fees_fen)
    right = min(due, asked.amount_fen)
    if asked.fees_fen != right:
        return Rejected("forfeiture.other_fees", f"{show(right)} of it are fees, as assessed")
    return None


FORFEIT_DEPOSIT = Decider(
    handles=ForfeitDeposit,
    touches=lambda asked: (
        StreamId("deposit", asked.deposit),
        StreamId("lot", asked.lot),
        *bids_of(asked),
    ),
    decide=decide,
)
