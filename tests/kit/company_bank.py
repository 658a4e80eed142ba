"""An invented bank's export for companies (企业网银), and the profile that reads it."""

from collections.abc import Sequence

from api.banks.statements.delimited import formats
from api.banks.statements.format import Statement
from api.banks.statements.profile import Profile, parsed
from api.banks.statements.register import read
from tests.kit.bank_tables import csv_file

NUMBER = "3500123400001234567"
PROFILE = f"""
title = "企业网银 账户明细"

[columns]
date = "交易日期"
time = "交易时间"
serial = "流水号"
debit = "借方发生额"
credit = "贷方发生额"
balance = "余额"
counterparty = "对方户名"
counterparty_account = "对方账号"
code = "业务类型"
note = ["摘要", "附言"]

[dates]
date = ["yyyyMMdd"]
time = ["HH:mm:ss"]

[account]
number = "{NUMBER}"

[codes]
"结息" = "ACMT-MCOP-INTR"
"退汇" = "PMNT-RCDT-RRTN"
"""
HEADER = [
    *("交易日期", "交易时间", "流水号", "借方发生额", "贷方发生额", "余额", "对方户名", "对方账号"),
    *("业务类型", "摘要", "附言"),
]


def row(
    debit: object = "",
    credit: object = "",
    balance: object = "",
    *,
    day: object = "20260316",
    time: object = "09:30:00",
    serial: object = "",
    name: str = "甲公司",
    account: object = "6222000000000001",
    code: str = "转账",
    notes: Sequence[str] = ("保证金", ""),
) -> list[object]:
    """One row below the header."""
    return [day, time, serial, debit, credit, balance, name, account, code, *notes]


def profile(toml: str = PROFILE, name: str = "company") -> Profile:
    """As a user's own."""
    return parsed(toml, name, own=True)


def statements(*rows: Sequence[object], toml: str = PROFILE) -> tuple[Statement, ...]:
    """What is read from a CSV of these rows, the header among them."""
    return by(toml, csv_file(rows))


def by(toml: str, file: bytes) -> tuple[Statement, ...]:
    """What a profile alone reads of a file."""
    known = profile(toml)
    return read(file, formats=formats(lambda: (known,)))


def statement(*rows: Sequence[object], toml: str = PROFILE) -> Statement:
    """The one statement of these rows below a header."""
    (only,) = statements(HEADER, *rows, toml=toml)
    return only
