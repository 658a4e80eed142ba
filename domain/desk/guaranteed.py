"""A guarantor pays a claim to us: its money becomes whose the deposit's would have (P30)."""

from typing import Any

from domain.accounts import BANK_RECEIVABLE, SELLER_PAYABLE, UNIDENTIFIED
from domain.bankpage.events import LineAllocated
from domain.deposit.passed_on import GuaranteeProceedsReceived
from domain.desk.claim import gone
from domain.desk.forfeit import Whose, kept_goes_to, paid_first
from domain.desk.pairing import OfADeposit, credit_line, streams, to_be_heard
from domain.guarantee.events import GuaranteePaidIn
from domain.guarantee.state import Guarantee
from domain.identifiers import guarantee_code, line_id
from domain.kernel import Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.money import show
from domain.names import same_name
from domain.packs.rulebook import Rulebook
from domain.postings import Entry, Leg


@command("MatchGuaranteePaid", zh="匹配保函赔付")
class MatchGuaranteePaid(OfADeposit):
    """This line is what a guarantor paid of this claim; its deposit's lot is always named."""

    guarantee: str

    def __post_init__(self) -> None:
        OfADeposit.__post_init__(self)
        guarantee_code(self.guarantee)
        if self.lot is None:
            raise ValueError("lot: expected the lot whose deposit it stands in for")


def decide(states: tuple[Any, ...], asked: MatchGuaranteePaid, context: Context) -> Decision:
    """From the guarantor by its name, no more than is claimed; the rest stays open in 9003.

    What it had paid before, others had, and the bank took back, it makes good first (1003).
    """
    deposit, page, lot, guarantee = states
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.deposit:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    accepted = guarantee.accepted
    if accepted is None or (accepted.deposit, accepted.lot) != (asked.deposit, asked.lot):
        return Rejected("guarantee.unknown", f"{asked.guarantee} is none of {asked.lot}")
    if asked.line in guarantee.paid_in:
        return Rejected(
            "guarantee.not_reopened", f"the claim that {asked.line} paid is reopened first"
        )
    said = seen.particulars
    assert said is not None, "a line to match can be read"
    if not same_name(said.payer, accepted.guarantor):
        return Rejected("guarantee.other_payer", f"{asked.line} was not paid by the guarantor")
    if seen.amount > guarantee.open_fen:
        claimed = show(guarantee.open_fen)
        return Rejected("guarantee.not_claimed", f"of {asked.guarantee} {claimed} is claimed")
    good = min(seen.amount, deposit.proceeds_gone_fen, deposit.receivable_fen)
    whose = _whose(lot, context.law, deposit.given.fees_fen, seen.amount - good)
    if isinstance(whose, Rejected):
        return whose
    if refused := paid_first(deposit, whose, frozenset((line.page.of.account,))):
        return refused
    source = Leg(UNIDENTIFIED.code, str(line.page.of), seen.amount, "P30")
    parts = ((BANK_RECEIVABLE, asked.deposit, good), *whose)
    legs = (Leg(account.code, owner, -fen, "P30") for account, owner, fen in parts if fen)
    came = GuaranteeProceedsReceived(
        deposit=asked.deposit,
        guarantee=asked.guarantee,
        line=asked.line,
        entries=(Entry(SELLER_PAYABLE.book, "CNY", (source, *legs)),),
    )
    return (came, *_linked(guarantee, asked, seen.amount))


def _linked(guarantee: Guarantee, asked: MatchGuaranteePaid, fen: int) -> tuple[Placed, ...]:
    """So much of the claim and the promise is gone; the line is the deposit's."""
    line = line_id(asked.line)
    paid = GuaranteePaidIn(
        guarantee=asked.guarantee,
        line=asked.line,
        entries=gone(guarantee, asked.guarantee, fen),
    )
    link = LineAllocated(number=line.number, deposit=asked.deposit, amount=fen)
    return (
        Placed(StreamId("guarantee", asked.guarantee), paid),
        Placed(StreamId("bankpage", str(line.page)), link),
    )


def _whose(lot: Lot, law: Rulebook, withheld_fen: int, fen: int) -> Whose | Rejected:
    """As what is kept of a deposit: fees first where fees go first, as far as they are due."""
    assert lot.defined is not None, "a lot that was opened was defined"
    category = category_of(lot.defined, law)
    if isinstance(category, Rejected):
        return category
    if category.forfeited_to == "fees_then_transferor" and lot.fees is None:
        code = lot.defined.lot
        return Rejected("forfeiture.other_fees", f"no fees were assessed for {code} yet")
    return kept_goes_to(category, lot, fen, min(fen, max(0, lot.fee_fen("DEFAULT") - withheld_fen)))


MATCH_GUARANTEE_PAID = Decider(
    handles=MatchGuaranteePaid,
    touches=lambda asked: (*streams(asked), StreamId("guarantee", asked.guarantee)),
    decide=to_be_heard(decide),
)
