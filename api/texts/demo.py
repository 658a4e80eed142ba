"""Sentences of the demonstration: its chapters, its sums, its proof."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "demo.title": (
        "账本演示：真实对账单 → 签名事件 → 余额 → 任何人可核验",
        "The ledger at work: real bank statements → signed events → balances that anyone can verify",
    ),
    "demo.about": (
        "全新的 PostgreSQL，模拟时钟；右侧是各事件在日志中的位置",
        "A fresh PostgreSQL, a simulated clock; on the right: the events' positions in the log",
    ),
    "demo.database": ("启动数据库", "starting the database"),
    "demo.verify": ("全面核验", "full verification"),
    "demo.tamper": ("改动副本中的一个字节再核验", "one byte changed in a copy, verified again"),
    "demo.projections": ("更新余额与台账", "bringing balances up to date"),
    "demo.deposits": ("开标后可读的保证金", "Deposits, readable since the opening"),
    "demo.accounts": ("账实核对（银行对账单与账面）", "The bank's statements against our books"),
    "demo.totals": (
        "钱在哪里（借方为正，贷方为负，每列合计为零）",
        "Where the money is (debit +, credit −: each column sums to zero)",
    ),
    "demo.proof": ("证明", "Proof"),
    "demo.done": (
        "完成：账实相符，日志可证。",
        "Done: the books agree with the bank, and the log proves it.",
    ),
    "demo.failed": ("演示未通过，见上。", "The demonstration did not pass; see above."),
    "demo.serving": ("接口服务于 {url}（Ctrl-C 结束）", "Serving at {url} (Ctrl-C ends it)"),
    "demo.kept": ("数据保留在 {path}。接着看：", "The data are kept in {path}. To look around:"),
    "demo.gone": ("数据未保留。想接着看：", "Nothing was kept. To keep it and look around:"),
    "chapter.log": (
        "日志 {origin} 开启：名称、模式、公钥、平台自身的岗位",
        "The log {origin} is opened: its name, its mode, its keys, the platform's own posts",
    ),
    "chapter.posts": (
        "{people}人领取密钥、就任岗位，由公管办授予",
        "{people} people get a key and a post each, from the office",
    ),
    "chapter.month": (
        "真实对账单，2024年5月：{files}个文件，{accounts}个EUR账户，{lines}笔入账；"
        "银行未给出付款人，各笔留在2001与1008待认领",
        "Real statements of May 2024: {files} files, {accounts} EUR accounts, {lines} lines; they "
        "name no payers, so the money waits in 2001 and 1008",
    ),
    "chapter.deposits": (
        "{lot}：{bidders}家投标人各应缴保证金{amount}元，各分配一个子账户",
        "One lot ({lot}): {bidders} bidders owe a deposit of {amount} CNY each, and each gets a "
        "sub-account number to pay it to",
    ),
    "chapter.arrival": (
        "银行发来{files}份CNY对账单：{lines}笔来款，共{amount}元，付款人已密封",
        "The bank sends {files} CNY statement: {lines} payments, {amount} in all; who paid is sealed",
    ),
    "chapter.matching": (
        "按子账户、户名、账号、金额、时间匹配：{matched}笔相符；{left}笔付款人不符，留下证据待查",
        "Matched by number, name, account, amount and time: {matched} fit; {left} has another payer: "
        "it stays unidentified, with the evidence",
    ),
    "chapter.opening": (
        "09:30开标，密封解除：可读的保证金由{before}份变为{after}份",
        "09:30, the bids are opened and the seals released: {before} deposits could be read before, "
        "{after} can now",
    ),
    "deposit.held": ("已到账", "held"),
    "deposit.waits": ("款项待查", "the money waits in 2001"),
    "deposit.evidence": (
        "证据 {fact}：流水 {line} 由 {payer} 付款；他人代付不计入，款项留在2001",
        "Evidence {fact}: line {line} was paid by {payer}; somebody else's payment never "
        "counts, the money stays in 2001",
    ),
    "sum.opening": ("  期初余额", "  opening balance"),
    "sum.credits": ("+ 贷方（收）", "+ credits"),
    "sum.debits": ("− 借方（付）", "− debits"),
    "sum.closing": ("= 期末余额（银行）", "= closing, says the bank"),
    "sum.books": ("  期末余额（账面）", "  closing, say the books"),
    "sum.difference": ("  差额", "  difference"),
    "sum.total": ("合计", "sum"),
    "proof.checkpoint": (
        "检查点：{size}个事件，根 {root}",
        "Checkpoint: {size} events, root {root}",
    ),
    "proof.verified": (
        "全面核验通过：{events}个事件的签名、链、根与借贷平衡",
        "Verified in full: signature, chain, root and entries of all {events} events",
    ),
    "proof.refuted": ("核验未通过：位置 {position}", "NOT verified: position {position}"),
    "proof.tampered": (
        "在副本中改动第{position}号事件的一个字节：核验指出位置{position}",
        "One byte of event {position} changed in a copy: the verifier names position {position}",
    ),
    "proof.untold": ("副本被改动而核验未指出", "A changed byte in a copy was NOT found"),
    "story.posts": ("岗位与密钥", "posts and keys"),
    "story.month": ("导入真实对账单（EUR）", "importing real statements (EUR)"),
    "story.deposits": ("保证金要求与子账户", "deposits required, sub-accounts issued"),
    "story.paying": ("投标人付款", "bidders pay"),
    "story.arrival": ("银行日终，对账单", "the bank's day ends, its statement comes"),
    "story.matching": ("到账匹配", "matching what arrived"),
    "story.opening": ("开标", "opening the bids"),
}
