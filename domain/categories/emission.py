"""Emission rights (排污权): the rows EM-01 to EM-05 of REFERENCE 2.7.7.

None was read in a text of law, so they warn. Rows that no text has are ours, `EM-A…`.
"""

from domain.bounds import percent, working_days
from domain.categories.category import Category, Cause, Forfeit, Ground, Refund
from domain.lifecycle import ENDS, SEALED, VOID, Hears
from domain.methods import ELSEWHERE, Method, Order
from domain.phases import Phase
from domain.rules import Evidence, Rule, Source

_FUJIAN = Source("福建省排污权交易实践", Evidence.S, None)
_ECOLOGY = Source("排污权交易实践：数量由生态环境部门确认", Evidence.K, None)
_NOTICE_61 = Source("财税〔2015〕61号", Evidence.K, None)
# Verified are the fields, not since when they are: what has no first day counts as seen alone.
_V4 = Source("福建省公共资源交易数据规范4.0 数据集1050至1052", Evidence.S, None)
_NOTICE = Source("以公告为准；期限为平台约定", Evidence.A, None, jurisdiction="350600")
_OURS = Source("平台约定", Evidence.A, None, jurisdiction="350600")

# A table: one row, two or three lines.
# fmt: off
_RULES = (
    Rule("EM-01", "trade.first_hand", "政府出让：定额出让或竞价；转让：协议或电子竞价", _FUJIAN,
         anchor="LotDefined"),
    Rule("EM-02", "quantity.confirmed", "数量由生态环境部门在出让前确认", _ECOLOGY,
         anchor="LotDefined"),
    Rule("EM-02", "delivery.registered", "以排污权登记交割", _ECOLOGY, anchor="ContractSigned"),
    Rule("EM-03", "price.first_instalment", "分期缴纳的首期占价款", _NOTICE_61,
         at_least=percent(40), anchor="ContractSigned"),
    Rule("EM-03", "price.to_treasury", "政府出让的收入缴入国库", _NOTICE_61,
         anchor="ExternalPaymentConfirmed"),
    Rule("EM-04", "price.unit", "报送的单价为元/年吨", _V4, anchor="ResultPublished"),
    Rule("EM-05", "refund.losers", "成交确认至退还其他申购人、竞买人，不计利息", _NOTICE,
         at_most=working_days(5), anchor="TransactionConfirmed", ends="RefundConfirmed"),
    Rule("EM-A1", "refund.withdrawn", "撤回申购、竞买申请至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="BidWithdrawn", ends="RefundConfirmed"),
    Rule("EM-A2", "refund.failed", "未成交至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="LotFailed", ends="RefundConfirmed"),
    Rule("EM-A3", "refund.terminated", "终止至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="ProcedureTerminated", ends="RefundConfirmed"),
    Rule("EM-A4", "refund.late", "逾期到账至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="LateReceiptDetected", ends="RefundConfirmed"),
    Rule("EM-A5", "refund.overpaid", "超额到账至退还超额，不计利息", _OURS,
         at_most=working_days(5), anchor="OverpaymentDetected", ends="RefundConfirmed"),
    Rule("EM-A6", "refund.duplicate", "重复到账至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="DuplicateReceiptDetected", ends="RefundConfirmed"),
    Rule("EM-A7", "refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="ReceiptRejected", ends="RefundConfirmed"),
    Rule("EM-A8", "refund.voided", "成交无效至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="ResultVoided", ends="RefundConfirmed"),
    Rule("EM-A9", "supervised.by.ECO", "由生态环境主管部门监督，可以认定成交无效", _OURS,
         anchor="ResultVoided"),
    Rule("EM-A10", "deposit.defaulted", "不签约的，保证金不予退还，以公告约定为准", _OURS,
         anchor="WinnerDefaulted"),
    Rule("EM-A11", "quota.first", "定额出让，一口价，先申购者得", _OURS,
         anchor="QuotaAllotted", scope="QUOTA"),
    Rule("EM-A12", "quota.drawn", "摇号，一口价，以公告前承诺的种子抽取", _OURS,
         anchor="QuotaAllotted", scope="DRAW"),
)
# fmt: on

# Once somebody has it. Whoever wins and does not sign has no next.
_SOLD = (
    Hears((Phase.RESULT_PROPOSED,), "TransactionConfirmed"),
    Hears((Phase.AWARDED,), "WinnerDefaulted"),
    Hears((Phase.AWARDED,), "ContractSigned"),
    Hears((Phase.AWARDED, Phase.CONTRACTED), "ResultPublished"),
    Hears((Phase.CONTRACTED,), "InstalmentsAgreed"),
    Hears((Phase.CONTRACTED,), "ExternalPaymentConfirmed"),
    Hears((Phase.CONTRACTED,), "SettlementClosed"),
    *ENDS,
    *VOID,
    *SEALED,
)
# By listing, or by a session alone.
_LIFECYCLE = (
    Hears((Phase.REGISTERED,), "SessionArranged"),
    Hears((Phase.REGISTERED,), "AnnouncementPublished", ("SessionArranged",)),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "AnnouncementCorrected"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "DeadlinePostponed"),
    Hears((Phase.ANNOUNCED,), "ListingStarted"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "DepositDeadlinePassed"),
    Hears((Phase.OPEN,), "ListingClosed", ("DepositDeadlinePassed",)),
    Hears((Phase.CLOSED,), "TimedBiddingStarted", ("DepositDeadlinePassed",)),
    Hears((Phase.COMPETITION,), "SessionEnded"),
    *_SOLD,
)
# At one price for all who apply under seal: the first has it.
_APPLIED = (
    Hears((Phase.ANNOUNCED,), "AnnouncementCorrected"),
    Hears((Phase.ANNOUNCED,), "DeadlinePostponed"),
    Hears((Phase.ANNOUNCED,), "DepositDeadlinePassed"),
    Hears((Phase.CLOSED,), "BidOpened"),
    Hears((Phase.COMPETITION,), "QuotaAllotted"),
    *_SOLD,
)
_QUOTA = (Hears((Phase.REGISTERED,), "AnnouncementPublished"), *_APPLIED)
# Or whom a draw says, whose seed is there before the announcement.
_DRAW = (
    Hears((Phase.REGISTERED,), "DrawCommitted"),
    Hears((Phase.REGISTERED,), "AnnouncementPublished", ("DrawCommitted",)),
    *_APPLIED,
)

EMISSION = Category(
    code="EMISSION",
    zh="排污权交易",
    en="emission rights",
    offered=True,
    methods=(
        Method("定额出让", "FIXED_PRICE_QUOTA", ("QUOTA",)),
        Method("摇号", "FIXED_PRICE_QUOTA", ("DRAW",)),
        Method("拍卖", "ASCENDING"),
        Method("挂牌", "LISTING_THEN_ASCENDING"),
        Method("协议转让", ELSEWHERE),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
    price_goes_to="treasury",
    forfeited_to="treasury",
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
    forfeits=(Forfeit(Ground.DEFAULTED, "deposit.defaulted"),),
    rules=_RULES,
    lifecycle=_LIFECYCLE,
    orders=(Order("QUOTA", 1, _QUOTA), Order("DRAW", 1, _DRAW)),
)
