"""Samples of what guarantors say of a claim, and of money that comes back (P25, P30)."""

from domain.accounts import (
    CLAIMS,
    CLAIMS_COUNTER,
    DEPOSITS_HELD,
    GUARANTEE_DUTY,
    GUARANTEES,
    SELLER_PAYABLE,
    UNIDENTIFIED,
)
from domain.deposit.passed_on import (
    ForfeitureMoneyReturned,
    GuaranteeProceedsReceived,
    ProceedsTakenBack,
)
from domain.desk.claim import RefuseGuaranteeClaim
from domain.desk.extend import ExtendGuarantee
from domain.desk.guaranteed import MatchGuaranteePaid
from domain.desk.repay import MatchForfeitureRepaid
from domain.guarantee.events import (
    GuaranteeExtended,
    GuaranteePaidIn,
    GuaranteeRefused,
    GuaranteeUnpaid,
)
from domain.guarantee.reopen import ReopenGuarantee
from domain.kernel import Command, Event
from domain.postings import moved
from tests.golden.facts import DAY, DEPOSIT, DIGEST, GUARANTEE, LINE, LOT, OWNER, PRICE
from tests.golden.passing_samples import PAYOUT, TENDERER

_REFUSED = {
    "guarantee": GUARANTEE,
    "amount_fen": 2_000_000,
    "reason": "不属担保范围",
    "evidence": DIGEST,
}
_OF = {"line": LINE, "line_seen": 1, "deposit": DEPOSIT, "lot": LOT}
_CAME = (UNIDENTIFIED, OWNER)

BACK_EVENTS: tuple[Event, ...] = (
    GuaranteeExtended(guarantee=GUARANTEE, valid_until=DAY, evidence=DIGEST),
    GuaranteePaidIn(
        guarantee=GUARANTEE,
        line=LINE,
        entries=(
            moved("P30", (CLAIMS_COUNTER, GUARANTEE), (CLAIMS, GUARANTEE), PRICE),
            moved("P30", (GUARANTEE_DUTY, DEPOSIT), (GUARANTEES, DEPOSIT), PRICE),
        ),
    ),
    GuaranteeUnpaid(
        guarantee=GUARANTEE,
        line=LINE,
        entries=(
            moved("P30", (CLAIMS, GUARANTEE), (CLAIMS_COUNTER, GUARANTEE), PRICE),
            moved("P30", (GUARANTEES, DEPOSIT), (GUARANTEE_DUTY, DEPOSIT), PRICE),
        ),
    ),
    ProceedsTakenBack(
        deposit=DEPOSIT,
        payout=None,
        guarantee=GUARANTEE,
        line=LINE,
        by=None,
        entries=(moved("P30", (SELLER_PAYABLE, TENDERER), _CAME, PRICE),),
    ),
    GuaranteeRefused(**_REFUSED),
    GuaranteeProceedsReceived(
        deposit=DEPOSIT,
        guarantee=GUARANTEE,
        line=LINE,
        entries=(moved("P30", _CAME, (SELLER_PAYABLE, TENDERER), PRICE),),
    ),
    ForfeitureMoneyReturned(
        deposit=DEPOSIT,
        payout=PAYOUT,
        line=LINE,
        entries=(moved("P25", _CAME, (DEPOSITS_HELD, DEPOSIT), PRICE),),
    ),
)

BACK_COMMANDS: tuple[Command, ...] = (
    ExtendGuarantee(guarantee=GUARANTEE, deposit=DEPOSIT, valid_until=DAY, evidence=DIGEST),
    ReopenGuarantee(guarantee=GUARANTEE, line=LINE),
    RefuseGuaranteeClaim(**_REFUSED),
    MatchGuaranteePaid(**_OF, guarantee=GUARANTEE),
    MatchForfeitureRepaid(**_OF, payout=PAYOUT),
)
