"""The winner's deposit becomes its bond, or earnest and price."""

from domain.accounts import BONDS_HELD, DEPOSITS_HELD, PRICE_HELD
from domain.categories.category import Category
from domain.deposit.holding import held_back
from domain.deposit.owed import DepositConverted, RefundObligationCancelled
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.desk.external import comes_without
from domain.desk.pairing import blind
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.money import show
from domain.phases import Phase
from domain.postings import moved


@command("ConvertDeposit", zh="保证金转换")
class ConvertDeposit(Command):
    """Convert the winner's deposit as its category has it: to a bond, or to earnest and price."""

    deposit: str
    lot: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)


def decide(states: tuple[Deposit, Lot], asked: ConvertDeposit, context: Context) -> Decision:
    """Once the contract is signed; the winner's alone, whole, neither held back nor paid back, and
    nothing that was found only when the price had come without it.

    That an order holds it back is said last: once that is lifted, nothing stands against it. What
    was owed back of it, and nobody approved yet, is owed no more.
    """
    deposit, lot = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    assert deposit.terms is not None, "a deposit of an open lot has terms"
    assert lot.defined is not None, "a lot that was opened was defined"
    if deposit.converted:
        return ()
    if lot.phase is not Phase.CONTRACTED or lot.winner != deposit.terms.party:
        return Rejected("deposit.not_the_winners", f"{asked.deposit} is not a contracted winner's")
    if any(refund.ends_it for refund in deposit.refunds):
        return Rejected("deposit.refunded", f"{asked.deposit} is being paid back")
    held = deposit.held_fen
    kept = held_back(asked.deposit, deposit.holds, (DEPOSITS_HELD.code,))
    if not held and not kept:
        return Rejected("deposit.nothing_held", f"{asked.deposit} holds no money")
    if comes_without(lot, deposit):
        return Rejected("deposit.beside_price", f"the price of {asked.lot} comes without it")
    if not deposit.whole:
        missing = show(deposit.awaited_fen)
        return Rejected("deposit.not_whole", f"{asked.deposit} lacks {missing}")
    if kept:
        return kept
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected):
        return category
    becomes = category.deposit_becomes
    row, to = ("P19", BONDS_HELD) if becomes == "performance_bond" else ("P20", PRICE_HELD)
    entry = moved(row, (DEPOSITS_HELD, asked.deposit), (to, asked.deposit), held)
    converted = DepositConverted(
        deposit=asked.deposit,
        to=to.code,
        earnest_fen=min(held, _earnest_most(category, lot)),
        entries=(entry,),
    )
    return (
        converted,
        *(
            RefundObligationCancelled(deposit=asked.deposit, number=refund.number)
            for refund in deposit.refunds
            if refund.line is None and refund.standing is Standing.OWED
        ),
    )


def _earnest_most(category: Category, lot: Lot) -> int:
    """How much of the price is earnest at most (民法典 586); what is beyond is price (E09). Fen."""
    if category.deposit_becomes != "earnest_and_price":
        return 0
    assert lot.ended_on is not None, "a contract was signed on a day"
    rows = category.about("earnest.share", lot.ended_on)
    return rows[0].limit(lot.price_fen) if rows else 0


CONVERT_DEPOSIT = Decider(
    handles=ConvertDeposit,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=decide,
)
