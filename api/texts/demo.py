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
    "demo.deposits": ("八份保证金的结局（元）", "What became of the eight deposits (CNY)"),
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
    "chapter.lots": (
        "{lots}个标的（一个施工标段、一处国有房产）公告，{bidders}家各应缴保证金、各分配一个子账户",
        "{lots} lots are announced (one to build, one property to buy); {bidders} companies owe a "
        "deposit each, and each gets a sub-account number to pay it to",
    ),
    "chapter.arrival": (
        "银行{days}个营业日：{lines}笔来款按子账户、户名、基本户、金额、时间核对；付款人已密封",
        "{days} days at the bank: {lines} payments, tested by number, name, account, amount, time; "
        "who paid is sealed",
    ),
    "chapter.opening": (
        "09:30开标、10:40竞价结束，密封解除：可读的保证金由{before}份变为{after}份",
        "09:30 the bids are opened, 10:40 the auction ends, the seals are released: {before} deposits "
        "could be read before, {after} can now",
    ),
    "chapter.back": (
        "超额、逾期、他人代付、未成交者的款项经两人复核退回：{payments}笔；{rejected}笔被银行拒绝，换户重付",
        "What was too much, too late, somebody else's or the losing buyer's goes back, agreed by two: "
        "{payments} payments; the bank refuses {rejected}, another account is shown and paid",
    ),
    "chapter.refunds": (
        "签约后连本带息退还：{payments}笔；{returned}笔被退汇，复核后重付",
        "After the contract deposits go back with interest: {payments} payments; {returned} comes back "
        "from a closed account and is paid again",
    ),
    "chapter.closed": (
        "{days}个营业日逐日关账：R01–R20核对，编制与复核为不同的人",
        "{days} days are closed, each checked R01 to R20, prepared by one person, signed by another",
    ),
    "deposit.back": ("已退 {words}", "given back: {words}"),
    "deposit.became": ("已转价款：{words}", "became earnest and price: {words}"),
    "deposit.guaranteed": ("保函已退还：{words}", "the guarantee was given back: {words}"),
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
    "story.closing": ("逐日关账", "closing the days"),
}
