"""Words of what bidders claim of money (认领), as 今日对账 shows it beside a candidate."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "today.claimed": (
        "投标人认领（第 {n} 号）：{day} 由 {payer} 尾号 {tail} 的账户汇出 {fen} 元，与此笔金额、账户、日期相符。"
        "认领只是线索，是否计入仍看五项，由人决定。",
        "Claimed by the bidder (no. {n}): {fen} CNY, sent on {day} by {payer} from …{tail}. Amount, "
        "account and day are this line's. It is a hint: the five marks and a person decide.",
    ),
    "today.claimed.serial": (
        "投标人认领（第 {n} 号）：{day} 由 {payer} 尾号 {tail} 的账户汇出 {fen} 元，与此笔金额、账户、日期和流水号相符。"
        "认领只是线索，是否计入仍看五项，由人决定。",
        "Claimed by the bidder (no. {n}): {fen} CNY, sent on {day} by {payer} from …{tail}. Amount, "
        "account, day and serial are this line's. It is a hint: the five marks and a person decide.",
    ),
}
