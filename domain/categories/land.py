"""Land-use rights (国有建设用地使用权出让): the rows LD-01 to LD-15 of REFERENCE 2.7.3.

Most texts are known and not yet checked, so they warn. Rows that no text has are ours, `LD-A…`.
"""

from datetime import date

from domain.bounds import Bound, Quantity, count, days, months, percent, working_days
from domain.categories.category import Category, Cause, Forfeit, Ground, Refund
from domain.lifecycle import ENDS, SEALED, TENDER, VOID, Hears
from domain.methods import Method, Order
from domain.phases import Phase
from domain.rules import Evidence, Rule, Source

_REG = Source("土地管理法实施条例", Evidence.V, date(2021, 9, 1))
_GRANTS = Source("城镇国有土地使用权出让和转让暂行条例", Evidence.V, date(1990, 5, 19))
_CODE = Source("民法典", Evidence.V, date(2021, 1, 1))
_ORDER_39 = Source("招标拍卖挂牌出让国有建设用地使用权规定(39号令)", Evidence.K, date(2007, 11, 1))
_NOTICE_34 = Source("国土资发〔2010〕34号", Evidence.K, date(2010, 3, 8))
_NOTICE_100 = Source("国办发〔2006〕100号", Evidence.K, date(2006, 12, 17))
_NOTICE_19 = Source("财综〔2021〕19号", Evidence.K, date(2022, 1, 1))
_OURS = Source("平台约定", Evidence.A, None, jurisdiction="350600")
_ALIKE = Source("平台约定：比照39号令 第21条", Evidence.A, None, jurisdiction="350600")
_TENDERS = Source(
    "平台约定：比照招标投标法实施条例 第35条", Evidence.A, None, jurisdiction="350600"
)

_PER_MILLE = Bound(1_000, Quantity.PPM)

# A table: one row, two or three lines.
# fmt: off
_RULES = (
    Rule("LD-01", "trade.on_platform", "通过公开的交易平台交易，纳入统一的公共资源交易平台体系",
         _REG.article(18), anchor="AnnouncementPublished"),
    Rule("LD-02", "announcement.to_start", "公告至挂牌开始", _ORDER_39.article(8),
         at_least=days(20), anchor="AnnouncementPublished", ends="ListingStarted",
         scope="LISTING"),
    Rule("LD-02", "announcement.to_start", "公告至拍卖开始", _ORDER_39.article(8),
         at_least=days(20), anchor="AnnouncementPublished", ends="TimedBiddingStarted",
         scope="AUCTION"),
    Rule("LD-02", "announcement.to_start", "公告至投标开始", _ORDER_39.article(8),
         at_least=days(20), anchor="AnnouncementPublished", ends="DocumentIssued",
         scope="TENDER"),
    Rule("LD-03", "listing.duration", "挂牌时间", _ORDER_39.article(18),
         at_least=days(10), anchor="ListingStarted", ends="ListingClosed"),
    Rule("LD-04", "deposit.share", "竞买保证金占起始价", _NOTICE_34,
         at_least=percent(20), anchor="DepositRequired"),
    Rule("LD-05", "bids.received", "投标人数；不足则终止招标", _ORDER_39.article(13),
         at_least=count(3), anchor="BidDeadlinePassed", scope="TENDER"),
    Rule("LD-05", "bids.received", "竞买人数；不足则终止拍卖", _ORDER_39.article(15),
         at_least=count(3), anchor="TimedBiddingStarted", scope="AUCTION"),
    Rule("LD-05", "bids.received", "挂牌期限内的竞买人数", _ORDER_39.article(19),
         at_least=count(1), anchor="ListingClosed", scope="LISTING"),
    Rule("LD-05", "panel.members", "评标小组人数", _ORDER_39.article(13),
         at_least=count(5), anchor="EvaluationStarted", scope="TENDER"),
    Rule("LD-05", "panel.odd", "评标小组人数为单数", _ORDER_39.article(13),
         anchor="EvaluationStarted", scope="TENDER"),
    Rule("LD-06", "reserve.set", "标底、底价由集体决策事先确定", _ORDER_39.article(10),
         anchor="LotDefined"),
    Rule("LD-06", "reserve.secret", "标底、底价在活动结束之前保密", _ORDER_39.article(10),
         anchor="LotDefined", ends="ReserveCompared"),
    Rule("LD-07", "listing.competing", "挂牌截止时愿意继续竞价、须转入限时竞价的人数",
         _ORDER_39.article(19), at_least=count(2), anchor="ListingClosed",
         ends="TimedBiddingStarted"),
    Rule("LD-07", "listing.one_offer", "只有一人报价且不低于底价的，成交", _ORDER_39.article(19),
         anchor="ListingClosed", ends="TransactionConfirmed"),
    Rule("LD-07", "listing.no_offer", "无人报价或报价均低于底价的，不成交", _ORDER_39.article(19),
         anchor="ListingClosed", ends="LotFailed"),
    Rule("LD-08", "confirmation.on_close", "活动结束时签订成交确认书", _NOTICE_34,
         anchor="TimedBiddingClosed", ends="TransactionConfirmed"),
    Rule("LD-08", "contract.signing", "成交确认至签订出让合同", _NOTICE_34,
         at_most=working_days(10), anchor="TransactionConfirmed", ends="ContractSigned"),
    Rule("LD-09", "refund.losers", "活动结束至退还未竞得人", _ORDER_39.article(21),
         at_most=working_days(5), anchor="TransactionConfirmed", ends="RefundConfirmed"),
    Rule("LD-09", "refund.failed", "未成交的，活动结束至退还", _ORDER_39.article(21),
         at_most=working_days(5), anchor="LotFailed", ends="RefundConfirmed"),
    Rule("LD-09", "refund.without_interest", "退还的保证金不计利息",
         _ORDER_39.article(21, also="苏州挂牌出让须知(已见)"), anchor="TransactionConfirmed"),
    Rule("LD-10", "deposit.becomes_earnest", "竞得人的保证金转作定金，再抵作出让价款",
         _ORDER_39.article(21), anchor="ContractSigned", ends="DepositConverted"),
    Rule("LD-10", "earnest.share", "定金占主合同标的额；超过部分不产生定金的效力",
         _CODE.article(586), at_most=percent(20), anchor="ContractSigned"),
    Rule("LD-10", "earnest.lost_or_doubled", "给付方违约的无权请求返还，收受方违约的双倍返还",
         _CODE.article(587), anchor="ContractSigned"),
    Rule("LD-11", "result.publication", "活动结束至公布结果", _ORDER_39.article(22),
         at_most=working_days(10), anchor="TransactionConfirmed", ends="ResultPublished"),
    Rule("LD-12", "price.first_instalment", "首期付款占出让价款，以合同约定为准", _NOTICE_34,
         at_least=percent(50), anchor="ContractSigned"),
    Rule("LD-12", "price.first_instalment_paid", "签约至付清首期，以合同约定为准", _NOTICE_34,
         at_most=months(1), anchor="ContractSigned", ends="ExternalPaymentConfirmed"),
    Rule("LD-12", "price.last_instalment", "签约至付清全部价款，以合同约定为准", _NOTICE_34,
         at_most=months(12), anchor="ContractSigned", ends="ExternalPaymentConfirmed"),
    Rule("LD-12", "price.all_paid", "签约至付清全部出让金，逾期出让方有权解除合同",
         _GRANTS.article(14), at_most=days(60), anchor="ContractSigned",
         ends="ExternalPaymentConfirmed"),
    Rule("LD-13", "price.late", "逾期付款的，每日加收违约金占迟付款额", _NOTICE_100,
         at_least=_PER_MILLE, anchor="合同约定的付款日"),
    Rule("LD-14", "deposit.defaulted", "不按期签约的，成交确认书失效，竞买保证金不予退还",
         _ORDER_39.article("20、25"), anchor="WinnerDefaulted"),
    Rule("LD-15", "price.collected_by_tax", "土地出让收入由税务部门征收，平台只导入缴款结果",
         _NOTICE_19, anchor="ExternalPaymentConfirmed"),
    Rule("LD-A1", "refund.withdrawn", "撤回竞买申请至退还，不计利息", _ALIKE,
         at_most=working_days(5), anchor="BidWithdrawn", ends="RefundConfirmed"),
    Rule("LD-A2", "refund.terminated", "终止出让至退还，不计利息", _ALIKE,
         at_most=working_days(5), anchor="ProcedureTerminated", ends="RefundConfirmed"),
    Rule("LD-A3", "refund.late", "逾期到账至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="LateReceiptDetected", ends="RefundConfirmed"),
    Rule("LD-A4", "refund.overpaid", "超额到账至退还超额，不计利息", _OURS,
         at_most=working_days(5), anchor="OverpaymentDetected", ends="RefundConfirmed"),
    Rule("LD-A5", "refund.duplicate", "重复到账至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="DuplicateReceiptDetected", ends="RefundConfirmed"),
    Rule("LD-A6", "refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="ReceiptRejected", ends="RefundConfirmed"),
    Rule("LD-A7", "refund.insufficient", "截止时未足额、无竞买资格的，截止至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="DepositDeadlinePassed", ends="RefundConfirmed"),
    Rule("LD-A8", "interest.to_treasury", "不付给竞买人的银行利息上缴国库", _OURS,
         anchor="InterestAllocated"),
    Rule("LD-A9", "refund.voided", "成交无效至退还，不计利息", _ALIKE,
         at_most=working_days(5), anchor="ResultVoided", ends="RefundConfirmed"),
    Rule("LD-A10", "supervised.by.NR", "由自然资源主管部门监督，可以认定成交无效", _OURS,
         anchor="ResultVoided"),
    Rule("LD-A11", "deposit.forfeited", "招标出让：投标截止后撤销投标的，可以不退还投标保证金",
         _TENDERS, anchor="BidRevoked", scope="TENDER"),
)
# fmt: on

# Once somebody has it. Whoever wins and does not sign has no next (REFERENCE 2.7.0).
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
# By tender: as construction, with LD-05, which warns alone, and no candidates in public.
_TENDER = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "AnnouncementCorrected"),
    *TENDER,
    *_SOLD,
)

LAND = Category(
    code="LAND",
    zh="土地使用权出让",
    en="land-use rights",
    offered=True,
    methods=(
        Method("挂牌", "LISTING_THEN_ASCENDING", ("LISTING",)),
        Method("拍卖", "ASCENDING", ("AUCTION",)),
        Method("公开招标", "SEALED_SCORED", ("TENDER",)),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="earnest_and_price",
    interest_unowed_goes_to="treasury",
    secret_until=("BidOpened", "TimedBiddingClosed", "TransactionConfirmed"),
    awarded_by="TransactionConfirmed",
    price_goes_to="treasury",
    forfeited_to="treasury",
    refunds=(
        Refund((Cause.LOSER,), "refund.losers"),
        Refund((Cause.FAILED,), "refund.failed"),
        Refund((Cause.VOIDED,), "refund.voided"),
        Refund((Cause.WITHDRAWN,), "refund.withdrawn"),
        Refund((Cause.TERMINATED,), "refund.terminated"),
        Refund((Cause.LATE,), "refund.late"),
        Refund((Cause.OVERPAID,), "refund.overpaid"),
        Refund((Cause.DUPLICATE,), "refund.duplicate"),
        Refund((Cause.MISMATCH, Cause.UNIDENTIFIED), "refund.rejected"),
        Refund((Cause.INSUFFICIENT,), "refund.insufficient"),
    ),
    forfeits=(
        Forfeit(Ground.DEFAULTED, "deposit.defaulted"),
        Forfeit(Ground.REVOKED, "deposit.forfeited"),
    ),
    rules=_RULES,
    lifecycle=_LIFECYCLE,
    orders=(Order("TENDER", 1, _TENDER),),
)
