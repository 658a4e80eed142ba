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
    "today.claimed.twice": (
        "该保证金已收到同一账户的另一笔相同金额：认领的可能是其中任何一笔。",
        "The same amount came for this deposit from this account before: either may be what is "
        "claimed.",
    ),
    "today.claim.refuse": ("认领不成立", "Refuse the claim"),
    "today.claim.refuse.act": ("告知投标人", "Tell the bidder"),
    "today.claim.refuse.label": ("为什么不成立（投标人能看到）", "Why not? The bidder reads it"),
    "today.key.claim": ("认领不成立", "refuse a claim"),
    "today.said.claim": (
        "与 {number} 相符的认领不予确认，原因已告知投标人",
        "The claim that {number} fits is refused; its bidder reads why",
    ),
}
