"""Construction tenders (工程建设项目招标投标): the rows CT-01 to CT-31 of REFERENCE 2.7.1.

Rows that no law has are ours, `CT-A…`: when money goes back that never counted.
"""

from datetime import date

from domain.bounds import Bound, Quantity, amount, count, days, percent, working_days
from domain.categories.category import Category, Cause, Forfeit, Ground, Refund
from domain.categories.lifecycle import ENDS, Hears, Lifecycle
from domain.phases import Phase
from domain.rules import Evidence, Rule, Severity, Source

_LAW = Source("招标投标法", Evidence.V, date(2000, 1, 1))
_REG = Source("招标投标法实施条例", Evidence.V, date(2012, 2, 1))
_SME = Source("保障中小企业款项支付条例", Evidence.V, date(2025, 6, 1))
_ORDER_16 = Source("必须招标的工程项目规定(发改委令16号)", Evidence.K, date(2018, 6, 1))
_ORDER_30 = Source("施工招标投标办法(30号令)", Evidence.K, date(2013, 5, 1))
_ORDER_2 = Source("勘察设计招标投标办法(2号令)", Evidence.K, date(2013, 5, 1))
_ORDER_20 = Source("电子招标投标办法(20号令)", Evidence.K, date(2013, 5, 1))
_NOTICE_27 = Source("实践；发改法规〔2023〕27号", Evidence.S, date(2023, 1, 6))
_OURS = Source("平台约定", Evidence.A, None, jurisdiction="350600")
_SOON = Source("条例 第31条：及时；期限为平台约定", Evidence.A, None, jurisdiction="350600")
_ALIKE = Source("平台约定：比照条例 第31条", Evidence.A, None, jurisdiction="350600")
_SILENT = Source("条例 第35条未提利息；平台约定计付", Evidence.A, None, jurisdiction="350600")
_EXTENDED = Source("30号令 第29条；期限、利息为平台约定", Evidence.A, None, jurisdiction="350600")

_BLOCK, _INFO = Severity.BLOCK, Severity.INFO
_TWO_THIRDS = Bound(666_666, Quantity.PPM)  # from below: exactly two of three are enough

# A table: one row, two or three lines.
# fmt: off
_RULES = (
    Rule("CT-01", "tender.mandatory_from", "施工：必须招标的起点", _ORDER_16.article(5),
         at_least=amount("4,000,000"), anchor="CatalogCheckRecorded", scope="WORKS"),
    Rule("CT-01", "tender.mandatory_from", "货物：必须招标的起点", _ORDER_16.article(5),
         at_least=amount("2,000,000"), anchor="CatalogCheckRecorded", scope="GOODS"),
    Rule("CT-01", "tender.mandatory_from", "服务：必须招标的起点", _ORDER_16.article(5),
         at_least=amount("1,000,000"), anchor="CatalogCheckRecorded", scope="SERVICES"),
    Rule("CT-02", "documents.on_sale", "资格预审文件、招标文件的发售期", _REG.article(16),
         at_least=days(5), anchor="DocumentIssued", ends="DocumentSalePeriodClosed",
         severity=_BLOCK),
    Rule("CT-03", "documents.to_bid_deadline", "招标文件发出至投标截止", _LAW.article(24),
         at_least=days(20), anchor="DocumentIssued", ends="BidDeadlinePassed", severity=_BLOCK),
    Rule("CT-04", "applications.time", "停止发售至提交资格预审申请文件", _REG.article(17),
         at_least=days(5), anchor="DocumentSalePeriodClosed", scope="PREQUALIFICATION"),
    Rule("CT-05", "clarification.to_deadline", "澄清或修改至投标截止，不足则顺延", _REG.article(21),
         at_least=days(15), anchor="DocumentClarified", ends="BidDeadlinePassed", severity=_BLOCK),
    Rule("CT-05", "clarification.to_deadline", "澄清或修改至提交申请截止", _REG.article(21),
         at_least=days(3), anchor="DocumentClarified", scope="PREQUALIFICATION"),
    Rule("CT-06", "documents.objection", "对招标文件的异议，距投标截止", _REG.article(22),
         at_least=days(10), anchor="ObjectionFiled", ends="BidDeadlinePassed"),
    Rule("CT-06", "documents.objection", "对资格预审文件的异议，距申请截止", _REG.article(22),
         at_least=days(2), anchor="ObjectionFiled", scope="PREQUALIFICATION"),
    Rule("CT-06", "documents.objection_answer", "对文件异议的答复", _REG.article(22),
         at_most=days(3), anchor="ObjectionFiled", ends="ObjectionAnswered"),
    Rule("CT-06", "documents.objection_pause", "答复前暂停招标投标活动", _REG.article(22),
         anchor="ObjectionFiled", ends="ObjectionAnswered", severity=_BLOCK),
    Rule("CT-07", "invitation.invitees", "被邀请人数", _LAW.article(17),
         at_least=count(3), anchor="InvitationIssued", scope="INVITED", severity=_BLOCK),
    Rule("CT-08", "deposit.share", "投标保证金占招标项目估算价", _REG.article(26),
         at_most=percent(2), anchor="DepositRequired", severity=_BLOCK),
    Rule("CT-08", "deposit.amount", "投标保证金数额(施工、货物)",
         _ORDER_30.article(37, also="货物招标投标办法(27号令)"),
         at_most=amount("800,000"), anchor="DepositRequired"),
    Rule("CT-08", "deposit.amount", "投标保证金数额(勘察设计)", _ORDER_2,
         at_most=amount("100,000"), anchor="DepositRequired", scope="DESIGN"),
    Rule("CT-09", "deposit.from_basic_account", "现金、支票须自基本账户转出(境内，必须招标的)",
         _REG.article(26), anchor="BankCreditRecorded", severity=_BLOCK),
    Rule("CT-09", "deposit.guarantees_accepted", "中小企业以金融机构保函提交的，不得拒收",
         _SME.article(13), anchor="GuaranteeAccepted"),
    Rule("CT-10", "deposit.validity", "投标保证金有效期与投标有效期一致", _REG.article(26),
         anchor="DepositRequired"),
    Rule("CT-11", "bids.received", "投标人数；不足则不开标，重新招标",
         _REG.article(44, also="招标投标法 第28条"),
         at_least=count(3), anchor="BidDeadlinePassed", severity=_BLOCK),
    Rule("CT-12", "opening.at_deadline", "开标在投标截止的同一时间公开进行", _LAW.article(34),
         anchor="BidOpened"),
    Rule("CT-12", "opening.objection", "对开标的异议当场提出、当场答复并记录", _REG.article(44),
         anchor="BidOpened"),
    Rule("CT-13", "decryption.bidders_fault", "投标人原因未解密，视为撤销投标文件",
         _ORDER_20.article(31), anchor="DecryptionFailed"),
    Rule("CT-13", "decryption.others_fault", "他人原因未解密，视为撤回投标文件",
         _ORDER_20.article(31), anchor="DecryptionFailed"),
    Rule("CT-14", "panel.members", "评标委员会人数", _LAW.article(37),
         at_least=count(5), anchor="EvaluationStarted", severity=_BLOCK),
    Rule("CT-14", "panel.odd", "评标委员会人数为单数", _LAW.article(37),
         anchor="EvaluationStarted", severity=_BLOCK),
    Rule("CT-14", "panel.experts", "技术、经济专家占三分之二以上", _LAW.article(37),
         at_least=_TWO_THIRDS, anchor="EvaluationStarted", severity=_BLOCK),
    Rule("CT-14", "panel.draw", "专家从专家库随机抽取", _REG.article(46),
         anchor="EvaluationStarted"),
    Rule("CT-15", "candidates.number", "中标候选人数", _REG.article(53),
         at_most=count(3), anchor="EvaluationReportReceived", severity=_BLOCK),
    Rule("CT-15", "candidates.ranked", "中标候选人标明排序", _REG.article(53),
         anchor="EvaluationReportReceived"),
    Rule("CT-16", "publicity.start", "收到评标报告至公示中标候选人", _REG.article(54),
         at_most=days(3), anchor="EvaluationReportReceived", ends="CandidatesPublicised"),
    Rule("CT-16", "publicity.duration", "公示期", _REG.article(54),
         at_least=days(3), anchor="CandidatesPublicised", severity=_BLOCK),
    Rule("CT-16", "result.objection_answer", "对评标结果异议的答复", _REG.article(54),
         at_most=days(3), anchor="ObjectionFiled", ends="ObjectionAnswered"),
    Rule("CT-16", "result.objection_pause", "答复前暂停招标投标活动", _REG.article(54),
         anchor="ObjectionFiled", ends="ObjectionAnswered", severity=_BLOCK),
    Rule("CT-17", "winner.first_candidate", "国有资金控股的，第一候选人中标；依次递补或重新招标",
         _REG.article(55), anchor="WinnerConfirmed", scope="STATE_FUNDED"),
    Rule("CT-18", "contract.signing", "中标通知书发出至订立书面合同", _LAW.article(46),
         at_most=days(30), anchor="AwardNoticeIssued", ends="ContractSigned"),
    Rule("CT-19", "report.to_supervisor", "确定中标人至书面报告", _LAW.article(47),
         at_most=days(15), anchor="WinnerConfirmed"),
    Rule("CT-20", "refund.bidders", "合同签订至退还中标人和未中标人", _REG.article(57),
         at_most=days(5), anchor="ContractSigned", ends="RefundConfirmed"),
    Rule("CT-20", "interest.bidders", "退还时并付银行同期存款利息", _REG.article(57),
         anchor="ContractSigned"),
    Rule("CT-20", "refund.fine", "不按规定退还的罚款", _REG.article(66),
         at_most=amount("50,000"), severity=_INFO),
    Rule("CT-21", "refund.withdrawn", "收到书面撤回通知至退还", _REG.article(35),
         at_most=days(5), anchor="BidWithdrawn", ends="RefundConfirmed"),
    Rule("CT-21", "interest.withdrawn", "撤回的，退还时并付利息", _SILENT, anchor="BidWithdrawn"),
    Rule("CT-22", "deposit.revoked", "投标截止后撤销的，招标人可以不退还", _REG.article(35),
         anchor="BidRevoked"),
    Rule("CT-23", "deposit.defaulted", "中标人无正当理由不订立合同的，取消资格，不予退还",
         _REG.article(74), anchor="WinnerDefaulted"),
    Rule("CT-23", "default.fine", "必须招标的，罚款占中标金额", _REG.article(74),
         at_most=percent(1), anchor="WinnerDefaulted", severity=_INFO),
    Rule("CT-24", "termination.refund", "终止招标的，及时退还文件费用、保证金", _REG.article(31),
         anchor="ProcedureTerminated"),
    Rule("CT-24", "refund.terminated", "终止招标至退还", _SOON,
         at_most=days(5), anchor="ProcedureTerminated", ends="RefundConfirmed"),
    Rule("CT-24", "interest.terminated", "终止的，并付银行同期存款利息", _REG.article(31),
         anchor="ProcedureTerminated"),
    Rule("CT-25", "bond.share", "履约保证金占中标合同金额", _REG.article(58),
         at_most=percent(10), anchor="ContractSigned", severity=_BLOCK),
    Rule("CT-26", "refund.extended", "拒绝延长投标有效期至退还", _EXTENDED,
         at_most=days(5), anchor="ExtensionRefused", ends="RefundConfirmed"),
    Rule("CT-26", "interest.extended", "拒绝延长的，并付利息", _EXTENDED,
         anchor="ExtensionRefused"),
    Rule("CT-27", "complaint.filing", "知道或者应当知道之日至投诉", _REG.article(60),
         at_most=days(10), anchor="知道或者应当知道", ends="ComplaintFiled"),
    Rule("CT-27", "complaint.objection_first", "对文件、开标、结果的投诉，先提出异议",
         _REG.article(60), anchor="ComplaintFiled"),
    Rule("CT-27", "complaint.acceptance", "收到投诉至决定是否受理", _REG.article(61),
         at_most=working_days(3), anchor="ComplaintFiled", ends="ComplaintAccepted"),
    Rule("CT-27", "complaint.decision", "受理投诉至处理决定", _REG.article(61),
         at_most=working_days(30), anchor="ComplaintAccepted", ends="ComplaintDecided"),
    Rule("CT-27", "complaint.suspension", "必要时可以责令暂停招标投标活动", _REG.article(62),
         anchor="ComplaintAccepted"),
    Rule("CT-28", "tender.failed_twice", "再次失败的，可以不再招标；审批项目须经批准",
         _ORDER_30.article(38), anchor="LotFailed"),
    Rule("CT-29", "refund.early", "可以提前退还非中标候选人", _NOTICE_27,
         anchor="CandidatesPublicised", severity=_INFO),
    Rule("CT-30", "secrecy.names_and_number", "获取招标文件者的名称、数量保密", _LAW.article(22),
         ends="BidOpened", severity=_BLOCK),
    Rule("CT-31", "collusion.same_author", "视为串通：同一单位或者个人编制", _REG.article("40(1)"),
         anchor="BidOpened"),
    Rule("CT-31", "collusion.same_agent", "视为串通：委托同一人办理投标", _REG.article("40(2)"),
         anchor="BidOpened"),
    Rule("CT-31", "collusion.same_manager", "视为串通：项目管理成员同一人", _REG.article("40(3)"),
         anchor="BidOpened"),
    Rule("CT-31", "collusion.alike", "视为串通：异常一致或报价规律性差异", _REG.article("40(4)"),
         anchor="BidOpened"),
    Rule("CT-31", "collusion.mixed", "视为串通：投标文件相互混装", _REG.article("40(5)"),
         anchor="BidOpened"),
    Rule("CT-31", "collusion.same_payer", "视为串通：保证金从同一账户转出", _REG.article("40(6)"),
         anchor="BidOpened"),
    Rule("CT-A1", "refund.failed", "招标失败至退还", _ALIKE,
         at_most=days(5), anchor="LotFailed", ends="RefundConfirmed"),
    Rule("CT-A1", "interest.failed", "招标失败的，并付利息", _ALIKE, anchor="LotFailed"),
    Rule("CT-A2", "refund.late", "逾期到账至退还，不计利息", _OURS,
         at_most=days(5), anchor="LateReceiptDetected", ends="RefundConfirmed"),
    Rule("CT-A3", "refund.overpaid", "超额到账至退还超额，不计利息", _OURS,
         at_most=days(5), anchor="OverpaymentDetected", ends="RefundConfirmed"),
    Rule("CT-A4", "refund.duplicate", "重复到账至退还，不计利息", _OURS,
         at_most=days(5), anchor="DuplicateReceiptDetected", ends="RefundConfirmed"),
    Rule("CT-A5", "refund.rejected", "拒收(户名不符、非基本户、来款不明)至退还，不计利息", _OURS,
         at_most=days(5), anchor="ReceiptRejected", ends="RefundConfirmed"),
    Rule("CT-A6", "interest.forfeited", "不予退还的，利息随本金", _OURS,
         anchor="DepositForfeited"),
)
# fmt: on

LIFECYCLE: Lifecycle = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED,), "DocumentIssued"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "DeadlinePostponed"),
    Hears((Phase.OPEN,), "DocumentSalePeriodClosed"),
    Hears((Phase.OPEN,), "DepositDeadlinePassed"),
    Hears(
        (Phase.OPEN,), "BidDeadlinePassed", ("DocumentSalePeriodClosed", "DepositDeadlinePassed")
    ),
    Hears((Phase.CLOSED,), "BidOpened"),
    Hears((Phase.COMPETITION,), "EvaluationReportReceived"),
    Hears((Phase.RESULT_PROPOSED,), "CandidatesPublicised"),
    Hears((Phase.RESULT_PUBLICITY,), "AwardNoticeIssued"),
    Hears((Phase.AWARDED,), "WinnerDefaulted"),
    Hears((Phase.RESULT_PROPOSED,), "NextCandidateConfirmed", ("WinnerDefaulted",)),
    Hears((Phase.AWARDED,), "ContractSigned"),
    *ENDS,
)
"""An open tender with post-qualification (REFERENCE 2.7.0)."""

CONSTRUCTION = Category(
    code="CONSTRUCTION",
    zh="工程建设项目招标投标",
    en="construction tenders",
    offered=True,
    protocols=("SEALED_SCORED", "SEALED_LOWEST"),
    least_bidders=3,
    basic_account_required=True,
    deposit_becomes="performance_bond",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened",),
    awarded_by="AwardNoticeIssued",
    forfeited_to="tenderer",
    forfeited_interest="interest.forfeited",
    refunds=(
        Refund((Cause.LOSER, Cause.WINNER), "refund.bidders", "interest.bidders"),
        Refund((Cause.WITHDRAWN,), "refund.withdrawn", "interest.withdrawn"),
        Refund((Cause.FAILED,), "refund.failed", "interest.failed"),
        Refund((Cause.TERMINATED,), "refund.terminated", "interest.terminated"),
        Refund((Cause.EXTENSION_REFUSED,), "refund.extended", "interest.extended"),
        Refund((Cause.LATE,), "refund.late"),
        Refund((Cause.OVERPAID,), "refund.overpaid"),
        Refund((Cause.DUPLICATE,), "refund.duplicate"),
        Refund((Cause.MISMATCH, Cause.UNIDENTIFIED), "refund.rejected"),
    ),
    forfeits=(
        Forfeit(Ground.REVOKED, "deposit.revoked"),
        Forfeit(Ground.DEFAULTED, "deposit.defaulted"),
    ),
    rules=_RULES,
    lifecycle=LIFECYCLE,
)
