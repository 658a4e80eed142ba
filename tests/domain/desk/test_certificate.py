"""A sale is certified once: its whole price and both sides' fees came (SP-10; C, row 23)."""

from dataclasses import replace

import pytest

from domain.deposit.stream import DEPOSIT
from domain.desk.certificate import ISSUE_CERTIFICATE, IssueCertificate
from domain.kernel import Rejected, StreamId
from domain.lot.stopped import ProcedureSuspended, Suspending
from domain.lot.stream import LOT
from domain.permissions import may
from domain.roles import ROLE_CODES
from tests.kit.certified import (
    FACTS,
    FEE,
    FEES,
    HELD,
    ISSUED,
    REST,
    WHOLE_HERE,
    assessed,
    came,
    fee_in,
    given_on,
)
from tests.kit.lots import AUCTION, CODE, TENDER
from tests.kit.passing import EVIDENCE, LOSERS, WINNERS
from tests.kit.rows import D
from tests.kit.story import NOON, fold, given
from tests.kit.story import asked as asked_by


def certify(*, lot=AUCTION, fees=FEES, deposit=WHOLE_HERE, required=WINNERS, by="C-OPS", **other):
    asked = IssueCertificate(**(FACTS | {"deposit": D} | other))
    return given(DEPOSIT, required, *deposit).given(LOT, *lot, *fees).when(asked, by=by)


def test_once_price_and_fees_came_the_sale_is_certified():
    """The seller's fee is withheld of the price that lies here (row 25)."""
    certify().then(ISSUED)
    assert fold(LOT, *AUCTION, *FEES, ISSUED).certificate == ISSUED


def test_and_after_the_price_was_given_on_too():
    certify(deposit=(*WHOLE_HERE, given_on())).then(ISSUED)


def test_not_before_the_whole_price_came():
    certify(deposit=HELD).refused_by("price.not_whole")
    certify(deposit=(*HELD, came(REST - 1))).refused_by("price.not_whole")


def test_not_before_the_buyers_fee_came():
    certify(fees=(assessed(),)).refused_by("certificate.fee_missing")
    certify(fees=(assessed(), fee_in(fen=FEE - 1))).refused_by("certificate.fee_missing")
    certify(fees=(assessed(buyers=0),)).then(ISSUED)


def test_not_before_the_sellers_fee_came_or_lies_in_the_price():
    """Assessed anew when the price was gone already: what was not withheld of it comes straight."""
    more = (assessed(sellers=FEE + 1), fee_in())
    gone = (*WHOLE_HERE, given_on())
    certify(fees=more, deposit=gone).refused_by("certificate.fee_missing")
    certify(fees=(*more, fee_in("SELLER", 1)), deposit=gone).then(ISSUED)


def test_not_before_fees_were_assessed_be_they_none():
    certify(fees=()).refused_by("fee.not_assessed")
    certify(fees=(assessed(0, 0),)).then(ISSUED)


def test_of_a_contract_whose_price_is_the_sellers():
    certify(lot=TENDER).refused_by("certificate.no_sale")
    land = (replace(AUCTION[0], category="LAND"), *AUCTION[1:])
    certify(lot=land).refused_by("certificate.no_sale")
    certify(lot=AUCTION[:5]).refused_by("lot.wrong_phase")


def test_of_its_buyers_deposit():
    certify(required=LOSERS).refused_by("price.not_the_buyers")


def test_not_while_the_lot_stands_still():
    suspended = ProcedureSuspended(
        lot=CODE,
        cause=Suspending.OWNER,
        case=None,
        rule="",
        suspended_at=NOON,
        until=None,
        document=EVIDENCE,
    )
    certify(fees=(*FEES, suspended)).refused_by("lot.suspended")


def test_a_sale_has_one_certificate():
    certify(fees=(*FEES, ISSUED)).nothing_happens()
    certify(fees=(*FEES, ISSUED), number="2号").refused_by("certificate.known")


def test_before_the_opening_every_answer_is_the_same():
    certify(lot=AUCTION[:3]).refused_by("desk.not_open")
    certify(lot=AUCTION[:3], required=LOSERS).refused_by("desk.not_open")


def test_the_centres_operators_issue_it_and_nobody_else():
    asked = IssueCertificate(deposit=D, **FACTS)
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == {"C-OPS"}


def test_the_streams_are_named_by_the_request():
    asked = IssueCertificate(deposit=D, **FACTS)
    assert ISSUE_CERTIFICATE.touches(asked) == (StreamId("lot", CODE), StreamId("deposit", D))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": " "}, "number: expected the certificate's own"),
        ({"text": "ab"}, "sha256 'ab': expected"),
        ({"lot": "x"}, "lot 'x': expected"),
        ({"deposit": "D1"}, "deposit 'D1': expected P"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        IssueCertificate(**({"deposit": D} | FACTS | wrong))


def test_its_instant_is_the_legal_one():
    assert ISSUED.happened_at() == NOON
