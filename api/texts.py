"""Every sentence that a person reads, in Chinese and English, by key: the one catalogue."""

import os

_TEXTS: dict[str, tuple[str, str]] = {
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
    "col.currency": ("币种", "currency"),
    "col.entries": ("笔数", "entries"),
    "col.credits": ("贷方合计", "credits"),
    "col.debits": ("借方合计", "debits"),
    "col.difference": ("差额", "difference"),
    "col.book": ("账簿", "book"),
    "col.account": ("科目", "account"),
    "col.account_number": ("账户", "account"),
    "col.owner": ("明细", "owner"),
    "col.amount": ("余额", "balance"),
    "col.position": ("位置", "position"),
    "col.recorded": ("记录时间（北京）", "recorded (Beijing)"),
    "col.event": ("事件", "event"),
    "col.stream": ("事件流", "stream"),
    "col.actor": ("操作人", "actor"),
    "col.file": ("文件", "file"),
    "col.period": ("期间", "period"),
    "col.opening": ("期初", "opening"),
    "col.closing": ("期末", "closing"),
    "col.balanced": ("平衡", "balanced"),
    "col.key": ("密钥", "key"),
    "col.person": ("人员", "person"),
    "col.custodial": ("代管", "custodial"),
    "col.valid": ("有效", "valid"),
    "col.projection": ("投影", "projection"),
    "col.behind": ("落后", "behind"),
    "col.asker": ("策略", "asked by"),
    "col.cause": ("原因", "because of"),
    "col.command": ("命令", "command"),
    "col.rule": ("规则", "rule"),
    "col.tries": ("次数", "tries"),
    "col.next_try": ("下次", "next try"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "unknown": ("未载明", "not stated"),
    "as_of": ("截至位置 {position}", "as of position {position}"),
    "as_of_day": (
        "截至位置 {position}，法定日 {day} 日末",
        "as of position {position}, end of {day}",
    ),
    "empty.balances": ("还没有任何分录。", "Nothing has been posted yet."),
    "empty.days": ("还没有任何对账单。", "No statement has been imported yet."),
    "empty.log": ("该范围内没有事件。", "No events in that range."),
    "verify.ok": (
        "核验通过（{depth}）：{events} 个事件，根 {root}",
        "Verified ({depth}): {events} events, root {root}",
    ),
    "verify.bad": ("核验未通过：位置 {position}", "Verification FAILED at position {position}"),
    "verify.bad_whole": ("核验未通过", "Verification FAILED"),
    "verify.reading": ("读取并核验事件", "reading and verifying events"),
    "import.done": (
        "{account} {day}：已入账 {new} 笔（共 {booked} 笔）",
        "{account} {day}: {new} lines banked ({booked} in the statement)",
    ),
    "doctor.python": ("Python", "Python"),
    "doctor.data": ("数据目录", "folder"),
    "doctor.keys": ("密钥仅所有者可读", "keys, closed to others"),
    "doctor.database": ("数据库", "database"),
    "doctor.fsync": ("落盘确认 fsync", "fsync"),
    "doctor.log": ("日志（模式）", "log (mode)"),
    "doctor.position": ("日志长度", "length of the log"),
    "doctor.behind": ("投影落后", "projections behind"),
    "doctor.reactor": ("策略落后", "reactor behind"),
    "doctor.pending": ("被拒待办", "refused and waiting"),
    "doctor.problem": ("问题", "problem"),
    "state.starting": ("启动数据库", "starting the database"),
    "state.reading": ("更新余额与台账", "bringing balances up to date"),
    "state.rebuilding": ("重建投影", "rebuilding"),
    "state.checking": ("由日志重新推导", "deriving from the log again"),
    "worker.working": (
        "处理 {jobs} 项任务，{workers} 个并行（Ctrl-C 结束）",
        "Doing {jobs} jobs, {workers} at once (Ctrl-C ends it)",
    ),
    "worker.stopped": ("已按序停止", "Stopped in order"),
    "reactor.position": (
        "策略已处理至位置 {position}，落后 {behind}",
        "Everything up to position {position} was heard, {behind} behind",
    ),
    "reactor.nothing_waits": ("没有被拒的待办", "Nothing was refused that still waits"),
    "reactor.checked": (
        "位置 {span}：应提出 {follow} 个命令，已接受 {accepted}，待办 {pending}，遗漏 {missed}",
        "Positions {span}: {follow} commands follow, {accepted} accepted, {pending} waiting, "
        "{missed} missed",
    ),
    "appoint.done": ("{person}：{role}，密钥 {held}", "{person}: {role}, key {held}"),
    "account.done": (
        "{account}（{currency}）已启用，位置 {position}",
        "{account} ({currency}) is followed from position {position} on",
    ),
    "account.already": (
        "{account}（{currency}）早已启用",
        "{account} ({currency}) was open already",
    ),
    "init.done": (
        "已建立：{path}（日志名 {origin}，模式 {mode}）",
        "Made: {path} (log {origin}, mode {mode})",
    ),
    "init.next": (
        "接着：export ZHANGBEN_DATA={path}；zhangben appoint cash C-CASH；zhangben account …",
        "Next: export ZHANGBEN_DATA={path}; zhangben appoint cash C-CASH; zhangben account …",
    ),
    "export.done": ("已导出 {count} 个事件到 {path}", "{count} events exported to {path}"),
    "rebuild.done": ("{name}：第 {generation} 代已启用", "{name}: generation {generation} is live"),
    "rebuild.differs": (
        "{name}：重建结果与在用的不同，有人改动过投影",
        "{name}: what was served differs from what follows from the log",
    ),
    "problem": ("错误", "error"),
    "col.check": ("检查", "check"),
    "col.result": ("结果", "result"),
    "col.figure": ("数", "figure"),
    "col.note": ("说明", "note"),
    "close.title": ("{account} {day} 关账：{stage}", "Close of {account} {day}: {stage}"),
    "close.open": ("未编制", "not prepared"),
    "close.prepared": ("已编制，待另一人复核", "prepared, another person is to sign"),
    "close.stale": ("已编制，其后又到对账单，须重编", "stale: another statement has come since"),
    "close.returned": ("已退回编制", "given back"),
    "close.closed": ("已关账", "closed"),
    "close.pass": ("通过", "passed"),
    "close.fail": ("未通过", "FAILED"),
    "close.not_applicable": ("不适用", "n/a"),
    "close.balance": (
        "银行 {closing}，账面 {books}，差 {difference}",
        "bank {closing}, books {books}, difference {difference}",
    ),
    "close.bank_only": (
        "银行有、账面无：收 {credits} 笔 {credit}，付 {debits} 笔 {debit}",
        "only the bank has: {credits} credits {credit}, {debits} debits {debit}",
    ),
    "close.books_only": (
        "账面有、银行无：收 {credits} 笔 {credit}，付 {debits} 笔 {debit}",
        "only the books have: {credits} credits {credit}, {debits} debits {debit}",
    ),
    "close.carried": (
        "此前带入、当日流水不能说明：{amount}",
        "from before, no line of the day explains it: {amount}",
    ),
    "close.blind": (
        "有标段待开标：流水只报笔数与合计",
        "A lot waits for its opening: lines are told by counts and sums",
    ),
}


def language() -> str:
    """`zh` or `en`: ZHANGBEN_LANG, else Chinese where the locale is, else English."""
    for name in ("ZHANGBEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wished := os.environ.get(name):
            return "zh" if wished.lower().startswith("zh") else "en"
    return "en"


def text(key: str, **values: object) -> str:
    """The sentence of this key in the person's language. Raises KeyError for an unknown key."""
    zh, en = _TEXTS[key]
    return (zh if language() == "zh" else en).format(**values)


def texts() -> dict[str, tuple[str, str]]:
    """The whole catalogue, for the tests."""
    return dict(_TEXTS)
