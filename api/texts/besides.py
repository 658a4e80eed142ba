"""Words of lines that are no deposit's: charges, transfers, prices, repayments, strays."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "today.act.stray": ("退回付款人", "Give back"),
    "today.stray.label": ("退回原因（无人认领）", "Why it goes back: nobody's"),
    "today.stray.kind": ("付款人说是哪类交易的", "Which kind of trade its payer says"),
    "today.stray.kind.none": ("哪类交易不明", "kind not known"),
    "today.candidate.charge": (
        "银行误扣，应由 {bank} 退还",
        "A charge that {bank} owes back",
    ),
    "today.candidate.charge_repaid": (
        "退还误扣 {serial} / {bank}",
        "Gives charge {serial} back / {bank}",
    ),
    "today.candidate.transfer": (
        "本方划转 / {account} {serial}",
        "Transfer / {account} {serial}",
    ),
    "today.candidate.transfer_price": (
        "保证金转价款划转 / {title}",
        "Deposit that became price / {title}",
    ),
    "today.candidate.price": ("价款 / {title} / {party}", "Price / {title} / {party}"),
    "today.candidate.repaid": (
        "不予退还款追回 / {title} / {party}",
        "Paid back, kept no more / {title} / {party}",
    ),
    "today.candidate.payout.repaid": (
        "不予退还款追回 / {title} / {payee}",
        "Paid back, kept no more / {title} / {payee}",
    ),
    "today.terms.charge": (
        "{fen} 元，银行自己写明是收费；专户不承担费用，银行退还前记为应收",
        "{fen} CNY, a charge by the bank's own word; custody bears none: owed to us until it is back",
    ),
    "today.terms.charge_repaid": (
        "{day} 误扣 {serial}，银行尚欠 {fen} 元",
        "charge {serial} of {day}, of which the bank owes {fen} CNY",
    ),
    "today.terms.transfer": (
        "{account} {day} 流水 {serial}，{fen} 元",
        "{account}, line {serial} of {day}, {fen} CNY",
    ),
    "today.terms.price": (
        "{party}，价款尚缺 {fen} 元",
        "{party}, {fen} CNY of the price are still to come",
    ),
    "today.terms.price.done": ("{party} 缴的价款", "of the price, by {party}"),
    "today.terms.repaid": (
        "{payee} 尚欠 {fen} 元，已撤销不予退还",
        "{payee} owes {fen} CNY, since the deposit is kept no more",
    ),
    "today.terms.repaid.done": ("{payee} 退回的款项", "paid back by {payee}"),
    "today.why.charge": (
        "银行收费不自动记：须由人看过，再向银行要回。",
        "A charge is not recorded by itself: somebody looks at it, and asks the bank for it.",
    ),
    "today.why.charge_repaid": (
        "银行没有写明退的是哪一笔收费，须由人选定。",
        "The bank does not say which charge it gives back: choose.",
    ),
    "today.why.transfer": (
        "两个账户间的划转不自动匹配，须由人看过两笔。",
        "A transfer between our accounts is not matched by itself: somebody looks at both lines.",
    ),
    "today.why.price": (
        "价款没有子账号可认，须由人认领。",
        "A price names no number: a person decides.",
    ),
    "today.why.repaid": (
        "退回的款项没有指令号可认，须由人认领。",
        "What is paid back names no instruction: a person decides.",
    ),
    "today.why.besides.nothing": ("此类流水不比对", "not compared for such a line"),
    "today.why.charge.amount.meets": ("应收全额 {fen} 元", "all of it is owed: {fen} CNY"),
    "today.why.charge_repaid.amount.meets": (
        "不多于银行所欠 {fen} 元",
        "no more than the bank owes: {fen} CNY",
    ),
    "today.why.charge_repaid.amount.required": (
        "多于银行所欠 {fen} 元",
        "more than the bank owes: {fen} CNY",
    ),
    "today.why.transfer.account": (
        "对方写的是本中心账户 {account}",
        "names our account {account}",
    ),
    "today.why.transfer.amount.meets": ("两笔相等，差 0.00 元", "just that of the other line"),
    "today.why.price.amount.meets": (
        "不多于尚缺的价款 {fen} 元",
        "no more than is still to come: {fen} CNY",
    ),
    "today.why.price.amount.required": (
        "多于尚缺的价款 {fen} 元",
        "more than is still to come: {fen} CNY",
    ),
    "today.why.repaid.account": (
        "到了划付时所用的账户",
        "came to the account that the payout left",
    ),
    "today.why.repaid.amount.meets": (
        "不多于所欠 {fen} 元",
        "no more than is owed: {fen} CNY",
    ),
    "today.why.repaid.amount.required": ("多于所欠 {fen} 元", "more than is owed: {fen} CNY"),
    "today.outcome.BankChargeRecorded": (
        "记为银行应退（1003），退还前关账时都会列出",
        "the bank owes it (1003), and each close says so until it is back",
    ),
    "today.outcome.BankChargeRepaid": ("银行应退减少", "the bank owes so much less"),
    "today.outcome.FundsTransferredBetweenAccounts": (
        "两笔都已说明，款项只是换了账户",
        "both lines are explained: the money changed its account alone",
    ),
    "today.outcome.PriceReceived": ("计入交易价款", "counts towards the price"),
    "today.outcome.ForfeitureMoneyReturned": (
        "重新为投标人保管",
        "is held for the bidder again",
    ),
    "today.refused.charge.none": (
        "银行没有把它写作收费。",
        "The bank does not call it a charge.",
    ),
    "today.refused.charge.unknown": (
        "那一笔不是已记的银行误扣。",
        "That line is no charge that was recorded.",
    ),
    "today.refused.charge.account": (
        "那一笔误扣是在另一账户。",
        "That charge was taken from another account.",
    ),
    "today.refused.charge.payer": (
        "看不出这笔是银行付的。",
        "Nothing says that the bank paid it.",
    ),
    "today.refused.charge.too_much": (
        "它多于银行所欠。",
        "It is more than the bank owes.",
    ),
    "today.refused.price.buyer": (
        "那一笔不是已签约买方的保证金，或还没有转为价款。",
        "That is no deposit of a buyer who signed, or it has not become price.",
    ),
    "today.refused.price.payer": ("它不是买方付的。", "It was not paid by the buyer."),
    "today.refused.price.too_much": (
        "它多于尚缺的价款：多出的不是价款，请与买方核对。",
        "It is more than is still to come of the price: ask the buyer about the rest.",
    ),
    "today.refused.price.part": (
        "没有这样一笔转为价款的保证金待划转。",
        "No deposit that became price waits for such a transfer.",
    ),
    "today.refused.price.account": (
        "这个账户不是价款结算专户。",
        "This account holds no prices.",
    ),
    "today.refused.price.elsewhere": (
        "价款已在另一个结算专户，须到同一专户：这一笔不作价款。",
        "The price lies on another settlement account, and all of it comes there: this is none.",
    ),
    "today.refused.repaid.none": (
        "那一笔划付没有欠款可追。",
        "Nothing of that payout is owed back.",
    ),
    "today.refused.repaid.account": (
        "它没有到划付时所用的账户。",
        "It did not come to the account that the payout left.",
    ),
    "today.refused.repaid.payer": ("它不是收款人付的。", "It was not paid by that payee."),
    "today.refused.repaid.too_much": ("它多于所欠。", "It is more than is owed."),
}
