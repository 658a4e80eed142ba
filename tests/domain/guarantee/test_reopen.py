"""What a guarantor had paid to us is gone again: claim and promise stand as before (P30)."""

import pytest

from domain.guarantee.events import GuaranteeUnpaid
from domain.guarantee.reopen import REOPEN_GUARANTEE, ReopenGuarantee
from domain.guarantee.stream import GUARANTEE
from domain.kernel import StreamId
from domain.permissions import PERMITTED
from domain.postings import reversed_entry
from tests.domain.desk.test_claim import ACCEPTED, WHOLE, G, claimed
from tests.domain.desk.test_guaranteed import LINE, gone
from tests.kit.story import fold, given

PAID = gone(WHOLE).event
ASKED = ReopenGuarantee(guarantee=G, line=LINE)
ENTRIES = tuple(map(reversed_entry, PAID.entries))
SAID = GuaranteeUnpaid(guarantee=G, line=LINE, entries=ENTRIES)


def reopen(*facts, asked=ASKED):
    return given(GUARANTEE, ACCEPTED, claimed(), *facts).when(asked, by="PLATFORM")


def test_it_is_claimed_as_before():
    reopen(PAID).then(SAID)
    state = fold(GUARANTEE, ACCEPTED, claimed(), PAID, SAID)
    assert (state.open_fen, state.promised_fen, dict(state.paid_in)) == (WHOLE, WHOLE, {})


def test_once_for_each_line_and_for_no_other():
    reopen(PAID, SAID).nothing_happens()
    reopen().nothing_happens()
    other = ReopenGuarantee(guarantee=G, line=LINE.replace("#1", "#2"))
    reopen(PAID, asked=other).nothing_happens()


def test_by_the_platform_on_the_guarantee_alone():
    assert dict(PERMITTED)["ReopenGuarantee"] == ("PLATFORM",)
    assert REOPEN_GUARANTEE.touches(ASKED) == (StreamId("guarantee", G),)


def test_a_malformed_request_cannot_be_made():
    for told, facts in (("guarantee", ("G1", LINE)), ("line", (G, "x"))):
        with pytest.raises(ValueError, match=f"^{told}"):
            ReopenGuarantee(guarantee=facts[0], line=facts[1])
