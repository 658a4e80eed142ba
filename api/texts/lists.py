"""Sentences of lists that others bring for a day: who brings which, how its file looks."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "lists.bring": ("登记清单…", "bring the list…"),
    "lists.anchor": ("登记检查点…", "bring a checkpoint…"),
    "lists.again": ("更换清单…", "bring another…"),
    "lists.by.BANK": ("清单由银行提供", "the bank brings the list"),
    "lists.by.GUARANTOR": ("清单由担保机构提供", "the guarantor brings the list"),
    "lists.by.C-CASH": ("清单由对账员登记", "the reconciler brings the list"),
    "lists.object": (
        "{account} {day} 的清单；同类清单以最后登记的为准。",
        "Of {account}, {day}; of one kind the last that came counts.",
    ),
    "lists.wanted.SUB_ACCOUNTS": (
        "CSV，首行为列名：子账号、余额。",
        "CSV; its first row names the columns: sub_account, balance.",
    ),
    "lists.wanted.GUARANTEES": (
        "CSV，首行为列名：保函编号、担保金额、有效期至。",
        "CSV; its first row names the columns: number, amount, valid_until.",
    ),
    "lists.wanted.REPORTED": (
        "CSV，首行为列名：标段编号、笔数、金额。",
        "CSV; its first row names the columns: lot, count, amount.",
    ),
    "lists.wanted.ANCHOR": (
        "系统外保存的检查点原文（文本文件）。",
        "The checkpoint as it is kept outside, a text file.",
    ),
    "lists.file": ("文件（不超过 2 MB）", "File (up to 2 MB)"),
    "lists.act": ("登记并比对", "Record and compare"),
    "lists.refused": ("没有写入，文件有误：{why}", "Nothing was written, the file is wrong: {why}"),
    "lists.wrong.line": ("第{line}行：{why}", "line {line}: {why}"),
    "lists.wrong.text": (
        "不是 UTF-8 或 GB18030 的 CSV 文本（或引号没有闭合、一行过长）",
        "it is no CSV text in UTF-8 or GB18030 (or a quote is never closed, a row too long)",
    ),
    "lists.wrong.empty": (
        "文件是空的；首行应为列名：{names}",
        "it is empty: a header row with {names} is expected",
    ),
    "lists.wrong.header": (
        "列名行缺少 {lacks}；应有：{names}",
        "the header row lacks {lacks}; {names} is expected",
    ),
    "lists.wrong.column_twice": (
        "列名行中同一列出现两次：{names}",
        "the header row names one column twice: {names}",
    ),
    "lists.wrong.columns": (
        "只有{n}列，少于列名行",
        "{n} columns, the header has more",
    ),
    "lists.wrong.rows": ("最多读取{most}行", "at most {most} rows are read"),
    "lists.wrong.twice": ("“{name}”出现两次", "{name!r} stands there twice"),
    "lists.wrong.number": (
        "子账号“{number}”：应为10至32位数字",
        "number {number!r}: 10 to 32 digits are expected",
    ),
    "lists.wrong.amount": (
        "金额“{amount}”：应为 -1,234.50 这样的数",
        "amount {amount!r} is no decimal number such as -1,234.50",
    ),
    "lists.wrong.fen": (
        "金额“{amount}”：小数超过两位，或数额过大",
        "amount {amount!r} has more decimals than two, or is too large",
    ),
    "lists.wrong.count": (
        "笔数“{count}”：应为整数",
        "count {count!r}: a whole number is expected",
    ),
    "lists.wrong.lot": (
        "标段编号“{lot}”：应为3至40位大写字母、数字或连字符",
        "lot {lot!r}: 3 to 40 of A-Z, 0-9 and - are expected",
    ),
    "lists.wrong.until": (
        "有效期“{day}”：应为 2026-07-31 这样的日期",
        "valid_until {day!r}: a day such as 2026-07-31 is expected",
    ),
    "lists.wrong.date": (
        "日期“{day}”：应为 2026-07-31 这样的日期",
        "date {day!r}: a day such as 2026-07-31 is expected",
    ),
    "lists.wrong.other_day": (
        "日期“{day}”：登记的是 {wanted} 的清单",
        "date {day!r}: the list is brought for {wanted}",
    ),
    "lists.wrong.other_account": (
        "账号“{account}”：登记的是 {wanted} 的清单",
        "account {account!r}: the list is brought for {wanted}",
    ),
    "lists.wrong.checkpoint": (
        "不是检查点，或不完整",
        "it is no checkpoint, or not a whole one",
    ),
    "lists.wrong.empty_log": (
        "检查点的规模是0：空账本不能说明什么",
        "size 0: that an empty log is empty proves nothing of this one",
    ),
    "lists.wrong.large": ("清单最多{most}字节", "a list has at most {most} bytes"),
    "last.list": (
        "刚刚登记清单，检查已按它比对",
        "The list is recorded; the checks compare with it",
    ),
    "refusal.outside.same": ("与已登记的清单相同", "it is the list that was recorded before"),
    "refusal.outside.not_theirs": ("这类清单不由您登记", "somebody else brings such a list"),
}
