"""Any bytes as a table give statements or a sentence, never another error; lines in = lines out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.statements.delimited import formats
from api.banks.statements.drafting import drafted
from api.banks.statements.format import StatementError
from api.banks.statements.profile import parsed
from api.banks.statements.register import FORMATS, read
from tests.api.banks.statements.test_hostile_bytes import is_text
from tests.kit.bank_tables import csv_file, xls_file, xlsx_file
from tests.kit.company_bank import HEADER, PROFILE, by, profile, row

GOLDEN = Path(__file__).parents[3] / "golden/statements"
SAMPLES = [path.read_bytes() for path in sorted(GOLDEN.rglob("*.csv"))]
TABLE = [HEADER, row("", "5", "5"), row("1", "", "4"), ["合计", "", "", "1", "5"]]
BOOKS = [xls_file(TABLE), xlsx_file(TABLE)]
PIECES = (
    *(b"", b"-1", b"\0", b'"', b",", b"\r", b"\n", b"\t", b"\xff", b"9" * 400, b"1.005", b"="),
    *("合计".encode(), "余额".encode(), "－".encode(), b"\xef\xbb\xbf", b"20260230", b"0.00"),
    *("𠮷".encode(), "\u2028".encode(), "合计".encode("gb18030"), b"1e9", b"2026-02-28"),
)


def judge(file: bytes, known=FORMATS) -> None:
    try:
        statements = read(file, formats=known)
    except StatementError as refused:
        assert 10 < len(str(refused)) <= 500
        return
    for statement in statements:
        booked = [line for line in statement.lines if line.booked]
        ways = [sum(x.amount_minor for x in booked if x.credit is way) for way in (True, False)]
        assert (statement.entries, statement.booked) == (len(statement.lines), len(booked))
        assert [statement.credits_minor, statement.debits_minor] == ways
        if statement.balanced:
            assert statement.closing_minor - statement.opening_minor == ways[0] - ways[1]
        prints = {line.fingerprint(statement.account) for line in statement.lines}
        assert len(prints) == len(statement.lines)
        assert all(map(is_text, statement.lines))


def mutated(samples):
    """A sample with a few bytes changed, cut out, doubled, or exchanged for a piece."""

    @st.composite
    def files(draw: st.DrawFn) -> bytes:
        file = bytearray(draw(st.sampled_from(samples)))
        for _ in range(draw(st.integers(1, 4))):
            begin = draw(st.integers(0, len(file)))
            end = min(len(file), begin + draw(st.integers(0, 60)))
            piece = bytes(file[begin:end])
            other = st.one_of(st.binary(max_size=6), st.just(piece * 2), st.sampled_from(PIECES))
            file[begin:end] = draw(other)
        return bytes(file)

    return files()


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes(raw):
    judge(raw)
    judge("交易日期,金额,余额\r\n".encode() + raw)
    judge(csv_file([HEADER]) + raw, formats(lambda: (profile(),)))


@settings(max_examples=300, deadline=None)
@given(mutated(SAMPLES))
def test_samples_with_faults(file):
    judge(file)


@settings(max_examples=25, deadline=None)
@given(mutated(BOOKS))
def test_workbooks_with_faults(file):
    judge(file, formats(lambda: (profile(),)))


@pytest.mark.parametrize("head", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04xl/"])
def test_what_only_begins_like_a_workbook(head):
    for tail in (b"", b"\0" * 600, b"\xff" * 5_000, b"x"):
        with pytest.raises(StatementError):
            read(head + tail)


@settings(deadline=None)
@given(st.text(max_size=200) | st.text(max_size=80).map(lambda text: PROFILE + text))
def test_any_text_as_a_profile(toml):
    try:
        parsed(toml, "p")
    except StatementError as refused:
        assert str(refused).startswith("profile p: ")


@settings(max_examples=200, deadline=None)
@given(mutated(SAMPLES))
def test_any_sample_is_drafted_or_refused_and_the_draft_is_a_profile(file):
    try:
        draft = drafted(file, "草稿")
    except StatementError:
        return
    try:
        parsed(draft.toml, "p")
    except StatementError:
        reasons = {f"profile.missing.{one}" for one in ("date", "amount", "other_way")}
        assert reasons & set(draft.missing)


cells = st.sampled_from(["", "-", "甲公司", "保证金", "a,b", 'c"d'])
days = st.sampled_from(["20260316", "20260317"])


@st.composite
def accounts(draw: st.DrawFn) -> tuple[int, list[tuple[str, int, str, str]]]:
    """What a bank would know: an opening balance and movements, oldest first."""
    moves = draw(st.lists(st.tuples(days, st.integers(-(10**9), 10**9).filter(bool), cells, cells)))
    return draw(st.integers(-(10**9), 10**9)), sorted(moves, key=lambda move: move[0])


@settings(max_examples=150, deadline=None)
@given(accounts(), st.booleans(), st.booleans(), st.sampled_from(["utf-8-sig", "gb18030"]))
def test_lines_in_are_lines_out_exactly_once_and_balanced(account, newest_first, totals, encoding):
    """A file from a grammar of banks' habits is read as what the bank knew."""
    opening, moves = account
    balance, rows = opening, []
    for day, fen, name, note in moves:
        balance += fen
        sides = (_yuan(-fen), "0.00") if fen < 0 else ("", _yuan(fen))
        rows.append(row(*sides, _yuan(balance), day=day, time="", name=name, notes=(note, "")))
    rows = rows[::-1] if newest_first else rows
    debits, credits_ = (sum(max(s * fen, 0) for _, fen, _, _ in moves) for s in (-1, 1))
    end = [["总计", "", "", _yuan(debits), _yuan(credits_)]] if totals else []
    file = csv_file([["明细"], [], HEADER, *rows[:2], HEADER, *rows[2:], [], *end], encoding)
    (found,) = by(PROFILE, file)
    seen = [x.amount_minor if x.credit else -x.amount_minor for x in found.lines]
    told = [fen for _, fen, _, _ in moves]
    assert seen == (told[::-1] if newest_first else told)
    assert found.balanced is (True if moves else None)
    if moves and not any(one.startswith("order") for one in found.warnings):
        assert (found.opening_minor, found.closing_minor) == (opening, balance)


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02}"
