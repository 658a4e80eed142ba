"""A beneficiary pays back freely what is kept no more: it is held for the bidder again (P25)."""

from typing import Any

from domain.accounts import FEE_INCOME, FEES_TO_SWEEP, OWN_BANK, UNIDENTIFIED
from domain.bankpage.events import LineAllocated
from domain.bankpage.state import Line
from domain.deposit.given import Claim
from domain.deposit.passed_on import ForfeitureMoneyReturned
from domain.desk.pairing import OfADeposit, credit_line, streams, to_be_heard
from domain.desk.unforfeit import held_again
from domain.identifiers import line_id, payout_code
from domain.kernel import Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.money import show
from domain.names import same_name
from domain.payout.state import Payout, Stage
from domain.postings import Entry, Leg, moved


@command("MatchForfeitureRepaid", zh="匹配不予退还款项追回")
class MatchForfeitureRepaid(OfADeposit):
    """This line is what this payout's beneficiary pays back; the deposit's lot is always named."""

    payout: str

    def __post_init__(self) -> None:
        OfADeposit.__post_init__(self)
        payout_code(self.payout)
        if self.lot is None:
            raise ValueError("lot: expected the deposit's lot")


def decide(states: tuple[Any, ...], asked: MatchForfeitureRepaid, _context: Context) -> Decision:
    """In part or whole, never more than is claimed, and to the account that the payout left.

    What was kept comes first, the interest that went along with it last.
    """
    deposit, page, _, payout = states
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.deposit:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    claim = deposit.given.claims.get(asked.payout)
    if claim is None:
        none = f"nothing of {asked.payout} is owed back to {asked.deposit}"
        return Rejected("claim.none", none)
    if refused := _not_its(asked, seen, claim, payout):
        return refused
    fen = min(seen.amount, claim.fen)
    source = Leg(UNIDENTIFIED.code, str(line.page.of), seen.amount, "P25")
    back = held_again(asked.deposit, fen, seen.amount - fen, deposit.own_receivable_fen)
    returned = ForfeitureMoneyReturned(
        deposit=asked.deposit,
        payout=asked.payout,
        line=asked.line,
        entries=(Entry("CUST", "CNY", (source, *back)), *_income(payout, seen.amount)),
    )
    link = LineAllocated(number=line.number, deposit=asked.deposit, amount=seen.amount)
    return (returned, Placed(StreamId("bankpage", str(line.page)), link))


def _income(payout: Payout, fen: int) -> tuple[Entry, ...]:
    """Fees that the centre gives back are its income no more (P31)."""
    proposed = payout.proposed
    if proposed is None or proposed.to != FEES_TO_SWEEP.code:
        return ()
    return (moved("P25", (FEE_INCOME, proposed.owner), (OWN_BANK, proposed.owner), fen),)


def _not_its(
    asked: MatchForfeitureRepaid, seen: Line, claim: Claim, payout: Payout
) -> Rejected | None:
    """Why the line is no repayment of the payout, or of more than is owed."""
    proposed, said = payout.proposed, seen.particulars
    assert proposed is not None, "what is claimed was paid"
    assert said is not None, "a line to match can be read"
    if payout.stage is not Stage.PAID:
        return Rejected("claim.came_back", f"{asked.payout} is {payout.stage}: give it up")
    if proposed.account != line_id(asked.line).page.of.account:
        return Rejected("claim.other_account", f"{asked.payout} left {proposed.account}")
    theirs = (proposed.owner, proposed.payee.name if proposed.payee else None)
    if not any(same_name(said.payer, name) for name in theirs):
        return Rejected("claim.other_payer", f"{asked.line} was not paid by {proposed.owner}")
    if seen.amount > claim.total_fen:
        owed = show(claim.total_fen)
        return Rejected("claim.too_much", f"of {asked.payout} {owed} is owed to {asked.deposit}")
    return None


MATCH_FORFEITURE_REPAID = Decider(
    handles=MatchForfeitureRepaid,
    touches=lambda asked: (*streams(asked), StreamId("payout", asked.payout)),
    decide=to_be_heard(decide),
)
