"""camt.053: what counts, which way it went, when, and from whom."""

from datetime import date

import pytest

from api.banks.statements.format import Kind, StatementError
from api.banks.statements.register import read

DETAIL = "<NtryDtls><TxDtls>{}</TxDtls></NtryDtls>"
BOTH = (
    "<RltdPties><Dbtr><Nm>payer</Nm></Dbtr><DbtrAcct><Id><IBAN>P1</IBAN></Id></DbtrAcct>"
    "<Cdtr><Nm>payee</Nm></Cdtr><CdtrAcct><Id><IBAN>Q1</IBAN></Id></CdtrAcct></RltdPties>"
)
BACK = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"


def edited(file: bytes, old: str, new: str) -> bytes:
    assert file.count(old.encode()) == 1, "the edit must touch exactly one place"
    return file.replace(old.encode(), new.encode())


def test_opening_and_booked_entries_make_the_closing(statement, entry):
    file = statement(entry("30.00"), entry("10.00", "DBIT"), closing="120.00")
    assert [s.balanced for s in read(file)] == [True]


def test_one_fen_too_much_does_not_balance(statement, entry):
    file = statement(entry("30.00"), entry("10.00", "DBIT"), closing="120.01")
    assert [s.balanced for s in read(file)] == [False]


@pytest.mark.parametrize("mark", ["true", "1"])
def test_a_reversal_mark_never_turns_the_sign(statement, entry, mark):
    file = statement(entry("30.00", "DBIT", f"<RvslInd>{mark}</RvslInd>"), closing="70.00")
    (seen,) = read(file)
    assert (seen.balanced, seen.debits_minor, seen.lines[0].reversal) == (True, 3000, True)


def test_a_reversal_keeps_the_roles_of_what_it_reverses(statement, entry):
    mark = "<RvslInd>true</RvslInd>" + DETAIL.format(BOTH)
    file = statement(entry("30.00", "DBIT", mark), entry("10.00", "CRDT", mark), closing="80.00")
    (seen,) = read(file)
    assert [line.counterparty for line in seen.lines] == ["payer", "payee"]
    assert [line.counterparty_account for line in seen.lines] == ["P1", "Q1"]


CODE = "<BkTxCd><Domn><Cd>{}</Cd><Fmly><Cd>{}</Cd><SubFmlyCd>{}</SubFmlyCd></Fmly></Domn></BkTxCd>"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ACMT-MCOP-INTR", Kind.INTEREST),
        ("PMNT-MCOP-INTR", Kind.INTEREST),
        ("ACMT-MDOP-CHRG", Kind.CHARGE),
        ("PMNT-RCDT-CHRG", Kind.CHARGE),
        ("ACMT-MDOP-FEES", Kind.CHARGE),
        ("ACMT-MDOP-COMM", Kind.CHARGE),
        ("PMNT-ICDT-RRTN", Kind.RETURN),
        ("PMNT-RCDT-RRTN", Kind.RETURN),
        ("PMNT-ICDT-ESCT", Kind.PAYMENT),
        ("PMNT-RCDT-DMCT", Kind.PAYMENT),
        ("PMNT-RRCT-ESCT", Kind.PAYMENT),
        ("PMNT-RDDT-PMDD", None),
        ("ACMT-MCOP-OTHR", None),
    ],
)
def test_what_an_entry_is_for_is_read_from_its_code(statement, entry, code, kind):
    (seen,) = read(statement(entry("1.00", rest=CODE.format(*code.split("-"))), closing="101.00"))
    assert seen.lines[0].kind is kind


@pytest.mark.parametrize(
    "rest", ["", "<BkTxCd><Prtry><Cd>INTR</Cd></Prtry></BkTxCd>", "<BkTxCd><Domn/></BkTxCd>"]
)
def test_a_code_of_the_banks_own_says_nothing_of_the_kind(statement, entry, rest):
    (seen,) = read(statement(entry("1.00", rest=rest), closing="101.00"))
    assert seen.lines[0].kind is None


def test_what_comes_back_is_a_return_whatever_its_code_says(statement, entry):
    code = CODE.format("PMNT", "RCDT", "ESCT")
    (seen,) = read(statement(entry("1.00", rest=code + DETAIL.format(BACK)), closing="101.00"))
    assert (seen.lines[0].kind, seen.lines[0].return_reason) == (Kind.RETURN, "AC04")


@pytest.mark.parametrize(
    "status",
    ["<Sts>PDNG</Sts>", "<Sts>INFO</Sts>", "<Sts><Cd>FUTR</Cd></Sts>", "<Sts>booked</Sts>"],
)
def test_only_booked_entries_are_money(statement, entry, status):
    file = edited(statement(entry("30.00")), "<Sts>BOOK</Sts>", status)
    (seen,) = read(file)
    assert (seen.entries, seen.booked, seen.credits_minor, seen.balanced) == (1, 0, 0, True)
    assert not seen.lines[0].booked


@pytest.mark.parametrize("status", ["", "<Sts/>", "<Sts> </Sts>"])
def test_a_missing_status_is_booked_with_a_warning(statement, entry, status):
    file = edited(statement(entry("30.00"), closing="130.00"), "<Sts>BOOK</Sts>", status)
    (seen,) = read(file)
    assert seen.balanced
    assert seen.warnings == ("status.missing: entry 1 has no status (Sts): read as booked",)


DATED = "<BookgDt><Dt>2026-03-16</Dt></BookgDt>"


def test_a_missing_date_is_the_closing_balances_with_a_warning(statement, entry):
    file = statement(entry()).replace(b"2026-03-16", b"2026-03-13", 1)  # the opening's own date
    (seen,) = read(edited(file, DATED, ""))
    assert seen.lines[0].booking_date == date(2026, 3, 16)
    assert seen.warnings == (
        "date.missing: entry 1 has no booking date (BookgDt): read as the balance's, 2026-03-16",
    )


def test_without_dated_balances_a_missing_date_is_the_last_of_the_period(statement, entry):
    period = "<FrToDt><ToDtTm>2026-03-20T23:59:59+08:00</ToDtTm></FrToDt>"
    file = edited(statement(period, entry()), DATED, "").replace(b"<Dt>2026-03-16</Dt>", b"")
    assert read(file)[0].lines[0].booking_date == date(2026, 3, 20)


def test_no_date_anywhere_is_refused(statement, entry):
    file = statement(entry()).replace(b"<Dt>2026-03-16</Dt>", b"")
    with pytest.raises(StatementError, match="statement S1, entry 1: no booking date"):
        read(file)


def test_a_balance_without_indicator_is_credit_with_a_warning(statement):
    file = statement().replace(b"<CdtDbtInd>CRDT</CdtDbtInd>", b"", 1)
    (seen,) = read(file)
    assert seen.balanced
    assert seen.warnings == ("balance.indicator: balance OPBD has no CdtDbtInd: read as credit",)


def test_a_debit_balance_is_negative(statement, entry):
    file = statement(entry("250.00"), closing="150.00")
    file = file.replace(b"<CdtDbtInd>CRDT</CdtDbtInd>", b"<CdtDbtInd>DBIT</CdtDbtInd>", 1)
    (seen,) = read(file)
    assert (seen.opening_minor, seen.balanced) == (-10_000, True)


def test_the_opening_is_preferred_to_the_previous_closing(statement):
    other = (
        "<Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy='CNY'>1</Amt>"
        "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
    )
    assert read(statement(other))[0].opening_minor == 10_000
    only = statement(other, closing="1").replace(b"OPBD", b"ITBD")
    assert (read(only)[0].opening_minor, read(only)[0].balanced) == (100, True)


def test_a_statement_without_balances_neither_balances_nor_fails(statement, entry):
    file = statement(entry()).replace(b"OPBD", b"OPAV")
    assert read(file)[0].balanced is None


def test_a_balance_in_another_currency_is_not_used(statement):
    file = edited(statement(closing="99.00"), '<Amt Ccy="CNY">99.00', '<Amt Ccy="USD">99.00')
    (seen,) = read(file)
    assert (seen.closing_minor, seen.balanced) == (None, None)
    assert seen.warnings == (
        "balance.currency: balance CLBD is in USD, the account in CNY: not used",
    )
    assert str(seen.contradiction) == "balance CLBD is in USD, the account in CNY"
    opening = statement(closing="99.00")
    opening = edited(opening, '<Amt Ccy="CNY">100.00', '<Amt Ccy="USD">100.00')
    (seen,) = read(opening)
    assert (seen.opening_minor, str(seen.contradiction)) == (
        None,
        "balance OPBD is in USD, the account in CNY",
    )


@pytest.mark.parametrize("code", ["OPBD", "CLBD", "PRCD", "CLAV"])
def test_beside_one_in_the_accounts_own_it_contradicts_nothing(statement, code):
    other = (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='USD'>14</Amt>"
        "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
    )
    (seen,) = read(statement(other))
    assert (seen.contradiction, seen.balanced) == (None, True)


@pytest.mark.parametrize(
    ("ends", "warned"),
    [("2026-03-16T23:59:59+08:00", False), ("2026-03-17T00:00:00", True), ("2026-03-20", True)],
)
def test_a_statement_is_of_the_day_of_its_closing_balance(statement, ends, warned):
    (seen,) = read(statement(f"<FrToDt><ToDtTm>{ends}</ToDtTm></FrToDt>"))
    assert seen.to_date == date(2026, 3, 16)
    assert seen.warnings == warned * (
        f"period: ends on {ends[:10]} (FrToDt), balance CLBD is of 2026-03-16: read as that",
    )


def test_without_one_it_is_of_the_last_day_of_its_period(statement):
    file = statement("<FrToDt><ToDtTm>2026-03-17T00:00:00</ToDtTm></FrToDt>")
    for without in (file.replace(b"CLBD", b"ITBD"), file.replace(b"<Dt>2026-03-16</Dt>", b"")):
        (seen,) = read(without)
        assert (seen.to_date, seen.warnings) == (date(2026, 3, 17), ())


@pytest.mark.parametrize(
    "namespace",
    ["urn:iso:std:iso:20022:tech:xsd:camt.053.001.14", "urn:iso:std:iso:20022:tech:xsd:pain.001"],
)
def test_a_wrong_namespace_is_read_with_a_warning(statement, namespace):
    right = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
    (seen,) = read(edited(statement(), right, namespace))
    assert [w.partition(":")[0] for w in seen.warnings] == ["namespace"]


@pytest.mark.parametrize("version", range(1, 14))
def test_every_version_is_read_without_a_warning(statement, version):
    assert not read(edited(statement(), "001.08", f"001.{version:02}"))[0].warnings


def test_no_namespace_is_read_with_a_warning(statement):
    spaced = ' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"'
    (seen,) = read(edited(statement(), spaced, ""))
    assert seen.warnings == (
        "namespace: namespace is none, not camt.053.001.01 to .13; read all the same",
    )


@pytest.mark.parametrize(
    ("way", "more", "other"),
    [
        ("CRDT", "", ("payer", "P1")),
        ("DBIT", "", ("payee", "Q1")),
        ("CRDT", BACK, ("payee", "Q1")),  # our payment comes back: never the payer's deposit
        ("DBIT", BACK, ("payer", "P1")),
    ],
)
def test_the_counterparty_is_the_other_side(statement, entry, way, more, other):
    (line,) = read(statement(entry(way=way, rest=DETAIL.format(BOTH + more))))[0].lines
    assert (line.counterparty, line.counterparty_account) == other
    assert (line.returned, line.return_reason) == (bool(more), "AC04" if more else None)


def test_a_return_code_without_a_reason_is_a_return(statement, entry):
    code = (
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly>"
        "</Domn></BkTxCd>"
    )
    (line,) = read(statement(entry(rest=code + DETAIL.format(BOTH))))[0].lines
    assert (line.returned, line.return_reason, line.counterparty) == (True, None, "payee")


def test_we_are_never_named_as_the_payer_of_our_own_credit(statement, entry):
    only_us = "<RltdPties><Cdtr><Nm>payee</Nm></Cdtr></RltdPties>"
    (line,) = read(statement(entry(rest=DETAIL.format(only_us))))[0].lines
    assert line.counterparty is None


def batch(*details: tuple[str, str], serials: tuple[str, ...] = ()) -> str:
    refs = [f"<Refs><AcctSvcrRef>{one}</AcctSvcrRef></Refs>" for one in serials] or [""] * 9
    listed = "".join(
        f"<TxDtls>{ref}<Amt Ccy='CNY'>{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{BOTH}</TxDtls>"
        for ref, (amount, way) in zip(refs, details, strict=False)
    )
    return f"<NtryDtls>{listed}</NtryDtls>"


def test_a_batch_that_adds_up_is_its_payments_each_with_its_payer(statement, entry):
    (seen,) = read(
        statement(entry("30", rest=batch(("20", "CRDT"), ("10", "CRDT"))), closing="130")
    )
    told = [(line.amount_minor, line.counterparty, line.batch_count) for line in seen.lines]
    assert told == [(2000, "payer", 2), (1000, "payer", 2)]
    assert (seen.entries, seen.booked, seen.credits_minor, seen.balanced) == (1, 1, 3000, True)


@pytest.mark.parametrize(
    ("serials", "kept"),
    [(("D1", "D2"), ["D1", "D2"]), (("D1", "D1"), ["E1", "E1"]), ((), ["E1", "E1"])],
)
def test_payments_of_a_batch_have_their_own_numbers_or_its(statement, entry, serials, kept):
    rest = "<AcctSvcrRef>E1</AcctSvcrRef>" + batch(("15", "CRDT"), ("15", "CRDT"), serials=serials)
    file = statement(entry("30", rest=rest))
    lines = read(file)[0].lines
    assert [line.serial for line in lines] == kept
    assert len({line.fingerprint("CN01") for line in lines}) == 2


@pytest.mark.parametrize(
    "details",
    [
        [("40", "CRDT"), ("10", "DBIT")],
        [("20", "CRDT"), ("10.01", "CRDT")],
        [("20", "CRDT"), ("nothing", "CRDT")],
        [("30", "CRDT"), ("0", "CRDT")],
    ],
)
def test_a_batch_that_does_not_is_one_line_that_names_nobody(statement, entry, details):
    (seen,) = read(statement(entry("30", rest=batch(*details))))
    (line,) = seen.lines
    assert (line.amount_minor, line.batch_count, line.counterparty) == (3000, None, None)
    assert seen.warnings[0].startswith("batch: entry 1 lists 2 payments that do not add up to it")


def test_a_batch_of_older_versions_adds_up_by_what_its_payments_were(statement, entry):
    details = "".join(
        f"<TxDtls><AmtDtls><TxAmt><Amt Ccy='{currency}'>15</Amt></TxAmt></AmtDtls></TxDtls>"
        for currency in ("CNY", "{}")
    )
    rest = f"<NtryDtls>{details}</NtryDtls>"
    lines = [
        read(statement(entry("30", rest=rest.format(currency))))[0].lines
        for currency in ("CNY", "USD")
    ]
    assert list(map(len, lines)) == [2, 1]


def test_what_the_entry_does_not_say_its_only_detail_may(statement, entry):
    detail = (
        "<Refs><AcctSvcrRef>B-1</AcctSvcrRef></Refs>"
        "<BkTxCd><Prtry><Cd>INT</Cd></Prtry></BkTxCd><AddtlTxInf>利息</AddtlTxInf>"
    )
    (line,) = read(statement(entry(rest=DETAIL.format(detail))))[0].lines
    assert (line.serial, line.transaction_code, line.note) == ("B-1", "INT", "利息")


def test_names_are_composed_so_that_they_can_be_signed(statement, entry):
    decomposed = "<RltdPties><Dbtr><Nm>Zu\u0308rich\u3000AG</Nm></Dbtr></RltdPties>"
    (line,) = read(statement(entry(rest=DETAIL.format(decomposed))))[0].lines
    assert line.counterparty == "Z\u00fcrich AG"


def test_any_encoding_the_file_declares_is_read(statement, entry):
    party = "<RltdPties><Dbtr><Nm>中建一局</Nm></Dbtr></RltdPties>"
    text = statement(entry(rest=DETAIL.format(party))).decode()
    for encoding in ("GB18030", "UTF-16", "UTF-8"):
        file = text.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)
        assert read(file)[0].lines[0].counterparty == "中建一局"
