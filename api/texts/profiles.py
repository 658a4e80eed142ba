"""Sentences about bank profiles: what a column was taken for, what a draft lacks, what it reads."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "profile.field.date": ("记账日期", "booking date"),
    "profile.field.time": ("记账时间", "booking time"),
    "profile.field.value_date": ("起息日", "value date"),
    "profile.field.serial": ("银行流水号", "the bank's serial"),
    "profile.field.credit": ("收入（贷方）", "credit"),
    "profile.field.debit": ("支出（借方）", "debit"),
    "profile.field.amount": ("金额", "amount"),
    "profile.field.mark": ("借贷标志", "credit or debit"),
    "profile.field.balance": ("余额", "balance"),
    "profile.field.currency": ("币种", "currency"),
    "profile.field.account": ("本方账号", "account of ours"),
    "profile.field.counterparty": ("对方户名", "other side"),
    "profile.field.counterparty_account": ("对方账号", "its account"),
    "profile.field.counterparty_bank": ("对方开户行", "its bank"),
    "profile.field.party": ("对方户名，其后为账号", "other side, its account number behind"),
    "profile.field.reference": ("收款参考（子账号）", "reference (sub-account)"),
    "profile.field.end_to_end": ("付款指令参考号", "end-to-end reference"),
    "profile.field.code": ("交易类型", "kind of transaction"),
    "profile.field.note": ("摘要、附言", "note"),
    "profile.unused": ("不读", "not read"),
    "profile.col.column": ("样本的列", "column"),
    "profile.col.taken": ("字段", "field"),
    "profile.col.meaning": ("含义", "meaning"),
    "profile.drafted": (
        "第 {row} 行是表头，{how}。逐列如下：",
        "The header is row {row}; {how}. Column by column:",
    ),
    "profile.how.text": (
        "编码 {encoding}，分隔符 {delimiter}",
        "text in {encoding}, cells apart by {delimiter}",
    ),
    "profile.how.workbook": ("电子表格", "a workbook"),
    "profile.tab": ("制表符", "tabs"),
    "profile.not_written": (
        "这样读不了样本，未写 {path}。请用下面的选项补上，或在终端里逐项回答。",
        "So the sample cannot be read; {path} was not written. Answer by the options below, or "
        "question by question on a terminal.",
    ),
    "profile.not_written.needed": (
        "上面未定的还缺必答的，未写 {path}。请用所列选项补上，或在终端里逐项回答。",
        "What is open above has to be answered first; {path} was not written. Answer by the options "
        "named there, or question by question on a terminal.",
    ),
    "profile.open": ("未定：{what}　{option}", "open: {what}  {option}"),
    "profile.open.choices": ("（可选：{choices}）", " (one of {choices})"),
    "profile.open.default": ("（暂取 {default}）", " ({default} for now)"),
    "profile.ask.column": ("哪一列是“{field}”？", "Which column is: {field}?"),
    "profile.ask.mark": (
        "借贷标志“{word}”是收入（credit）还是支出（debit）？",
        "Which way does the mark {word} mean, credit (money in) or debit?",
    ),
    "profile.ask.positive": (
        "样本的金额没有负数：正数是收入（credit）还是支出（debit）？",
        "No amount of the sample is negative: are positive ones credits (money in) or debits?",
    ),
    "profile.ask.form.date": (
        "日期 {shown} 是什么写法？（如 dd/MM/yyyy）",
        "Of which form is the date {shown}? (such as dd/MM/yyyy)",
    ),
    "profile.ask.form.time": (
        "时间 {shown} 是什么写法？（如 HH.mm）",
        "Of which form is the time {shown}? (such as HH.mm)",
    ),
    "profile.ask.account": (
        "样本没有写明本方账号，账号是？（不填则只能检查、不能导入）",
        "The sample does not name our account. Its number? (without it the file can be checked "
        "and not imported)",
    ),
    "profile.ask.currency": ("账户是什么币种？", "In which currency is the account?"),
    "profile.ask.to": ("写到哪里（.toml）？", "Write it where (.toml)?"),
    "profile.ask.write": ("这样对吗，写到 {path}？", "Is this right, and to be written to {path}?"),
    "profile.ask.keys": (
        "逐项回答：回车取方括号中的默认，- 表示没有，b 回到上一问，q 放弃（不留文件）。",
        "Question by question: Enter takes what stands in brackets, - means none, b goes back, "
        "q leaves and writes nothing.",
    ),
    "profile.ask.again": ("需要回答（- 表示没有）。", "An answer is needed (- means none)."),
    "profile.ask.first": ("已是第一问。", "This is the first question."),
    "profile.kept": ("已写 {path}。", "Wrote {path}."),
    "profile.sums": (
        "账户 {account}：{lines} 笔，期初 {opening}，收入 {credits}，支出 {debits}，"
        "期末 {closing}，平衡 {balanced}",
        "account {account}: {lines} lines, opening {opening}, credits {credits}, debits {debits}, "
        "closing {closing}, balanced {balanced}",
    ),
    "profile.next": (
        "改好后核对：zhangben statements profile check {path} {sample}；"
        "使用：zhangben import --profiles {folder} …",
        "Once it is right: zhangben statements profile check {path} {sample}; "
        "to use it: zhangben import --profiles {folder} …",
    ),
    "profile.same": ("与旁边的 .json 一致。", "The same as the .json beside it."),
    "profile.no_golden": (
        "没有 {path} 可对照；逐笔核对后可用 --json 写出。",
        "There is no {path} to compare with; once read by eye, --json writes it.",
    ),
    "profile.differs": ("与旁边的 .json 不一致：{place}", "differs from the .json: {place}"),
    "profile.missing.serial": (
        "没有流水号列：各笔按日期、金额、对方、附言及当日序号识别",
        "No column with the bank's serial: lines are known by day, amount, other side, note, and "
        "their number among the day's equals",
    ),
    "profile.missing.balance": (
        "没有余额列：无法核对各笔是否首尾相接",
        "No column with the running balance: whether lines are lacking cannot be checked",
    ),
    "profile.missing.counterparty": (
        "没有对方户名列：来款无法按付款人核对",
        "No column with the other side's name: who paid cannot be tested",
    ),
    "profile.missing.counterparty_account": (
        "没有对方账号列：无法核对是否来自基本户，也不能原路退款",
        "No column with the other side's account: neither basic account nor refund can be tested",
    ),
    "profile.missing.note": ("没有摘要或附言列", "No column with a note"),
    "profile.missing.date": (
        "没有找到记账日期列：请指明是哪一列",
        "No column with the booking date was found: say which it is",
    ),
    "profile.missing.amount": (
        "没有找到金额列：请指明是哪一列",
        "No column with amounts was found: say which it is",
    ),
    "profile.missing.account": (
        "样本没有写明本方账号：请在 [account] 中填 number，否则只能检查、不能导入",
        "The sample does not name our account: put it into [account] number, else the file can be "
        "checked and not imported",
    ),
    "profile.missing.mark": (
        "借贷标志列有不认识的写法：请在 [sign] 中写明哪些是收、哪些是付",
        "The column of marks has words that are not known: say in [sign] which mean credit, debit",
    ),
    "profile.missing.sign": (
        '样本的金额没有负数：请确认正数是收入（positive = "credit"）',
        "No amount of the sample is negative: make sure that positive ones are credits",
    ),
    "profile.missing.other_way": (
        "只找到收入或支出中的一列：请补上另一列",
        "Only one of the columns for credits and debits was found: add the other",
    ),
    "profile.missing.date_form": (
        "日期写法不认识：请改 [dates] date",
        "The form of the dates is not known: change [dates] date",
    ),
    "profile.missing.time_form": (
        "时间写法不认识：请改 [dates] time",
        "The form of the times is not known: change [dates] time",
    ),
}
