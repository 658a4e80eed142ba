"""Chinese banks' tables as their habits make them: preambles, signs, widths, orders, sums, quotes.

Three banks are told as the shipped profiles read them; a fourth, of its own profile, says by a word
which way money went, and the day and the time in one cell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from tests.kit.bank_tables import xls_file, xlsx_file
from tests.kit.banked_in_memory import ACCOUNT

OPENING = 5_000_000
DAYS = (date(2026, 3, 16), date(2026, 3, 17))
_OPENS = time(9, 0)
_WIDE = str.maketrans("0123456789-,.", "０１２３４５６７８９－，．")
MARKED = f"""
title = "某银行 明细"
encodings = ["utf-8", "gb18030"]

[columns]
date = "交易时间"
mark = "借贷标志"
amount = "发生额"
balance = "余额"
counterparty = "对方户名"
counterparty_account = "对方账号"
note = "摘要"
serial = "流水号"

[sign]
credit = ["贷"]
debit = ["借"]

[dates]
date = ["yyyy-MM-dd HH:mm:ss", "yyyy年M月d日 HH:mm:ss", "yyyyMMdd HH:mm:ss"]

[account]
number = "{ACCOUNT.number}"
"""
"""The profile of the fourth bank."""


@dataclass(frozen=True)
class Told:
    """One entry; `fen` below zero is a debit. Twins are equal in all but their place."""

    fen: int
    name: str
    account: str
    note: str
    day: date
    minute: int = 0  # of the day; it grows with the entries, or stands still
    balance: int = 0
    serial: str = ""

    @property
    def at(self) -> datetime:
        """When it was booked."""
        return datetime.combine(self.day, _OPENS) + timedelta(minutes=self.minute)


@dataclass(frozen=True)
class Habit:
    """What a bank, or whoever opened its file in between, does throughout; no line is another."""

    form: str  # csv, xls, xlsx
    encoding: str
    above: tuple[tuple[str, ...], ...]  # rows before the header
    newest_first: bool
    thousands: bool
    wide: bool  # full-width digits and signs
    yuan: bool  # a sign before each amount
    padded: str  # behind each cell
    quoted: bool  # `="…"`, by which a spreadsheet is kept from reading a number
    bare: bool  # a formula without the quotes of a CSV around it
    end: str  # of a row: perhaps a comma before it
    again: bool  # the header once more, halfway
    sums: bool  # a last row that totals
    date_form: int

    def money(self, fen: int) -> str:
        """An amount."""
        yuan, cents = divmod(abs(fen), 100)
        told = f"{yuan:,}.{cents:02}" if self.thousands else f"{yuan}.{cents:02}"
        told = f"{'-' if fen < 0 else ''}{'￥' if self.yuan else ''}{told}"
        return told.translate(_WIDE) if self.wide else told


@dataclass(frozen=True)
class Bank:
    """How one bank's table is made. `sums`: the row that totals, of credits and debits, as text."""

    profile: str
    header: tuple[str, ...]
    row: Callable[[Habit, Told], Sequence[str]]
    sums: Callable[[str, str], Sequence[str]] | None


def _icbc(habit: Habit, one: Told) -> Sequence[str]:
    credit, debit = (habit.money(one.fen), "") if one.fen > 0 else ("", habit.money(-one.fen))
    side = ("网银", "CHN", "钞", "-", "-", "-", credit, debit, "人民币")
    return (f"{one.day}", one.note, *side, habit.money(one.balance), one.name)


def _cmb(habit: Habit, one: Told) -> Sequence[str]:
    figures = habit.money(one.fen), habit.money(one.balance)
    return (f"{one.day}", "CNY", *figures, "转账", f"{one.name}{one.account}", one.note)


def _boc(habit: Habit, one: Told) -> Sequence[str]:
    figures = habit.money(one.fen), habit.money(one.balance)
    where = ("转账", "柜台", "-----", one.note, one.name, one.account, "建设银行", ACCOUNT.number)
    return (f"{one.day}", f"{one.at:%H:%M:%S}", "人民币", *figures, *where)


def _marked(habit: Habit, one: Told) -> Sequence[str]:
    at = one.at
    day = (f"{at:%Y-%m-%d}", f"{at.year}年{at.month}月{at.day}日", f"{at:%Y%m%d}")[habit.date_form]
    figures = ("贷" if one.fen > 0 else "借", habit.money(abs(one.fen)), habit.money(one.balance))
    return (f"{day} {at:%H:%M:%S}", one.serial, *figures, one.name, one.account, one.note)


BANKS = (
    Bank(
        "icbc",
        (
            *("交易日期", "摘要", "交易场所", "交易国家或地区简称", "钞/汇", "交易金额(收入)"),
            *("交易金额(支出)", "交易币种", "记账金额(收入)", "记账金额(支出)", "记账币种"),
            *("余额", "对方户名"),
        ),
        _icbc,
        lambda credits, debits: ("人民币合计", *[""] * 7, credits, debits),
    ),
    Bank(
        "cmb",
        ("记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息", "客户摘要"),
        _cmb,
        None,
    ),
    Bank(
        "boc",
        (
            *("记账日期", "记账时间", "币别", "金额", "余额", "交易名称", "渠道", "网点名称"),
            *("附言", "对方账户名", "对方卡号/账号", "对方开户行", "借记卡号"),
        ),
        _boc,
        None,
    ),
    Bank(
        "marked",
        ("交易时间", "流水号", "借贷标志", "发生额", "余额", "对方户名", "对方账号", "摘要"),
        _marked,
        lambda credits, debits: ("合计", "", "", f"收入{credits}", f"支出{debits}"),
    ),
)

_ABOVE = st.lists(
    st.sampled_from((("明细查询文件下载",), (), ("账号：62281", "户名: 交易中心"), ("", "制表"))),
    max_size=4,
).map(tuple)
habits = st.builds(
    Habit,
    form=st.sampled_from((*["csv"] * 18, "xls", "xlsx")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16")),
    above=_ABOVE,
    newest_first=st.booleans(),
    thousands=st.booleans(),
    wide=st.booleans(),
    yuan=st.booleans(),
    padded=st.sampled_from(("", "\t", "   ", " \t")),
    quoted=st.booleans(),
    bare=st.booleans(),
    end=st.sampled_from(("\n", "\r\n", ",\n", ",\r\n")),
    again=st.booleans(),
    sums=st.booleans(),
    date_form=st.integers(0, 2),
)


@st.composite
def days(draw: st.DrawFn) -> list[Told]:
    """The entries of a day or two in the bank's order, some of them twice; with their balances."""
    entry = st.builds(
        Told,
        fen=st.integers(-300_000, 300_000).filter(bool),
        name=st.sampled_from(("甲公司", "乙（集团）有限公司", "丙")),
        account=st.sampled_from(("6222000000000001", "35050161000000008888")),
        note=st.sampled_from(("投标保证金 L7", "退款", "合计三笔,一并付", 'A"B')),
        day=st.sampled_from(DAYS),
    )
    found = draw(st.lists(entry, min_size=1, max_size=6))
    found += draw(st.lists(st.sampled_from(found), max_size=3))
    at, minute, made = OPENING, 0, list[Told]()
    for n, one in enumerate(sorted(found, key=lambda one: one.day)):
        at += one.fen
        minute += draw(st.integers(0, 2))
        made.append(replace(one, minute=minute, balance=at, serial=f"S{n:03}"))
    return made


def file(bank: Bank, habit: Habit, entries: Sequence[Told], *, sums_off: int = 0) -> bytes:
    """The table; `sums_off`: so many fen are the totals beside the truth."""
    rows = [bank.row(habit, one) for one in entries]
    if habit.newest_first:
        rows.reverse()
    if habit.again:
        rows.insert(len(rows) // 2, bank.header)
    rows = [*habit.above, bank.header, *rows]
    if habit.sums and bank.sums is not None:
        credits = sum(one.fen for one in entries if one.fen > 0) + sums_off
        debits = -sum(one.fen for one in entries if one.fen < 0)
        rows.append(bank.sums(habit.money(credits), habit.money(debits)))
    return _written(habit, rows)


def _written(habit: Habit, rows: Sequence[Sequence[str]]) -> bytes:
    if habit.form != "csv":
        return {"xls": xls_file, "xlsx": xlsx_file}[habit.form](rows)  # type: ignore[operator]
    lines = (",".join(_cell(habit, one) for one in row) for row in rows)
    return "".join(f"{line}{habit.end}" for line in lines).encode(habit.encoding)


def _cell(habit: Habit, told: str) -> str:
    """A cell of text: as it is, padded, or as a formula that is this text."""
    if not told or (habit.quoted and '"' not in told):
        formula = f'="{told}"' if told else ""
        return formula if habit.bare and "," not in told else _quoted(formula)
    return _quoted(f"{told}{habit.padded}")


def _quoted(cell: str) -> str:
    """As a CSV has it: quoted where it must be."""
    plain = not {*cell} & {*',"\r\n'}
    return cell if plain else '"' + cell.replace('"', '""') + '"'
