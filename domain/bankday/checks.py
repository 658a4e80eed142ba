"""The daily checks R01 to R20 (REFERENCE 3.9): each has its answer before a day is closed."""

from domain.bankday.events import Check
from domain.kernel import Rejected

RULES: tuple[tuple[str, str, str], ...] = (
    ("R01", "对账单余额与总账一致", "the statement's closing is the books' balance"),
    ("R02", "一笔流水对应一个事件", "one bank line, one event"),
    ("R03", "银行子账户合计等于主账户", "the bank's sub-accounts sum to the main account"),
    ("R04", "子账户余额等于账上应付", "each sub-account holds what the books owe on it"),
    ("R05", "各账簿借贷平衡", "each book sums to zero"),
    ("R06", "待查来款账龄不超过3个工作日", "nothing is unidentified for over 3 working days"),
    ("R07", "在途付款账龄不超过1个工作日", "nothing is in transit for over 1 working day"),
    ("R08", "无超期应退", "no refund is overdue"),
    ("R09", "原路退回，例外有证据与双签", "refunds go where they came from, or two agreed"),
    ("R10", "保证金在规则限额内", "no deposit is beyond its rule"),
    ("R11", "负债无负数", "no liability is negative"),
    ("R12", "冻结额不少于有效冻结", "what is frozen covers the holds"),
    ("R13", "银行结息与计算相符", "the bank's interest is what we reckon"),
    ("R14", "待分配利息逐笔有原因", "interest left over has its reason"),
    ("R15", "哈希链完整，事件数连续", "the chain is whole, nothing is missing"),
    ("R16", "保函登记与担保机构一致", "guarantees agree with the guarantors' list"),
    ("R17", "总账与报送数据一致", "the books agree with what was reported"),
    ("R18", "记账日即事件日", "the bank's day is the event's day"),
    ("R19", "无手工过账，托管账无手续费", "nothing is posted by hand, no fee lies in custody"),
    ("R20", "沉淀资金已公示", "what nobody claims is published"),
)
"""Code, Chinese, English."""

CODES = tuple(code for code, _, _ in RULES)

OF_OTHERS = frozenset({"R03", "R04", "R16", "R17"})
"""They look at what a bank, a guarantor or the province may not give us. All others look at our own
books, and always apply.
"""


def complete(checks: tuple[Check, ...]) -> Rejected | None:
    """None where every check is answered once, in order, and what did not pass says why.

    What our own books can tell either passes or fails.
    """
    if tuple(check.rule for check in checks) != CODES:
        return Rejected("bankday.checks_missing", f"expected {CODES[0]} to {CODES[-1]}, each once")
    for check in checks:
        if check.result == "NOT_APPLICABLE" and check.rule not in OF_OTHERS:
            return Rejected("bankday.always_applies", f"{check.rule} passes or fails")
        if check.result != "PASS" and not check.note.strip():
            return Rejected("bankday.unexplained", f"{check.rule} did not pass: say why")
    return None
