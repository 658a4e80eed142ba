"""Words of a price that is held, and given on to whose it is by a document."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "price.title": ("划转价款", "Give on a price"),
    "price.open": ("去划转", "Give it on"),
    "price.held.title": ("暂存的价款", "The price that is held"),
    "price.held": ("在管价款（元）", "Held (CNY)"),
    "price.whole": ("成交价（元）", "Price (CNY)"),
    "price.fee": ("应扣服务费（元）", "Fee to withhold (CNY)"),
    "price.owner": ("出让方", "Transferor"),
    "price.more": (
        "划转后列入应付，由经办提交收款人、复核签名后付出：",
        "Once it is given on it is payable; a clerk submits the payee, a checker signs:",
    ),
    "price.form": ("凭文件划转", "By a document"),
    "price.only_checker": ("由结算复核划转", "C-SET2 gives it on"),
    "price.sign": ("划转", "Give it on"),
    "price.sentence": (
        "{lot} 的价款划转，扣服务费 {fee} 元。依据：{document}",
        "The price of {lot} is given on, less a fee of {fee} CNY. {document}",
    ),
    "price.last": (
        "签后即入账，不能撤回。",
        "It is written once you sign, and is not taken back.",
    ),
    "last.price.released": ("刚刚划转价款，列入应付", "The price is given on; it is payable now"),
    "refusal.price.nothing_held": ("没有在管的价款", "no price is held"),
    "refusal.price.no_fee": ("本类交易不扣服务费", "no fee is withheld of its kind"),
    "refusal.price.fee_too_much": ("服务费超过价款", "the fee is more than the price"),
}
