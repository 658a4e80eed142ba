"""What a bank charges on the centre's own account is its own cost, in book OWN alone (P31)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.governance.state import Law
from domain.kernel import StreamId
from domain.own.charge import RECORD_BANK_CHARGE, RecordBankCharge
from domain.own.events import OwnBankChargeRecorded
from domain.own.stream import OWN_ACCOUNT
from domain.permissions import PERMITTED
from domain.postings import Entry, Leg
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.story import given
from tests.kit.till import LAW, OURS

DAY = date(2026, 3, 16)
FACTS = {"account": OURS.account, "day": DAY, "document": "回单1号", "evidence": "ee" * 32}
ASKED = RecordBankCharge(**FACTS, amount_fen=3_000)
LEGS = (Leg("5102", OURS.account, 3_000, "P31"), Leg("1101", OURS.account, -3_000, "P31"))
SAID = OwnBankChargeRecorded(**FACTS, entries=(Entry("OWN", "CNY", LEGS),))


def record(*facts, asked=ASKED, law=LAW):
    return given(OWN_ACCOUNT, *facts).when(asked, by="C-CASH", law=law)


def test_it_costs_the_centre_and_nobody_else():
    record().then(SAID)


def test_once_for_each_document():
    record(SAID).nothing_happens()
    record(SAID, asked=replace(ASKED, amount_fen=1)).refused_by("charge.known")
    other = {**FACTS, "evidence": "dd" * 32}
    record(SAID, asked=RecordBankCharge(**other, amount_fen=3_000)).then(
        replace(SAID, evidence="dd" * 32)
    )


def test_only_on_an_account_that_is_registered_as_the_centres_own():
    record(law=Law(FIXTURE)).refused_by("account.not_own")
    record(asked=replace(ASKED, account="ZZ-DEPOSITS")).refused_by("account.not_own")


def test_no_charge_of_a_day_to_come():
    record(asked=replace(ASKED, day=date(2026, 3, 17))).refused_by("charge.to_come")


def test_it_happened_on_its_day_and_is_told_by_whoever_keeps_accounts():
    assert SAID.happened_at().date() == DAY
    assert dict(PERMITTED)["RecordBankCharge"] == ("C-CASH",)
    assert RECORD_BANK_CHARGE.touches(ASKED) == (StreamId("own", OURS.account),)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("account", "x", "account 'x': expected"),
        ("day", date(1800, 1, 1), "day "),
        ("amount_fen", 0, "amount_fen 0: expected one or more"),
        ("document", " ", "document: expected its reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(ASKED, **{field: value})
