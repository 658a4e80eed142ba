"""Words of quarantine, of joint acts, and of days that are opened again."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "quarantine.title": ("隔离与会签", "Quarantine and joint acts"),
    "quarantine.subject": (
        "对账单不平即整份隔离，两人会签方可放行",
        "a file that does not add up waits here; two persons release it",
    ),
    "quarantine.files": ("隔离的对账单", "Statements in quarantine"),
    "quarantine.none": ("没有隔离的对账单", "No statement is in quarantine"),
    "quarantine.none.more": (
        "自身不平的文件会整份进入这里，不入账。",
        "A file that does not add up comes here whole, and nothing of it is banked.",
    ),
    "quarantine.col.day": ("专户、日期", "account, day"),
    "quarantine.col.rule": ("何处不平", "what is wrong"),
    "quarantine.col.expected": ("应为", "should be"),
    "quarantine.col.found": ("实为", "is"),
    "quarantine.col.difference": ("差额", "difference"),
    "quarantine.col.state": ("状态", "state"),
    "quarantine.col.act": ("办理", "to do"),
    "quarantine.rule.DOES_NOT_ADD_UP": (
        "期初＋发生额 ≠ 期末",
        "opening + booked is not closing",
    ),
    "quarantine.rule.CONTRADICTS_ITSELF": ("文件自相矛盾", "it contradicts itself"),
    "quarantine.rule.BESIDE": ("同一文件内另一份不平", "another statement of its file is wrong"),
    "quarantine.fate.WAITING": ("隔离中", "waiting"),
    "quarantine.fate.RELEASED": ("已放行", "released"),
    "quarantine.fate.DISCARDED": ("已作废", "discarded"),
    "quarantine.fate.SUPERSEDED": ("已被更正件替代", "replaced by a corrected one"),
    "quarantine.brought": ("{person} 带来，文件 {file}", "brought by {person}, file {file}"),
    "quarantine.decided": ("{people}：{reason}", "{people}: {reason}"),
    "quarantine.release": ("提议放行", "Propose release"),
    "quarantine.discard": ("作废", "Discard"),
    "quarantine.only_cash": ("由对账员办理", "C-CASH decides"),
    "quarantine.proposed": ("已提议，见上方会签", "proposed, see above"),
    "quarantine.object": ("{account} {day}，文件 {file}", "{account} {day}, file {file}"),
    "quarantine.notice": (
        "本日有 {n} 份对账单在隔离中，差额 {difference}，R01 不通过",
        "{n} of the day's statements in quarantine, off by {difference}: R01 fails",
    ),
    "quarantine.join": ("、", ", "),
    "quarantine.see": ("查看隔离", "See quarantine"),
    "joint.waiting": ("待会签", "Joint acts that wait"),
    "joint.none": ("没有待会签的事项", "No joint act waits"),
    "joint.none.more": (
        "放行、反日结由对账员提议，无效款项归属由结算经办在标段页提议，结算复核会签同一份内容。",
        "Release and reopening are proposed by C-CASH, whose a void result's money is by C-SET1 on"
        " the lot's page; C-SET2 signs the same.",
    ),
    "joint.by": (
        "{person} 提议并已签，{until} 前有效",
        "{person} proposed and signed it, good until {until}",
    ),
    "joint.for": ("{person}（代表 {party}）", "{person} (for {party})"),
    "joint.sign": ("会签", "Sign too"),
    "joint.withdraw": ("撤回提议", "Withdraw"),
    "joint.follows": ("会签后", "Once both have signed"),
    "joint.evidence": ("所依据的文件", "The file it goes by"),
    "joint.own": ("您是提议人，须由他人会签", "you proposed it: another person signs too"),
    "joint.only_checker": ("由结算复核会签", "C-SET2 signs too"),
    "joint.other_name": (
        "您的会签以 {name} 的名义：请先在页首选择",
        "you sign this in the name of {name}: choose it at the head of the page",
    ),
    "joint.kept": (
        "已签并保存，待另一人会签；会签前账本不记任何事",
        "Signed and kept; nothing is written before another person signs too",
    ),
    "joint.ReleaseStatement": (
        "放行隔离文件 {file}（{of}），按其所载入账，差额 {off} 公开列示。理由：{reason}",
        "Release file {file} ({of}): banked as it is, off by {off} in the open. {reason}",
    ),
    "joint.ReopenDay": (
        "反日结 {account} {day}，原关账保留可查。理由：{reason}",
        "Reopen {day} of {account}; its close stays readable. {reason}",
    ),
    "joint.AwardVoidMoney": (
        "成交无效，{lot} 的 {deposit}：退缴款人 {party}，归出让方（招标人）{owner}，缴国库 {treasury}。"
        "依据：{document}",
        "The result of {lot} is void; of {deposit}: {party} back to who paid it, {owner} to the "
        "owner, {treasury} to the treasury. {document}",
    ),
    "close.reopened": ("已反日结", "reopened"),
    "close.reopen": ("反日结", "Reopen the day"),
    "close.earlier_closes": ("此前的关账", "Earlier closes"),
    "close.earlier_close": (
        "{prepared_by} 编制、{closed_by} 复核于位置 {position}：银行 {closing}，账面 {ledger}；"
        "{proposed_by}、{reopened_by} 反日结：{reason}",
        "prepared by {prepared_by}, signed by {closed_by} at position {position}: bank {closing}, "
        "books {ledger}; reopened by {proposed_by} and {reopened_by}: {reason}",
    ),
    "joint.kept_until": (
        "{person} 已签，{until} 前待另一人会签：{digest}",
        "signed by {person}; until {until} it waits for another person: {digest}",
    ),
    "joint.done": (
        "两人已签，写入位置 {first} 至 {last}",
        "signed by two, written at positions {first} to {last}",
    ),
    "quarantine.row": (
        "{account} {day} {statement}：应为 {expected}，实为 {found}，差 {difference}（{state}）",
        "{account} {day} {statement}: should be {expected}, is {found}, off by {difference} "
        "({state})",
    ),
}
