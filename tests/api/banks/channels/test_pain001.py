"""Payment orders: what is written is what was meant, to the fen and the sign, and always alike."""

from dataclasses import replace
from datetime import UTC, date, datetime
from string import ascii_letters, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from api.banks.channels.channel import BadTransfer, Instruction, Transfer
from api.banks.channels.pain001 import NAMESPACE, written
from tests.kit.schemas import valid

N = {"p": NAMESPACE}
SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"])
IDS = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z.:+-]{0,34}", fullmatch=True).filter(
    lambda told: told not in ("NONREF", "NOTPROVIDED")
)
ACCOUNTS = st.text(ascii_letters + digits, min_size=1, max_size=34)
BANKS = st.sampled_from(["", "105397080013", "BKCHCNBJ", "BKCHCNBJ300", "中国银行漳州分行"])
YEARS = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def lines(least: int) -> st.SearchStrategy[str]:
    """Text of one line that says something, or (least 0) nothing at all."""
    told = st.text(SIGNS, min_size=1, max_size=140).filter(
        lambda text: text.strip() and not set(text) & set(TURNING) and not _beyond(text)
    )
    return told if least else told | st.just("")


def _beyond(text: str) -> bool:
    return any(ord(sign) & 0xFFFE == 0xFFFE for sign in text)


INSTRUCTIONS = st.builds(
    Instruction,
    payment=IDS,
    amount_fen=st.integers(1, 10**15),
    payee_name=lines(1),
    payee_account=ACCOUNTS,
    payee_bank=BANKS,
    note=lines(0),
)
TRANSFERS = st.builds(
    Transfer,
    message=IDS,
    made_at=st.datetimes(YEARS[0], YEARS[1], timezones=st.just(UTC)),
    account=ACCOUNTS,
    account_name=lines(1),
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    instructions=st.lists(INSTRUCTIONS, min_size=1, max_size=5, unique_by=lambda i: i.payment).map(
        tuple
    ),
    bank=BANKS,
)


def fen(yuan: str) -> int:
    whole, _, part = yuan.partition(".")
    assert len(part) == 2, f"{yuan} has not two decimals"
    return int(whole) * 100 + int(part)


def bank(agent: etree._Element | None) -> str:
    if agent is None:
        return ""
    (said,) = agent.xpath(
        "p:FinInstnId/p:ClrSysMmbId[p:ClrSysId/p:Cd='CNAPS']/p:MmbId/text() | "
        "p:FinInstnId/p:BICFI/text() | p:FinInstnId/p:Nm/text() | p:FinInstnId/p:Othr/p:Id/text()",
        namespaces=N,
    )
    return "" if said == "NOTPROVIDED" else str(said)


def account(holder: etree._Element) -> str:
    (number,) = holder.xpath("p:Id/p:IBAN/text() | p:Id/p:Othr/p:Id/text()", namespaces=N)
    return str(number)


def read_back(file: bytes) -> Transfer:
    """An independent reading of the file, which counts and adds on the way."""
    (order,) = etree.fromstring(file).findall("p:CstmrCdtTrfInitn", N)
    (block,) = order.findall("p:PmtInf", N)
    payments = block.findall("p:CdtTrfTxInf", N)
    total = sum(fen(payment.findtext("p:Amt/p:InstdAmt", None, N)) for payment in payments)
    for sums in (order.find("p:GrpHdr", N), block):
        assert sums.findtext("p:NbOfTxs", None, N) == str(len(payments))
        assert fen(sums.findtext("p:CtrlSum", None, N)) == total
    assert {p.find("p:Amt/p:InstdAmt", N).get("Ccy") for p in payments} == {"CNY"}
    assert block.findtext("p:BtchBookg", None, N) == "false"
    assert order.findtext("p:GrpHdr/p:InitgPty/p:Nm", None, N) == block.findtext(
        "p:Dbtr/p:Nm", None, N
    )
    return Transfer(
        message=order.findtext("p:GrpHdr/p:MsgId", None, N),
        made_at=datetime.fromisoformat(order.findtext("p:GrpHdr/p:CreDtTm", None, N)),
        account=account(block.find("p:DbtrAcct", N)),
        account_name=block.findtext("p:Dbtr/p:Nm", None, N),
        day=date.fromisoformat(block.findtext("p:ReqdExctnDt/p:Dt", None, N)),
        bank=bank(block.find("p:DbtrAgt", N)),
        instructions=tuple(
            Instruction(
                payment=payment.findtext("p:PmtId/p:EndToEndId", None, N),
                amount_fen=fen(payment.findtext("p:Amt/p:InstdAmt", None, N)),
                payee_name=payment.findtext("p:Cdtr/p:Nm", None, N),
                payee_account=account(payment.find("p:CdtrAcct", N)),
                payee_bank=bank(payment.find("p:CdtrAgt", N)),
                note=payment.findtext("p:RmtInf/p:Ustrd", "", N),
            )
            for payment in payments
        ),
    )


@settings(deadline=None)
@given(TRANSFERS)
def test_every_field_comes_back_and_the_sums_agree(meant):
    file = written(meant)
    assert read_back(file) == replace(meant, made_at=meant.made_at.replace(microsecond=0))
    assert written(meant) == file


@settings(deadline=None)
@given(TRANSFERS)
def test_whatever_is_written_is_valid(meant):
    valid("pain.001.001.09", written(meant))


def test_the_bytes_of_a_file_are_known(transfer, instruction):
    one = instruction(
        "P0A-1-1", 80_033_444, payee_bank="105397080013", note="退还投标保证金 & 利息"
    )
    assert written(transfer(one, message="RB-20260316-1")).decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>'
        "<GrpHdr><MsgId>RB-20260316-1</MsgId><CreDtTm>2026-03-16T09:00:00+08:00</CreDtTm>"
        "<NbOfTxs>1</NbOfTxs><CtrlSum>800334.44</CtrlSum>"
        "<InitgPty><Nm>漳州市公共资源交易中心</Nm></InitgPty></GrpHdr>"
        "<PmtInf><PmtInfId>RB-20260316-1</PmtInfId><PmtMtd>TRF</PmtMtd>"
        "<BtchBookg>false</BtchBookg><NbOfTxs>1</NbOfTxs><CtrlSum>800334.44</CtrlSum>"
        "<ReqdExctnDt><Dt>2026-03-16</Dt></ReqdExctnDt>"
        "<Dbtr><Nm>漳州市公共资源交易中心</Nm></Dbtr>"
        "<DbtrAcct><Id><Othr><Id>CN506228480402564890</Id></Othr></Id></DbtrAcct>"
        "<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>"
        "<CdtTrfTxInf><PmtId><InstrId>P0A-1-1</InstrId><EndToEndId>P0A-1-1</EndToEndId></PmtId>"
        '<Amt><InstdAmt Ccy="CNY">800334.44</InstdAmt></Amt>'
        "<CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId>"
        "<MmbId>105397080013</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>"
        "<Cdtr><Nm>漳州市甲建设有限公司</Nm></Cdtr>"
        "<CdtrAcct><Id><Othr><Id>CN683505010001</Id></Othr></Id></CdtrAcct>"
        "<RmtInf><Ustrd>退还投标保证金 &amp; 利息</Ustrd></RmtInf></CdtTrfTxInf>"
        "</PmtInf></CstmrCdtTrfInitn></Document>"
    )


@pytest.mark.parametrize(
    ("number", "element"),
    [
        ("3505010001", "Othr"),
        ("CN683505010001", "Othr"),
        ("NL83MOCK0000000021", "IBAN"),
        ("NL84MOCK0000000021", "Othr"),
        ("nl83mock0000000021", "Othr"),
    ],
)
def test_only_a_true_iban_is_called_one(transfer, instruction, number, element):
    file = written(transfer(instruction(payee_account=number)))
    (found,) = etree.fromstring(file).iterfind(".//p:CdtrAcct/p:Id/*", N)
    assert etree.QName(found).localname == element


def test_the_time_is_written_as_it_is_in_beijing(transfer):
    at = datetime(2026, 3, 16, 22, 30, tzinfo=UTC)
    assert b"<CreDtTm>2026-03-17T06:30:00+08:00</CreDtTm>" in written(transfer(made_at=at))


# What a bank would not catch, or answer by refusing the whole file.

OURS = [
    ("message", "", "message is ''"),
    ("message", "R" * 36, "1 to 35 letters"),
    ("message", "RB/1", "message is 'RB/1'"),
    ("message", "批次", "1 to 35 letters"),
    ("message", "NOTPROVIDED", "message is 'NOTPROVIDED'"),
    ("made_at", datetime.fromisoformat("2026-03-16T09:00"), "a time with its offset"),
    ("account", "", "account is ''"),
    ("account", "6" * 35, "an account number of 1 to 34"),
    ("account_name", "　", "account_name is '\\u3000'"),
    ("bank", " ", "bank is ' '"),
    ("instructions", (), "at least one payment"),
]
THEIRS = [
    ("payment", "P" * 36, "1 to 35 letters"),
    ("payment", "-P1", "a letter or digit first"),
    ("payment", "P1\n", "1 to 35 letters"),
    ("amount_fen", 0, "amount_fen is '0': expected whole fen"),
    ("amount_fen", -1, "amount_fen is '-1'"),
    ("amount_fen", 10**18, "whole fen, 1 to 999999999999999999"),
    ("payee_name", "", "1 to 140 characters that say something"),
    ("payee_name", "王" * 141, "at most 140 characters; these are 141"),
    ("payee_name", "甲\t乙", "no sign that cannot be seen or written, as U+0009"),
    ("payee_name", "甲\x00", "U+0000"),
    ("payee_name", "甲\x85", "U+0085"),
    ("payee_name", "甲\ud800", "U+D800"),
    ("payee_name", "甲\ufffe", "U+FFFE"),
    ("payee_name", "甲\u2028", "U+2028"),
    ("payee_name", "甲\u202e乙", "U+202E"),
    ("payee_account", "", "payee_account is ''"),
    ("payee_account", "３５０５", "payee_account is"),
    ("payee_account", "3505\u20131", "payee_account is"),
    ("payee_bank", "行" * 141, "payee_bank is"),
    ("note", " ", "note is ' '"),
    ("note", "退" * 141, "at most 140 characters"),
    ("note", "一\n二", "U+000A"),
]


@pytest.mark.parametrize(("field", "value", "said"), OURS)
def test_what_is_wrong_with_a_file_is_named(transfer, field, value, said):
    with pytest.raises(BadTransfer) as wrong:
        written(replace(transfer(), **{field: value}))
    assert field in str(wrong.value)
    assert said in str(wrong.value)


@pytest.mark.parametrize(("field", "value", "said"), THEIRS)
def test_what_is_wrong_with_a_payment_is_named_with_its_number(
    transfer, instruction, field, value, said
):
    bad = replace(instruction("P2"), **{field: value})
    with pytest.raises(BadTransfer) as wrong:
        written(transfer(instruction("P1"), bad))
    assert str(wrong.value).startswith(f"instruction 2: {field} is")
    assert said in str(wrong.value)
    assert len(str(wrong.value)) <= 500


def test_an_id_twice_in_a_file_would_be_refused_as_a_duplicate(transfer, instruction):
    with pytest.raises(BadTransfer, match="instruction 2: payment is 'P1'"):
        written(transfer(instruction("P1"), instruction("P1")))


def test_amounts_that_together_have_too_many_digits_are_refused(transfer, instruction):
    much = (instruction("P1", 10**18 - 1), instruction("P2", 1))
    with pytest.raises(BadTransfer, match="the sum of all amounts"):
        written(transfer(*much))


def test_the_longest_of_everything_fits(transfer, instruction):
    full = instruction("P" * 35, 10**18 - 1, payee_name="王" * 140, payee_account="6" * 34)
    file = written(transfer(replace(full, note="退" * 140), message="R" * 35))
    valid("pain.001.001.09", file)
