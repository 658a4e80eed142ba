"""Franchises (特种行业经营权): the rows FR-01 to FR-06 of REFERENCE 2.7.6, most of them ours."""

from datetime import date

from domain.bounds import count, days, percent, working_days
from domain.categories.category import Category
from domain.categories.sales_lifecycle import (
    AS_TENDERS,
    FORFEITS,
    NEGOTIATES,
    NOTICE,
    OURS,
    REFUNDS,
    RISES,
    TENDERED,
    TO_TREASURY,
)
from domain.methods import Method, Order
from domain.rules import Evidence, Rule, Source

_AUCTIONS = Source("拍卖法", Evidence.V, date(2015, 4, 24))
_TENDERS = Source("平台约定：比照招标投标法 第24条", Evidence.A, None, jurisdiction="350600")

# A table: one row, two or three lines.
# fmt: off
_RULES = (
    Rule("FR-01", "method.approved", "招标、拍卖、挂牌、谈判由授权方批准", OURS,
         anchor="LotDefined"),
    Rule("FR-02", "announcement.to_start", "公告至拍卖开始", _AUCTIONS.article(45),
         at_least=days(7), anchor="AnnouncementPublished", ends="TimedBiddingStarted",
         scope="AUCTION"),
    Rule("FR-02", "documents.to_bid_deadline", "招标文件发出至投标截止", _TENDERS,
         at_least=days(20), anchor="DocumentIssued", ends="BidDeadlinePassed", scope="TENDER"),
    Rule("FR-03", "deposit.share", "保证金占起始价，以公告为准", NOTICE,
         at_most=percent(20), anchor="DepositRequired"),
    Rule("FR-04", "refund.losers", "成交确认至退还其他竞买人、投标人，不计利息", NOTICE,
         at_most=working_days(5), anchor="TransactionConfirmed", ends="RefundConfirmed"),
    Rule("FR-05", "price.to_treasury", "一次或分年缴入国库(非税收入)", OURS,
         anchor="ExternalPaymentConfirmed"),
    Rule("FR-06", "right.term", "经营权期限与到期收回，以协议为准", OURS,
         anchor="ContractSigned"),
    Rule("FR-A1", "refund.withdrawn", "撤回申请至退还，不计利息", OURS,
         at_most=working_days(5), anchor="BidWithdrawn", ends="RefundConfirmed"),
    Rule("FR-A2", "refund.failed", "未成交至退还，不计利息", OURS,
         at_most=working_days(5), anchor="LotFailed", ends="RefundConfirmed"),
    Rule("FR-A3", "refund.terminated", "终止至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ProcedureTerminated", ends="RefundConfirmed"),
    Rule("FR-A4", "refund.late", "逾期到账至退还，不计利息", OURS,
         at_most=working_days(5), anchor="LateReceiptDetected", ends="RefundConfirmed"),
    Rule("FR-A5", "refund.overpaid", "超额到账至退还超额，不计利息", OURS,
         at_most=working_days(5), anchor="OverpaymentDetected", ends="RefundConfirmed"),
    Rule("FR-A6", "refund.duplicate", "重复到账至退还，不计利息", OURS,
         at_most=working_days(5), anchor="DuplicateReceiptDetected", ends="RefundConfirmed"),
    Rule("FR-A7", "refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ReceiptRejected", ends="RefundConfirmed"),
    Rule("FR-A8", "refund.voided", "成交无效至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ResultVoided", ends="RefundConfirmed"),
    Rule("FR-A9", "supervised.by.FIN", "由财政部门监督，可以认定成交无效", OURS,
         anchor="ResultVoided"),
    Rule("FR-A10", "panel.members", "评审小组人数", OURS,
         at_least=count(5), anchor="EvaluationStarted", scope="TENDER"),
    Rule("FR-A10", "panel.odd", "评审小组人数为单数", OURS, anchor="EvaluationStarted",
         scope="TENDER"),
    Rule("FR-A11", "deposit.forfeited", "截止后撤销投标、响应的，可以不退还保证金", AS_TENDERS,
         anchor="BidRevoked", scope="TENDER"),
    Rule("FR-A10", "panel.members", "评审小组人数", OURS,
         at_least=count(3), anchor="NegotiationStarted", scope="NEGOTIATION"),
    Rule("FR-A10", "panel.odd", "评审小组人数为单数", OURS, anchor="NegotiationStarted",
         scope="NEGOTIATION"),
    Rule("FR-A11", "deposit.forfeited", "截止后撤销投标、响应的，可以不退还保证金", AS_TENDERS,
         anchor="BidRevoked", scope="NEGOTIATION"),
    Rule("FR-A12", "deposit.defaulted", "不签约的，保证金不予退还，以公告约定为准", NOTICE,
         anchor="WinnerDefaulted"),
)
# fmt: on

FRANCHISE = Category(
    code="FRANCHISE",
    zh="特种行业经营权交易",
    en="franchises",
    offered=True,
    methods=(
        Method("公开招标", "SEALED_SCORED", ("TENDER",)),
        Method("拍卖", "ASCENDING", ("AUCTION",)),
        Method("挂牌", "LISTING_THEN_ASCENDING"),
        Method("竞争性谈判", "NEGOTIATED_ROUNDS", ("NEGOTIATION",)),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
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
        Order("NEGOTIATION", 1, (*NEGOTIATES, *TO_TREASURY)),
    ),
)
