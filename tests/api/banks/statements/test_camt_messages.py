"""camt.052 and camt.054 are read like statements, in every version, and say that they only tell."""

from collections.abc import Callable

import pytest

from api.banks.statements.check import check_files, exit_code
from api.banks.statements.format import StatementError
from api.banks.statements.register import read

MESSAGES = {
    "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
CREATED = "<CreDtTm>2026-03-17T09:30:00+08:00</CreDtTm>"

type Written = Callable[..., bytes]


@pytest.fixture
def message(statement: Written) -> Written:
    """The file of a statement as another message, of some version."""

    def written(name: str, *entries: str, version: int = 8, closing: str = "100.00") -> bytes:
        within, holder = MESSAGES[name]
        text = statement(*entries, closing=closing).decode()
        text = text.replace("camt.053.001.08", f"{name}.001.{version:02}")
        text = text.replace("Stmt>", f"{holder}>").replace(f"BkToCstmr{holder}", within)
        return text.encode()

    return written


def without_balances(file: bytes) -> bytes:
    return file[: file.index(b"<Bal>")] + file[file.rindex(b"</Bal>") + 6 :]


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("version", range(1, 14))
def test_every_version_of_every_message_is_read_without_a_warning(message, entry, name, version):
    (seen,) = read(message(name, entry("30.00"), version=version, closing="130.00"))
    assert (seen.entries, seen.credits_minor, seen.balanced) == (1, 3000, True)
    assert seen.warnings == ()
    assert seen.only_tells == (None if name == "camt.053" else name)


@pytest.mark.parametrize(("name", "container"), [(n, c) for n, (c, _) in MESSAGES.items()])
def test_the_containers_of_version_one_are_known(message, entry, name, container):
    file = message(name, entry(), version=1).replace(container.encode(), f"{container}V01".encode())
    assert [s.entries for s in read(file)] == [1]


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize(
    ("namespace", "given"),
    [
        ("", "none"),
        ("urn:iso:std:iso:20022:tech:xsd:camt.053.001.00", None),
        ("urn:iso:std:iso:20022:tech:xsd:camt.053.001.14", None),
        ("urn:iso:std:iso:20022:tech:xsd:camt_053_001_08", None),
        ("urn:iso:std:iso:20022:tech:xsd:pain.002.001.10", None),
    ],
)
def test_a_wrong_or_missing_namespace_is_read_with_a_warning(
    message, entry, name, namespace, given
):
    file = message(name, entry()).replace(
        f'xmlns="urn:iso:std:iso:20022:tech:xsd:{name}.001.08"'.encode(),
        f'xmlns="{namespace}"'.encode(),
    )
    (seen,) = read(file)
    (warning,) = seen.warnings
    assert warning == (
        f"namespace: namespace is {given or namespace}, not {name}.001.01 to .13; read all the same"
    )


def test_the_container_says_which_message_it_is_not_the_namespace(message, entry):
    (seen,) = read(message("camt.054", entry()).replace(b"camt.054.001", b"camt.053.001"))
    assert seen.only_tells == "camt.054"
    assert [one.partition(":")[0] for one in seen.warnings] == ["namespace"]


@pytest.mark.parametrize("name", ["camt.052", "camt.054"])
def test_without_balances_it_is_listed_and_neither_adds_up_nor_fails(
    tmp_path, message, entry, name
):
    file = tmp_path / "told.xml"
    file.write_bytes(without_balances(message(name, entry("30.00"), entry("10.00", "DBIT"))))
    (row,) = check_files([file])
    assert (row["format"], row["account"], row["currency"]) == (name, "CN01", "CNY")
    assert (row["opening_fen"], row["closing_fen"], row["balanced"]) == (None, None, None)
    assert (row["entries"], row["credits_fen"], row["debits_fen"]) == (2, 3000, 1000)
    assert exit_code([row]) == 0


@pytest.mark.parametrize("name", ["camt.052", "camt.054"])
def test_of_no_entry_even_the_currency_may_be_missing(message, name):
    file = without_balances(message(name)).replace(b"<Ccy>CNY</Ccy>", b"")
    assert [(s.account, s.currency, s.entries) for s in read(file)] == [("CN01", "", 0)]


def test_but_not_of_a_statement(message):
    with pytest.raises(StatementError, match="names no currency"):
        read(without_balances(message("camt.053")).replace(b"<Ccy>CNY</Ccy>", b""))


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("status", ["INFO", "PDNG", "FUTR"])
def test_what_is_not_booked_is_no_money(message, entry, name, status):
    file = message(name, entry("30.00")).replace(b"BOOK", status.encode())
    (seen,) = read(file)
    assert (seen.entries, seen.booked, seen.credits_minor) == (1, 0, 0)


def test_a_missing_date_is_the_messages_own_where_nothing_is_posted(message, entry):
    dated = "<BookgDt><Dt>2026-03-16</Dt></BookgDt>"
    file = without_balances(message("camt.054", CREATED, entry().replace(dated, "")))
    (seen,) = read(file)
    assert str(seen.lines[0].booking_date) == "2026-03-17"
    assert seen.warnings == (
        "date.missing: entry 1 has no booking date (BookgDt): read as the message's, 2026-03-17",
    )
    with pytest.raises(StatementError, match="no booking date"):
        read(without_balances(message("camt.053", CREATED, entry().replace(dated, ""))))


def test_version_one_writes_accounts_balances_and_details_its_own_way(message):
    detail = (
        "<TxDtls><RltdPties><Dbtr><Nm>payer</Nm></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf>"
        "<CdtrRef>6228</CdtrRef></CdtrRefInf></Strd></RmtInf></TxDtls>"
    )
    file = message("camt.052", f"<Ntry><Amt Ccy='CNY'>5</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
                   f"<BookgDt><Dt>2026-03-16</Dt></BookgDt>{detail}</Ntry>", version=1,
                   closing="105.00")  # fmt: skip
    file = file.replace(b"<IBAN>CN01</IBAN>", b"<PrtryAcct><Id>CN02</Id></PrtryAcct>")
    file = file.replace(b"<CdOrPrtry>", b"").replace(b"</CdOrPrtry>", b"")
    (seen,) = read(file)
    assert (seen.account, seen.balanced) == ("CN02", True)
    assert (seen.lines[0].counterparty, seen.lines[0].reference) == ("payer", "6228")
