"""Words for what was read of a file, or banked, with a pinch of salt: warnings, never refusals."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "noted.one": ("{code}：{what}", "{code}: {what}"),
    "noted.several": (
        "{code}：{what}（同类共 {n} 处，此为第一处）",
        "{code}: {what} (first of {n})",
    ),
    # A file's statement.
    "noted.schema": ("不符合 {name}：{why}", "does not follow {name}: {why}"),
    "noted.account": (
        "文件和银行模板（[account] number）都没有写账号：可以检查，不能导入",
        "neither the file nor the profile names the account ([account] number): it can be "
        "checked, not imported",
    ),
    "noted.nothing": (
        "第 {row} 行没有动钱：只作参考",
        "row {row} moves no money: read as information",
    ),
    "noted.reversal": (
        "第 {row} 行金额为负：按冲正读",
        "row {row} has a negative amount: read as a reversal",
    ),
    "noted.balances": (
        "有些余额（如 {said}）读不出来：余额都不核对",
        "balances such as {said} cannot be read: none is checked",
    ),
    "noted.sheet": (
        "{sheet} 没有银行模板认得的表头：没有读",
        "{sheet} has no header that a profile knows: not read",
    ),
    "noted.order": (
        "各行正读倒读都接得上：按从旧到新读",
        "the rows follow from each other in either order: read as oldest first",
    ),
    "noted.namespace": (
        "命名空间是 {given}，不是 {known}；照读",
        "namespace is {given}, not {known}; read all the same",
    ),
    "noted.period": (
        "写明截至 {to}（FrToDt），余额 {code} 却是 {ends} 的：按余额的日期读",
        "ends on {to} (FrToDt), balance {code} is of {ends}: read as that",
    ),
    "noted.not_used": ("{what}：没有采用", "{what}: not used"),
    "noted.indicator": (
        "余额 {code} 没有 CdtDbtInd：按贷方读",
        "balance {code} has no CdtDbtInd: read as credit",
    ),
    "noted.twice": (
        "余额 {code} 写了不止一次",
        "balance {code} is stated more than once",
    ),
    "noted.page.first": (
        "从分页处开始（60M）：前面缺页",
        "opens between pages (60M): pages are missing before",
    ),
    "noted.page.last": (
        "在分页处结束（62M）：后面缺页",
        "closes between pages (62M): pages are missing behind",
    ),
    "noted.page.break": (
        "有一页开始于 {opens}，前一页结束于 {closed}（最小货币单位）",
        "a page opens at {opens}, the one before closed at {closed} (minor units)",
    ),
    "noted.bare": (
        "{tag} 没有写币种：按 {currency} 读",
        "{tag} names no currency: read as {currency}",
    ),
    "noted.closings": (
        "期末余额不止一个：以最后一个为准",
        "more than one closing balance: the last counts",
    ),
    "noted.openings": (
        "期初余额不止一个：以第一个为准",
        "more than one opening balance: the first counts",
    ),
    "noted.currency": (
        "没有余额：按账号后面写的 {currency} 读",
        "no balance: {currency} as behind the account",
    ),
    "noted.sums": (
        "{tag} 写的是 {told}，其明细合计为 {come}（最小货币单位）",
        "{tag} says {told}, its entries come to {come} (minor units)",
    ),
    # One of its entries.
    "noted.entry": ("第 {n} 笔{what}", "entry {n} {what}"),
    "noted.entry.batch": (
        "列有 {count} 笔付款，方向或合计对不上：按一笔读",
        "lists {count} payments that do not add up to it, each its way: one line",
    ),
    "noted.entry.status": (
        "没有状态（Sts）：按已入账读",
        "has no status (Sts): read as booked",
    ),
    "noted.entry.by_balance": (
        "没有入账日（BookgDt）：按余额的日期 {day} 读",
        "has no booking date (BookgDt): read as the balance's, {day}",
    ),
    "noted.entry.by_message": (
        "没有入账日（BookgDt）：按报文的日期 {day} 读",
        "has no booking date (BookgDt): read as the message's, {day}",
    ),
    "noted.entry.point": (
        "金额用的是小数点，不是逗号",
        "has a decimal point, not a comma",
    ),
    "noted.entry.encoding": (
        "不是 UTF-8：按 {encoding} 读",
        "is not UTF-8: read as {encoding}",
    ),
    "noted.entry.february": (
        "起息日写作 {written}：按 {day} 读",
        "has the value date {written}: read as {day}",
    ),
    # A statement as it is banked.
    "noted.covered": (
        "有 {n} 个对方账号无法用于转账（被遮盖？）：留在附言里，不算任何人的账号",
        "{n} counterparty accounts that no transfer could carry (masked?): kept in the note, "
        "nobody's account",
    ),
    "noted.covered.one": (
        "有一个对方账号无法用于转账（被遮盖？）：留在附言里，不算任何人的账号",
        "1 counterparty account that no transfer could carry (masked?): kept in the note, "
        "nobody's account",
    ),
    "noted.late": (
        "{own} 的 {lines}在 {closed} 日结之后才到：记在 {day}",
        "{lines} of {own} came after the close of {closed}: banked on {day}",
    ),
    "noted.taken": (
        "{lines} 笔中有 {known} 笔当作已入账的：内容相同，{why}。若是另外的几笔，请导入整日的一份，"
        "并说明它是整日的",
        "{known} of its {lines} lines are taken for lines that are banked: they say the same, and "
        "{why}. If they are others, bring the whole day in one file and say that it is "
        "(import --whole-day)",
    ),
    "noted.taken.same": ("余额也一样", "the balances are the same"),
    "noted.taken.none": ("它没有写余额", "it states no balances"),
    "noted.taken.wrong": (
        "它的余额不平，说明不了什么",
        "its balances do not add up, so they tell nothing",
    ),
    "noted.half": (
        "{lines} 笔中有 {theirs} 笔当作另一份中断的文件已入账的：整日的一份含全部流水",
        "{theirs} of its {lines} lines are taken for those of a file that was banked in part, and "
        "then something broke: the whole day has all of them",
    ),
    "noted.gap": (
        "从 {opens} 到 {closes}，而当日已到的对账单没有在这里结束或开始的：中间缺一份对账单",
        "leads from {opens} to {closes}, and nothing that came of its day closes or opens there: "
        "a statement between is missing",
    ),
    "noted.opens": (
        "期初 {opens}，前一份对账单的期末是 {closed}",
        "opens at {opens}, the statement before it closed at {closed}",
    ),
    "noted.number": (
        "第 {sequence} 号接在第 {before} 号之后：第 {missing} 号没有到",
        "number {sequence} follows number {before}: {missing} did not come",
    ),
    "noted.numbers": (
        "第 {sequence} 号接在第 {before} 号之后：第 {missing} 至 {last} 号没有到",
        "number {sequence} follows number {before}: {missing} to {last} did not come",
    ),
    "noted.no_balances": (
        "没有写余额：流水已入账，当日无法对账",
        "states no balances: its lines are banked, its day cannot be reconciled",
    ),
    "noted.paired": (
        "{day} 已入账的 {known} 笔流水，文件里的说法有变：按同日、同金额、同方向认作同一笔，入账时的说法不变",
        "{known} banked lines of {day} are told otherwise by now: those of the same day, amount and "
        "way are taken for them; what was banked stays as it was told",
    ),
    "noted.repeats": (
        "{day} 已关账：对账单重复它，不再登记",
        "{day} is closed: the statement repeats it and is not recorded",
    ),
    "noted.no_word": (
        "{day} 的对账单先前已登记：整日认定未登记；须另取一份当日全部流水的文件",
        "the statement of {day} was recorded before: that it is the whole day was not; another "
        "file of the whole day can say it",
    ),
}
