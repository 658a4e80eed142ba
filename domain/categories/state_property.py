"""State property (国有产权: 股权、增资、资产、租赁): the rows SP-01 to SP-14 of REFERENCE 2.7.5.

Most are seen in secondary texts only, so they warn. Rows that no text has are ours, `SP-A…`.
"""

from datetime import date

from domain.bounds import count, months, percent, working_days
from domain.categories.category import Category, Cause, Forfeit, Ground, Refund
from domain.lifecycle import ENDS, SEALED, VOID, Hears
from domain.methods import Method, Order
from domain.phases import Phase
from domain.rules import Evidence, Rule, Source

_ACT = Source("企业国有资产法", Evidence.V, date(2009, 5, 1))
_ORDER_32 = Source("国有资产交易监督管理办法(32号令)", Evidence.S, date(2016, 6, 24))
_ORDER_32_K = Source("国有资产交易监督管理办法(32号令)", Evidence.K, date(2016, 6, 24))
_RULES_17 = "操作规则(国资发产权规〔2025〕17号)"
_EXCHANGE = Source("产权交易机构交易规则", Evidence.S, None)
_EXCHANGE_K = Source("产权交易机构交易规则", Evidence.K, None)
_OURS = Source("平台约定", Evidence.A, None, jurisdiction="350600")
_TENDERS = Source(
    "平台约定：比照招标投标法实施条例 第35条", Evidence.A, None, jurisdiction="350600"
)
_ALIKE = Source("平台约定：比照产权交易机构交易规则", Evidence.A, None, jurisdiction="350600")

# A table: one row, two or three lines.
# fmt: off
_RULES = (
    Rule("SP-01", "disclosure.preliminary", "控制权转移的信息预披露期", _ORDER_32.article(13),
         at_least=working_days(20), anchor="AnnouncementPublished", scope="CONTROL_CHANGES"),
    Rule("SP-01", "disclosure.duration", "产权转让正式披露期", _ORDER_32.article(13),
         at_least=working_days(20), anchor="AnnouncementPublished", ends="DisclosureClosed",
         scope="EQUITY"),
    Rule("SP-02", "disclosure.extension", "无意向受让方时每次延长", _ORDER_32.article("18、19"),
         at_least=working_days(5), anchor="DisclosureExtended", ends="DisclosureClosed"),
    Rule("SP-02", "disclosure.whole", "首次披露至成交；超过则重新履行", _ORDER_32.article("18、19"),
         at_most=months(12), anchor="AnnouncementPublished", ends="TransactionConfirmed"),
    Rule("SP-03", "price.first_base", "首次披露的转让底价占备案评估结果", _ORDER_32.article(17),
         at_least=percent(100), anchor="LotDefined"),
    Rule("SP-03", "price.lowered_base", "降价后占评估结果；更低须书面同意", _ORDER_32.article(18),
         at_least=percent(90), anchor="LotDefined"),
    Rule("SP-04", "deposit.share", "交易保证金占转让底价", _EXCHANGE_K,
         at_most=percent(30), anchor="DepositRequired"),
    Rule("SP-05", "disclosure.duration", "资产底价100万至1000万元的公告期",
         _ORDER_32.article(51, also=_RULES_17),
         at_least=working_days(10), anchor="AnnouncementPublished", ends="DisclosureClosed",
         scope="ASSET_FROM_1M"),
    Rule("SP-05", "disclosure.duration", "资产底价1000万元以上的公告期",
         _ORDER_32.article(51, also=_RULES_17),
         at_least=working_days(20), anchor="AnnouncementPublished", ends="DisclosureClosed",
         scope="ASSET_ABOVE_10M"),
    Rule("SP-06", "disclosure.duration", "增资信息披露期", _ORDER_32_K.article(39),
         at_least=working_days(40), anchor="AnnouncementPublished", ends="DisclosureClosed",
         scope="CAPITAL_INCREASE"),
    Rule("SP-07", "applicants.one", "只有一个意向受让方的，以不低于底价的价格签约", _ORDER_32,
         anchor="DisclosureClosed"),
    Rule("SP-07", "applicants.competing", "竞价须有的意向受让方数", _ORDER_32,
         at_least=count(2), anchor="DisclosureClosed", ends="TimedBiddingStarted"),
    Rule("SP-08", "preemption.declared", "其他股东、承租人的优先购买权事先声明", _ORDER_32_K,
         anchor="AnnouncementPublished"),
    Rule("SP-08", "preemption.in_session", "优先购买权在竞价现场行使", _ORDER_32_K,
         anchor="PreemptionExercised"),
    Rule("SP-09", "price.lump_sum", "合同生效至一次付清价款", _ORDER_32.article(28),
         at_most=working_days(5), anchor="ContractSigned", ends="PriceReceived"),
    Rule("SP-09", "price.first_instalment", "分期付款的首期占价款", _ORDER_32.article(28),
         at_least=percent(30), anchor="ContractSigned"),
    Rule("SP-09", "price.first_instalment_paid", "分期付款的首期付款期限", _ORDER_32.article(28),
         at_most=working_days(5), anchor="ContractSigned", ends="PriceReceived"),
    Rule("SP-09", "price.last_instalment", "分期付款的最长期限", _ORDER_32.article(28),
         at_most=months(12), anchor="ContractSigned", ends="PriceReceived"),
    Rule("SP-09", "price.rest_secured", "其余价款提供担保，并付延期利息", _ORDER_32.article(28),
         anchor="ContractSigned"),
    Rule("SP-10", "settlement.account", "交易价款通过交易机构账户结算",
         _ORDER_32_K.article("26、30"), anchor="PriceReceived"),
    Rule("SP-10", "certificate.after_price", "价款付清后出具交易凭证",
         _ORDER_32_K.article("26、30"), anchor="TransactionCertificateIssued"),
    Rule("SP-11", "result.publication", "交易结果公告期", _ORDER_32,
         at_least=working_days(5), anchor="ResultPublished"),
    Rule("SP-12", "refund.losers", "确定受让方至退还其他意向受让方", _EXCHANGE,
         at_most=working_days(3), anchor="TransactionConfirmed", ends="RefundConfirmed"),
    Rule("SP-12", "refund.without_interest", "保证金不计利息", _EXCHANGE,
         anchor="TransactionConfirmed"),
    Rule("SP-12", "refund.original_channel", "保证金原路退还", _EXCHANGE,
         anchor="TransactionConfirmed"),
    Rule("SP-13", "forfeiture.order", "违约的，先扣双方交易服务费，余额归转让方", _EXCHANGE,
         anchor="DepositForfeited"),
    Rule("SP-14", "transfer.decided", "转让由履行出资人职责的机构决定", _ACT.article(53),
         anchor="LotDefined"),
    Rule("SP-14", "transfer.open", "在产权交易场所公开进行，可直接协议转让的除外", _ACT.article(54),
         anchor="AnnouncementPublished"),
    Rule("SP-14", "transfer.lowest_price", "以评估价格为依据确定最低转让价格", _ACT.article(55),
         anchor="LotDefined"),
    Rule("SP-A1", "refund.withdrawn", "撤回受让申请至退还，不计利息", _ALIKE,
         at_most=working_days(3), anchor="BidWithdrawn", ends="RefundConfirmed"),
    Rule("SP-A2", "refund.failed", "未成交至退还，不计利息", _ALIKE,
         at_most=working_days(3), anchor="LotFailed", ends="RefundConfirmed"),
    Rule("SP-A3", "refund.terminated", "终结至退还，不计利息", _ALIKE,
         at_most=working_days(3), anchor="ProcedureTerminated", ends="RefundConfirmed"),
    Rule("SP-A4", "refund.late", "逾期到账至退还，不计利息", _OURS,
         at_most=working_days(3), anchor="LateReceiptDetected", ends="RefundConfirmed"),
    Rule("SP-A5", "refund.overpaid", "超额到账至退还超额，不计利息", _OURS,
         at_most=working_days(3), anchor="OverpaymentDetected", ends="RefundConfirmed"),
    Rule("SP-A6", "refund.duplicate", "重复到账至退还，不计利息", _OURS,
         at_most=working_days(3), anchor="DuplicateReceiptDetected", ends="RefundConfirmed"),
    Rule("SP-A7", "refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", _OURS,
         at_most=working_days(3), anchor="ReceiptRejected", ends="RefundConfirmed"),
    Rule("SP-A8", "refund.voided", "成交无效至退还，不计利息", _ALIKE,
         at_most=working_days(3), anchor="ResultVoided", ends="RefundConfirmed"),
    Rule("SP-A9", "supervised.by.SASAC", "由国资监管机构监督，可以认定成交无效", _OURS,
         anchor="ResultVoided"),
    Rule("SP-A10", "panel.members", "评审小组人数，比照招标投标法 第37条", _OURS,
         at_least=count(5), anchor="EvaluationStarted", scope="TENDER"),
    Rule("SP-A10", "panel.odd", "评审小组人数为单数，比照招标投标法 第37条", _OURS,
         anchor="EvaluationStarted", scope="TENDER"),
    Rule("SP-A11", "offers.equal", "一次报价，最高者得；相同的，先报者得", _OURS,
         anchor="OffersCompared", scope="ONE_SHOT"),
    Rule("SP-A12", "forfeiture.revoked", "招标转让：投标截止后撤销投标的，可以不退还保证金",
         _TENDERS, anchor="BidRevoked", scope="TENDER"),
)
# fmt: on

_DISCLOSED = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED,), "AnnouncementCorrected"),
    Hears((Phase.ANNOUNCED,), "DeadlinePostponed"),
    Hears((Phase.ANNOUNCED,), "DisclosureExtended"),
    Hears((Phase.ANNOUNCED, Phase.CLOSED), "DisclosureClosed"),
    Hears((Phase.ANNOUNCED,), "DepositDeadlinePassed"),
)
_SOLD = (
    Hears((Phase.RESULT_PROPOSED,), "TransactionConfirmed"),
    Hears((Phase.AWARDED,), "WinnerDefaulted"),
    Hears((Phase.AWARDED,), "ContractSigned"),
    Hears((Phase.CONTRACTED,), "InstalmentsAgreed"),
    Hears((Phase.CONTRACTED,), "TransactionCertificateIssued"),
    Hears((Phase.AWARDED, Phase.CONTRACTED), "ResultPublished"),
    Hears((Phase.CONTRACTED,), "SettlementClosed", ("TransactionCertificateIssued",)),
    *ENDS,
    *VOID,
    *SEALED,
)
# Bid for in a session; or agreed with the only applicant (REFERENCE 2.7.0, SP-07).
_LIFECYCLE = (
    Hears((Phase.REGISTERED,), "SessionArranged"),
    *_DISCLOSED,
    Hears((Phase.CLOSED,), "TimedBiddingStarted", ("SessionArranged", "DisclosureClosed")),
    Hears((Phase.COMPETITION,), "SessionEnded"),
    Hears((Phase.CLOSED,), "TransactionConfirmed", ("DisclosureClosed",)),
    *_SOLD,
)
# By sealed bids; of an only applicant there is one, and no agreement beside it.
_OPENED = (
    *_DISCLOSED,
    Hears((Phase.CLOSED,), "BidOpened", ("DisclosureClosed",)),
)
# One offer of each, of which the highest has it.
_ONE_SHOT = (
    *_OPENED,
    Hears((Phase.COMPETITION,), "OffersCompared"),
    *_SOLD,
)
# Judged by a panel.
_TENDER = (
    *_OPENED,
    Hears((Phase.COMPETITION,), "EvaluationReportReceived"),
    *_SOLD,
)

STATE_PROPERTY = Category(
    code="STATE_PROPERTY",
    zh="国有产权交易",
    en="state property",
    offered=True,
    methods=(
        Method("网络竞价", "ASCENDING"),
        Method("拍卖", "ASCENDING"),
        Method("网络竞价", "ONE_SHOT_SEALED", ("ONE_SHOT",)),
        Method("网络竞价", "SEALED_SCORED", ("TENDER",)),
        Method("公开招标", "SEALED_SCORED", ("TENDER",)),
        Method("协议转让", "SINGLE_SOURCE"),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
    price_goes_to="seller",
    forfeited_to="fees_then_transferor",
    refunds=(
        Refund((Cause.LOSER,), "refund.losers"),
        Refund((Cause.WITHDRAWN,), "refund.withdrawn"),
        Refund((Cause.FAILED,), "refund.failed"),
        Refund((Cause.VOIDED,), "refund.voided"),
        Refund((Cause.TERMINATED,), "refund.terminated"),
        Refund((Cause.LATE,), "refund.late"),
        Refund((Cause.OVERPAID,), "refund.overpaid"),
        Refund((Cause.DUPLICATE,), "refund.duplicate"),
        Refund((Cause.MISMATCH, Cause.UNIDENTIFIED), "refund.rejected"),
    ),
    forfeits=(
        Forfeit(Ground.DEFAULTED, "forfeiture.order"),
        Forfeit(Ground.REVOKED, "forfeiture.revoked"),
    ),
    rules=_RULES,
    lifecycle=_LIFECYCLE,
    orders=(Order("TENDER", 1, _TENDER), Order("ONE_SHOT", 1, _ONE_SHOT)),
)
