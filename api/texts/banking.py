"""Sentences of the channels to banks."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "col.kind": ("通道", "channel"),
    "col.address": ("地址", "address"),
    "col.heard": ("最近应答", "last answer"),
    "col.problem": ("状况", "standing"),
    "bank.none": (
        "还没有银行通道；用 `zhangben bank connect` 连接账户。",
        "No channel yet; `zhangben bank connect` connects an account.",
    ),
    "bank.not_open": ("未启用", "not open"),
    "bank.no_account": (
        "{account}：{held}；应为已启用的人民币账户（`zhangben account` 启用）",
        "{account}: {held}; an open account in CNY is expected (`zhangben account` opens one)",
    ),
    "bank.connected": (
        "{account} 经 {kind} 连接至 {address}",
        "{account} is reached by {kind} at {address}",
    ),
    "bank.connected_already": (
        "{account} 已经如此连接：{kind}，{address}",
        "{account} was connected so already: {kind}, {address}",
    ),
    "bank.busy": (
        "另一进程正在与该银行往来，此处未做；请稍后再试",
        "another process is making this account's round, nothing was done here: try again",
    ),
    "bank.well": ("正常", "well"),
    "bank.never": ("尚未往来", "no round yet"),
    "bank.stepping": ("与银行往来", "a round over the channels"),
    "bank.stepped": (
        "{account}：回执 {reports}，发送 {payments} 笔（{messages} 个报文），查询 {asked} 个报文，"
        "对账单 {statements} 份 {lines} 笔，匹配 {matched} 笔，未定 {open} 笔，退回 {given_back} 笔",
        "{account}: {reports} reports heard, {payments} payments sent in {messages} messages, "
        "{asked} messages asked about, {statements} statements with {lines} new lines, "
        "{matched} matched, {open} open, {given_back} given back",
    ),
}
