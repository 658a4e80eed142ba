"""Government procurement (政府采购): not yet offered; most rows are in REFERENCE 2.7.2."""

from domain.bounds import percent
from domain.categories.category import Category, Forfeit, Ground
from domain.rules import Evidence, Rule, Source

_ORDER_87 = Source("政府采购货物和服务招标投标管理办法(87号令)", Evidence.S, None)
_COMMONLY = Source("政府采购货物和服务招标投标管理办法(87号令)", Evidence.K, None)

GOVERNMENT_PROCUREMENT = Category(
    code="GOV_PROCUREMENT",
    zh="政府采购",
    en="government procurement",
    offered=False,
    protocols=("SEALED_SCORED", "SEALED_LOWEST", "NEGOTIATED_ROUNDS", "SINGLE_SOURCE"),
    least_bidders=3,
    basic_account_required=False,
    deposit_becomes="performance_bond",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "NegotiationStarted"),
    awarded_by="AwardNoticeIssued",
    forfeited_to="treasury",
    overdue_rate="refund.overdue_rate",
    forfeits=(
        Forfeit(Ground.REVOKED, "deposit.forfeited"),
        Forfeit(Ground.DEFAULTED, "deposit.forfeited"),
    ),
    rules=(
        Rule(
            "GP-09",
            "refund.overdue_rate",
            "逾期退还的，按同期贷款基准利率上浮20%支付资金占用费",
            _ORDER_87,
            at_least=percent(120),
            anchor="RefundObligationCreated",
        ),
        Rule(
            "GP-21",
            "deposit.forfeited",
            "不予退还的保证金上缴国库",
            _COMMONLY,
            anchor="DepositForfeited",
        ),
    ),
)
