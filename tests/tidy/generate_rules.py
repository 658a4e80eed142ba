"""Writes docs/rules.md from the categories: `python -m tests.tidy.generate_rules`."""

from collections.abc import Iterable, Iterator

from domain.bounds import Bound, Quantity
from domain.categories.category import Category
from domain.categories.register import CATEGORIES
from domain.lifecycle import DIRECT
from domain.methods import Order
from domain.money import Fen, show
from domain.register import EVENTS
from domain.rules import Evidence, Rule, Severity, Source
from tests.tidy.source import ROOT

PAGE = ROOT / "docs" / "rules.md"

_EVIDENCE = {
    Evidence.V: "已核对法规原文 — verified against the primary text",
    Evidence.S: "见于次级或地方资料 — seen in a secondary or local source",
    Evidence.K: "专业常识，条文号待核 — professional knowledge, its article to be checked",
    Evidence.A: "平台约定或假设 — ours, an assumption",
}
_SEVERITY = {
    Severity.BLOCK: "违反的，指令被拒绝 — refuses the act",
    Severity.WARN: "违反的，予以提示 — warns",
    Severity.INFO: "仅供参考 — is only told",
}
_HEAD = """# 交易规则表 / Rules

Generated from the code by `python -m tests.tidy.generate_rules`; a test compares the two.

每一品种一张表，每一行是一条可核对的规则，供法律人员逐条审阅。Each kind of trade has a table,
each row is one rule that a lawyer can check, and what the program reads.

- **编号** id: 同一编号的几行是一条规则的几个数字或情形; `…-A…` 是平台约定 (rows of our own).
- **方向、界限** bound: 至多 at most, 至少 at least; 无界限的是供人判断的一句话 (a sentence).
- **起算 → 终止** anchor → end: 自哪一事实次日起算 (民法典 第201条)，约束哪一事实;
  名称见 (their names:) [events.md](events.md)，`（未记录）` 即平台尚不记录此事实 (not recorded yet:
  nothing here says that fact, so the row is for people to read).
- **顺延** rolls: 末日为休息日的，是否顺延至下一工作日 (民法典 第203条).
- **范围** scope: 仅适用于此类标的或方式; 空白即全部 (blank: all).
- **施行** in force: “未核” 即首日未经核实，视为一直有效 (not verified: every day counts).
- **地域** 350600 即漳州市; 空白即全国 (blank: the whole country).
- **主题** subject: 程序据以查找此行的名称; 退还、不予退还所依主题列于表前
  (by which subject money goes back or is kept stands before the table).
- **方式** 每一品种可采用的方式，及其竞争规则、所属范围；其他方式不予登记 (the methods of a kind,
  the protocol of each and the scopes that it makes a lot of; no other is registered).
- **阶段表** 各阶段可发生的事实；未列的不受理。某一范围另有阶段表的，从其表 (what may be in which
  phase, and after what; what it does not list is refused. Where lots of a scope have a table of
  their own, that one is theirs, and no other).
"""
_METHOD = ("方式", "竞争规则", "范围")
_ORDER = ("阶段", "可发生", "事实", "须先有")
_LABELS = {shape.NAME: shape.ZH for shape in EVENTS}
_COLUMNS = (
    *("编号", "内容", "方向", "界限", "单位", "起算 → 终止", "顺延"),
    *("效力", "依据", "证据", "施行", "地域", "范围", "主题"),
)

_HOW = {
    (True, False): "已开放。",
    (False, False): "尚未开放，不受理。",
    (False, True): "在外部市场成交，只导入，不在此交易。",
}
"""By whether a kind of trade is offered, and whether it is traded elsewhere alone."""


def page() -> str:
    """The whole page."""
    labels = (*_EVIDENCE.items(), *_SEVERITY.items())
    told = [_line((label.value, means)) for label, means in labels]
    head = [_HEAD, "| 标记 | 含义 |", "|---|---|", *told, ""]
    return "\n".join([*head, *(line for one in CATEGORIES for line in _category(one))])


def _category(category: Category) -> Iterator[str]:
    """A heading, whether it is offered, and its rows."""
    yield f"## {category.zh} {category.code}\n"
    elsewhere = all(method.elsewhere for method in category.methods)
    yield _HOW[category.offered, elsewhere] + "\n"
    if not category.rules:
        yield "尚无规则行。\n"
        return
    yield from _leans_on(category)
    yield from _methods(category)
    for order in () if elsewhere else category.every_order:
        yield from _order(order)
    yield _line(_COLUMNS)
    yield _line("---" for _ in _COLUMNS).replace(" ", "")
    yield from (_line(_cells(rule)) for rule in category.rules)
    yield ""


def _leans_on(category: Category) -> Iterator[str]:
    """By which subjects money goes back, with or without interest, or is kept."""
    for refund in category.refunds:
        causes = "、".join(cause.value for cause in refund.causes)
        interest = f"计息依 `{refund.interest}`" if refund.interest else "不计利息"
        yield f"- 退还 {causes}: `{refund.due}`，{interest}"
    for forfeit in category.forfeits:
        yield f"- 不予退还 {forfeit.ground.value}: `{forfeit.rule}`"
    yield ""


def _methods(category: Category) -> Iterator[str]:
    """By which methods it is traded."""
    yield _line(_METHOD)
    yield _line("---" for _ in _METHOD).replace(" ", "")
    for one in category.methods:
        yield _line((one.zh, f"`{one.protocol}`", "、".join(one.scopes)))
    yield ""


def _order(order: Order) -> Iterator[str]:
    """What lots hear in which phase, by published rules; nothing of the short order."""
    if order.lifecycle == DIRECT:
        return
    whose = f"范围 {order.scope} 的标的 (lots of this scope)" if order.scope else "标的 (lots)"
    yield f"{whose}，竞争者至少 (competing, at least) {order.least_bidders}:\n"
    yield _line(_ORDER)
    yield _line("---" for _ in _ORDER).replace(" ", "")
    for row in order.lifecycle:
        phases = "、".join(phase.value for phase in row.phases)
        yield _line((phases, _LABELS.get(row.event, ""), row.event, "、".join(row.after)))
    yield ""


def _cells(rule: Rule) -> Iterator[str]:
    bound = rule.bound
    yield from (rule.id, rule.zh, _direction(rule), *(_bounds(bound) if bound else ("", "")))
    yield " → ".join(_fact(name) for name in (rule.anchor, rule.ends) if name)
    yield ("是" if rule.roll_to_working_day else "否") if rule.is_term else ""
    source = rule.source
    yield from (rule.severity.value, source.text, source.evidence.value, _in_force(source))
    yield "" if source.jurisdiction == "CN" else source.jurisdiction
    yield from (rule.scope, f"`{rule.subject}`")


def _fact(name: str) -> str:
    """A fact's name, marked where nothing records it yet; words stand as they are."""
    return f"{name}（未记录）" if name in unrecorded() else name


def unrecorded() -> set[str]:
    """Facts that rules or orders name, and of which there is no event."""
    rows = (rule for one in CATEGORIES for rule in one.rules)
    orders = (row for one in CATEGORIES for order in one.every_order for row in order.lifecycle)
    named = {name for rule in rows for name in (rule.anchor, rule.ends)}
    named |= {name for row in orders for name in (row.event, *row.after)}
    return {name for name in named if name.isascii() and name} - _LABELS.keys()


def _direction(rule: Rule) -> str:
    if rule.bound is None:
        return ""
    side = "至多" if rule.at_most is not None else "至少"
    return f"{side} {rule.direction}".strip()


def _bounds(bound: Bound) -> tuple[str, str]:
    """A number and its unit as people say them."""
    match bound.unit:
        case Quantity.FEN:
            return show(Fen(bound.n)), "元"
        case Quantity.PPM:
            whole, rest = divmod(bound.n, 10_000)
            return f"{whole}.{rest:04}".rstrip("0").rstrip("."), "%"
        case unit:
            return str(bound.n), unit.value


def _in_force(source: Source) -> str:
    since = source.since.isoformat() if source.since else "未核"
    return since + (f" – {source.until.isoformat()}" if source.until else "")


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
