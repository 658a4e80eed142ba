"""Any bytes give statements or a sentence; never another error, never sums of something else."""

from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.statements.format import Line, StatementError
from api.banks.statements.register import read

SAMPLES = [
    path.read_bytes()
    for path in sorted((Path(__file__).parents[3] / "golden/statements").rglob("*.xml"))
    if path.stem != "refunds"
]
TAGS = sorted(
    {b"Document", b"BkToCstmrStmt", b"Stmt", b"Acct", b"Id", b"IBAN", b"Ccy", b"Bal", b"Tp", b"Cd"}
    | {b"CdOrPrtry", b"Amt", b"CdtDbtInd", b"Dt", b"DtTm", b"Ntry", b"Sts", b"BookgDt", b"NtryDtls"}
    | {b"TxDtls", b"RtrInf", b"FrToDt", b"ElctrncSeqNb"}
)


def is_text(line: Line) -> bool:
    """Whether all that it says can be written down: no U+0000, no half of a pair of UTF-16."""
    told = "".join(one for one in astuple(line) if isinstance(one, str))
    return "\0" not in told and told == told.encode("utf-8", "replace").decode()


def judge(file: bytes) -> None:
    try:
        statements = read(file)
    except StatementError:
        return
    for statement in statements:
        booked = [line for line in statement.lines if line.booked]
        ways = [sum(x.amount_minor for x in booked if x.credit is way) for way in (True, False)]
        assert (statement.entries, statement.booked) == (len(statement.lines), len(booked))
        assert [statement.credits_minor, statement.debits_minor] == ways
        prints = {line.fingerprint(statement.account) for line in statement.lines}
        assert len(prints) == len(statement.lines)
        assert all(map(is_text, statement.lines))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(raw):
    judge(raw)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_that_begin_like_a_statement(raw):
    judge(b"<Document><BkToCstmrStmt><Stmt>" + raw)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A sample with a few bytes changed, cut out, doubled, or exchanged for another word."""
    file = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(file)))
        end = min(len(file), begin + draw(st.integers(0, 60)))
        piece = bytes(file[begin:end])
        file[begin:end] = draw(
            st.one_of(
                st.binary(max_size=6),
                st.just(piece * 2),
                st.sampled_from([b"<" + tag + b">" for tag in TAGS]),
                st.sampled_from([b"", b"-1", b"\0", b"&x;", b"9" * 400, b"]]>", "𠮷".encode()]),
            )
        )
    return bytes(file)


@settings(max_examples=300, deadline=None)
@given(mutated())
def test_real_files_with_faults(file):
    judge(file)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> bytes:
    """Well-formed nonsense out of the words of a statement."""
    tag = draw(st.sampled_from(TAGS))
    if depth > 4 or draw(st.booleans()):
        inner = draw(
            st.sampled_from([b"", b"1.00", b"CRDT", b"CNY", b"2026-03-16", b"OPBD", b"BOOK", b"x"])
        )
    else:
        inner = b"".join(draw(st.lists(trees(depth + 1), max_size=4)))
    return b"<" + tag + b' Ccy="CNY">' + inner + b"</" + tag + b">"


@settings(max_examples=200, deadline=None)
@given(st.lists(trees(), max_size=5))
def test_well_formed_nonsense(children):
    judge(
        b"<Document><BkToCstmrStmt><Stmt>"
        + b"".join(children)
        + b"</Stmt></BkToCstmrStmt></Document>"
    )


@pytest.mark.parametrize("encoding", ["UTF-7", "EBCDIC-US", "UCS-4", "nonsense", "\0"])
def test_declared_encodings_we_may_not_know(statement, encoding):
    judge(statement().replace(b"UTF-8", encoding.encode()))


def test_every_cut_of_a_file_is_refused(statement, entry):
    file = statement(entry())
    for length in range(len(file) - 1):
        with pytest.raises(StatementError):
            read(file[:length])
