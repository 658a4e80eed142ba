"""Words of what was refused at the desk: what was not written, what happened instead."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "today.conflict": (
        "没有写入：{number} 在您看过之后有变动",
        "Not written: {number} has changed",
    ),
    "today.conflict.other": ("没有写入：{number}", "Not written: {number}"),
    "today.conflict.matched": (
        "{person} 于 {moment} 已将它匹配到 {title}（位置 {position}）。",
        "{person} matched it to {title} at {moment} (position {position}).",
    ),
    "today.conflict.released": (
        "{person} 于 {moment} 撤销了它的匹配（位置 {position}）。",
        "{person} undid its match at {moment} (position {position}).",
    ),
    "today.conflict.assigned": ("它现由 {person} 处理。", "{person} looks after it now."),
    "today.conflict.meant": ("您原要匹配到：{title}", "You meant to match it to: {title}"),
    "today.conflict.typed": ("您写的是：{text}", "You wrote: {text}"),
    "today.refused.not_this_line": (
        "这笔流水现在不是看到时的样子。",
        "The line is not as it was seen.",
    ),
    "today.refused.allocated": ("它已是别人的。", "It is somebody's already."),
    "today.refused.not_refused": (
        "它没有被记为不符，不能退回付款人。",
        "Nothing was found against it: it does not go back.",
    ),
    "today.refused.moved_on": (
        "这笔钱已经往下走（已复核退款或已转出），不能撤销。",
        "The money has gone on since (approved, converted): it cannot be undone.",
    ),
    "today.refused.payer_unknown": ("银行没有报付款人，无处可退。", "The bank names no payer."),
    "today.refused.of_the_bank": ("这是银行自己的钱，无人缴来。", "It is the bank's own money."),
    "today.refused.other_number": ("它写的是另一个子账号。", "It names another number."),
    "today.refused.assigned": ("它刚归另一人处理。", "Somebody else has just taken it."),
    "today.refused.no_reason": ("要写明原因。", "Say why."),
    "today.refused.claim": (
        "这项认领已有答复，或已撤回。",
        "This claim has been answered or withdrawn.",
    ),
    "today.refused.closed": ("这一日已关账，不再改动。", "The day is closed."),
    "today.refused.stage": ("付款指令不在可匹配的阶段。", "The instruction is not at that stage."),
    "today.refused.amount": ("金额与指令不一致。", "The amounts differ."),
    "today.refused.other": ("规则 {rule} 不允许。", "Rule {rule} stands against it."),
}
