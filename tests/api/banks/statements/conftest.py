"""Where the statement files of the tests lie, and how to write one with a single oddity."""

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
_STATEMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Id>S1</Id><Acct><Id><IBAN>CN01</IBAN></Id><Ccy>CNY</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">100.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-16</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">{closing}</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-16</Dt></Dt></Bal>
{entries}</Stmt></BkToCstmrStmt></Document>"""
_ENTRY = """<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-03-16</Dt></BookgDt>{rest}</Ntry>"""


@pytest.fixture
def demo_days() -> list[Path]:
    return sorted((ROOT / "demo_data/camt/2024-05").glob("*.xml"))


@pytest.fixture
def real_files() -> list[Path]:
    """All statement files of the shared test data; their absence is said, not hidden."""
    folder = ROOT.parent / "shared/data/camt"
    if not folder.is_dir():
        pytest.skip("NOT RUN: the real statement files (../shared/data/camt) are not here")
    return sorted(folder.rglob("*.xml"))


@pytest.fixture
def entry() -> Callable[..., str]:
    def written(amount: str = "1.00", way: str = "CRDT", rest: str = "") -> str:
        return _ENTRY.format(amount=amount, way=way, rest=rest)

    return written


@pytest.fixture
def statement() -> Callable[..., bytes]:
    """A file of one CNY statement that opens with 100.00."""

    def written(*entries: str, closing: str = "100.00") -> bytes:
        return _STATEMENT.format(entries="".join(entries), closing=closing).encode()

    return written
