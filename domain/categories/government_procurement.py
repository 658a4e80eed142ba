"""Government procurement (政府采购): not yet offered; most rows are in REFERENCE 2.7.2."""

from datetime import date

from domain.bounds import days, percent, working_days
from domain.categories.category import Category, Forfeit, Ground
from domain.rules import Evidence, Rule, Source

_ORDER_87 = Source("政府采购货物和服务招标投标管理办法(87号令)", Evidence.S, None)
_COMMONLY = Source("政府采购货物和服务招标投标管理办法(87号令)", Evidence.K, None)
_LAW = Source("政府采购法", Evidence.V, date(2003, 1, 1))

GOVERNMENT_PROCUREMENT = Category(
    code="GOV_PROCUREMENT",
    zh="政府采购",
    en="government procurement",
    offered=False,
    protocols=("SEALED_SCORED", "SEALED_LOWEST", "NEGOTIATED_ROUNDS", "SINGLE_SOURCE"),
    least_bidders=3,
    basic_account_required=False,
    deposit_becomes="performance_bond",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened", "NegotiationStarted"),
    awarded_by="AwardNoticeIssued",
    forfeited_to="treasury",
    overdue_rate="refund.overdue_rate",
    forfeits=(
        Forfeit(Ground.REVOKED, "deposit.forfeited"),
        Forfeit(Ground.DEFAULTED, "deposit.forfeited"),
    ),
    rules=(
        Rule(
            "GP-09",
            "refund.overdue_rate",
            "逾期退还的，按同期贷款基准利率上浮20%支付资金占用费",
            _ORDER_87,
            at_least=percent(120),
            anchor="RefundObligationCreated",
        ),
        Rule(
            "GP-19",
            "query",
            "知道或者应知权益受到损害之日至质疑",
            _LAW.article(52),
            at_most=working_days(7),
            anchor="知道或者应当知道",
            ends="QueryFiled",
        ),
        Rule(
            "GP-19",
            "query_answer",
            "收到书面质疑至答复",
            _LAW.article(53),
            at_most=working_days(7),
            anchor="QueryFiled",
            ends="QueryAnswered",
        ),
        Rule(
            "GP-19",
            "complaint.filing",
            "答复期满至投诉",
            _LAW.article(55),
            at_most=working_days(15),
            anchor="答复期满",
            ends="ComplaintFiled",
        ),
        Rule(
            "GP-19",
            "complaint.to.FIN",
            "向同级财政部门投诉",
            _LAW.article(55),
            anchor="ComplaintFiled",
        ),
        Rule(
            "GP-19",
            "complaint.objection_first",
            "对答复不满意或者未按时答复的，方可投诉",
            _LAW.article(55),
            anchor="ComplaintFiled",
        ),
        Rule(
            "GP-19",
            "complaint.decision",
            "收到投诉至处理决定",
            _LAW.article(56),
            at_most=working_days(30),
            anchor="ComplaintFiled",
            ends="ComplaintDecided",
        ),
        Rule(
            "GP-19",
            "complaint.suspension",
            "可以书面通知暂停采购活动",
            _LAW.article(57),
            at_most=days(30),
            anchor="ProcedureSuspended",
            ends="ProcedureResumed",
        ),
        Rule(
            "GP-21",
            "deposit.forfeited",
            "不予退还的保证金上缴国库",
            _COMMONLY,
            anchor="DepositForfeited",
        ),
    ),
)
