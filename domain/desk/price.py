"""The price of a sale: what its buyer pays besides the deposit (P21), whose it is (P22, P23)."""

from typing import Any

from domain.accounts import (
    BANK_RECEIVABLE,
    FEES_TO_SWEEP,
    PRICE_HELD,
    SELLER_PAYABLE,
    SETTLEMENT_BANK,
    TREASURY_PAYABLE,
    UNIDENTIFIED,
)
from domain.bankpage.events import LineAllocated
from domain.deposit.holding import held_back
from domain.deposit.passed_on import PriceReceived, PriceReleased, TreasuryPayableRecognised
from domain.deposit.state import Deposit
from domain.desk.books import kept_in
from domain.desk.external import is_to_become, paid_fen
from domain.desk.pairing import OfADeposit, blind, credit_line, streams, to_be_heard
from domain.identifiers import deposit_code, digest, line_id, lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.money import show
from domain.names import same_name
from domain.packs.rulebook import Rulebook
from domain.phases import Phase
from domain.postings import Entry, Leg, moved


@command("MatchPrice", zh="匹配价款")
class MatchPrice(OfADeposit):
    """This line is of the price of this deposit's lot, which is always named.

    By its buyer's deposit alone a price is known here: a sale whose price comes here asks for one.
    """

    def __post_init__(self) -> None:
        # `super()` cannot be asked: the class is made anew with slots.
        OfADeposit.__post_init__(self)
        if self.lot is None:
            raise ValueError("lot: expected the lot whose price it is")


@command("ReleasePrice", zh="划转价款")
class ReleasePrice(Command):
    """Give the price on to whose it is, less `fee_fen`, by this document.

    `fee_fen`: as it was assessed for the lot, but for what came straight to the centre.
    """

    deposit: str
    lot: str
    fee_fen: int
    document: str
    evidence: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        if self.fee_fen < 0:
            raise ValueError(f"fee_fen {self.fee_fen}: expected zero (none) or more")
        if not self.document.strip():
            raise ValueError("document: expected its reference")
        digest(self.evidence)


def received(states: tuple[Any, ...], asked: MatchPrice, context: Context) -> Decision:
    """On a settlement account, from the buyer, and no more than is still to come (P21)."""
    deposit, page, lot, account = states
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.deposit:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    if refused := no_buyer(deposit, lot, context.law, asked.deposit):
        return refused
    if refused := kept_in(account, line.page.of.account, "CNY"):
        return refused
    if account.opened.holds != SETTLEMENT_BANK.code:
        return Rejected("account.other_cash", f"{line.page.of.account} holds no prices")
    if refused := elsewhere(deposit, asked.deposit, line.page.of.account):
        return refused
    said = seen.particulars
    assert said is not None, "a line to match can be read"
    if not same_name(deposit.terms.payer, said.payer or ""):
        return Rejected("price.other_payer", f"{asked.line} was not paid by the buyer")
    missing = lot.price_fen - paid_fen(lot, deposit)
    if seen.amount > missing:
        return Rejected("price.too_much", f"{show(max(0, missing))} of the price is still to come")
    came = PriceReceived(
        deposit=asked.deposit,
        line=asked.line,
        payer=said.payer,
        payer_account=said.payer_account,
        entries=(_in(deposit, asked.deposit, str(line.page.of), seen.amount),),
    )
    link = LineAllocated(number=line.number, deposit=asked.deposit, amount=seen.amount)
    return (came, Placed(StreamId("bankpage", str(line.page)), link))


def _in(deposit: Deposit, code: str, source: str, fen: int) -> Entry:
    """First it makes good what the bank took back when it had been given on (1003); then P21."""
    repaid = min(fen, deposit.price.gone_fen, deposit.own_receivable_fen)
    legs = (
        Leg(UNIDENTIFIED.code, source, fen, "P21"),
        Leg(BANK_RECEIVABLE.code, code, -repaid, "P09"),
        Leg(PRICE_HELD.code, code, repaid - fen, "P21"),
    )
    return Entry(PRICE_HELD.book, "CNY", tuple(leg for leg in legs if leg.amount))


def release(states: tuple[Deposit, Lot], asked: ReleasePrice, context: Context) -> Decision:
    """To a seller the whole price; of the treasury's what lies here, taxes bring the rest."""
    deposit, lot = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    if refused := no_buyer(deposit, lot, context.law, asked.deposit):
        return refused
    assert lot.defined is not None, "a lot that was opened was defined"
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected):
        return category
    if refused := held_back(asked.deposit, deposit.holds, (PRICE_HELD.code,)):
        return refused
    held = deposit.balance(PRICE_HELD.code)
    if not held:
        return Rejected("price.nothing_held", f"{asked.deposit} holds no price")
    if owing := deposit.receivable_fen:
        return Rejected("price.receivable_open", f"of {asked.deposit} the bank took {show(owing)}")
    if refused := _not_together(deposit):
        return refused
    facts = {"deposit": asked.deposit, "document": asked.document, "evidence": asked.evidence}
    if category.price_goes_to == "treasury":
        if asked.fee_fen:
            return Rejected("price.no_fee", f"of {category.code} no fee is withheld")
        item = (TREASURY_PAYABLE, f"price/{category.code}")
        if refused := _paid_first(deposit, item[0].code, item[1]):
            return refused
        entry = moved("P23", (PRICE_HELD, asked.deposit), item, held)
        return (TreasuryPayableRecognised(**facts, entries=(entry,)),)
    if held != lot.price_fen:
        missing = show(lot.price_fen - held)
        return Rejected("price.not_whole", f"{missing} of the price is still to come")
    if lot.fees is None or asked.fee_fen != lot.fee_fen("SELLER"):
        right = show(lot.fee_fen("SELLER")) if lot.fees else "none yet"
        return Rejected("price.other_fee", f"the fee to withhold for {asked.lot} is {right}")
    if asked.fee_fen >= held:
        return Rejected("price.fee_too_much", f"the price is {show(held)}")
    legs = [
        Leg(PRICE_HELD.code, asked.deposit, held, "P22"),
        Leg(SELLER_PAYABLE.code, lot.defined.owner, asked.fee_fen - held, "P22"),
    ]
    if asked.fee_fen:
        legs.append(Leg(FEES_TO_SWEEP.code, asked.lot, -asked.fee_fen, "P22"))
    entry = Entry(PRICE_HELD.book, "CNY", tuple(legs))
    return (PriceReleased(**facts, entries=(entry,)),)


def elsewhere(deposit: Deposit, code: str, account: str) -> Rejected | None:
    """Why no price comes to this account of ours: what came before lies on another one, and only
    what of the deposit became price can be moved, once (P10).
    """
    on = deposit.price.settled_on()
    if on <= {account}:
        return None
    return Rejected(
        "price.other_account", f"the price of {code} lies on {' and '.join(sorted(on))}"
    )


def _not_together(deposit: Deposit) -> Rejected | None:
    """Why it cannot be given on yet: one account of ours pays it out, so it lies on one (P10)."""
    on = deposit.price.lies_on(deposit.receipts)
    if len(on) < 2:
        return None
    part = show(deposit.price.part_fen)
    where = " and ".join(sorted(on))
    return Rejected("price.not_moved", f"it lies on {where}: transfer the deposit's {part} first")


def _paid_first(deposit: Deposit, to: str, owner: str) -> Rejected | None:
    """Why no more is due to an owner now: what is due already lies on another account."""
    due = deposit.given.lies.get((to, owner), frozenset())
    if due - deposit.price.lies_on(deposit.receipts):
        return Rejected("price.pay_first", f"what is due to {owner} on {min(due)} is paid first")
    return None


def no_buyer(deposit: Deposit, lot: Lot, law: Rulebook, code: str) -> Rejected | None:
    """None for the deposit of whoever signed the contract of a sale, once it became price, or
    nothing of it is to: a guarantee stood in for all of it, it was paid back or taken back by the
    bank, or the price came without it.
    """
    category = category_of(lot.defined, law) if lot.defined else Rejected("lot.unknown", code)
    if isinstance(category, Rejected) or category.price_goes_to == "nobody":
        return Rejected("price.no_sale", f"{code} is of no sale whose price is paid here")
    its = deposit.terms is not None and lot.winner == deposit.terms.party
    if lot.phase is not Phase.CONTRACTED or not its or is_to_become(lot, deposit):
        return Rejected("price.not_the_buyers", f"{code} is no buyer's that became price")
    return None


MATCH_PRICE = Decider(
    handles=MatchPrice,
    touches=lambda asked: (
        *streams(asked),
        StreamId("account", line_id(asked.line).page.of.account),
    ),
    decide=to_be_heard(received),
)
RELEASE_PRICE = Decider(
    handles=ReleasePrice,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=release,
)
