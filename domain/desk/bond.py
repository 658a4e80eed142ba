"""What a winner pays for its bond besides its deposit, which becomes a part of it (P19)."""

from typing import Any

from domain.accounts import BONDS_HELD, CUSTODY_BANK, UNIDENTIFIED
from domain.categories.category import Category
from domain.deposit.arrived import ReceiptMatched
from domain.deposit.holding import frozen_fen
from domain.deposit.state import Deposit
from domain.desk.books import kept_in
from domain.desk.match import arrival_of, with_link
from domain.desk.pairing import OfADeposit, credit_line, streams, to_be_heard
from domain.identifiers import line_id
from domain.kernel import Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.money import show
from domain.names import same_name
from domain.packs.rulebook import Rulebook
from domain.phases import Phase
from domain.postings import moved
from domain.rules import Severity


@command("MatchBond", zh="匹配履约保证金")
class MatchBond(OfADeposit):
    """This line is of the bond of this deposit's bidder, who won its lot, which is always named."""

    def __post_init__(self) -> None:
        # `super()` cannot be asked: the class is made anew with slots.
        OfADeposit.__post_init__(self)
        if self.lot is None:
            raise ValueError("lot: expected the lot whose bond it is")


def received(states: tuple[Any, ...], asked: MatchBond, context: Context) -> Decision:
    """From the winner, on an account that holds deposits, and no larger bond than may be."""
    deposit, page, lot, account = states
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.deposit:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    category = _category(deposit, lot, asked.deposit, context.law)
    if isinstance(category, Rejected):
        return category
    if refused := kept_in(account, line.page.of.account, "CNY"):
        return refused
    if account.opened.holds != CUSTODY_BANK.code:
        return Rejected("account.other_cash", f"{line.page.of.account} holds no deposits")
    came = arrival_of(line, seen)
    if not same_name(deposit.terms.payer, came.payer or ""):
        return Rejected("bond.other_payer", f"{asked.line} was not paid by the winner")
    if refused := _too_much(category, deposit, lot, seen.amount):
        return refused
    source, to = (UNIDENTIFIED, came.owner), (BONDS_HELD, asked.deposit)
    told = ReceiptMatched(
        deposit=asked.deposit,
        line=came.line,
        payer=came.payer,
        payer_account=came.payer_account,
        value_date=came.value_date,
        entries=(moved("P02", source, to, seen.amount),),
    )
    return with_link(asked.deposit, line, seen, (told,))


def _category(deposit: Deposit, lot: Lot, code: str, law: Rulebook) -> Category | Rejected:
    """The rules of a lot that the deposit's bidder won, and whose deposit becomes a bond."""
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined the lot of {code}")
    category = category_of(lot.defined, law)
    if isinstance(category, Rejected):
        return category
    if category.deposit_becomes != "performance_bond":
        return Rejected("bond.none", f"{code} is of no lot whose deposit becomes a bond")
    won = deposit.terms is not None and lot.winner == deposit.terms.party
    if not won or lot.phase not in (Phase.AWARDED, Phase.CONTRACTED):
        return Rejected("bond.not_the_winners", f"{code} is no winner's")
    return category


def _too_much(category: Category, deposit: Deposit, lot: Lot, fen: int) -> Rejected | None:
    """Why all of the bond would be more than a row allows (CT-25): the deposit becomes of it.

    What an order froze counts: once that is lifted, it is bond or deposit as before.
    """
    assert lot.awarded_on is not None, "a winner is known since a day"
    becomes = 0 if deposit.converted else deposit.held_or_frozen_fen
    bond = deposit.balance(BONDS_HELD.code) + frozen_fen(deposit.holds, BONDS_HELD.code)
    whole = bond + becomes + fen
    for row in category.about("bond.share", lot.awarded_on):
        if row.severity is Severity.BLOCK and not row.allows(whole, lot.price_fen):
            most = show(row.limit(lot.price_fen))
            return Rejected("bond.too_much", f"{row.id}: a bond of {show(whole)}, at most {most}")
    return None


MATCH_BOND = Decider(
    handles=MatchBond,
    touches=lambda asked: (
        *streams(asked),
        StreamId("account", line_id(asked.line).page.of.account),
    ),
    decide=to_be_heard(received),
)
