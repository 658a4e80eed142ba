"""Facts of what of a deposit becomes others': kept, paid as price, taken by a court, paid out.

Whose part of an account a leg moves: of 2004 the deposit's, of 2008 the tenderer's or seller's, of
2009 the revenue item's, of 2011 the deposit's hold's (`P…/H…`), of 2013 the lot's.
"""

from datetime import date

from domain.kernel import Event, Post, event, restricted, sealed
from domain.postings import MoneyEvent


@event("DepositForfeited", zh="保证金不予退还")
class DepositForfeited(MoneyEvent):
    """The tenderer keeps so much of it, by a rule and its own decision (P24).

    `ground` is what the bidder did, `rule` the row that allows it; `document` the decision's
    reference, `evidence` its SHA-256. What is not kept stays held, and goes back as before; of a
    winner that does not sign, by the same decision.
    """

    deposit: str
    ground: str = restricted()
    rule: str = restricted()
    decided_by: str = restricted()
    document: str = restricted()
    evidence: str = restricted()


@event("ForfeitureWaived", zh="决定退还违约人保证金")
class ForfeitureWaived(Event):
    """Nothing is kept of a deposit whose bidder won and did not sign: all of it goes back.

    `document` is the reference of its owner's decision, `evidence` its SHA-256.
    """

    deposit: str
    decided_by: str = restricted()
    document: str = restricted()
    evidence: str = restricted()


@event("ForfeitureReversed", zh="不予退还撤销")
class ForfeitureReversed(MoneyEvent):
    """It is kept no more (P25): what was not paid out yet is held again.

    `claim_fen` was paid out: whoever got it owes it, and nothing moves until it is back.
    """

    deposit: str
    authority: Post = restricted()
    document: str = restricted()
    evidence: str = restricted()
    claim_fen: int = restricted()


@event("ForfeitureMoneyReturned", zh="不予退还款项追回")
class ForfeitureMoneyReturned(MoneyEvent):
    """What was paid out and is kept no more came back: it is held again (P25).

    Of what `payout` took along; by this `line`, where its beneficiary paid it back freely. What the
    bank took back meanwhile is owed to us no more (1003).
    """

    deposit: str
    payout: str
    line: str | None = sealed()


@event("PayoutAssigned", zh="列入划付")
class PayoutAssigned(Event):
    """A payout takes along all that the deposit gave on to this owner of an account; fen."""

    deposit: str
    payout: str
    to: str = restricted()
    owner: str = restricted()
    amount_fen: int = restricted()


@event("PayoutReleased", zh="移出划付")
class PayoutReleased(Event):
    """The payout was given up: what it took along is payable again."""

    deposit: str
    payout: str


@event("PriceReceived", zh="价款到账")
class PriceReceived(MoneyEvent):
    """A line brought so much of the price, besides what the deposit became (P21).

    Where the bank took a line back whose money had been given on, it makes that good (P09).
    """

    deposit: str
    line: str | None = sealed()
    payer: str | None = sealed()
    payer_account: str | None = sealed()


@event("PriceMoved", zh="保证金转价款划转")
class PriceMoved(Event):
    """What of the deposit became price was transferred to this account of ours (P10)."""

    deposit: str
    account: str = restricted()


@event("PriceReleased", zh="价款划转")
class PriceReleased(MoneyEvent):
    """The whole price is the seller's now, less the fee that is withheld (P22)."""

    deposit: str
    document: str = restricted()
    evidence: str = restricted()


@event("TreasuryPayableRecognised", zh="应缴国库确认")
class TreasuryPayableRecognised(MoneyEvent):
    """What of the price lies here is the treasury's now (P23)."""

    deposit: str
    document: str = restricted()
    evidence: str = restricted()


@event("VoidMoneyAwarded", zh="无效成交款项归属")
class VoidMoneyAwarded(MoneyEvent):
    """The lot's result is void: of what had become bond or price so much goes back to who paid it,
    so much is the owner's, so much the treasury's; fen. By a decision, which two persons read.

    `document` is its reference, `evidence` its SHA-256; `seen_by`: the second who signed it.
    """

    deposit: str
    party_fen: int = restricted()
    owner_fen: int = restricted()
    treasury_fen: int = restricted()
    document: str = restricted()
    evidence: str = restricted()
    seen_by: str = restricted()


@event("GuaranteeProceedsReceived", zh="保函赔付到账")
class GuaranteeProceedsReceived(MoneyEvent):
    """A guarantor paid to us what was claimed in place of the deposit: it is the tenderer's (P30).

    `line`: the credit that brought it.
    """

    deposit: str
    guarantee: str | None = sealed()
    line: str | None = sealed()


@event("ProceedsTakenBack", zh="追回款·保函赔付撤销")
class ProceedsTakenBack(MoneyEvent):
    """What a guarantor paid, or the beneficiary of `payout` paid back, by `line` is gone again.

    It was another's after all; or the bank took it back, by the debit line `by`. What had gone on
    by then is owed to us (1003).
    """

    deposit: str
    payout: str | None
    guarantee: str | None = sealed()
    line: str | None = sealed()
    by: str | None = sealed()


@event("EnforcementExecuted", version=2, zh="法院扣划")
class EnforcementExecuted(MoneyEvent):
    """A court takes so much of what it had frozen (P27); `document` is its order's reference.
    `day`: the day, None where it was not yet written down.
    """

    deposit: str
    hold: str
    document: str = restricted()
    evidence: str = restricted()
    day: date | None = restricted()
