"""Government procurement (政府采购): the rows GP-01 to GP-22 of REFERENCE 2.7.2; its orders.

Rows of one method alone stand under its scope: tender, negotiation, consultation, quotation, single
source. Rows that no text has are ours, `GP-A…`.
"""

from datetime import date

from domain.bounds import Bound, Quantity, count, days, months, percent, working_days
from domain.categories.category import Category, Cause, Forfeit, Ground, Refund
from domain.lifecycle import ENDS, NEGOTIATED, SEALED, TENDER, VOID, Hears
from domain.methods import Method, Order
from domain.phases import Phase
from domain.rules import Evidence, Rule, Severity, Source

_LAW = Source("政府采购法", Evidence.V, date(2003, 1, 1))
_REG = Source("政府采购法实施条例", Evidence.V, date(2015, 3, 1))
_LAW_34 = Source("政府采购法 第34条", Evidence.K, date(2003, 1, 1))
_ORDER_87 = Source("政府采购货物和服务招标投标管理办法(87号令)", Evidence.S, date(2017, 10, 1))
_ORDER_87_K = Source("政府采购货物和服务招标投标管理办法(87号令)", Evidence.K, date(2017, 10, 1))
_ORDER_74 = Source("政府采购非招标采购方式管理办法(74号令)", Evidence.K, date(2014, 2, 1))
_NOTICE_214 = Source("政府采购竞争性磋商采购方式管理暂行办法(财库〔2014〕214号)", Evidence.K, None)
_NOTICE_10 = Source("关于开展政府采购意向公开工作的通知(财库〔2020〕10号)", Evidence.K, None)
_OURS = Source("平台约定", Evidence.A, None, jurisdiction="350600")
_ALIKE = Source("平台约定：比照条例 第33条", Evidence.A, None, jurisdiction="350600")

_BLOCK = Severity.BLOCK
_TWO_THIRDS = Bound(666_666, Quantity.PPM)  # from below: exactly two of three are enough

# A table: one row, two or three lines.
# fmt: off
_RULES = (
    Rule("GP-01", "intention.to_announcement", "采购意向公开至采购活动开始", _NOTICE_10,
         at_least=days(30), anchor="采购意向公开", ends="AnnouncementPublished"),
    Rule("GP-02", "documents.to_bid_deadline", "招标文件发出至投标截止", _LAW.article(35),
         at_least=days(20), anchor="DocumentIssued", ends="BidDeadlinePassed", scope="TENDER",
         severity=_BLOCK),
    Rule("GP-03", "documents.on_sale", "招标文件的提供期限", _REG.article(31),
         at_least=working_days(5), anchor="DocumentIssued", ends="DocumentSalePeriodClosed",
         scope="TENDER", severity=_BLOCK),
    Rule("GP-04", "clarification.to_deadline", "澄清或修改至投标截止，不足则顺延", _REG.article(31),
         at_least=days(15), anchor="DocumentClarified", ends="BidDeadlinePassed", scope="TENDER",
         severity=_BLOCK),
    Rule("GP-05", "documents.to_response", "谈判文件发出至提交首次响应文件截止",
         _ORDER_74.article(29), at_least=working_days(3), anchor="DocumentIssued",
         ends="BidDeadlinePassed", scope="NEGOTIATION"),
    Rule("GP-05", "documents.to_response", "询价通知书发出至提交响应文件截止",
         _ORDER_74.article(45), at_least=working_days(3), anchor="DocumentIssued",
         ends="BidDeadlinePassed", scope="QUOTATION"),
    Rule("GP-05", "documents.to_response", "磋商文件发出至提交首次响应文件截止", _NOTICE_214,
         at_least=days(10), anchor="DocumentIssued", ends="BidDeadlinePassed",
         scope="CONSULTATION"),
    Rule("GP-06", "deposit.share", "投标保证金占采购项目预算金额", _REG.article(33),
         at_most=percent(2), anchor="DepositRequired", severity=_BLOCK),
    Rule("GP-06", "deposit.not_cash", "以支票、汇票、本票或者保函等非现金形式提交",
         _REG.article(33), anchor="DepositRequired"),
    Rule("GP-06", "deposit.of_other_methods", "竞争性谈判、询价要求交保证金的，参照办理",
         _REG.article(33), anchor="DepositRequired"),
    Rule("GP-07", "refund.losers", "中标通知书发出至退还未中标供应商", _REG.article(33),
         at_most=working_days(5), anchor="AwardNoticeIssued", ends="RefundConfirmed"),
    Rule("GP-08", "refund.winner", "采购合同签订至退还中标供应商", _REG.article(33),
         at_most=working_days(5), anchor="ContractSigned", ends="RefundConfirmed"),
    Rule("GP-09", "refund.overdue_rate", "逾期退还的，按同期贷款基准利率上浮20%支付资金占用费",
         _ORDER_87.article(38), at_least=percent(120), anchor="RefundObligationCreated"),
    Rule("GP-10", "refund.withdrawn", "收到书面撤回通知至退还，不计利息", _ORDER_87_K.article(38),
         at_most=working_days(5), anchor="BidWithdrawn", ends="RefundConfirmed"),
    Rule("GP-11", "refund.terminated", "终止招标至退还", _ORDER_87_K.article(29),
         at_most=working_days(5), anchor="ProcedureTerminated", ends="RefundConfirmed"),
    Rule("GP-11", "interest.terminated", "终止的，并退还保证金在银行产生的孳息",
         _ORDER_87_K.article(29), anchor="ProcedureTerminated"),
    Rule("GP-11", "termination.document_fee", "终止的，五个工作日内退还文件费用",
         _ORDER_87_K.article(29), anchor="ProcedureTerminated"),
    Rule("GP-12", "bids.received", "供应商数；不足则不开标，予以废标", _LAW.article(36),
         at_least=count(3), anchor="BidDeadlinePassed", scope="TENDER", severity=_BLOCK),
    Rule("GP-12", "invitation.invitees", "被邀请的供应商数", _LAW_34,
         at_least=count(3), anchor="InvitationIssued", scope="INVITED"),
    Rule("GP-12", "method.changed", "不足三家的，经批准可以变更采购方式", _ORDER_87_K.article(43),
         anchor="LotFailed", ends="MethodChanged"),
    Rule("GP-13", "panel.members", "评标委员会人数", _ORDER_87_K,
         at_least=count(5), anchor="EvaluationStarted", scope="TENDER"),
    Rule("GP-13", "panel.members", "评标委员会人数(预算大、技术复杂、社会影响大)", _ORDER_87_K,
         at_least=count(7), anchor="EvaluationStarted", scope="LARGE"),
    Rule("GP-13", "panel.odd", "评标委员会人数为单数", _ORDER_87_K,
         anchor="EvaluationStarted", scope="TENDER"),
    Rule("GP-13", "panel.members", "谈判小组人数", _LAW.article(38),
         at_least=count(3), anchor="NegotiationStarted", scope="NEGOTIATION", severity=_BLOCK),
    Rule("GP-13", "panel.odd", "谈判小组人数为单数", _LAW.article(38),
         anchor="NegotiationStarted", scope="NEGOTIATION", severity=_BLOCK),
    Rule("GP-13", "panel.experts", "谈判小组中专家占三分之二以上", _LAW.article(38),
         at_least=_TWO_THIRDS, anchor="NegotiationStarted", scope="NEGOTIATION", severity=_BLOCK),
    Rule("GP-13", "panel.members", "询价小组人数", _LAW.article(40),
         at_least=count(3), anchor="EvaluationStarted", scope="QUOTATION", severity=_BLOCK),
    Rule("GP-13", "panel.odd", "询价小组人数为单数", _LAW.article(40),
         anchor="EvaluationStarted", scope="QUOTATION", severity=_BLOCK),
    Rule("GP-13", "panel.experts", "询价小组中专家占三分之二以上", _LAW.article(40),
         at_least=_TWO_THIRDS, anchor="EvaluationStarted", scope="QUOTATION", severity=_BLOCK),
    Rule("GP-13", "panel.members", "磋商小组人数", _NOTICE_214.article(14),
         at_least=count(3), anchor="NegotiationStarted", scope="CONSULTATION"),
    Rule("GP-13", "panel.odd", "磋商小组人数为单数", _NOTICE_214.article(14),
         anchor="NegotiationStarted", scope="CONSULTATION"),
    Rule("GP-13", "panel.experts", "磋商小组中专家占三分之二以上", _NOTICE_214.article(14),
         at_least=_TWO_THIRDS, anchor="NegotiationStarted", scope="CONSULTATION"),
    Rule("GP-13", "panel.members", "与单一来源供应商协商的专业人员数", _ORDER_74.article(41),
         at_least=count(1), anchor="NegotiationStarted", scope="SINGLE_SOURCE"),
    Rule("GP-14", "report.delivery", "评审结束至评审报告送交采购人", _REG.article(43),
         at_most=working_days(2), anchor="评审结束", ends="EvaluationReportReceived"),
    Rule("GP-14", "winner.confirmation", "收到评审报告至确定中标、成交供应商", _REG.article(43),
         at_most=working_days(5), anchor="EvaluationReportReceived", ends="WinnerConfirmed"),
    Rule("GP-14", "winner.in_order", "在评审报告推荐的候选人中按顺序确定", _REG.article(43),
         anchor="WinnerConfirmed"),
    Rule("GP-14", "award.notice", "确定供应商至发出中标、成交通知书", _REG.article(43),
         at_most=working_days(2), anchor="WinnerConfirmed", ends="AwardNoticeIssued"),
    Rule("GP-14", "result.publication", "确定供应商至公告中标、成交结果", _REG.article(43),
         at_most=working_days(2), anchor="WinnerConfirmed", ends="ResultPublished"),
    Rule("GP-14", "panel.public", "中标、成交结果公告包括评审专家名单", _REG.article(43),
         anchor="ResultPublished"),
    Rule("GP-15", "contract.signing", "中标、成交通知书发出至签订采购合同", _LAW.article(46),
         at_most=days(30), anchor="AwardNoticeIssued", ends="ContractSigned"),
    Rule("GP-16", "contract.publication", "采购合同签订至公告", _REG.article(50),
         at_most=working_days(2), anchor="ContractSigned", ends="ContractPublished"),
    Rule("GP-16", "contract.filing", "采购合同签订至副本备案", _LAW.article(47),
         at_most=working_days(7), anchor="ContractSigned", ends="DealFiled"),
    Rule("GP-17", "bond.share", "履约保证金占采购合同金额", _REG.article(48),
         at_most=percent(10), anchor="ContractSigned", severity=_BLOCK),
    Rule("GP-17", "bond.not_cash", "履约保证金以非现金形式提交", _REG.article(48),
         anchor="ContractSigned"),
    Rule("GP-18", "single_source.publicity", "单一来源采购的公示期", _REG.article(38),
         at_least=working_days(5), anchor="AnnouncementPublished", scope="SINGLE_SOURCE",
         severity=_BLOCK),
    Rule("GP-19", "query", "知道或者应知权益受到损害之日至质疑", _LAW.article(52),
         at_most=working_days(7), anchor="知道或者应当知道", ends="QueryFiled"),
    Rule("GP-19", "query_answer", "收到书面质疑至答复", _LAW.article(53),
         at_most=working_days(7), anchor="QueryFiled", ends="QueryAnswered"),
    Rule("GP-19", "complaint.filing", "答复期满至投诉", _LAW.article(55),
         at_most=working_days(15), anchor="答复期满", ends="ComplaintFiled"),
    Rule("GP-19", "complaint.to.FIN", "向同级财政部门投诉", _LAW.article(55),
         anchor="ComplaintFiled"),
    Rule("GP-19", "complaint.objection_first", "对答复不满意或者未按时答复的，方可投诉",
         _LAW.article(55), anchor="ComplaintFiled"),
    Rule("GP-19", "complaint.decision", "收到投诉至处理决定", _LAW.article(56),
         at_most=working_days(30), anchor="ComplaintFiled", ends="ComplaintDecided"),
    Rule("GP-19", "complaint.suspension", "可以书面通知暂停采购活动", _LAW.article(57),
         at_most=days(30), anchor="ProcedureSuspended", ends="ProcedureResumed"),
    Rule("GP-20", "files.kept", "采购文件自采购结束之日起的保存期限", _LAW.article(42),
         at_least=months(180), anchor="ArchiveSealed"),
    Rule("GP-21", "deposit.forfeited", "不予退还的保证金上缴国库", _ORDER_87_K,
         anchor="DepositForfeited"),
    Rule("GP-22", "collusion.same_author", "视为串通：同一单位或者个人编制",
         _ORDER_87_K.article("37(1)"), anchor="BidOpened"),
    Rule("GP-22", "collusion.same_agent", "视为串通：委托同一人办理投标",
         _ORDER_87_K.article("37(2)"), anchor="BidOpened"),
    Rule("GP-22", "collusion.same_manager", "视为串通：项目管理成员、联系人员同一人",
         _ORDER_87_K.article("37(3)"), anchor="BidOpened"),
    Rule("GP-22", "collusion.alike", "视为串通：异常一致或报价规律性差异",
         _ORDER_87_K.article("37(4)"), anchor="BidOpened"),
    Rule("GP-22", "collusion.mixed", "视为串通：投标文件相互混装",
         _ORDER_87_K.article("37(5)"), anchor="BidOpened"),
    Rule("GP-22", "collusion.same_payer", "保证金从同一账户转出：未列为视为串通，仅予提示",
         _ORDER_87_K.article(37), anchor="BidOpened", severity=Severity.INFO),
    Rule("GP-A1", "refund.failed", "废标至退还，不计利息", _ALIKE,
         at_most=working_days(5), anchor="LotFailed", ends="RefundConfirmed"),
    Rule("GP-A2", "refund.extended", "拒绝延长投标有效期至退还，不计利息", _ALIKE,
         at_most=working_days(5), anchor="ExtensionRefused", ends="RefundConfirmed"),
    Rule("GP-A3", "refund.late", "逾期到账至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="LateReceiptDetected", ends="RefundConfirmed"),
    Rule("GP-A4", "refund.overpaid", "超额到账至退还超额，不计利息", _OURS,
         at_most=working_days(5), anchor="OverpaymentDetected", ends="RefundConfirmed"),
    Rule("GP-A5", "refund.duplicate", "重复到账至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="DuplicateReceiptDetected", ends="RefundConfirmed"),
    Rule("GP-A6", "refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", _OURS,
         at_most=working_days(5), anchor="ReceiptRejected", ends="RefundConfirmed"),
    Rule("GP-A7", "refund.voided", "中标、成交无效至退还，不计利息", _ALIKE,
         at_most=working_days(5), anchor="ResultVoided", ends="RefundConfirmed"),
    Rule("GP-A8", "supervised.by.FIN", "由财政部门监督，可以认定中标、成交无效", _OURS,
         anchor="ResultVoided"),
)
# fmt: on

_ANNOUNCED = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "AnnouncementCorrected"),
)
_INVITED = Hears((Phase.REGISTERED,), "InvitationIssued")
# No candidates stand in public, the award itself is published (REFERENCE 2.7.0).
_AWARDED = (
    Hears((Phase.RESULT_PROPOSED,), "AwardNoticeIssued"),
    Hears((Phase.AWARDED,), "WinnerDefaulted"),
    Hears((Phase.RESULT_PROPOSED,), "NextCandidateConfirmed", ("WinnerDefaulted",)),
    Hears((Phase.AWARDED,), "ContractSigned"),
    Hears((Phase.AWARDED, Phase.CONTRACTED), "ResultPublished"),
    Hears((Phase.CONTRACTED,), "SettlementClosed"),
    *ENDS,
    *VOID,
    *SEALED,
)

GOVERNMENT_PROCUREMENT = Category(
    code="GOV_PROCUREMENT",
    zh="政府采购",
    en="government procurement",
    offered=True,
    methods=(
        Method("公开招标", "SEALED_SCORED", ("TENDER",)),
        Method("公开招标", "SEALED_LOWEST", ("TENDER",)),
        Method("邀请招标", "SEALED_SCORED", ("TENDER", "INVITED")),
        Method("邀请招标", "SEALED_LOWEST", ("TENDER", "INVITED")),
        Method("询价", "SEALED_LOWEST", ("QUOTATION",)),
        Method("竞争性谈判", "NEGOTIATED_ROUNDS", ("NEGOTIATION", "ROUNDS")),
        Method("竞争性磋商", "NEGOTIATED_ROUNDS", ("CONSULTATION", "ROUNDS")),
        Method("单一来源", "SINGLE_SOURCE", ("SINGLE_SOURCE",)),
    ),
    least_bidders=3,
    basic_account_required=False,
    deposit_becomes="performance_bond",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened",),
    awarded_by="AwardNoticeIssued",
    forfeited_to="treasury",
    overdue_rate="refund.overdue_rate",
    refunds=(
        Refund((Cause.LOSER,), "refund.losers"),
        Refund((Cause.WINNER,), "refund.winner"),
        Refund((Cause.WITHDRAWN,), "refund.withdrawn"),
        Refund((Cause.FAILED,), "refund.failed"),
        Refund((Cause.VOIDED,), "refund.voided"),
        Refund((Cause.TERMINATED,), "refund.terminated", "interest.terminated"),
        Refund((Cause.EXTENSION_REFUSED,), "refund.extended"),
        Refund((Cause.LATE,), "refund.late"),
        Refund((Cause.OVERPAID,), "refund.overpaid"),
        Refund((Cause.DUPLICATE,), "refund.duplicate"),
        Refund((Cause.MISMATCH, Cause.UNIDENTIFIED), "refund.rejected"),
    ),
    forfeits=(
        Forfeit(Ground.REVOKED, "deposit.forfeited"),
        Forfeit(Ground.DEFAULTED, "deposit.forfeited"),
    ),
    rules=_RULES,
    lifecycle=(*_ANNOUNCED, _INVITED, *TENDER, *_AWARDED),
    orders=(
        Order("ROUNDS", 3, (*_ANNOUNCED, *NEGOTIATED, *_AWARDED)),
        Order("SINGLE_SOURCE", 1, (*_ANNOUNCED, *NEGOTIATED, *_AWARDED)),
    ),
)
