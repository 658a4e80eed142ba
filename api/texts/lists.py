"""Sentences of lists that others bring for a day: who brings which, how its file looks."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "lists.bring": ("登记清单…", "bring the list…"),
    "lists.anchor": ("登记检查点…", "bring a checkpoint…"),
    "lists.again": ("更换清单…", "bring another…"),
    "lists.by.BANK": ("清单由银行提供", "the bank brings the list"),
    "lists.by.GUARANTOR": ("清单由担保机构提供", "the guarantor brings the list"),
    "lists.by.C-CASH": ("清单由对账员登记", "the reconciler brings the list"),
    "lists.object": (
        "{account} {day} 的清单；同类清单以最后登记的为准。",
        "Of {account}, {day}; of one kind the last that came counts.",
    ),
    "lists.wanted.SUB_ACCOUNTS": (
        "CSV，首行为列名：子账号、余额。",
        "CSV; its first row names the columns: sub_account, balance.",
    ),
    "lists.wanted.GUARANTEES": (
        "CSV，首行为列名：保函编号、担保金额、有效期至。",
        "CSV; its first row names the columns: number, amount, valid_until.",
    ),
    "lists.wanted.REPORTED": (
        "CSV，首行为列名：标段编号、笔数、金额。",
        "CSV; its first row names the columns: lot, count, amount.",
    ),
    "lists.wanted.ANCHOR": (
        "系统外保存的检查点原文（文本文件）。",
        "The checkpoint as it is kept outside, a text file.",
    ),
    "lists.file": ("文件（不超过 2 MB）", "File (up to 2 MB)"),
    "lists.act": ("登记并比对", "Record and compare"),
    "lists.refused": ("没有写入，文件有误：{why}", "Nothing was written, the file is wrong: {why}"),
    "last.list": (
        "刚刚登记清单，检查已按它比对",
        "The list is recorded; the checks compare with it",
    ),
    "refusal.outside.same": ("与已登记的清单相同", "it is the list that was recorded before"),
    "refusal.outside.not_theirs": ("这类清单不由您登记", "somebody else brings such a list"),
}
