"""Every sentence that a person reads, in Chinese and English, by key: the one catalogue."""

import locale
import os

_TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "demo.title": (
        "演示：真实对账单入账、匹配、开标、核验",
        "Demo: real statements to verified books",
    ),
    "demo.database": ("启动数据库", "starting the database"),
    "demo.verify": ("全面核验", "full verification"),
    "demo.tamper": ("改动副本中的一个字节再核验", "one byte changed in a copy, verified again"),
    "demo.projections": ("更新余额与台账", "bringing balances up to date"),
    "demo.done": (
        "完成：账实相符，日志可证。",
        "Done: the books agree with the bank, the log proves it.",
    ),
    "demo.failed": ("演示未通过，见上表。", "The demo did not pass; see the table."),
    "demo.serving": ("接口服务于 {url}（Ctrl-C 结束）", "Serving at {url} (Ctrl-C ends it)"),
    "demo.kept": (
        "数据保留在 {path}；设置 ZHANGBEN_DATA={path} 后可用其他命令查看。",
        "Data kept in {path}; with ZHANGBEN_DATA={path} every other command works on it.",
    ),
    "fact.days": ("入账日数", "account days"),
    "fact.matched": ("已匹配来款", "deposits matched"),
    "fact.events": ("签名事件", "signed events"),
    "fact.checkpoint": ("检查点（长度 根）", "checkpoint (size root)"),
    "fact.verified": ("全面核验通过", "fully verified"),
    "fact.tamper": ("副本篡改被发现", "tampering of a copy detected"),
    "story.posts": ("岗位与密钥", "posts and keys"),
    "story.month": ("导入真实对账单（EUR）", "importing real statements (EUR)"),
    "story.deposits": ("保证金要求与子账户", "deposits required, sub-accounts issued"),
    "story.matching": ("到账匹配", "matching what arrived"),
    "story.opening": ("开标", "opening the bids"),
    "col.currency": ("币种", "currency"),
    "col.entries": ("笔数", "entries"),
    "col.credits": ("贷方合计", "credits"),
    "col.debits": ("借方合计", "debits"),
    "col.difference": ("差额", "difference"),
    "col.book": ("账簿", "book"),
    "col.account": ("科目", "account"),
    "col.owner": ("明细", "owner"),
    "col.amount": ("余额", "balance"),
    "col.position": ("位置", "position"),
    "col.recorded": ("记录时间", "recorded at"),
    "col.event": ("事件", "event"),
    "col.stream": ("事件流", "stream"),
    "col.actor": ("操作人", "actor"),
    "col.file": ("文件", "file"),
    "col.period": ("期间", "period"),
    "col.opening": ("期初", "opening"),
    "col.closing": ("期末", "closing"),
    "col.balanced": ("平衡", "balanced"),
    "col.key": ("密钥", "key"),
    "col.person": ("人员", "person"),
    "col.custodial": ("代管", "custodial"),
    "col.valid": ("有效", "valid"),
    "col.projection": ("投影", "projection"),
    "col.behind": ("落后", "behind"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "unknown": ("未载明", "not stated"),
    "as_of": ("截至位置 {position}", "as of position {position}"),
    "as_of_day": ("截至位置 {position}，法定日 {day} 日末", "as of position {position}, end of {day}"),
    "empty.balances": ("还没有任何分录。", "Nothing has been posted yet."),
    "empty.log": ("该范围内没有事件。", "No events in that range."),
    "verify.ok": (
        "核验通过（{depth}）：{events} 个事件，根 {root}",
        "Verified ({depth}): {events} events, root {root}",
    ),
    "verify.bad": ("核验未通过：位置 {position}", "Verification FAILED at position {position}"),
    "verify.mode": ("此日志模式：{mode}", "Mode of this log: {mode}"),
    "verify.reading": ("读取并核验事件", "reading and verifying events"),
    "import.done": (
        "{account} {day}：已入账 {new} 笔（共 {booked} 笔）",
        "{account} {day}: {new} lines banked ({booked} in the statement)",
    ),
    "checkpoint.done": ("检查点已签署", "checkpoint signed"),
    "init.done": (
        "已建立：{path}（日志名 {origin}，模式 {mode}）",
        "Made: {path} (log {origin}, mode {mode})",
    ),
    "export.done": ("已导出 {count} 个事件到 {path}", "{count} events exported to {path}"),
    "rebuild.done": ("{name}：第 {generation} 代已启用", "{name}: generation {generation} is live"),
    "rebuild.differs": (
        "{name}：重建结果与在用的不同，有人改动过投影",
        "{name}: what was served differs from what follows from the log",
    ),
    "problem": ("错误", "error"),
}


def language() -> str:
    """`zh` or `en`, from ZHANGBEN_LANG, else the locale; Chinese unless it names another."""
    wished = os.environ.get("ZHANGBEN_LANG") or locale.getlocale()[0] or ""
    return "zh" if wished.lower().startswith(("zh", "chinese")) else "en"


def text(key: str, **values: object) -> str:
    """The sentence of this key in the person's language. Raises KeyError for an unknown key."""
    zh, en = _TEXTS[key]
    return (zh if language() == "zh" else en).format(**values)


def texts() -> dict[str, tuple[str, str]]:
    """The whole catalogue, for the tests."""
    return dict(_TEXTS)
