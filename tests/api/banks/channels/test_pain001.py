"""Payment orders: what is written is what was meant, to the fen and the sign, and always alike."""

from dataclasses import replace
from datetime import UTC, date, datetime
from string import ascii_letters, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from api.banks.channels.channel import Instruction, Transfer
from api.banks.channels.pain001 import NAMESPACE, written
from tests.kit.schemas import valid

N = {"p": NAMESPACE}
SIGNS = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"])
IDS = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z.:+-]{0,34}", fullmatch=True).filter(
    lambda told: told not in ("NONREF", "NOTPROVIDED")
)
ACCOUNTS = st.text(ascii_letters + digits, min_size=1, max_size=34)
BANKS = st.sampled_from(["", "105397080013", "BKCHCNBJ", "BKCHCNBJ300", "中国银行漳州分行"])
YEARS = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")


def lines(least: int) -> st.SearchStrategy[str]:
    """Text of one line that says something, or (least 0) nothing at all."""
    told = st.text(SIGNS, min_size=1, max_size=140).filter(
        lambda text: text.strip() and not _beyond(text)
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


def test_the_longest_of_everything_fits(transfer, instruction):
    full = instruction("P" * 35, 10**18 - 1, payee_name="王" * 140, payee_account="6" * 34)
    file = written(transfer(replace(full, note="退" * 140), message="R" * 35))
    valid("pain.001.001.09", file)
