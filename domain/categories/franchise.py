"""Franchises (特种行业经营权): the rows FR-01 to FR-06 of REFERENCE 2.7.6, most of them ours."""

from datetime import date

from domain.bounds import days, percent, working_days
from domain.categories.category import Category
from domain.categories.common_rows import OURS, given_back, judged
from domain.categories.sales import (
    FORFEITS,
    NEGOTIATES,
    NOTICE,
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
    *given_back("FR", "FIN", "财政部门"),
    *judged("FR", "TENDER", 5, "EvaluationStarted"),
    *judged("FR", "NEGOTIATION", 3, "NegotiationStarted"),
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
