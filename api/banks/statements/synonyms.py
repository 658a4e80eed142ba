"""What Chinese banks call the columns of their exports, and which forms their days have."""

from collections.abc import Mapping, Sequence

from api.banks.statements.cells import name

_WORDS = {
    "date": "记账日期 入账日期 交易日期 交易时间 记账时间 入账时间 发生日期 交易日 记账日 日期",
    "time": "记账时间 交易时间 入账时间 时间戳 时间",
    "value_date": "起息日期 起息日",
    "serial": "交易流水号 银行流水号 核心流水号 全局流水号 流水号 流水编号 明细序号 交易序号",
    "credit": "贷方发生额 贷方金额 记账金额(收入) 收入金额 存入金额 转入金额 贷方 收入 存入",
    "debit": "借方发生额 借方金额 记账金额(支出) 支出金额 支取金额 转出金额 借方 支出 支取",
    "amount": "发生额 交易金额 记账金额 发生金额 金额",
    "mark": "借贷标志 借贷标记 借贷方向 收支标志 收支类型 收/支 借贷",
    "balance": "账户余额 联机余额 当前余额 交易后余额 余额",
    "currency": "记账币种 交易币种 账户币种 币种 币别 货币",
    "account": "本方账号 查询账号 我方账号 账号 借记卡号 卡号 账户",
    "counterparty": "对方户名 对方账户名称 对方账户名 对方名称 对方单位 对手名称 对方姓名 交易对方",
    "counterparty_account": "对方账号 对方帐号 对方账户 对方卡号/账号 对方卡号 对手账号",
    "counterparty_bank": "对方开户行 对方行名 对方银行 对方开户机构 对方行号",
    "party": "对手信息 对方信息",
    "reference": "收款子账号 虚拟账号 子账号 业务参考号",
    "end_to_end": "企业流水号 客户流水号 业务编号",
    "code": "交易类型 交易名称 业务类型 交易摘要 摘要代码",
    "note": "摘要 附言 用途 备注 客户摘要 交易附言 交易说明 交易场所",
}
WORDS: Mapping[str, tuple[str, ...]] = {
    one: tuple(map(name, told.split())) for one, told in _WORDS.items()
}
"""By field of a profile, the likeliest first; as `name` writes them."""

CREDIT_MARKS = ("贷", "贷方", "收", "收入", "C", "CR", "+")
DEBIT_MARKS = ("借", "借方", "支", "支出", "D", "DR", "-")
ACCOUNT_LABELS = ("本方账号", "查询账号", "账号", "帐号", "卡号", "账户", "账户号")
DATE_FORMS = (
    *("yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyy-M-d"),
    *("yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "yyyy-MM-dd HH:mm"),
    *("yyyyMMdd HH:mm:ss", "yyyyMMdd HHmmss", "yyyyMMddHHmmss", "yyyy年M月d日 H:mm:ss"),
)
TIME_FORMS = ("HH:mm:ss", "HHmmss", "H:mm:ss", "HH:mm", "H:mm", "HH.mm.ss")
_MONEY = ("credit", "debit", "amount")
_WIDEST = 200  # cells of a row that are looked at; banks have some 30 columns


def taken_for(cells: Sequence[str]) -> dict[str, int]:
    """Which column of a row seems to be which field, each column once.

    A column that is called exactly as a field is goes before one whose name only contains it.
    """
    names = [name(cell) for cell in cells[:_WIDEST]]
    found: dict[str, int] = {}
    for exactly in (True, False):
        for field, words in WORDS.items():
            if field not in found:
                places = (
                    at
                    for word in words
                    for at, called in enumerate(names)
                    if at not in found.values()
                    and (called == word if exactly else _contains(called, word))
                )
                if (at := next(places, None)) is not None:
                    found[field] = at
    return found


def looks_like_a_header(cells: Sequence[str]) -> bool:
    """Whether a row seems to name a date, an amount and more of a list of transactions."""
    found = taken_for(cells)
    return len(found) >= 3 and "date" in found and any(one in found for one in _MONEY)


def _contains(called: str, word: str) -> bool:
    """Long cells are sentences, and what is the other side's is none of ours."""
    if len(word) < 2 or len(called) > 20:
        return False
    return word in called and ("对方" in word or "对方" not in called)
