"""Words of what had become bond or price of a void result: whose it is, proposed and signed."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "void.title": ("无效款项归属", "Whose a void result's money is"),
    "void.left": ("待登记归属的款项", "Money that waits for a decision"),
    "void.col.account": ("科目", "Account"),
    "void.col.whose": ("现在的户主", "In whose name"),
    "void.col.line": ("来款流水", "Bank line"),
    "void.col.amount": ("金额（元）", "Amount (CNY)"),
    "void.total": ("待登记合计", "All that waits"),
    "void.paid": ("由谁缴入", "Who paid it in"),
    "void.paid.note": (
        "退缴款人的部分按流水退回原付款账户，后到的先退；此前已决定退回的不重复计。",
        "What goes back to who paid it goes by these lines to the accounts they came from, the last"
        " first; what an earlier decision gave back is not counted again.",
    ),
    "void.nothing.more": (
        "成交被认定无效后，转为履约保证金或价款、尚在本中心的款项列在这里。",
        "Once a result is void, what had become bond or price and is still here stands in this"
        " place.",
    ),
    "void.result_stands": ("本标段的成交有效", "The result of this lot stands"),
    "void.all_told": ("没有待登记归属的款项", "No money waits for a decision"),
    "void.see_lot": ("看标段", "See the lot"),
    "void.see_joint": ("去会签", "See joint acts"),
    "void.waits_already": (
        "{person} 已提议，待结算复核会签",
        "{person} proposed one; it waits for C-SET2",
    ),
    "void.told": (
        "{on} 两人已登记归属，{person} 提议",
        "told by two on {on}, proposed by {person}",
    ),
    "void.waits": (
        "成交无效：{fen} 元待登记归属",
        "the result is void: of {fen} CNY nobody has said whose it is",
    ),
    "void.open": ("登记归属", "Say whose it is"),
    "void.form": ("按决定登记归属", "As the decision says"),
    "void.only_maker": ("由结算经办提议", "C-SET1 proposes"),
    "void.sum.party": ("退缴款人（元）", "Back to who paid it (CNY)"),
    "void.sum.party.note": (
        "列为应退款，最多 {most} 元，不计利息；仍须经办提交、复核签名后付款。",
        "Becomes refunds, {most} CNY at most, without interest; submitted and checked as any.",
    ),
    "void.sum.owner": ("归出让方/招标人（元）", "The owner's (CNY)"),
    "void.sum.owner.note": (
        "记入应付 {owner}，再由两人划付。",
        "Payable to {owner}; two persons pay it out.",
    ),
    "void.sum.treasury": ("缴国库（元）", "The treasury's (CNY)"),
    "void.sum.treasury.note": (
        "记入应缴国库，再由两人划付。",
        "Payable to the treasury; two persons pay it out.",
    ),
    "void.must_be": ("三项合计应为", "The three come to"),
    "void.next": (
        "先看结果，再签；另一人会签后才入账。",
        "You see what follows first, then sign; nothing is written before another person signs"
        " too.",
    ),
    "void.sign": ("提议并签名", "Propose and sign"),
    "void.follows.both": (
        "会签前可撤回提议；会签后入账，不可撤销。",
        "Until the second signature it can be withdrawn; after it, it is written for good.",
    ),
    "void.wrong.sum": (
        "“{said}”不是金额：应如 800,000.00，没有则留空",
        "'{said}' is no amount: such as 800,000.00 is right, or nothing",
    ),
    "void.wrong.party": (
        "退缴款人 {said} 元超过其缴入：最多 {most} 元",
        "{said} CNY are more than was paid in: {most} at most",
    ),
    "void.wrong.total": (
        "三项合计 {said} 元，应为 {right} 元，差 {off}",
        "the three come to {said} CNY and should to {right}: off by {off}",
    ),
    "refusal.void.not_void": ("成交未被认定无效", "its result is not void"),
    "refusal.void.nothing": ("没有待登记归属的款项", "nothing waits for a decision"),
    "refusal.void.other_sum": (
        "待登记的金额已变化，请重新提议",
        "what waits has changed since: propose it anew",
    ),
    "refusal.void.not_paid": (
        "退缴款人的金额超过其缴入",
        "more would go back than was paid in",
    ),
    "refusal.void.unreadable": (
        "缴款人资料已销毁，不能退缴款人",
        "who paid can be read no more: nothing can go back to them",
    ),
    "refusal.void.two_accounts": (
        "款项分属两个专户：先划到一个专户，才能付给他人",
        "it lies on two accounts: transfer it to one before others get of it",
    ),
    "refusal.void.receivable_open": (
        "其中来款已被银行冲正，补足之前不能登记",
        "the bank took some of it back: that is made good first",
    ),
}
