"""Notifications: read like entries, from any version; total; and never money by themselves."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.channels.camt054 import notices
from api.banks.channels.channel import ChannelError

ENTRY = (
    '<Ntry><Amt Ccy="CNY">8000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<AcctSvcrRef>B-1</AcctSvcrRef></Ntry>"
)
ACCOUNT = "<Acct><Id><Othr><Id>6228</Id></Othr></Id></Acct>"
DAY = "<CreDtTm>2026-03-16T10:00:00+08:00</CreDtTm>"


def file(*notifications: str, name: str = "BkToCstmrDbtCdtNtfctn") -> bytes:
    inner = "".join(f"<Ntfctn>{one}</Ntfctn>" for one in notifications)
    return f'<Document xmlns="x"><{name}>{inner}</{name}></Document>'.encode()


@pytest.mark.parametrize("name", ["BkToCstmrDbtCdtNtfctn", "BkToCstmrDbtCdtNtfctnV01"])
def test_an_entry_is_told_with_its_account(name):
    (one,) = notices(file(f"<Id>N-1</Id>{DAY}{ACCOUNT}{ENTRY}", name=name))
    assert (one.message, one.account, one.currency) == ("N-1", "6228", "CNY")
    assert (one.line.serial, one.line.amount_minor, one.line.credit) == ("B-1", 800_000, True)
    assert one.line.booking_date == date(2026, 3, 16)


def test_two_notifications_of_a_file_are_kept_apart():
    other = ACCOUNT.replace("6228", "6229")
    found = notices(
        file(f"<Id>1</Id>{DAY}{ACCOUNT}{ENTRY}{ENTRY}", f"<Id>2</Id>{DAY}{other}{ENTRY}")
    )
    assert [(one.message, one.account) for one in found] == [
        ("1", "6228"),
        ("1", "6228"),
        ("2", "6229"),
    ]


def test_what_is_information_only_is_told_as_such():
    (one,) = notices(file(f"{DAY}{ACCOUNT}{ENTRY.replace('BOOK', 'INFO')}"))
    assert (one.line.booked, one.line.status) == (False, "INFO")


def test_a_notification_without_entries_is_none():
    assert notices(file(f"{DAY}{ACCOUNT}")) == []


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"", "not well-formed"),
        (b"<Document/>", "holds no statement, report or notification"),
        (file(f"{DAY}{ENTRY}"), "names no account"),
        (file(f"{DAY}{ACCOUNT}{ENTRY}", f"{DAY}{ENTRY}"), "names no account"),
        (file(f"{ACCOUNT}{ENTRY}"), "no booking date"),
        (file(f"{DAY}{ACCOUNT}{ENTRY.replace(' Ccy=', ' X=')}"), "no currency"),
        (file(f"{DAY}{ACCOUNT}{ENTRY.replace('CRDT', 'UP')}"), "CdtDbtInd is UP"),
        (b"<!DOCTYPE x>" + file(), "document type"),
        (
            file(f"{DAY}{ACCOUNT}{ENTRY}", name="BkToCstmrAcctRpt").replace(b"Ntfctn>", b"Rpt>"),
            "holds a camt.052",
        ),
    ],
)
def test_what_is_no_notification_is_refused_with_a_sentence(bad, why):
    with pytest.raises(ChannelError, match=why):
        notices(bad)


@settings(deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused(raw, begun):
    try:
        notices(file(f"{DAY}{ACCOUNT}")[:-40] + raw if begun else raw)
    except ChannelError as refusal:
        assert len(str(refusal)) <= 500


def test_real_notifications_are_read_or_refused_for_what_they_lack():
    folder = Path(__file__).resolve().parents[5] / "shared/data/camt"
    if not folder.is_dir():
        pytest.skip("NOT RUN: the real notifications (../shared/data/camt) are not here")
    files = [path for path in folder.rglob("*.xml") if b"DbtCdtNtfctn" in path.read_bytes()[:4096]]
    refused = {}
    for path in files:
        try:
            assert notices(path.read_bytes())
        except ChannelError as refusal:
            refused[path.name] = str(refusal)
    assert len(files) > 15
    assert refused == {}
