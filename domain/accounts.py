"""The chart of accounts (REFERENCE 3.2) in three books that never net: CUST, OWN, MEMO."""

from dataclasses import dataclass
from typing import Literal

CUST = "CUST"
"""The money of others, held in custody."""
OWN = "OWN"
"""The centre's own money."""
MEMO = "MEMO"
"""Guarantees: promises, not money."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account: its book, code, Chinese and English name, and the side it grows on."""

    book: str
    code: str
    zh: str
    en: str
    normal: Literal["Dr", "Cr"]


CUSTODY_BANK = Account(CUST, "1001", "保证金专户", "custody bank, deposits", "Dr")
SETTLEMENT_BANK = Account(CUST, "1002", "价款结算专户", "custody bank, settlement", "Dr")
BANK_RECEIVABLE = Account(CUST, "1003", "冲正·误扣应收", "receivable from bank or payer", "Dr")
BANK_DEBITS = Account(CUST, "1008", "待勾对银行付款", "bank debits to match", "Dr")
IN_TRANSIT = Account(CUST, "1009", "在途付款", "outgoing payments in transit", "Cr")
UNIDENTIFIED = Account(CUST, "2001", "待查来款", "unidentified receipts", "Cr")
DEPOSITS_HELD = Account(CUST, "2002", "应付投标/竞买保证金", "bid deposits held", "Cr")
BONDS_HELD = Account(CUST, "2003", "应付履约保证金", "performance bonds held", "Cr")
PRICE_HELD = Account(CUST, "2004", "应付交易价款(暂存)", "transaction price held", "Cr")
REFUNDS_PAYABLE = Account(CUST, "2005", "应退保证金", "refunds payable", "Cr")
INTEREST_PAYABLE = Account(CUST, "2006", "应付利息", "interest payable", "Cr")
INTEREST_TO_ALLOCATE = Account(CUST, "2007", "待分配利息", "bank interest to allocate", "Cr")
SELLER_PAYABLE = Account(CUST, "2008", "应付招标人/转让方", "payable to tenderer / seller", "Cr")
TREASURY_PAYABLE = Account(CUST, "2009", "应缴国库/财政专户", "payable to treasury", "Cr")
FROZEN = Account(CUST, "2010", "冻结保证金", "frozen", "Cr")
ENFORCEMENT_PAYABLE = Account(CUST, "2011", "应付法院扣划", "enforcement payable", "Cr")
RETURNED = Account(CUST, "2012", "退汇待处理", "returned payments", "Cr")
FEES_TO_SWEEP = Account(CUST, "2013", "应划服务费", "service fees to sweep", "Cr")
POOL = Account(CUST, "2014", "年度保证金池", "annual deposit pool", "Cr")
OPENING = Account(CUST, "2015", "期初余额", "opening balance", "Cr")
OWN_BANK = Account(OWN, "1101", "自有资金专户", "own bank", "Dr")
OWN_PAYABLES = Account(OWN, "2101", "自有应付款", "own payables", "Cr")
FEE_INCOME = Account(OWN, "4101", "服务费收入", "fee income", "Cr")
OVERDUE_COMPENSATION = Account(OWN, "5101", "逾期赔付", "overdue compensation", "Dr")
BANK_CHARGES = Account(OWN, "5102", "银行手续费", "bank charges", "Dr")
GUARANTEES = Account(MEMO, "9001", "保函登记", "guarantees received", "Dr")
GUARANTEE_DUTY = Account(MEMO, "9002", "保函责任", "guarantee obligation", "Cr")
CLAIMS = Account(MEMO, "9003", "保函索赔", "guarantee claims lodged", "Dr")
CLAIMS_COUNTER = Account(MEMO, "9004", "保函索赔对方", "guarantee claims, counter", "Cr")

ACCOUNTS: tuple[Account, ...] = (
    CUSTODY_BANK,
    SETTLEMENT_BANK,
    BANK_RECEIVABLE,
    BANK_DEBITS,
    IN_TRANSIT,
    UNIDENTIFIED,
    DEPOSITS_HELD,
    BONDS_HELD,
    PRICE_HELD,
    REFUNDS_PAYABLE,
    INTEREST_PAYABLE,
    INTEREST_TO_ALLOCATE,
    SELLER_PAYABLE,
    TREASURY_PAYABLE,
    FROZEN,
    ENFORCEMENT_PAYABLE,
    RETURNED,
    FEES_TO_SWEEP,
    POOL,
    OPENING,
    OWN_BANK,
    OWN_PAYABLES,
    FEE_INCOME,
    OVERDUE_COMPENSATION,
    BANK_CHARGES,
    GUARANTEES,
    GUARANTEE_DUTY,
    CLAIMS,
    CLAIMS_COUNTER,
)

BY_CODE: dict[str, Account] = {account.code: account for account in ACCOUNTS}
"""The chart, by code: a code occurs in one book only."""

CASH: tuple[Account, ...] = (CUSTODY_BANK, SETTLEMENT_BANK)
"""The accounts that mirror a bank's; only the import of a statement moves them (DESIGN 2)."""
