"""What the checks of a day found: of each row behind a figure, and as the note of a check.

Notes are signed in Chinese: another Chinese text of one is another note than the one before.
"""

TEXTS: dict[str, tuple[str, str]] = {
    # finding.CODE of a row, finding.note of a check: (中文, English)
    "finding.CARRIED": (
        "此前带入，当日流水不能说明",
        "carried over, no line of the day explains it",
    ),
    "finding.QUARANTINED": (
        "对账单不平，整份在隔离中",
        "a statement that does not add up lies in quarantine",
    ),
    "finding.NOT_BANKED": (
        "两人已放行，尚未入账：再签一次，或重新导入",
        "released by two and not banked yet: sign it again, or bring the file again",
    ),
    "finding.DISCARDED": (
        "隔离中作废，其后没有同号对账单",
        "discarded in quarantine, and no statement of its name has come since",
    ),
    "finding.RELEASED": (
        "隔离放行的对账单自身不平",
        "the statement is off by itself; two persons released it",
    ),
    "finding.NO_STATEMENT": ("没有当日对账单", "no statement of the day"),
    "finding.NO_FILE": ("对账单文件无法读取", "the statement's file cannot be read"),
    "finding.NO_KEY": ("密钥已销毁，流水无法读取", "the key is gone, lines cannot be read"),
    "finding.UNMATCHED_DEBIT": (
        "银行扣款没有对应指令",
        "the bank took it without an order of ours",
    ),
    "finding.NOT_THE_PAYMENTS": (
        "在途科目与办理中的付款不符",
        "in transit is not what the payments come to",
    ),
    "finding.ON_DEBIT_SIDE": ("科目 {account} 为借方余额", "{account} stands on the debit side"),
    "finding.NOT_ZERO": ("科目 {account} 有余额", "{account} is not zero"),
    "finding.CHARGE_OWED": (
        "银行误扣费用尚未退还",
        "a charge in custody that the bank has not given back",
    ),
    "finding.CHARGE_UNMATCHED": (
        "银行扣收费用尚未匹配",
        "the bank took a charge, and nobody has matched it",
    ),
    "finding.NO_POSTING_ROW": ("分录未引用过账规则", "a leg names no posting row"),
    "finding.ABOVE_RULE": (
        "保证金 {found}，按 {rule} 最高 {limit}",
        "a deposit of {found}, at most {limit} by {rule}",
    ),
    "finding.BELOW_RULE": (
        "保证金 {found}，按 {rule} 最低 {limit}",
        "a deposit of {found}, at least {limit} by {rule}",
    ),
    "finding.MISSING": ("事件缺失", "an event is missing"),
    "finding.CHANGED": ("哈希块与所存事件不符", "a tile is not made of what is stored"),
    "finding.NO_CHECKPOINT": ("没有检查点", "no checkpoint"),
    "finding.OTHER_ROOT": ("检查点的根或签名不符", "the checkpoint's root or signature differs"),
    "finding.OLD_CHECKPOINT": ("检查点过旧", "the checkpoint is old"),
    "finding.ONE_SIGNATURE": ("只有一人签名", "one signature only"),
    "finding.SAME_PERSON": ("提出与复核为同一人", "proposed and approved by one person"),
    "finding.NO_EVIDENCE": ("没有证明材料", "no evidence"),
    "finding.NOT_RECKONED": ("利息无法计算（{rule}）", "interest cannot be reckoned ({rule})"),
    "finding.BANK_PAID_LESS": ("银行少付利息", "the bank paid less interest"),
    "finding.BANK_PAID_MORE": ("银行多付利息", "the bank paid more interest"),
    "finding.EXCESS_WITHOUT_REASON": ("多付利息没有原因", "more interest, without a reason"),
    "finding.OTHER_AMOUNT": (
        "余额与所留金额不符（{reason}）",
        "not what was left there ({reason})",
    ),
    "finding.no_sub_accounts": (
        "银行对账单不提供子账户余额，无从逐户核对",
        "no sub-accounts in the statement: none to compare",
    ),
    "finding.no_sub_accounts.sum": (
        "银行对账单不提供子账户余额，无从合计",
        "no sub-accounts in the statement: none to sum",
    ),
    "finding.without_instant": (
        "{n}笔流水银行未给出时刻",
        "without the bank's instant: {n} of the lines",
    ),
    "finding.without_estimate": (
        "{n}个标段没有估算价，未比",
        "without an estimate, not compared: {n} of the lots",
    ),
    "finding.without_rules": (
        "{n}个标段所依规则不明，未比",
        "without rules that are known, not compared: {n} of the lots",
    ),
    "finding.no_guarantor_list": (
        "尚未取得担保机构的保函名单，无从核对",
        "no guarantor's list has come yet: nothing to compare",
    ),
    "finding.nothing_reported": (
        "尚未向上级平台报送数据，无从核对",
        "nothing was reported upwards yet: nothing to compare",
    ),
    "finding.frozen": ("{n}笔超期，因冻结暂停退还", "over the last day, held by an order: {n}"),
    "finding.estimated": (
        "{n}笔按预估已过期限，当年日历公布后再判",
        "over by an estimate, judged once that year's calendar is published: {n}",
    ),
    "finding.published": ("已公示{n}笔", "on the public list: {n}"),
    "finding.elsewhere": (
        "{n}笔改退其他账户，均有证据与双签",
        "to another account, each with evidence and two signatures: {n}",
    ),
    "finding.reasons": ("余额原因：{reasons}", "left for: {reasons}"),
    "finding.checkpoint": ("检查点覆盖至{size}", "checkpoint up to {size}"),
    "finding.reread": (
        "事件{since}至{position}已逐个重算",
        "events {since} to {position} reread",
    ),
    "finding.reread.when": (
        "事件{since}至{position}已逐个重算（{began}起，{ended}核到位置{position}）",
        "events {since} to {position} reread (from {began}, up to {position} at {ended})",
    ),
    "finding.not_compared": (
        "{since}至{position}尚无检查点与哈希块可比",
        "{since} to {position} compared with no checkpoint or tile yet",
    ),
    "finding.compared": ("已与外部清单核对", "compared with the list from outside"),
    "finding.LIST_UNREAD": ("外部清单文件无法读取", "the list from outside cannot be read"),
    "finding.SUB_ACCOUNTS_SUM": (
        "子账户合计与主账户余额之差",
        "the sub-accounts' sum beside the account's balance",
    ),
    "finding.SUB_ACCOUNT": ("银行余额与账面应付之差", "the bank's balance beside what is owed"),
    "finding.SUB_ACCOUNTS_TOGETHER": (
        "其余子账户合计之差（未启封、账面没有的）",
        "the others together: of lots that are not open, unknown to the books",
    ),
    "finding.GUARANTEE_UNLISTED": ("担保机构名单没有此保函", "not on the guarantors' list"),
    "finding.GUARANTEES_TOGETHER": (
        "其余保函合计之差（未启封、登记簿没有的）",
        "the others together: of lots that are not open, not in our register",
    ),
    "finding.GUARANTEE_ENDED": (
        "保函已过有效期，尚未解除或索赔",
        "it has ended, and was neither given back nor claimed",
    ),
    "finding.GUARANTEE_ENDS": (
        "保函即将到期，须展期、索赔或解除",
        "it ends soon: to be extended, claimed or given back",
    ),
    "finding.GUARANTEE_SHORT": (
        "保函有效期短于签约期限，须展期",
        "it ends before the contract is due: to be extended",
    ),
    "finding.GUARANTEE_AMOUNT": ("保函金额不符", "another amount there"),
    "finding.GUARANTEE_DAY": ("保函有效期不符", "valid to another day there"),
    "finding.REPORTED_UNOPENED": ("报送了未启封的标段", "a lot was reported that is not open"),
    "finding.REPORTED_OTHERWISE": (
        "报送{there}笔，账面{here}笔",
        "reported: {there}, in the books: {here}",
    ),
    "finding.anchored": (
        "系统外检查点（规模{size}）相符",
        "the checkpoint kept outside ({size}) holds",
    ),
    "finding.anchored.old": (
        "系统外检查点（规模{size}）相符，但早于上次关账，其后无系统外见证",
        "the checkpoint kept outside ({size}) holds, but is older than the last close",
    ),
    "finding.OTHER_ANCHOR": (
        "与系统外保存的检查点不符，或不是本系统检查点密钥所签",
        "not the log whose checkpoint is kept outside, or not signed by its checkpoint key",
    ),
    "finding.no_witness": ("检查点尚无系统外见证", "no witness outside has the checkpoint yet"),
}
