"""Words of 今日对账 about a line of several deposits, and about a credit that is taken back."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "today.split": ("分笔匹配", "Divide"),
    "today.split.about": (
        "一笔来款分给 2 至 {most} 笔保证金，合计须等于来款；没有填金额的行不算。",
        "One line for 2 to {most} deposits, all of it; a row without an amount does not count.",
    ),
    "today.split.rows": ("各笔保证金", "The deposits"),
    "today.split.code": ("保证金编号或子账号", "Code or number"),
    "today.split.amount": ("金额（元）", "Amount (CNY)"),
    "today.split.nth": ("第 {n} 笔", "No. {n}"),
    "today.split.waits": ("{party}，待缴 {fen} 元", "{party}, {fen} CNY missing"),
    "today.split.sum": ("尚未分配（须为 0.00）", "Still to assign (must be 0.00)"),
    "today.split.look": ("核对", "Check"),
    "today.split.more": ("加行", "More rows"),
    "today.split.act": ("分笔匹配", "Match in parts"),
    "today.split.rows.wrong": ("没有写入：请改正标出的行。", "Not written: mend the rows below."),
    "today.split.two": (
        "没有写入：至少分给两笔保证金；只有一笔的，直接匹配。",
        "Not written: at least two deposits; for one, match the line.",
    ),
    "today.split.left": (
        "没有写入：还有 {fen} 元没有分配。",
        "Not written: {fen} CNY are not assigned yet.",
    ),
    "today.split.over": (
        "没有写入：比来款多分了 {fen} 元。",
        "Not written: {fen} CNY more than came are assigned.",
    ),
    "today.split.refused": ("现在不能分笔匹配：{reason}", "It cannot be divided now: {reason}"),
    "today.split.fits": ("分配完毕，尚未写入", "adds up, not written yet"),
    "today.split.records": (
        "有一笔不是本单位或基本户所付：只记下不符，款项仍待查；尚未写入",
        "one was not paid by its bidder: only that is recorded, the money waits; not written yet",
    ),
    "today.split.wrong.amount": ("金额应如 500,000.00", "an amount such as 500,000.00"),
    "today.split.wrong.code": (
        "应为 P 加 16 位编号，或子账号",
        "P and 16 signs, or a sub-account number",
    ),
    "today.split.wrong.not_open": (
        "不是已启封标段的保证金",
        "no deposit of a lot whose bids are open",
    ),
    "today.split.wrong.twice": ("同一笔保证金填了两行", "the same deposit has two rows"),
    "today.parts": ("分笔", "Parts"),
    "today.parts.sum": ("合计", "Sum"),
    "today.refused.parts": ("各笔合计不等于来款。", "The parts do not come to the line."),
    "today.refused.other_parts": (
        "这笔来款不是分给这些保证金的。",
        "The line was not divided among these deposits.",
    ),
    "today.refused.divided": (
        "这笔来款已分笔匹配，只能整笔撤销或冲正。",
        "The line is divided: it is taken back whole.",
    ),
    "today.refused.not_open": (
        "不是已启封标段的保证金。",
        "It is no deposit of a lot whose bids are open.",
    ),
    "today.refused.no_reversal": (
        "银行没有把这笔付款称为冲正。",
        "The bank does not call this debit a reversal.",
    ),
    "today.refused.other_credit": (
        "账户、金额须与所冲的来款一致。",
        "Account and amount must be those of the credit.",
    ),
    "today.refused.not_paid_by": (
        "那笔来款不在这笔保证金里，或已冲回。",
        "The deposit has not that credit, or it was taken back before.",
    ),
    "today.refused.carried": (
        "款项已结转到别的保证金，冲正挂账。",
        "Its money went over to another deposit: the debit waits.",
    ),
    "today.refused.frozen": ("款项被冻结，先解除。", "An order keeps the money back."),
    "today.candidate.reversal": ("冲正来款 {serial} / {name}", "Takes back {serial} / {name}"),
    "today.terms.reversal": (
        "来款 {day}，流水号 {serial}，{fen} 元",
        "credit of {day}, serial {serial}, {fen} CNY",
    ),
    "today.mark.payer_account": ("账户", "Account"),
    "today.mark.after": ("先后", "Order"),
    "today.why.taken.number.meets": ("两笔写的都是 {number}", "both name {number}"),
    "today.why.taken.number.differs": ("两笔写的子账号不同", "they name different numbers"),
    "today.why.taken.number.nothing": ("未都写子账号", "not both name a number"),
    "today.why.taken.name.meets": ("与来款的付款人一致", "the credit's payer"),
    "today.why.taken.name.differs": ("{name} ≠ 付款人 {payer}", "{name} ≠ payer {payer}"),
    "today.why.taken.name.nothing": ("银行未报户名", "the bank names none"),
    "today.why.taken.account.meets": (
        "尾号 {tail}，与来款的付款账户一致",
        "…{tail}, the credit's account",
    ),
    "today.why.taken.account.differs": ("尾号 {tail} ≠ 来款 {payer}", "…{tail} ≠ …{payer}"),
    "today.why.taken.account.nothing": ("银行未报账号", "the bank tells no account"),
    "today.why.taken.amount.meets": ("与来款相等，差 0.00 元", "just the credit's"),
    "today.why.taken.time.meets": ("来款 {day}，冲正不早于它", "not before the credit of {day}"),
    "today.why.reversal": (
        "银行称这笔为冲正，没有说冲哪一笔。程序只认账户与金额都相同的唯一一笔，其余由人指明。",
        "The bank calls it a reversal and names no credit. The matcher takes the only one of the "
        "same account and amount; of others a person says which.",
    ),
    "today.why.reversal.none": (
        "银行称这笔为冲正；近 31 日可见的来款里，没有同账户、同金额的。",
        "The bank calls it a reversal; of the last 31 days no credit that may be seen is of this "
        "account and amount.",
    ),
    "today.outcome.BankCreditReversed": ("从保证金中冲回", "taken out of the deposit"),
    "today.outcome.OpenCreditReversed": ("从待查款中冲回", "taken out of unidentified money"),
    "today.key.split": ("分笔", "divide"),
}
