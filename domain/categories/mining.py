"""Mining rights (矿业权出让): the rows MN-01 to MN-09 of REFERENCE 2.7.4; most were only seen."""

from datetime import date

from domain.bounds import count, working_days
from domain.categories.category import Category
from domain.categories.sales_lifecycle import (
    AGREED,
    AS_TENDERS,
    FORFEITS,
    OURS,
    REFUNDS,
    RISES,
    TENDERED,
    TO_TREASURY,
)
from domain.methods import Method, Order
from domain.rules import Evidence, Rule, Source

_LAW = Source("矿产资源法", Evidence.V, date(2025, 7, 1))
_PRACTICE = Source("矿业权交易规则", Evidence.S, None)
_KNOWN = Source("矿业权交易规则", Evidence.K, None)
_NOTICE_10 = Source("财综〔2023〕10号", Evidence.S, date(2023, 5, 1))
_V4 = Source("福建省公共资源交易数据规范4.0", Evidence.S, None)

# A table: one row, two or three lines.
# fmt: off
_RULES = (
    Rule("MN-01", "trade.competitive", "以招标、拍卖、挂牌竞争出让；法定情形可以协议出让",
         _LAW.article(17), anchor="LotDefined"),
    Rule("MN-02", "announcement.to_start", "公告至挂牌开始", _PRACTICE,
         at_least=working_days(20), anchor="AnnouncementPublished", ends="ListingStarted",
         scope="LISTING"),
    Rule("MN-02", "announcement.to_start", "公告至拍卖开始", _PRACTICE,
         at_least=working_days(20), anchor="AnnouncementPublished", ends="TimedBiddingStarted",
         scope="AUCTION"),
    Rule("MN-02", "announcement.to_start", "公告至投标开始", _PRACTICE,
         at_least=working_days(20), anchor="AnnouncementPublished", ends="DocumentIssued",
         scope="TENDER"),
    Rule("MN-03", "listing.duration", "挂牌时间", _PRACTICE,
         at_least=working_days(10), anchor="ListingStarted", ends="ListingClosed"),
    Rule("MN-04", "bids.received", "投标人数", _PRACTICE,
         at_least=count(3), anchor="BidDeadlinePassed", scope="TENDER"),
    Rule("MN-04", "bids.received", "竞买人数", _PRACTICE,
         at_least=count(3), anchor="TimedBiddingStarted", scope="AUCTION"),
    Rule("MN-04", "bids.received", "挂牌期限内的竞买人数", _PRACTICE,
         at_least=count(1), anchor="ListingClosed", scope="LISTING"),
    Rule("MN-05", "result.publication", "成交确认至开始公示", _PRACTICE,
         at_most=working_days(5), anchor="TransactionConfirmed", ends="ResultPublished"),
    Rule("MN-05", "result.publicity", "成交公示期", _PRACTICE,
         at_least=working_days(10), anchor="ResultPublished", ends="ContractSigned"),
    Rule("MN-06", "refund.losers", "成交确认至退还未竞得人，不计利息", _KNOWN,
         at_most=working_days(5), anchor="TransactionConfirmed", ends="RefundConfirmed"),
    Rule("MN-07", "deposit.defaulted", "拒绝签约的，保证金不予退还", _PRACTICE,
         anchor="WinnerDefaulted"),
    Rule("MN-08", "price.collected_by_tax", "出让收益按率逐年或按金额，由税务部门征收", _NOTICE_10,
         anchor="ExternalPaymentConfirmed"),
    Rule("MN-09", "export.codes", "报送：招标220、拍卖230、挂牌240，价格单位万元", _V4,
         anchor="ResultPublished"),
    Rule("MN-A1", "refund.withdrawn", "撤回申请至退还，不计利息", OURS,
         at_most=working_days(5), anchor="BidWithdrawn", ends="RefundConfirmed"),
    Rule("MN-A2", "refund.failed", "未成交至退还，不计利息", OURS,
         at_most=working_days(5), anchor="LotFailed", ends="RefundConfirmed"),
    Rule("MN-A3", "refund.terminated", "终止至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ProcedureTerminated", ends="RefundConfirmed"),
    Rule("MN-A4", "refund.late", "逾期到账至退还，不计利息", OURS,
         at_most=working_days(5), anchor="LateReceiptDetected", ends="RefundConfirmed"),
    Rule("MN-A5", "refund.overpaid", "超额到账至退还超额，不计利息", OURS,
         at_most=working_days(5), anchor="OverpaymentDetected", ends="RefundConfirmed"),
    Rule("MN-A6", "refund.duplicate", "重复到账至退还，不计利息", OURS,
         at_most=working_days(5), anchor="DuplicateReceiptDetected", ends="RefundConfirmed"),
    Rule("MN-A7", "refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ReceiptRejected", ends="RefundConfirmed"),
    Rule("MN-A8", "refund.voided", "成交无效至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ResultVoided", ends="RefundConfirmed"),
    Rule("MN-A9", "supervised.by.NR", "由自然资源主管部门监督，可以认定成交无效", OURS,
         anchor="ResultVoided"),
    Rule("MN-A10", "panel.members", "评审小组人数", OURS,
         at_least=count(5), anchor="EvaluationStarted", scope="TENDER"),
    Rule("MN-A10", "panel.odd", "评审小组人数为单数", OURS, anchor="EvaluationStarted",
         scope="TENDER"),
    Rule("MN-A11", "deposit.forfeited", "截止后撤销投标、响应的，可以不退还保证金", AS_TENDERS,
         anchor="BidRevoked", scope="TENDER"),
    Rule("MN-A13", "disclosure.extension", "无人申请时每次延长", OURS,
         at_least=working_days(5), anchor="DisclosureExtended", ends="DisclosureClosed",
         scope="AGREEMENT"),
)
# fmt: on

MINING = Category(
    code="MINING",
    zh="矿业权出让",
    en="mining rights",
    offered=True,
    methods=(
        Method("挂牌", "LISTING_THEN_ASCENDING", ("LISTING",)),
        Method("拍卖", "ASCENDING", ("AUCTION",)),
        Method("公开招标", "SEALED_SCORED", ("TENDER",)),
        Method("协议出让", "SINGLE_SOURCE", ("AGREEMENT",)),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="treasury",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
    price_goes_to="treasury",
    forfeited_to="treasury",
    refunds=REFUNDS,
    forfeits=FORFEITS,
    rules=_RULES,
    lifecycle=(*RISES, *TO_TREASURY),
    orders=(
        Order("TENDER", 1, (*TENDERED, *TO_TREASURY)),
        Order("AGREEMENT", 1, (*AGREED, *TO_TREASURY)),
    ),
)
