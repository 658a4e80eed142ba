"""Status reports: what a bank says of each payment, and what it does not say is not made up."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.channels.channel import ChannelError, Report, Status
from api.banks.channels.pain002 import reports

ACCEPTED, REJECTED, UNKNOWN = Status.ACCEPTED, Status.REJECTED, Status.UNKNOWN


def because(code: str, *texts: str) -> str:
    more = "".join(f"<AddtlInf>{text}</AddtlInf>" for text in texts)
    return f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn>{more}</StsRsnInf>"


def payment(name: str, word: str = "", rest: str = "") -> str:
    status = f"<TxSts>{word}</TxSts>" if word else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId>{status}{rest}</TxInfAndSts>"


def block(*payments: str, word: str = "", rest: str = "") -> str:
    status = f"<PmtInfSts>{word}</PmtInfSts>" if word else ""
    head = f"<OrgnlPmtInfId>RB-1</OrgnlPmtInfId>{status}{rest}"
    return f"<OrgnlPmtInfAndSts>{head}{''.join(payments)}</OrgnlPmtInfAndSts>"


def message(*blocks: str, word: str = "", rest: str = "", told: str = "", version: str = "10"):
    count = f"<OrgnlNbOfTxs>{told}</OrgnlNbOfTxs>" if told else ""
    status = f"<GrpSts>{word}</GrpSts>" if word else ""
    group = f"<OrgnlMsgId>RB-1</OrgnlMsgId>{count}{status}{rest}"
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>B-1</MsgId></GrpHdr><OrgnlGrpInfAndSts>{group}</OrgnlGrpInfAndSts>"
        f"{''.join(blocks)}</CstmrPmtStsRpt></Document>"
    ).encode()


def said(file: bytes) -> list[tuple[str | None, Status, str | None]]:
    return [(one.payment, one.status, one.code) for one in reports(file)]


@pytest.mark.parametrize("version", ["03", "05", "10", "14"])
def test_each_payment_is_told_by_itself_in_every_version(version):
    file = message(
        block(
            payment("P1", "ACSP"),
            payment("P2", "RJCT", because("AC04", "账户已销户", "请核实")),
            word="PART",
        ),
        word="PART",
        told="2",
        version=version,
    )
    assert reports(file) == [
        Report(message="RB-1", payment="P1", status=ACCEPTED, word="ACSP"),
        Report(
            message="RB-1",
            payment="P2",
            status=REJECTED,
            word="RJCT",
            code="AC04",
            reason="账户已销户 请核实",
        ),
    ]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("ACCP", ACCEPTED),
        ("ACSP", ACCEPTED),
        ("ACSC", ACCEPTED),
        ("ACCC", ACCEPTED),
        ("ACWC", ACCEPTED),
        ("RJCT", REJECTED),
        ("ACTC", UNKNOWN),
        ("RCVD", UNKNOWN),
        ("PDNG", UNKNOWN),
        ("CANC", UNKNOWN),
        ("rjct", UNKNOWN),
    ],
)
def test_only_a_word_that_decides_decides(word, status):
    assert said(message(block(payment("P1", word)))) == [("P1", status, None)]


def test_a_file_refused_as_a_whole_is_one_report():
    file = message(word="RJCT", rest=because("FF01", "格式错误"), told="7")
    (whole,) = reports(file)
    assert (whole.payment, whole.status, whole.code) == (None, REJECTED, "FF01")
    assert (whole.word, whole.reason, whole.but) == ("RJCT", "格式错误", frozenset())


@pytest.mark.parametrize("code", ["DUPL", "AM05", "DU01"])
def test_what_the_bank_has_already_is_not_refused_on_any_level(code):
    for file in (
        message(word="RJCT", rest=because(code)),
        message(block(word="RJCT", rest=because(code))),
        message(block(payment("P1", "RJCT", because(code)))),
        message(block(payment("P1", "RJCT", because("NARR") + because(code)))),
        message(block(payment("P1", "RJCT")), word="RJCT", rest=because(code), told="1"),
    ):
        assert {one.status for one in reports(file)} == {UNKNOWN}


def test_payments_refused_one_by_one_have_their_own_reasons_and_the_file_none():
    file = message(
        block(
            payment("P1", "RJCT", because("AC04")),
            payment("P2", "RJCT", because("AM04")),
            word="RJCT",
        ),
        word="RJCT",
        told="2",
    )
    assert said(file) == [("P1", REJECTED, "AC04"), ("P2", REJECTED, "AM04")]


def test_a_file_accepted_without_a_list_is_accepted_as_a_whole():
    assert said(message(word="ACCP", told="5")) == [(None, ACCEPTED, None)]


def test_what_is_not_listed_goes_with_the_whole_but_for_what_is():
    file = message(block(payment("P1", "PDNG")), word="ACSP", told="3")
    listed, whole = reports(file)
    assert (listed.payment, listed.status) == ("P1", UNKNOWN)
    assert (whole.payment, whole.status, whole.but) == (None, ACCEPTED, frozenset({"P1"}))


def test_of_a_file_accepted_in_part_nothing_follows_for_what_is_not_listed():
    assert said(message(block(payment("P1", "RJCT")), word="PART")) == [("P1", REJECTED, None)]
    assert said(message(word="PART")) == [(None, UNKNOWN, None)]
    assert said(message(block(word="RJCT"), word="PART")) == [(None, UNKNOWN, None)]


def test_a_block_speaks_for_its_payments_and_for_the_file_that_lists_none():
    rest = because("AC06", "账户冻结")
    (one,) = reports(message(block(payment("P1"), word="RJCT", rest=rest), told="1"))
    assert (one.status, one.word, one.code, one.reason) == (REJECTED, "RJCT", "AC06", "账户冻结")
    assert said(message(block(word="RJCT", rest=rest))) == [(None, REJECTED, "AC06")]


def test_the_reason_of_a_level_is_not_put_on_another_status():
    file = message(block(payment("P1", "ACCP")), word="PART", rest=because("NARR"), told="1")
    assert said(file) == [("P1", ACCEPTED, None)]


@pytest.mark.parametrize(
    "file",
    [
        message(block(payment("P1", "ACCP")), word="RJCT", told="1"),
        message(block(payment("P1", "RJCT")), word="ACCP", told="1"),
        message(block(payment("P1", "RJCT"), word="ACSP"), told="1"),
        message(block(payment("P1", "ACCP"), payment("P1", "RJCT")), told="2"),
        message(block(word="ACCP"), block(word="RJCT")),
        # The same, and the file has payments that are not listed:
        message(block(payment("P1", "ACSP")), word="RJCT", told="3"),
        message(block(payment("P1", "RJCT")), word="ACSP", told="3"),
        message(block(payment("P1", "ACSP"), word="RJCT"), word="RJCT", told="3"),
        message(block(payment("P1", "PDNG"), word="ACSP"), word="RJCT", told="3"),
        message(block(payment("P1", "ACSP"), word="RJCT"), block(word="RJCT"), told="3"),
        message(block(payment("P1", "RJCT", because("AM05"))), word="ACSP", told="3"),
    ],
)
def test_a_contradiction_decides_nothing_for_anybody(file):
    assert {one.status for one in reports(file)} == {UNKNOWN}


def test_a_payment_may_be_named_by_its_instruction():
    named = "<TxInfAndSts><OrgnlInstrId>P1</OrgnlInstrId><TxSts>ACCP</TxSts></TxInfAndSts>"
    assert said(message(block(named))) == [("P1", ACCEPTED, None)]


def test_a_reason_is_cut_and_no_sign_of_it_can_spoil_a_log():
    long = message(block(payment("P1", "RJCT", because("AC04" * 300, "长" * 2**20))))
    (one,) = reports(long)
    assert (one.code, one.reason) == ("AC04" * 125, "长" * 500)
    spoilt = Report(
        message="M", payment=None, status=UNKNOWN, word="", code="A\0", reason="甲\ud800\n乙"
    )
    assert (spoilt.code, spoilt.reason) == ("A ", "甲  乙")


def test_a_report_that_says_nothing_is_empty():
    assert reports(message()) == []


# What is no status report.


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "not well-formed"),
        (b"{}", "not well-formed"),
        (b"<Document/>", "OrgnlMsgId"),
        (message().replace(b"<OrgnlMsgId>RB-1</OrgnlMsgId>", b""), "OrgnlMsgId"),
        (message().replace(b"RB-1", b"NOTPROVIDED"), "OrgnlMsgId"),
        (message(block("<TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts>")), "without id"),
        (message(block(payment("NOTPROVIDED", "RJCT"))), "without id"),
        (b"<!DOCTYPE x [<!ENTITY e 'RJCT'>]>" + message(word="&e;"), "document type"),
        (b"<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'>" + message(), "document type"),
        (message(word="&e;"), "not well-formed"),
        (b"<a>" * 300 + message(), "nested deeper"),
        (message().replace(b"</GrpHdr>", b"</GrpHdr>" + block(payment("P1")).encode()), "before"),
        (
            message().replace(
                b"</CstmrPmtStsRpt>",
                b"<OrgnlGrpInfAndSts><OrgnlMsgId>RB-2</OrgnlMsgId></OrgnlGrpInfAndSts>"
                b"</CstmrPmtStsRpt>",
            ),
            "two messages",
        ),
    ],
)
def test_what_is_no_status_report_is_refused_with_a_sentence(file, why):
    with pytest.raises(ChannelError, match=why) as refusal:
        reports(file)
    assert len(str(refusal.value)) <= 500


GOOD = message(
    block(payment("P1", "RJCT", because("AC04", "x")), payment("P2", "ACCP"), word="PART"),
    word="PART",
    told="2",
)
PIECES = [b"", b"<TxSts>ACCP</TxSts>", b"RJCT", b"&x;", b"9" * 400, b"]]>", b"\0", "𠮷".encode()]


def judge(file: bytes) -> None:
    try:
        found = reports(file)
    except ChannelError:
        return
    names = [one.payment for one in found]
    assert len(names) == len(set(names)), "a payment, or the whole, told twice"
    assert {one.message for one in found} <= {found[0].message} if found else True


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw):
    judge(raw)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_report_with_faults_is_read_or_refused(data):
    file = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(file)))
        end = min(len(file), begin + data.draw(st.integers(0, 40)))
        piece = data.draw(st.binary(max_size=5) | st.sampled_from(PIECES))
        file[begin:end] = piece
    judge(bytes(file))


def test_the_banks_own_files_of_a_round_trip_are_read():
    folder = Path(__file__).resolve().parents[5] / "shared/data/pain/mock-bank-roundtrip"
    if not folder.is_dir():
        pytest.skip("NOT RUN: the status report (../shared/data/pain) is not here")
    found = reports((folder / "000-pain.002.001.10-GGZY.xml").read_bytes())
    assert [one.status for one in found].count(ACCEPTED) == 20
    refused = [one for one in found if one.status is REJECTED]
    assert [one.code for one in refused] == ["AC04"] * 10
    assert {one.payment for one in refused} == {f"D{n:05d}" for n in range(2, 30, 3)}
