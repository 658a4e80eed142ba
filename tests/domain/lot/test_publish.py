"""The result of a lot is published: by whose it is, or by the centre on their behalf."""

from dataclasses import replace

import pytest

from domain.kernel import Post
from domain.lot.concluded import ResultPublished
from domain.lot.publish import PublishResult
from domain.lot.stream import LOT
from tests.kit.lots import AGENCY, AUCTION, CODE, FAILED, MEDIA, OWNER, STRANGERS, TENDER, TEXT
from tests.kit.story import NOON, given

PUBLISHED = ResultPublished(lot=CODE, published_at=NOON, media=MEDIA, text=TEXT)
CENTRE = Post("C-OPS", "公共资源交易中心")


def publish(*facts, by=OWNER, **other):
    asked = {"lot": CODE, "media": MEDIA, "text": TEXT} | other
    return given(LOT, *facts).when(PublishResult(**asked), by=by)


@pytest.mark.parametrize("by", [OWNER, AGENCY, CENTRE])
def test_the_owner_its_agency_or_the_centre_publishes_it(by):
    """Scenario B, row 25: the transferor; C, row 24: the centre."""
    publish(*AUCTION[:5], by=by).then(PUBLISHED)
    publish(*AUCTION, by=by).then(PUBLISHED)
    publish(*TENDER[:6], by=by).then(PUBLISHED)


@pytest.mark.parametrize("by", [one for one in STRANGERS if one.role != "C-OPS"])
def test_nobody_else_does(by):
    publish(*AUCTION, by=by).refused_by("lot.not_yours")


def test_before_anybody_has_won_there_is_no_result():
    publish(*AUCTION[:4]).refused_by("lot.wrong_phase")
    publish(*AUCTION[:4], FAILED).refused_by("lot.wrong_phase")
    publish().refused_by("lot.unknown")


def test_the_last_word_counts_and_the_same_again_is_nothing():
    publish(*AUCTION, PUBLISHED).nothing_happens()
    publish(*AUCTION, replace(PUBLISHED, text="cd" * 32)).then(PUBLISHED)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"media": ()}, "media: expected where the result stands"),
        ({"text": "ab"}, "sha256 'ab': expected"),
        ({"lot": "x"}, "lot 'x': expected"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        publish(**wrong)
