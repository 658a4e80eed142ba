"""Sentences of the close of a day, most of them at a terminal."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "col.check": ("检查", "check"),
    "col.result": ("结果", "result"),
    "col.figure": ("数", "figure"),
    "col.note": ("说明", "note"),
    "day.title": ("{account} {day} 关账：{stage}", "Close of {account} {day}: {stage}"),
    "day.open": ("未编制", "not prepared"),
    "day.prepared": ("已编制，待另一人复核", "prepared, another person is to sign"),
    "day.stale": ("已编制，其后又到对账单，须重编", "stale: another statement has come since"),
    "day.returned": ("已退回编制", "given back"),
    "day.closed": ("已关账", "closed"),
    "day.reopened": ("已反日结，须重新编制", "reopened: it is prepared anew"),
    "day.pass": ("通过", "passed"),
    "day.fail": ("未通过", "FAILED"),
    "day.not_applicable": ("不适用", "n/a"),
    "close.result_with_figure": ("{result}（{figure}）", "{result} ({figure})"),
    "close.otherwise": (
        "{rule} 编制时为：{stated}；重新核对为：{found}。须重新编制",
        "{rule} was prepared as: {stated}; checked again it is: {found}. Prepare it again first",
    ),
    "day.balance": (
        "银行 {closing}，账面 {books}，差 {difference}",
        "bank {closing}, books {books}, difference {difference}",
    ),
    "day.bank_only": (
        "银行有、账面无：收 {credits} 笔 {credit}，付 {debits} 笔 {debit}",
        "only the bank has: {credits} credits {credit}, {debits} debits {debit}",
    ),
    "day.books_only": (
        "账面有、银行无：收 {credits} 笔 {credit}，付 {debits} 笔 {debit}",
        "only the books have: {credits} credits {credit}, {debits} debits {debit}",
    ),
    "day.carried": (
        "此前带入、当日流水不能说明：{amount}",
        "from before, no line of the day explains it: {amount}",
    ),
    "day.blind": (
        "有标段未启封：流水只报笔数与合计",
        "A lot is sealed: lines are told by counts and sums",
    ),
}
