"""Words of what is done to one deposit: paid with interest, made up to a bond, interest owed."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "paying.refund": ("现在付款", "Pay now"),
    "paying.refund.with": (
        "从 {account} 付给 {payee}：本金 {principal} 元、利息 {interest} 元，合计 {total} 元。"
        "付款指令随即发往银行，不能撤回。",
        "Pay from {account} to {payee} the principal {principal} and interest {interest} CNY,"
        " {total} in all."
        " The order goes to the bank at once and is not taken back.",
    ),
    "paying.refund.alone": (
        "已到期而银行尚未结清利息：从 {account} 先付给 {payee} 本金 {principal} 元，利息随后另付。"
        "付款指令随即发往银行，不能撤回。",
        "It is due and the bank's interest is not all there: pay from {account} to {payee} the"
        " principal {principal} CNY alone, its interest follows. The order goes to the bank at once"
        " and is not taken back.",
    ),
    "paying.interest": ("应付转换保证金利息", "Owe the bond's interest"),
    "paying.interest.words": (
        "银行付到 {account} 的利息 {fen} 元，按同期活期利率计至签订合同之日，应退还 {payee}，最迟 {due}。"
        "列入应退清单后，由经办提交、复核签名付款。",
        "Of the bank's interest on {account}, up to the day of the contract at the demand rate,"
        " {fen} CNY are owed to {payee}, by {due}. They stand among what is due then: a clerk"
        " submits them, a checker signs.",
    ),
    "converting": ("转换保证金", "Convert the deposit"),
    "converting.words": (
        "{payer} 已签约，其保证金 {fen} 元转入 {to}。",
        "{payer} has signed; {fen} CNY of its deposit become {to}.",
    ),
    "converting.last": (
        "签后即入账，不能撤回。",
        "It is written once you sign, and is not taken back.",
    ),
    "converting.earnest": ("其中定金 {fen} 元。", "{fen} CNY of it are earnest."),
    "converting.not_owed": (
        "此前列入的应退随之取消。",
        "What was owed back of it is owed no more.",
    ),
    "converting.both": ("{one}{other}", "{one} {other}"),
    "last.converted": ("刚刚转换保证金", "The deposit is converted"),
    "today.candidate.bond": ("履约保证金 / {title} / {party}", "Bond / {title} / {party}"),
    "today.terms.bond": (
        "{party} 中标，在保证金之外另付的履约保证金",
        "{party} won; for its bond, besides its deposit",
    ),
    "today.outcome.bond": ("计入履约保证金", "is held as its bond"),
    "today.why.bond": ("履约保证金不比这一项", "not compared of a bond"),
    "paying.defaulted": (
        "中标后违约：保证金退还或不予退还，待 {owner} 决定",
        "won and did not sign: {owner} decides whether its deposit is kept or goes back",
    ),
    "last.refund.paid": (
        "刚刚发出付款指令，随后发往银行",
        "Ordered; the payment goes to the bank",
    ),
    "last.interest.owed": (
        "刚刚列入应退，由经办提交批次付款",
        "Owed now; a clerk submits it for payment",
    ),
}
