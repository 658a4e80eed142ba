"""Which notices prove a payment: a booked debit of it, from its account, of exactly its amount."""

from datetime import date

import pytest

from api.banks.channels.channel import Status
from api.banks.noticing import Noticed, debits, noticed, open_still
from domain.account.events import AccountOpened
from domain.payment.state import Stage

NUMBER, PAYMENT, PAYEE = "CN506228480402564890", "P0000000000000001/1/1", "漳州市甲建设有限公司"
OURS = AccountOpened(
    account="CNY-1",
    bank="",
    number=NUMBER,
    currency="CNY",
    holds="1001",
    day=date(2026, 3, 16),
    statement=None,
    entries=(),
)
ENTRY = (
    '<Ntry><Amt Ccy="CNY">8000.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>2026-03-16</Dt></BookgDt><NtryDtls><TxDtls>"
    "<Refs><EndToEndId>P0000000000000001-1-1</EndToEndId></Refs>"
    f"<RltdPties><Cdtr><Nm>{PAYEE}</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>"
)


def row(**other):
    told = {"payment": PAYMENT, "account": "CNY-1", "message": "M-1", "amount_fen": 800_000}
    return {**told, "stage": Stage.SENT.value, **other}


def file(*entries, number=NUMBER):
    account = f"<Id>N-1</Id><Acct><Id><IBAN>{number}</IBAN></Id></Acct>"
    inner = f"<Ntfctn>{account}{''.join(entries)}</Ntfctn>"
    return f"<Document><BkToCstmrDbtCdtNtfctn>{inner}</BkToCstmrDbtCdtNtfctn></Document>".encode()


def told_by(files, row, over=open_still):
    found, unread = debits(files)
    assert unread == []
    return noticed(found, {row["payment"]: row}, OURS, over)


def test_a_debit_as_ordered_proves_that_the_bank_carried_it_out():
    found = told_by([file(ENTRY, ENTRY)], row())
    assert (found.kept, found.doubted) == ([], set())
    (proof,) = found.proofs.values()
    assert (proof.payment, proof.status) == ("P0000000000000001-1-1", Status.ACCEPTED)
    assert proof.reason == "debited, says notification N-1 (camt.054)"


def test_what_the_bank_has_answered_needs_no_proof_but_waits_for_its_statement():
    accepted = row(stage=Stage.ACCEPTED.value)
    assert told_by([file(ENTRY)], accepted) == Noticed(waiting=[file(ENTRY)])


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("DBIT", "CRDT"),
        ("BOOK", "PDNG"),
        ("BOOK", "INFO"),
        ("</Sts>", "</Sts><RvslInd>true</RvslInd>"),
        ("</Refs>", "</Refs><RtrInf/>"),
        ("P0000000000000001-1-1", "NOTPROVIDED"),
        ("P0000000000000001-1-1", "P0000000000000002-1-1"),
        ("</TxDtls>", "</TxDtls><TxDtls/>"),
    ],
)
def test_what_is_no_booked_debit_of_a_payment_under_way_is_information(was, now):
    told = file(ENTRY.replace(was, now), number=NUMBER)
    assert told_by([told], row()) == Noticed()


@pytest.mark.parametrize("stage", [Stage.SENT, Stage.ACCEPTED, Stage.REJECTED])
@pytest.mark.parametrize(
    ("told", "other", "in_what"),
    [
        (file(ENTRY.replace("8000.00", "8000.01")), {}, "amount"),
        (file(ENTRY.replace('"CNY"', '"HKD"')), {}, "currency"),
        (file(ENTRY, number="CN6228"), {}, "account"),
        (file(ENTRY), {"account": "CNY-2"}, "account"),
    ],
)
def test_a_debit_otherwise_than_ordered_decides_nothing_and_is_told(stage, told, other, in_what):
    found = told_by([told], row(stage=stage.value, **other))
    assert (found.proofs, found.doubted) == ({}, {PAYMENT})
    ((kept, why),) = found.kept
    assert (kept, why) == (told, f"a notification says another {in_what} of {PAYMENT} than ordered")
    assert PAYEE not in why


def test_a_debit_of_what_was_rejected_is_no_proof_and_told_until_statements_explain_it():
    rejected, told, asked = row(stage=Stage.REJECTED.value), file(ENTRY), []
    found = told_by([told], rejected)
    assert (found.proofs, found.doubted) == ({}, {PAYMENT})
    why = f"a notification says {PAYMENT} was debited, which was rejected"
    assert found.kept == [(told, why)]
    assert told_by([told], rejected, lambda *of: not asked.append(of)) == Noticed()
    assert asked == [(rejected, date(2026, 3, 16))]


def test_a_payment_and_a_notice_of_another_account_are_none_of_ours():
    told = file(ENTRY, number="CN6228")
    assert told_by([told], row(account="CNY-2")) == Noticed()


def test_a_file_that_is_no_notification_is_kept_and_the_others_are_read():
    bad = b"<Document/>"
    found, ((unread, why),) = debits([bad, file(ENTRY)])
    assert ([debit.payment for debit in found], unread) == ([PAYMENT], bad)
    assert why.startswith("not a notification (camt.054): ")
