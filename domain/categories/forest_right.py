"""Forest rights (林权): the rows FO-01 to FO-05 of REFERENCE 2.7.8.

That owners agreed, and that a right stands in its register, are documents, and no facts yet.
"""

from datetime import date

from domain.bounds import Bound, Quantity, percent, working_days
from domain.categories.category import Category
from domain.categories.common_rows import OURS, agreed, given_back, judged
from domain.categories.sales import (
    AGREED,
    FORFEITS,
    NOTICE,
    REFUNDS,
    RISES,
    TENDERED,
    TO_SELLER,
)
from domain.methods import Method, Order
from domain.rules import Evidence, Rule, Source

_FORESTS = Source("森林法", Evidence.V, date(2020, 7, 1))
_CONTRACTS = Source("农村土地承包法", Evidence.V, date(2019, 1, 1))
_CONTRACTS_K = Source("农村土地承包法", Evidence.K, date(2019, 1, 1))
_TWO_THIRDS = Bound(666_667, Quantity.PPM)

# A table: one row, two or three lines.
# fmt: off
_RULES = (
    Rule("FO-01", "owners.consent", "集体统一经营的，本集体成员或代表同意并公示",
         _FORESTS.article(18, also="农村土地承包法 第48至50条"),
         at_least=_TWO_THIRDS, anchor="LotDefined"),
    Rule("FO-02", "trade.methods", "招标、拍卖、公开协商等方式",
         _CONTRACTS.article(49, also="森林法 第18条"), anchor="LotDefined"),
    Rule("FO-03", "transferee.reviewed", "审查集体以外受让方的资信与经营能力",
         _CONTRACTS_K.article(52), anchor="QualificationConfirmed"),
    Rule("FO-04", "deposit.share", "保证金占起始价，以公告为准", NOTICE,
         at_most=percent(20), anchor="DepositRequired"),
    Rule("FO-04", "refund.losers", "成交确认至退还其他竞买人、投标人，不计利息", NOTICE,
         at_most=working_days(5), anchor="TransactionConfirmed", ends="RefundConfirmed"),
    Rule("FO-05", "price.released", "登记后或按合同划转给集体、农户", OURS,
         anchor="ContractSigned", ends="PriceReleased"),
    *given_back("FO", "FOR", "林业主管部门"),
    *judged("FO", "TENDER", 5, "EvaluationStarted"),
    *agreed("FO"),
    Rule("FO-A12", "deposit.defaulted", "不签约的，保证金不予退还，以公告约定为准", NOTICE,
         anchor="WinnerDefaulted"),
)
# fmt: on

FOREST_RIGHT = Category(
    code="FOREST_RIGHT",
    zh="林权交易",
    en="forest rights",
    offered=True,
    methods=(
        Method("拍卖", "ASCENDING"),
        Method("挂牌", "LISTING_THEN_ASCENDING"),
        Method("公开招标", "SEALED_SCORED", ("TENDER",)),
        Method("公开协商", "SINGLE_SOURCE", ("AGREEMENT",)),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
    price_goes_to="seller",
    forfeited_to="tenderer",
    refunds=REFUNDS,
    forfeits=FORFEITS,
    rules=_RULES,
    lifecycle=(*RISES, *TO_SELLER),
    orders=(
        Order("TENDER", 1, (*TENDERED, *TO_SELLER)),
        Order("AGREEMENT", 1, (*AGREED, *TO_SELLER)),
    ),
)
