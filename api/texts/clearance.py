"""Words of the yearly clearance report (年度清退): what is left of deposits, and why."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "report.clearance": ("保证金年度清退报告", "Yearly clearance of deposits"),
    "report.at_end": ("{day} 日终", "at the end of {day}"),
    "clearance.left": ("未清退合计", "Still held or owed"),
    "clearance.overdue": ("其中逾期未退", "Of it overdue"),
    "clearance.of": ("{n} 项，{amount}", "{amount} in {n}"),
    "clearance.kinds": (
        "按资金性质（托管账套，{currency}）",
        "By kind of money (custody, {currency})",
    ),
    "clearance.list": ("逐项清单，最久的在前", "One by one, the oldest first"),
    "clearance.singly": ("逐项列示", "Told singly"),
    "clearance.together": ("合并列示", "Told together"),
    "clearance.owner": ("保证金、退款或来款日", "Deposit, refund or day"),
    "clearance.lot": ("标段（宗地、标的）", "Lot"),
    "clearance.since": ("到账日", "Since"),
    "clearance.age": ("天数", "Days"),
    "clearance.estimated": ("{day} 预估", "{day} estimate"),
    "clearance.due": ("应退日", "Due"),
    "clearance.why": ("未清退原因", "Why"),
    "clearance.others": ("合计", "together"),
    "clearance.whole": (
        "账上应付不按银行账户分列：此表为托管账套该币种全部保证金",
        "What is owed is not divided by bank account: these are all deposits of the custody book "
        "in this currency",
    ),
    "clearance.known": (
        "金额为年末日终余额；原因按位置 {position} 所知，其后已退的列其进度",
        "Amounts are those of the year's end; why is told as known at position {position}: what "
        "went back since has its progress",
    ),
    "clearance.UNIDENTIFIED": ("待查，尚无人认领", "unidentified, nobody claimed it"),
    "clearance.PUBLISHED": ("沉淀，已公示", "dormant, published"),
    "clearance.UNDER_WAY": ("标段尚未了结", "its lot is under way"),
    "clearance.OVER": ("标段已了结，待处理", "its lot is over, to be settled"),
    "clearance.BOND": ("履约保证金，待履约完成", "a bond until performance"),
    "clearance.INTEREST": ("结息待分配", "interest to allocate"),
    "clearance.FROZEN": ("冻结", "frozen"),
    "clearance.POOL": ("年度保证金，可继续使用", "annual deposits, still to be used"),
    "clearance.SEALED": ("未启封或自然人，不逐项列示", "sealed, or of natural persons"),
    "clearance.OWED": ("应退，待提交", "owed, to submit"),
    "clearance.APPROVED": ("应退，已复核", "owed, approved"),
    "clearance.INSTRUCTED": ("银行办理中", "at the bank"),
    "clearance.PAID": ("其后已退", "paid since"),
    "clearance.FAILED": ("银行拒付，待重办", "refused by the bank, to do again"),
    "clearance.RETURNED": ("退汇，待重办", "returned, to do again"),
    "clearance.VOID": ("应退已撤销", "no longer owed"),
}
