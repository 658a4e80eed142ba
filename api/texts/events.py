"""What events, streams and their fields are called, and what events say as sentences."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "kind.registry": ("登记册", "registry"),
    "kind.keys": ("密钥", "keys"),
    "kind.heads": ("流首", "heads"),
    "kind.refusals": ("被拒指令", "refusals"),
    "kind.governance": ("规则与岗位", "governance"),
    "kind.account": ("专户", "account"),
    "kind.accountnumber": ("专户账号", "account number"),
    "kind.bankday": ("账户日", "bank day"),
    "kind.bankpage": ("银行流水", "bank lines"),
    "kind.party": ("主体", "party"),
    "kind.lot": ("标段", "lot"),
    "kind.deposit": ("保证金", "deposit"),
    "kind.refund": ("退款批次", "refund batch"),
    "kind.payment": ("付款", "payment"),
    "kind.outside": ("外部清单", "list from outside"),
    "kind.payout": ("划付", "payout"),
    "kind.own": ("自有账户", "own account"),
    "kind.invitation": ("投标邀请", "invitation"),
    "kind.application": ("资格预审申请", "application"),
    "kind.question": ("答疑", "question"),
    "kind.panel": ("评标委员会", "panel"),
    "kind.pool": ("年度保证金", "annual deposit"),
    "kind.guarantee": ("保函", "guarantee"),
    "kind.consultation": ("咨询", "consultation"),
    "kind.milestone": ("目标", "milestone"),
    "kind.statistics": ("统计报告", "statistics"),
    "kind.venue": ("场所", "venue"),
    "kind.filing": ("备案", "filing"),
    "kind.market": ("外部市场成交", "trade at a market of others"),
    "kind.alert": ("预警", "alert"),
    "kind.resolution": ("重大决策", "decision of the committee"),
    "said.LogOpened": ("账本 {origin} 开立", "The log {origin} was opened"),
    "said.StreamRegistered": ("登记第 {number} 号事件流", "Stream number {number} was registered"),
    "said.KeyEnrolled": ("登记 {person} 的签名密钥", "A signing key was enrolled for {person}"),
    "said.KeyRevoked": ("吊销签名密钥 {key}", "The signing key {key} was revoked"),
    "said.KeyReleased": ("公开封存密钥 {key}", "The sealing key {key} was released"),
    "said.KeyDestroyed": ("销毁封存密钥 {key}", "The sealing key {key} was destroyed"),
    "said.HeadsSealed": (
        "封存 {streams} 个事件流的流首，至位置 {at}",
        "The heads of {streams} streams were sealed, up to position {at}",
    ),
    "said.CalendarCorrected": ("更正 {year} 年工作日历", "The calendar of {year} was corrected"),
    "said.CalendarProposed": ("提出 {year} 年工作日历", "The calendar of {year} was proposed"),
    "said.CalendarPublished": ("发布 {year} 年工作日历", "The calendar of {year} was published"),
    "said.RateTableSet": (
        "{bank} 活期利率自 {since} 起为百万分之 {ppm}",
        "{bank} pays {ppm} ppm a year from {since} on",
    ),
    "said.RoleAssigned": (
        "授予 {person} 岗位 {role}（{organisation}）",
        "{person} was given the post {role} at {organisation}",
    ),
    "said.RoleRemoved": ("撤销 {person} 的岗位 {role}", "{person} no longer holds the post {role}"),
    "said.AccountOpened": (
        "专户 {account} 自 {day} 起记账",
        "The books follow the account {account} from {day} on",
    ),
    "said.AccountNumbered": (
        "银行账号 {number}（{currency}）只属于专户 {account}",
        "The bank's number {number} in {currency} is of the account {account} alone",
    ),
    "said.InterestAgreed": (
        "专户 {account} 自 {since} 起的计息方式",
        "How the bank reckons interest on the account {account} from {since} on",
    ),
    "said.StatementImported": (
        "导入专户 {account} {day} 的对账单，{lines} 笔",
        "The statement of {account} for {day} was imported, {lines} lines",
    ),
    "said.StatementImported.whole": (
        "导入专户 {account} {day} 的对账单，{lines} 笔；签名人认定它是整日对账单",
        "The statement of {account} for {day} was imported, {lines} lines; whoever signed this said"
        " that it is all of the day",
    ),
    "said.StatementQuarantined": (
        "专户 {account} {day} 的对账单不平，整份隔离",
        "The statement of {account} for {day} does not add up: its file is in quarantine",
    ),
    "said.StatementReleased": (
        "{first} 与 {second} 放行专户 {account} {day} 的隔离对账单",
        "{first} and {second} released the quarantined statement of {account} for {day}",
    ),
    "said.StatementDiscarded": (
        "{first} 作废专户 {account} {day} 的隔离对账单",
        "{first} discarded the quarantined statement of {account} for {day}",
    ),
    "said.StatementSuperseded": (
        "专户 {account} {day} 的隔离对账单被更正的对账单替代",
        "A corrected statement took the place of the quarantined one of {account} for {day}",
    ),
    "said.DayReopened": (
        "{first} 与 {second} 反日结专户 {account} {day}",
        "{first} and {second} reopened {day} of {account}",
    ),
    "said.BankCreditRecorded": (
        "专户 {account} 收到 {amount}",
        "{amount} came in on {account}",
    ),
    "said.BankDebitRecorded": ("专户 {account} 付出 {amount}", "{amount} went out from {account}"),
    "said.PartyRegistered": ("登记主体 {party}", "The party {party} was registered"),
    "said.LotDefined": (
        "登记标段 {lot} {title}，保证金 {amount} 元",
        "The lot {lot} {title} was defined, with a deposit of {amount} CNY",
    ),
    "said.BidOpened": ("标段 {lot} 开标，{bidders} 家", "The bids of {lot} were opened: {bidders}"),
    "said.DepositRequired": ("要求保证金 {deposit}", "The deposit {deposit} was asked for"),
    "said.SubAccountIssued": (
        "为保证金 {deposit} 分配子账户",
        "A sub-account was issued for the deposit {deposit}",
    ),
    "said.ReceiptMatched": (
        "保证金 {deposit} 到账 {amount} 元",
        "{amount} was received for the deposit {deposit}",
    ),
    "said.ReceiptUnmatched": (
        "撤销保证金 {deposit} 的匹配 {amount} 元",
        "{amount} turned out not to be for the deposit {deposit}",
    ),
    "said.PayerMismatchDetected": (
        "保证金 {deposit} 付款户名不符",
        "Somebody else paid for the deposit {deposit}",
    ),
    "said.NonBasicAccountDetected": (
        "保证金 {deposit} 非基本户付款",
        "The deposit {deposit} was paid from another than the basic account",
    ),
    "value.none": ("无", "none"),
    "value.more": ("等共 {n} 项", "{n} in all"),
}
