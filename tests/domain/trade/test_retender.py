"""What came to nothing is traded anew: both lots say so of each other, once."""

from dataclasses import replace

import pytest

from domain.kernel import Placed, Rejected, StreamId
from domain.lot.ended import RetenderLinked
from domain.lot.stream import LOT
from domain.permissions import may
from domain.roles import ROLE_CODES
from domain.trade.retender import LINK_RETENDER, LinkRetender
from tests.kit.lots import (
    AGENCY,
    CODE,
    DEFINED,
    FAILED,
    OWNER,
    STRANGERS,
    TENDER,
    TERMINATED,
    VOIDED,
)
from tests.kit.story import asked as asked_by
from tests.kit.story import fold, given

NEXT, THIRD = "A3506000001000001002001", "A3506000001000001003001"
ANEW = replace(DEFINED, lot=NEXT)
TOLD = {"failed": CODE, "next": NEXT}
ENDED, FOLLOWS = RetenderLinked(lot=CODE, **TOLD), RetenderLinked(lot=NEXT, **TOLD)
BROKEN = (*TENDER[:3], FAILED)


def link(*ended, anew=(ANEW,), by=OWNER, code=NEXT):
    story = given(LOT, *ended, code=CODE).given(LOT, *anew, code=code)
    return story.when(LinkRetender(lot=CODE, next=code), by=by)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
@pytest.mark.parametrize(
    "ended", [BROKEN, (*TENDER[:3], TERMINATED), (*TENDER, VOIDED)], ids=["failed", "ended", "void"]
)
def test_a_lot_that_is_over_is_traded_anew_as_another(ended, by):
    link(*ended, by=by).then(ENDED, Placed(StreamId("lot", NEXT), FOLLOWS))


def test_each_can_be_read_from_the_other():
    assert fold(LOT, *BROKEN, ENDED).next_lot == NEXT
    following = fold(LOT, ANEW, FOLLOWS)
    assert (following.failed_lot, following.next_lot) == (CODE, None)


def test_a_lot_that_is_not_over_is_not():
    link(*TENDER).refused_by("lot.wrong_phase")
    link(*TENDER[:2]).refused_by("lot.wrong_phase")


def test_once_each():
    link(*BROKEN, ENDED).nothing_happens()
    link(*BROKEN, ENDED, anew=(replace(ANEW, lot=THIRD),), code=THIRD).refused_by("lot.retendered")
    other = RetenderLinked(lot=NEXT, failed=THIRD, next=NEXT)
    link(*BROKEN, anew=(ANEW, other)).refused_by("lot.retendered")


def test_as_a_lot_of_the_same_owner_and_kind_that_is_under_way():
    link(*BROKEN, anew=()).refused_by("lot.unknown")
    link(*BROKEN, anew=(ANEW, replace(FAILED, lot=NEXT))).refused_by("lot.wrong_phase")
    link(*BROKEN, anew=(replace(ANEW, owner="水利局"),)).refused_by("lot.not_its_next")
    sale = replace(ANEW, category="STATE_PROPERTY")
    link(*BROKEN, anew=(sale,)).refused_by("lot.not_its_next")


@pytest.mark.parametrize("by", STRANGERS)
def test_by_nobody_else(by):
    link(*BROKEN, by=by).refused_by("lot.not_yours")


def test_owners_and_their_agencies_ask_for_it():
    asked = LinkRetender(lot=CODE, next=NEXT)
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == {"OWNER", "AGENCY"}


def test_both_lots_are_named_by_the_request():
    asked = LinkRetender(lot=CODE, next=NEXT)
    assert LINK_RETENDER.touches(asked) == (StreamId("lot", CODE), StreamId("lot", NEXT))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lot": "x"}, "lot 'x': expected"),
        ({"next": "x"}, "lot 'x': expected"),
        ({"next": CODE}, f"next {CODE}: expected another lot"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        LinkRetender(**({"lot": CODE, "next": NEXT} | wrong))
