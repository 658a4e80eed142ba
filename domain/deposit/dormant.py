"""A refund that nobody claims for a year is on the public list (沉淀保证金, P32, R20)."""

from datetime import date

from domain.calendar import beijing_day, plausible
from domain.deposit.kept_back import held_back
from domain.deposit.owed import DormantBalanceClaimed, DormantBalanceDeclared
from domain.deposit.refund import PAYABLE
from domain.deposit.state import Deposit
from domain.identifiers import RefundId, deposit_code, digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.terms import is_dormant


@command("DeclareDormant", zh="公示沉淀保证金")
class DeclareDormant(Command):
    """A refund that nobody claims `since` a day stands on the public notice of the day `notice`.

    `document` is the notice's reference, `evidence` its SHA-256.
    """

    deposit: str
    number: int
    since: date
    notice: date
    document: str
    evidence: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        if self.number < 1:
            raise ValueError(f"number {self.number}: expected one or more")
        plausible("since", self.since)
        plausible("notice", self.notice)
        if not self.document.strip():
            raise ValueError("document: expected the notice's reference")
        digest(self.evidence)


@command("ClaimDormant", zh="沉淀保证金撤出公示")
class ClaimDormant(Command):
    """A refund on the list was claimed on a day: it is on the list no more.

    `document` is the reference of what shows it, `evidence` its SHA-256.
    """

    deposit: str
    number: int
    claimed: date
    document: str
    evidence: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        if self.number < 1:
            raise ValueError(f"number {self.number}: expected one or more")
        plausible("claimed", self.claimed)
        if not self.document.strip():
            raise ValueError("document: expected what shows the claim")
        digest(self.evidence)


def decide(deposit: Deposit, asked: DeclareDormant, context: Context) -> Decision:
    """Once, when nobody claims it for over a year, as the books say: since the last day on which it
    was to be paid, or since it came back, or an order let it go. It stays payable to whom it is
    owed. What an order keeps back nobody can claim.
    """
    refund, name = deposit.refund(asked.number), RefundId(asked.deposit, asked.number)
    if refund is None:
        return Rejected("refund.unknown", f"nothing is owed as {name}")
    if refund.dormant is not None:
        return ()
    if refund.standing not in PAYABLE:
        return Rejected("refund.not_payable", f"{name} is {refund.standing}")
    if kept := held_back(deposit, refund, str(name)):
        return kept
    if asked.since != refund.unclaimed_since:
        since = f"{name} is unclaimed since {refund.unclaimed_since}"
        return Rejected("dormant.other_since", since)
    today = beijing_day(context.received_at)
    if not is_dormant(asked.since, today, context.law.calendar):
        return Rejected("dormant.too_early", f"{name} is unclaimed since {asked.since} only")
    if asked.notice > today:
        return Rejected("dormant.not_published", f"the notice of {asked.notice} is not out yet")
    return (
        DormantBalanceDeclared(
            deposit=asked.deposit,
            number=asked.number,
            since=asked.since,
            notice=asked.notice,
            amount_fen=refund.amount_fen,
            document=asked.document,
            evidence=asked.evidence,
        ),
    )


def claim(deposit: Deposit, asked: ClaimDormant, context: Context) -> Decision:
    """What stands on the list, once it was claimed; from then on it is unclaimed anew, and on the
    list again after another year. What is paid, or owed no more, leaves the list by itself.
    """
    refund, name = deposit.refund(asked.number), RefundId(asked.deposit, asked.number)
    if refund is None:
        return Rejected("refund.unknown", f"nothing is owed as {name}")
    if refund.dormant is None:
        return Rejected("dormant.not_listed", f"{name} stands on no list")
    if refused := not_claimed_then(refund.claimed_from, asked.claimed, context):
        return refused
    return (
        DormantBalanceClaimed(
            deposit=asked.deposit,
            number=asked.number,
            claimed=asked.claimed,
            document=asked.document,
            evidence=asked.evidence,
        ),
    )


def not_claimed_then(since: date, claimed: date, context: Context) -> Rejected | None:
    """Why nobody can have claimed on a day what is unclaimed `since` another; None: they can."""
    today = beijing_day(context.received_at)
    if since <= claimed <= today:
        return None
    return Rejected("dormant.other_claim", f"unclaimed since {since}, and today is {today}")


DECLARE_DORMANT = Decider(
    handles=DeclareDormant,
    touches=lambda asked: (StreamId("deposit", asked.deposit),),
    decide=decide,
)
CLAIM_DORMANT = Decider(
    handles=ClaimDormant,
    touches=lambda asked: (StreamId("deposit", asked.deposit),),
    decide=claim,
)
