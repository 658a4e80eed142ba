"""Public auctions of goods (公共物品拍卖): the rows PA-01 to PA-09 of REFERENCE 2.7.10.

The house's commission is of its own book, and of no account of ours (PA-05).
"""

from datetime import date

from domain.bounds import days, months, percent, working_days
from domain.categories.category import Category, Forfeit, Ground
from domain.categories.sales_lifecycle import NOTICE, ONE_SHOT, OURS, REFUNDS, RISES, TO_TREASURY
from domain.methods import Method, Order
from domain.rules import Evidence, Rule, Source

_LAW = Source("拍卖法", Evidence.V, date(2015, 4, 24))
_ASSETS = Source("行政事业性国有资产管理条例", Evidence.V, date(2021, 4, 1))

# A table: one row, two or three lines.
# fmt: off
_RULES = (
    Rule("PA-01", "announcement.to_start", "公告至拍卖开始", _LAW.article(45),
         at_least=days(7), anchor="AnnouncementPublished", ends="TimedBiddingStarted",
         scope="AUCTION"),
    Rule("PA-02", "display.duration", "拍卖前展示标的", _LAW.article(48),
         at_least=days(2), anchor="AnnouncementPublished", ends="TimedBiddingStarted",
         scope="AUCTION"),
    Rule("PA-03", "agency.designated", "罚没、行政资产由指定或委托的拍卖人拍卖", _LAW.article(9),
         anchor="LotDefined"),
    Rule("PA-04", "reserve.secret", "保留价保密；最高应价未达保留价的，不成交",
         _LAW.article("28、50"), anchor="LotDefined", ends="ReserveCompared", scope="AUCTION"),
    Rule("PA-05", "commission.share", "未约定的，拍卖人向委托人、买受人各收佣金占成交价",
         _LAW.article(56), at_most=percent(5), anchor="TransactionConfirmed"),
    Rule("PA-05", "commission.buyer_only", "罚没、行政资产的，只向买受人收佣金", _LAW.article(57),
         anchor="TransactionConfirmed"),
    Rule("PA-06", "deposit.defaulted", "买受人违约的，保证金不予退还，以公告约定为准", NOTICE,
         anchor="WinnerDefaulted"),
    Rule("PA-06", "default.resale", "再行拍卖，原买受人付两次佣金并补足差额", _LAW.article(39),
         anchor="WinnerDefaulted"),
    Rule("PA-07", "archive.retention", "业务经营活动资料的保管期", _LAW.article(54),
         at_least=months(60), anchor="ArchiveSealed"),
    Rule("PA-08", "price.to_treasury", "收入上缴国库，实行收支两条线", _ASSETS.article("20、25"),
         anchor="ExternalPaymentConfirmed"),
    Rule("PA-09", "refund.losers", "成交确认至退还其他竞买人，不计利息", NOTICE,
         at_most=working_days(5), anchor="TransactionConfirmed", ends="RefundConfirmed"),
    Rule("PA-A1", "refund.withdrawn", "撤回申请至退还，不计利息", OURS,
         at_most=working_days(5), anchor="BidWithdrawn", ends="RefundConfirmed"),
    Rule("PA-A2", "refund.failed", "未成交至退还，不计利息", OURS,
         at_most=working_days(5), anchor="LotFailed", ends="RefundConfirmed"),
    Rule("PA-A3", "refund.terminated", "终止至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ProcedureTerminated", ends="RefundConfirmed"),
    Rule("PA-A4", "refund.late", "逾期到账至退还，不计利息", OURS,
         at_most=working_days(5), anchor="LateReceiptDetected", ends="RefundConfirmed"),
    Rule("PA-A5", "refund.overpaid", "超额到账至退还超额，不计利息", OURS,
         at_most=working_days(5), anchor="OverpaymentDetected", ends="RefundConfirmed"),
    Rule("PA-A6", "refund.duplicate", "重复到账至退还，不计利息", OURS,
         at_most=working_days(5), anchor="DuplicateReceiptDetected", ends="RefundConfirmed"),
    Rule("PA-A7", "refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ReceiptRejected", ends="RefundConfirmed"),
    Rule("PA-A8", "refund.voided", "成交无效至退还，不计利息", OURS,
         at_most=working_days(5), anchor="ResultVoided", ends="RefundConfirmed"),
    Rule("PA-A9", "supervised.by.FIN", "由财政部门监督，可以认定成交无效", OURS,
         anchor="ResultVoided"),
    Rule("PA-A10", "offers.equal", "一次报价，最高者得；相同的，先报者得", OURS,
         anchor="OffersCompared", scope="ONE_SHOT"),
)
# fmt: on

PUBLIC_AUCTION = Category(
    code="PUBLIC_AUCTION",
    zh="公共物品拍卖",
    en="public auctions of goods",
    offered=True,
    methods=(
        Method("拍卖", "ASCENDING", ("AUCTION",)),
        Method("网络竞价", "ONE_SHOT_SEALED", ("ONE_SHOT",)),
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
    forfeits=(Forfeit(Ground.DEFAULTED, "deposit.defaulted"),),
    rules=_RULES,
    lifecycle=(*RISES, *TO_TREASURY),
    orders=(Order("ONE_SHOT", 1, (*ONE_SHOT, *TO_TREASURY)),),
)
