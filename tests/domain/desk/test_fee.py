"""A fee that comes straight to the centre's own account: never more than assessed (P31)."""

from dataclasses import replace

import pytest

from domain.deposit.stream import DEPOSIT
from domain.desk.fee import RECORD_SERVICE_FEE, SIDES, RecordServiceFee
from domain.governance.state import Law
from domain.kernel import StreamId
from domain.lot.events import FeesAssessed, ServiceFeeReceived
from domain.lot.stream import LOT
from domain.permissions import PERMITTED
from domain.postings import Entry, Leg
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import CODE, TENDER
from tests.kit.owing import matched
from tests.kit.passing import DECISION, EVIDENCE, LOSERS, WINNERS, assigned, forfeited
from tests.kit.rows import D
from tests.kit.story import fold, given
from tests.kit.till import LAW, OURS

FEES = FeesAssessed(
    lot=CODE, seller_fen=70, buyer_fen=60, default_fen=50, document="核费1号", evidence=EVIDENCE
)


def asking(amount=60, of="BUYER", **other):
    facts = {"lot": CODE, "deposit": D, "of": of, "account": OURS.account, "amount_fen": amount}
    return RecordServiceFee(**(facts | {"document": DECISION, "evidence": EVIDENCE} | other))


def came(amount=60, of="BUYER", evidence=EVIDENCE):
    legs = (Leg("1101", CODE, amount, "P31"), Leg("4101", CODE, -amount, "P31"))
    return ServiceFeeReceived(
        lot=CODE,
        of=of,
        account=OURS.account,
        document=DECISION,
        evidence=evidence,
        entries=(Entry("OWN", "CNY", legs),),
    )


def record(*lot, deposit=(), asked=None, required=WINNERS, law=LAW, before=TENDER[:6]):
    story = given(LOT, *before, *lot).given(DEPOSIT, required, *deposit)
    return story.when(asked or asking(), by="C-CASH", law=law)


@pytest.mark.parametrize(("of", "due"), [("SELLER", 70), ("BUYER", 60), ("DEFAULT", 50)])
def test_each_fee_as_it_was_assessed_and_not_a_fen_more(of, due):
    record(FEES, asked=asking(due, of)).then(came(due, of))
    record(FEES, asked=asking(due + 1, of)).refused_by("fee.too_much")


def test_what_came_before_is_not_still_to_come():
    first = came(20, evidence="dd" * 32)
    record(FEES, first, asked=asking(40)).then(came(40))
    record(FEES, first, asked=asking(41)).refused_by("fee.too_much")
    assert fold(LOT, *TENDER[:6], FEES, first).fee_fen("BUYER") == 40


def test_once_for_each_document():
    record(FEES, came()).nothing_happens()
    record(FEES, came(), asked=asking(1)).refused_by("fee.known")
    record(FEES, came(), asked=asking(60, "SELLER")).refused_by("fee.known")


@pytest.mark.parametrize("swept", [(), (assigned(45, to="2013", owner=CODE),)])
def test_what_was_withheld_in_custody_is_not_paid_again_swept_or_not(swept):
    kept = (matched(), forfeited(fees=45), *swept)
    record(FEES, deposit=kept, asked=asking(5, "DEFAULT")).then(came(5, "DEFAULT"))
    record(FEES, deposit=kept, asked=asking(6, "DEFAULT")).refused_by("fee.too_much")
    record(FEES, deposit=kept).then(came())


def test_not_before_it_was_assessed():
    record().refused_by("fee.not_assessed")


def test_assessed_lower_since_nothing_is_to_come():
    less = replace(FEES, buyer_fen=1)
    record(FEES, came(20, evidence="dd" * 32), less, asked=asking(1)).refused_by("fee.too_much")


def test_only_to_an_account_of_the_centres_own():
    record(FEES, law=Law(FIXTURE)).refused_by("account.not_own")


def test_of_the_winners_deposit_alone_and_of_an_open_lot():
    record(FEES, required=LOSERS).refused_by("fee.not_the_winners")
    record(before=TENDER[:3]).refused_by("desk.not_open")


def test_told_by_whoever_keeps_accounts():
    assert dict(PERMITTED)["RecordServiceFee"] == ("C-CASH",)
    streams = (StreamId("lot", CODE), StreamId("deposit", D))
    assert RECORD_SERVICE_FEE.touches(asking()) == streams


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("lot", "x", "lot 'x': expected"),
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("account", "x", "account 'x': expected"),
        ("of", "NOBODY", f"of 'NOBODY': expected one of {', '.join(SIDES)}"),
        ("amount_fen", 0, "amount_fen 0: expected one or more"),
        ("document", " ", "document: expected its reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(asking(), **{field: value})
