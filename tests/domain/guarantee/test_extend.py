"""A guarantee is extended by its guarantor: longer, while it stands (展期)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.guarantee.events import GuaranteeExtended, GuaranteeReleased
from domain.guarantee.extend import EXTEND_GUARANTEE, ExtendGuarantee
from domain.guarantee.stream import GUARANTEE
from domain.kernel import Post, StreamId
from domain.permissions import PERMITTED
from tests.domain.desk.test_claim import ACCEPTED, GUARANTOR, G
from tests.kit.passing import EVIDENCE
from tests.kit.story import fold, given

LATER = date(2026, 9, 21)
ASKED = ExtendGuarantee(guarantee=G, valid_until=LATER, evidence=EVIDENCE)
SAID = GuaranteeExtended(guarantee=G, valid_until=LATER, evidence=EVIDENCE)


def extend(*facts, asked=ASKED, by=GUARANTOR):
    return given(GUARANTEE, *facts).when(asked, by=by)


def test_it_stands_until_then():
    extend(ACCEPTED).then(SAID)
    assert fold(GUARANTEE, ACCEPTED).valid_until == date(2026, 7, 21)
    assert fold(GUARANTEE, ACCEPTED, SAID).valid_until == LATER


def test_the_same_again_is_nothing_and_it_is_never_shortened():
    extend(ACCEPTED, SAID).nothing_happens()
    sooner = replace(ASKED, valid_until=date(2026, 9, 20))
    extend(ACCEPTED, SAID, asked=sooner).refused_by("guarantee.shorter")


def test_by_its_guarantor_in_its_own_name_or_the_platform_that_writes_it_down():
    extend(ACCEPTED, by="PLATFORM").then(SAID)
    for by in (Post("GUARANTOR", "别家"), "C-SET1"):
        extend(ACCEPTED, by=by).refused_by("guarantee.not_yours")
    extend().refused_by("guarantee.not_yours")
    assert dict(PERMITTED)["ExtendGuarantee"] == ("GUARANTOR", "PLATFORM")


def test_what_was_given_back_is_not_extended():
    extend(ACCEPTED, GuaranteeReleased(guarantee=G, entries=())).refused_by("guarantee.done")


def test_the_stream_is_named_by_the_request():
    assert EXTEND_GUARANTEE.touches(ASKED) == (StreamId("guarantee", G),)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("guarantee", "G1", "guarantee 'G1': expected"),
        ("valid_until", date(1800, 1, 1), "valid_until "),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(ASKED, **{field: value})
