"""Words of tables that cannot be read as statements: text, workbooks, and the profiles they need."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "unread.row": ("第 {n} 行：{why}", "row {n}: {why}"),
    "unread.line": ("第 {n} 行：{why}", "line {n}: {why}"),
    "unread.column": ("列 {name}：{why}", "column {name}: {why}"),
    "unread.text": (
        "文件不是 {encodings} 编码的文本",
        "the file is no text in {encodings}",
    ),
    "unread.text.line": (
        "第 {n} 行不是 {encoding} 编码的文本",
        "line {n} is no text in {encoding}",
    ),
    "unread.text.row_long": (
        "第 {n} 行：一行超过 {most} 个字符：引号没有成对吗？",
        "line {n}: the row is longer than {most} characters: is a quote never closed?",
    ),
    "unread.text.zero": (
        "第 {n} 行有零字节：文件不是文本",
        "line {n} has a zero byte: the file is no text",
    ),
    "unread.cells": (
        "有 {n} 格，表头只有 {wide} 格",
        "{n} cells, but the header row has {wide}",
    ),
    "unread.both": (
        "这一行借方、贷方金额都有",
        "both a credit and a debit amount stand in the row",
    ),
    "unread.neither": (
        "这一行借方、贷方金额都没有",
        "neither a credit nor a debit amount stands in the row",
    ),
    "unread.mark": (
        "借贷标志 {said!r} 不是其中之一：{known}",
        "mark {said!r} is none of {known}",
    ),
    "unread.rounded": (
        "数字 {said} 超过 15 位：已被电子表格四舍五入",
        "number {said} has more than 15 digits: a spreadsheet has rounded it",
    ),
    "unread.number": (
        "金额 {said!r} 不是 -1,234.50 这样的十进制数",
        "amount {said!r} is not a decimal number such as -1,234.50",
    ),
    "unread.balance": (
        "第 {n} 行：余额 {said!r} 不是十进制数",
        "row {n}: balance {said!r} is not a decimal number",
    ),
    "unread.form.date": (
        "日期 {said!r} 不是 {forms} 的形式",
        "date {said!r} is not of the form {forms}",
    ),
    "unread.form.time": (
        "时间 {said!r} 不是 {forms} 的形式",
        "time {said!r} is not of the form {forms}",
    ),
    "unread.or": ("{one} 或 {other}", "{one} or {other}"),
    "unread.against.follows": (
        "第 {n} 行：余额 {said} 接不上，应为 {right}",
        "row {n}: balance {said} does not follow, {right} would",
    ),
    "unread.against.totals": (
        "第 {n} 行合计贷方 {credits}、借方 {debits}，各行加起来是 {in_}、{out}",
        "row {n} totals credits {credits} and debits {debits}, its rows come to {in_} and {out}",
    ),
    "unread.apart": (
        "账户 {account} 的各行不连在一起：请先排序",
        "rows of account {account} stand apart: sort them",
    ),
    "unread.no_profile": (
        "表格不合任何银行模板（已有：{known}）；zhangben statements profile new --sample 文件 可起草一个",
        "the table fits no bank profile (known: {known}); zhangben statements profile new --sample "
        "FILE drafts one",
    ),
    "unread.no_profile.at_all": (
        "表格不合任何银行模板（还没有模板）；zhangben statements profile new --sample 文件 可起草一个",
        "the table fits no bank profile (known: none); zhangben statements profile new --sample "
        "FILE drafts one",
    ),
    "unread.profiles_alike": (
        "表格同样适合几个银行模板：{names}；请只留一个",
        "the table fits several bank profiles alike: {names}; keep one",
    ),
    "unread.column_twice": (
        "模板 {profile}：列 {column} 有两个",
        "profile {profile}: column {column} stands twice",
    ),
    "unread.account.several": (
        "文件的账户是 {said}，模板 {profile} 中有不止一个与它相符：{known}",
        "the file is of account {said}, which is more than one of profile {profile}: {known}",
    ),
    "unread.account.none": (
        "文件的账户是 {said}，不在模板 {profile} 之中：{known}",
        "the file is of account {said}, which is none of profile {profile}: {known}",
    ),
    # workbooks
    "unread.workbook.large": (
        "工作簿超过 {most} MiB",
        "the workbook is larger than {most} MiB",
    ),
    "unread.workbook.password": (
        "工作簿有密码：请不加密码另存",
        "the workbook is protected by a password: save it without one",
    ),
    "unread.workbook.bad": (
        "工作簿读不出来：已损坏、有密码，或自称的单元格多于对账单可能有的",
        "the workbook cannot be read: it is damaged, protected by a password, or claims more cells "
        "than a statement can have",
    ),
    "unread.workbook.row": (
        "工作簿有一行超过 {most} MiB",
        "one row of the workbook is larger than {most} MiB",
    ),
    "unread.workbook.members": (
        "工作簿里超过 {most} 个部分",
        "the workbook has more than {most} members",
    ),
    "unread.workbook.cut": (
        "工作簿文件不完整：传输时断了吗？",
        "the workbook is no whole zip file: was it cut off?",
    ),
    "unread.workbook.unpacked": (
        "工作簿解开后超过 {most} MiB",
        "the workbook unpacks to more than {most} MiB",
    ),
    # profiles, and drafts of them
    "unread.profile": ("模板 {name}：{why}", "profile {name}: {why}"),
    "unread.profile.large": (
        "模板 {name}：超过 {most} 字节",
        "profile {name}: larger than {most} bytes",
    ),
    "unread.profiles": (
        "模板：{folder} 不是文件夹（{variable}，--profiles）",
        "profiles: {folder} is no folder ({variable}, --profiles)",
    ),
    "unread.header": (
        "前 {rows} 行里没有一行写明日期（交易日期 …）和金额（借方发生额、贷方发生额、金额 …）："
        "这是交易明细吗？可用 --header-row 指明表头是哪一行",
        "in the first {rows} rows none names a date (交易日期 …) and amounts "
        "(借方发生额, 贷方发生额, 金额 …): is this a list of transactions? "
        "--header-row says which row names its columns",
    ),
    "unread.header.row": (
        "表头行 {said}：应为 1 至 {most} 之间的一行",
        "header row {said}: a row from 1 to {most} is expected",
    ),
    "unread.header.column": (
        "表头里没有列 {said!r}：{known}",
        "column {said!r} does not stand in the header row: {known}",
    ),
    "unread.sample": (
        "样本不是工作簿，也不是 {encodings} 编码的文本",
        "the sample is no workbook and no text in {encodings}",
    ),
    "unread.choice": (
        "{said!r}：应为其中之一：{known}",
        "{said!r}: one of {known} is expected",
    ),
    "unread.form": (
        "形式 {form!r} 不合 {said!r}（{parts}）",
        "form {form!r} does not fit {said!r} ({parts})",
    ),
    "unread.form.bad": ("{why}", "{why}"),
    "unread.profile.to": (
        "{path}：应为以 .toml 结尾的新文件",
        "{path}: a new file that ends in .toml is expected",
    ),
    "unread.profile.folder": ("{path}：{folder} 不是文件夹", "{path}: {folder} is no folder"),
}
