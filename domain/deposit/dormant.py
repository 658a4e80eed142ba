"""A refund that nobody claims for a year is on the public list (沉淀保证金, P32, R20)."""

from datetime import date

from domain.calendar import beijing_day, plausible
from domain.deposit.owed import DormantBalanceDeclared
from domain.deposit.refund import PAYABLE
from domain.deposit.state import Deposit
from domain.identifiers import RefundId, deposit_code, digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.terms import is_dormant


@command("DeclareDormant", zh="公示沉淀保证金")
class DeclareDormant(Command):
    """A refund owed since a day stands on the public notice of the day `notice`.

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


def decide(deposit: Deposit, asked: DeclareDormant, context: Context) -> Decision:
    """Once, when it could have been paid for over a year. It stays payable to whom it is owed."""
    refund, name = deposit.refund(asked.number), RefundId(asked.deposit, asked.number)
    if refund is None:
        return Rejected("refund.unknown", f"nothing is owed as {name}")
    if refund.dormant is not None:
        return ()
    if refund.standing not in PAYABLE:
        return Rejected("refund.not_payable", f"{name} is {refund.standing}")
    if asked.since > refund.due:
        return Rejected("dormant.other_since", f"{name} was due on {refund.due} already")
    today = beijing_day(context.received_at)
    if not is_dormant(asked.since, today, context.law.calendar):
        return Rejected("dormant.too_early", f"{name} is owed since {asked.since}, for no year yet")
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


DECLARE_DORMANT = Decider(
    handles=DeclareDormant,
    touches=lambda asked: (StreamId("deposit", asked.deposit),),
    decide=decide,
)
