"""Forest rights (林权): the rows FO-01 to FO-05 of REFERENCE 2.7.8.

That owners agreed, and that a right stands in its register, are documents, and no facts yet.
"""

from datetime import date

from domain.bounds import Bound, Quantity, count, percent, working_days
from domain.categories.category import Category
from domain.categories.sales_lifecycle import (
    AGREED,
    AS_TENDERS,
    FORFEITS,
    NOTICE,
    OURS,
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
# Rounded down: a least share is rounded up to the whole person, and two of three are enough.
_TWO_THIRDS = Bound(666_666, Quantity.PPM)

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
    Rule("FO-A1", "refund.withdrawn", "撤回申请至退还，不计利息", OURS,
         at_most=working_days(5), anchor="BidWithdrawn", ends="RefundConfirmed"),
    Rule("FO-A2", "refund.failed", "未成交至退还，不计利息", OURS,
         at_most=working_days(5), anchor="LotFailed", ends="RefundConfirmed"),
    Rule("FO-A3", "refund.terminated", "终止至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ProcedureTerminated", ends="RefundConfirmed"),
    Rule("FO-A4", "refund.late", "逾期到账至退还，不计利息", OURS,
         at_most=working_days(5), anchor="LateReceiptDetected", ends="RefundConfirmed"),
    Rule("FO-A5", "refund.overpaid", "超额到账至退还超额，不计利息", OURS,
         at_most=working_days(5), anchor="OverpaymentDetected", ends="RefundConfirmed"),
    Rule("FO-A6", "refund.duplicate", "重复到账至退还，不计利息", OURS,
         at_most=working_days(5), anchor="DuplicateReceiptDetected", ends="RefundConfirmed"),
    Rule("FO-A7", "refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ReceiptRejected", ends="RefundConfirmed"),
    Rule("FO-A8", "refund.voided", "成交无效至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ResultVoided", ends="RefundConfirmed"),
    Rule("FO-A9", "supervised.by.FOR", "由林业主管部门监督，可以认定成交无效", OURS,
         anchor="ResultVoided"),
    Rule("FO-A10", "panel.members", "评审小组人数", OURS,
         at_least=count(5), anchor="EvaluationStarted", scope="TENDER"),
    Rule("FO-A10", "panel.odd", "评审小组人数为单数", OURS, anchor="EvaluationStarted",
         scope="TENDER"),
    Rule("FO-A11", "deposit.forfeited", "截止后撤销投标、响应的，可以不退还保证金", AS_TENDERS,
         anchor="BidRevoked", scope="TENDER"),
    Rule("FO-A13", "disclosure.extension", "无人申请时每次延长", OURS,
         at_least=working_days(5), anchor="DisclosureExtended", ends="DisclosureClosed",
         scope="AGREEMENT"),
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
