"""Sentences of `scenario run`: its checkpoints, what differs, what cannot be played yet."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "scenario.rows": ("重放情景 {names}", "playing {names}"),
    "scenario.checkpoint": ("情景 {scenario}，核对点 {name}", "scenario {scenario}, {name}"),
    "scenario.col.key": ("科目/标段/当事人", "account/lot/party"),
    "scenario.col.expected": ("应有", "expected"),
    "scenario.col.actual": ("实有", "actual"),
    "scenario.col.difference": ("差额", "difference"),
    "scenario.all_zero": ("各科目余额均为零", "every account is at zero"),
    "scenario.row.not_done": (
        "情景 {scenario} 第 {seq} 行 {facts}：尚不能办理（{why}）",
        "scenario {scenario}, row {seq} {facts}: not done ({why})",
    ),
    "scenario.row.refused": (
        "情景 {scenario} 第 {seq} 行 {facts}：被拒绝（{rule}）",
        "scenario {scenario}, row {seq} {facts}: refused ({rule})",
    ),
    "scenario.row.differs": (
        "情景 {scenario} 第 {seq} 行 {facts}：与表不符",
        "scenario {scenario}, row {seq} {facts}: not as the table has it",
    ),
    "scenario.difference": (
        "   {of}：应有 {expected}，实有 {actual}",
        "   {of}: expected {expected}, actual {actual}",
    ),
    "scenario.agrees": ("情景 {scenario}：{of}相符", "scenario {scenario}: {of} agree"),
    "scenario.differs": ("情景 {scenario}：{of}不符", "scenario {scenario}: {of} differ"),
    "scenario.of.interest": ("银行利息", "the bank's interest"),
    "scenario.of.bank_days": ("逐日银行流水", "the days of the bank account"),
    "scenario.of.bank_balance": ("银行余额与账面", "the bank's balances and the books"),
    "scenario.of.alerts": ("预警", "the alerts"),
    "scenario.of.seals": ("开标前的保密", "what was sealed until the opening"),
    "scenario.of.rows": ("脚本与表的行", "the rows of script and table"),
    "scenario.of.checkpoints": ("已核对的核对点", "the checkpoints that were compared"),
    "scenario.of.unheard": ("末行之后的事件", "what was said after the last row"),
    "scenario.verified": ("账本全部 {n} 个事件核验无误。", "All {n} events of the log verify."),
    "scenario.refuted": ("账本未通过核验。", "The log does not verify."),
    "scenario.passed": ("通过：{played} 行全部相符。", "Passed: all {played} rows agree."),
    "scenario.failed": (
        "未通过：{played} 行已办理并相符，其余见上。",
        "Not passed: {played} rows were played and agree, for the rest see above.",
    ),
    "scenario.lacks.step": ("脚本没有这一行", "no script has this row"),
}
