"""Words of decisions that are looked at before they are signed: their paper, and what follows."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "decide.look": ("看结果", "See what follows"),
    "decide.edit": ("返回修改", "Change it"),
    "decide.read_then_sign": ("核对后签", "Read, then sign"),
    "decide.changed": (
        "您看过之后已有变动：未签。以下为现在的结果，请再看一遍",
        "it has changed since you looked, and nothing was signed: this is what it comes to now",
    ),
    "paper.document": (
        "依据（判决、决定、合同等的文号）",
        "By which paper: a judgment, decision, contract (its reference)",
    ),
    "paper.file": ("文件", "Its file"),
    "paper.kept": (
        "已收到文件，不另选即用它。",
        "The file was received; it is used unless you choose another.",
    ),
    "paper.wrong.document": (
        "请写明依据的文号",
        "the reference of what it goes by is missing",
    ),
    "paper.wrong.none": ("请附该文件（PDF、图片或 OFD）", "attach its file (PDF, picture or OFD)"),
    "paper.wrong.gone": (
        "这份文件已销毁，不能再存",
        "this file was destroyed and is not kept again",
    ),
    "follows.back": (
        "{fen} 元成为 {n} 笔应退款，退回原付款账户，最迟 {due}，不计利息。",
        "{fen} CNY go back to the accounts they came from, by {due}, without interest"
        " (refunds: {n}).",
    ),
    "follows.back.interest": (
        "{fen} 元成为 {n} 笔应退款，退回原付款账户，最迟 {due}，银行所付利息随同退还。",
        "{fen} CNY go back to the accounts they came from, by {due}, with the bank's interest"
        " (refunds: {n}).",
    ),
    "follows.payable": (
        "{fen} 元应付 {owner}，由结算的两人划付。",
        "{fen} CNY are payable to {owner}; two persons of settlement pay them out.",
    ),
}
