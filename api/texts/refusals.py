"""What stands against an act of the desk, by the rule that refuses; else the domain's own words."""

TEXTS: dict[str, tuple[str, str]] = {
    # refusal.RULE: (中文, English)
    "refusal.permission.missing": ("您的岗位不办理此事", "your post does not do this"),
    "refusal.permission.region": (
        "您的岗位不在项目所在区划",
        "your post is not for where this lies",
    ),
    "refusal.refund.checked_elsewhere": (
        "分中心一人兼收、兼办，由市中心（全部区划）的复核岗复核",
        "one person of a branch received and instructed it: the city centre's reviewer, of all"
        " regions, checks it",
    ),
    "refusal.command.id_reused": (
        "这张表单已经提交过，内容不同：请从本页重新办理",
        "this form was sent before with other content: start again from this page",
    ),
    "refusal.stream.changed": ("您看过之后已有变动，请再看一遍", "it has changed since you looked"),
    "refusal.refund.unknown": ("没有这笔应退款", "nothing is owed as this"),
    "refusal.refund.not_payable": ("其中有已经办理的款项", "one of them is on its way already"),
    "refusal.refund.held": ("保证金被依法冻结", "the deposit is held by an order"),
    "refusal.refund.reversal_open": (
        "银行有一笔冲正尚未匹配，可能正是这笔来款，请先匹配",
        "the bank took back a credit that may be its money: match that line first",
    ),
    "refusal.payment.went_otherwise": (
        "银行曾退回此笔付款，其款项其后另有去向，与流水不符：请人工核对",
        "the bank had refused this payment and its money, or a part, went elsewhere since: a person"
        " looks into it",
    ),
    "refusal.refund.receivable_open": (
        "这笔来款已被银行冲正而退款已付出，付款人补足之前不再付",
        "the bank took its money back after it was paid out: nothing more goes before the payer"
        " makes it good",
    ),
    "refusal.refund.not_held": (
        "保证金账上已不足退款：其中有款项已归他人",
        "the deposit does not hold so much any more: part of it is others' by now",
    ),
    "refusal.refund.other_account": (
        "来款不在这个付款专户",
        "its money came to another account of ours",
    ),
    "refusal.refund.two_accounts": (
        "来款分属两个专户：撤销其中一笔的匹配后重新匹配，即分开退还",
        "its money came to two accounts of ours: un-match one line and match it again, and each"
        " goes back by itself",
    ),
    "refusal.refund.no_payee": ("不知退往何处：来款未带付款账户", "nobody knows where it goes"),
    "refusal.refund.changed": (
        "您看过之后其中有款项变更，已标出，请再看一遍",
        "one of them has changed since, as marked: look again",
    ),
    "refusal.refund.interest_differs": (
        "利息与规则算得的不同，请再看一遍",
        "its interest is another by now: look again",
    ),
    "refusal.refund.interest_missing": ("银行尚未结息", "the bank has not paid its interest yet"),
    "refusal.interest.no_rate": ("未发布该银行的活期利率", "no rate of the bank is published"),
    "refusal.interest.bank_paid_less": ("银行所付利息少于应计", "the bank paid less than is owed"),
    "refusal.interest.cannot_be_reckoned": ("利息无法计算", "the interest cannot be reckoned"),
    "refusal.bond.none": (
        "此类项目的保证金不转履约保证金",
        "no deposit of its kind becomes a bond",
    ),
    "refusal.bond.not_the_winners": ("不是中标人的保证金", "it is not the winner's"),
    "refusal.bond.other_payer": ("付款人不是中标人", "the winner did not pay it"),
    "refusal.bond.too_much": ("履约保证金超过上限", "the bond would be more than is allowed"),
    "refusal.interest.not_owed": (
        "保证金未转为履约保证金，不付利息",
        "it did not become a bond: nobody is owed its interest so",
    ),
    "refusal.refund.not_waiting": (
        "这笔退款不在等待结息",
        "it does not wait for the bank's interest",
    ),
    "refusal.refund.waits": ("等待银行结息", "it waits for the bank's interest"),
    "refusal.refund.none_ticked": ("没有选中任何一笔", "none is ticked"),
    "refusal.refund.other_content": ("与经办提交的内容不同", "it was proposed otherwise"),
    "refusal.refund.other_proposal": (
        "所签不是经办的那一份",
        "the signature names another proposal",
    ),
    "refusal.refund.own_payee": (
        "其中的收款账户是您提出变更的，须由他人复核",
        "you proposed one of the accounts: another person checks it",
    ),
    "refusal.refund.own_batch": (
        "您是本批经办，须由他人复核",
        "you made it: another person checks it",
    ),
    "refusal.refund.no_batch": ("没有这个批次", "there is no such batch"),
    "refusal.refund.batch_done": (
        "本批已由他人办理，结果见上",
        "somebody has decided it already, as shown",
    ),
    "refusal.refund.batch_exists": ("这个批次已提交过", "this batch was submitted before"),
    "refusal.batches.evidence_unseen": (
        "含变更账户，请先核对证明材料",
        "it has a changed account: look at the evidence first",
    ),
    "refusal.batches.no_reason": ("请写明理由", "say why"),
    "refusal.payee.no_evidence": ("证明材料是空文件", "the file is empty"),
    "refusal.payee.unreadable": ("户名或账号不成立", "the name or the account cannot be"),
    "refusal.bankday.closed": ("这一天已经关账", "the day is closed already"),
    "refusal.bankday.no_statement": ("这一天还没有对账单", "no statement of the day has come"),
    "refusal.bankday.other_statement": (
        "之后又来了对账单，请再看一遍",
        "another statement has come since: look again",
    ),
    "refusal.bankday.difference": ("R01 与余额不符", "R01 is not what the balances say"),
    "refusal.bankday.always_applies": (
        "这项检查不能记为不适用",
        "this check either passes or fails",
    ),
    "refusal.permission.cosigner": (
        "须由对账员提议、结算复核会签",
        "who reconciles proposes it, a checker signs it too",
    ),
    "refusal.joint.same_person": (
        "您已签过，须由他人会签",
        "you signed it already: another person signs too",
    ),
    "refusal.joint.whose_name": (
        "您代不止一人持有该岗位，看不出以谁的名义会签：请公管办先终止其一",
        "you hold that post for more than one person: the office ends one of the delegations first",
    ),
    "refusal.joint.outlived": (
        "提议人已无权提议（岗位、代理或密钥已变），须重新提议",
        "who proposed it may not any more (post, delegation or key): it is proposed anew",
    ),
    "refusal.joint.gone": (
        "该提议已失效、撤回或已会签",
        "the proposal lapsed, was withdrawn or is signed already",
    ),
    "refusal.joint.not_banked": (
        "已放行，但未能入账：请重新导入该文件",
        "released, but not banked: bring the file again",
    ),
    "refusal.joint.not_banked_yet": (
        "已放行，但该账户正在导入另一份文件，尚未入账：请稍后返回上一页再签一次，或重新导入该文件",
        "released, but another file of its account is being imported, so it is not banked yet: go "
        "back and sign it again in a moment, or bring the file again",
    ),
    "refusal.bankday.not_closed": ("这一天没有关账", "the day is not closed"),
    "refusal.bankday.later_closed": (
        "其后还有已关账的日子，须从最后一天起逐日反日结",
        "a later day is closed: the newest one is reopened first",
    ),
    "refusal.bankday.not_in_quarantine": (
        "这个文件已不在隔离中",
        "the file waits in quarantine no more",
    ),
    "refusal.bankday.not_whole": (
        "这个文件另有其他日期的对账单，须整份放行",
        "the file has statements of other days too: it is released whole",
    ),
    "refusal.bankday.in_quarantine": (
        "这个文件曾进入隔离且未放行，不入账",
        "the file came into quarantine and was not released: nothing of it is banked",
    ),
    "refusal.bankday.not_prepared": ("还没有人编制", "nobody has prepared it"),
    "refusal.bankday.own_close": (
        "您是编制人，须由他人复核",
        "you prepared it: another person signs",
    ),
    "refusal.bankday.other_content": ("余额与编制时不同", "the balances are others by now"),
    "refusal.bankday.other_proposal": ("所签不是编制的那一份", "the signature names another one"),
    "refusal.bankday.unexplained": ("未通过的检查须写明原因", "say why each failed check stands"),
    "refusal.bankday.not_as_seen": (
        "您看过之后账有变动，请再看一遍",
        "the day has changed since you looked: look again",
    ),
    "refusal.bankday.changed_since": (
        "编制之后又有流水记入，须重新编制",
        "lines were banked since: it is prepared again first",
    ),
}
