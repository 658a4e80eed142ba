"""Who had a tender's documents is recorded at once, under seal: nobody may know who may bid."""

from dataclasses import replace
from datetime import date

import pytest

from domain.download.events import DocumentDownloaded
from domain.download.stream import DOWNLOAD as DOWNLOADS
from domain.kernel import KeyName, Post, Rejected, fields_of
from domain.party.enrol import RegisterParty
from domain.permissions import may
from domain.roles import ROLE_CODES
from domain.trade.invite import METHOD, IssueInvitations
from domain.trade.record_download import TEXTS_MOST, RecordDownload
from tests.kit.sentences import hear
from tests.kit.story import asked as asked_by
from tests.kit.tendering import (
    AGENCY,
    B1,
    B2,
    B3,
    B4,
    LOT,
    OPENING,
    PROCEDURE,
    REGISTERED,
    STEPS,
    TEXT,
    UNTIL,
    Tender,
)
from tests.kit.till import at

PLATFORM, COMPANY = Post("PLATFORM"), "91350100M000100Y43"
DOWNLOAD, OTHER = "L00000000000000A1", "cd" * 32
WHEN, LATER = at(date(2026, 3, 4), 12), at(date(2026, 3, 10), 12)
HAS = RecordDownload(download=DOWNLOAD, lot=LOT, party=B1, text=TEXT)
HAD = DocumentDownloaded(download=DOWNLOAD, downloaded_at=WHEN, lot=LOT, party=B1, text=TEXT)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def tender(steps=2, *, invites=False):
    """A lot whose documents can be had, perhaps of an invited tender, and a party that is known."""
    if not invites:
        lived = Tender(steps)
    else:
        how = (
            (replace(asked, method=METHOD) if hasattr(asked, "method") else asked, by, when)
            for asked, by, when in REGISTERED
        )
        lived = Tender(registered=tuple(how))
        asked = IssueInvitations(lot=LOT, procedure=PROCEDURE, invitees=(B2, B3, B4), text=TEXT)
        for command in (asked, STEPS[1][0]):
            lived.do(command, AGENCY, STEPS[0][2])
    known = {"name": "某公司", "basic_account": None, "basic_bank": None}
    lived.do(RegisterParty(party=B1, **known), Post("C-OPS"), WHEN)
    return lived


def had(lived, asked=HAS, when=WHEN):
    return lived.ask(asked, PLATFORM, when)


def test_what_a_party_had_is_said_once_each():
    lived = tender()
    assert had(lived) == (HAD,)
    assert had(lived, when=LATER) == ()
    later = replace(HAD, downloaded_at=LATER, text=OTHER)
    assert had(lived, replace(HAS, text=OTHER), LATER) == (later,), "what clarifies them"
    assert had(lived, replace(HAS, text=OTHER), LATER) == ()


def test_of_which_lot_by_whom_and_what_is_sealed_as_a_bid_is():
    assert fields_of(DocumentDownloaded, "public") == ("download", "downloaded_at")
    assert DOWNLOADS.keys(replace(HAD, party=COMPANY)) == (KeyName("lot", LOT),)
    assert DOWNLOADS.keys(HAD) == (KeyName("lot", LOT), KeyName("party", B1))
    assert DOWNLOADS.keys(replace(HAD, party=None)) == ()


def test_for_the_first_time_while_they_can_be_had_then_until_bids_are_due():
    refused(had(tender(), when=UNTIL), "lot.too_late")
    lived = tender()
    had(lived)
    refused(had(lived, replace(HAS, text=OTHER), OPENING), "lot.too_late")
    refused(had(tender(1)), "lot.wrong_phase")
    refused(had(tender(5)), "lot.wrong_phase")


def test_only_who_is_known_and_may_bid_has_them():
    refused(had(Tender(2)), "party.unknown")
    refused(had(tender(invites=True)), "invitation.not_invited")


def test_an_id_is_of_one_party_and_one_lot():
    lived = tender()
    had(lived)
    known = {"name": "另一公司", "basic_account": None, "basic_bank": None}
    lived.do(RegisterParty(party=B2, **known), Post("C-OPS"), WHEN)
    refused(had(lived, replace(HAS, party=B2)), "download.another")


def test_one_party_had_so_many_documents_of_a_lot_at_most():
    """Else a bidder's software makes a list that its owner reads grow without end."""
    lived = tender()
    for n in range(TEXTS_MOST):
        lived.do(replace(HAS, text=f"{n:064x}"), PLATFORM, WHEN)
    refused(had(lived), "download.too_many")
    assert had(lived, replace(HAS, text=f"{0:064x}")) == (), "what it had is nothing new"


def test_the_platform_alone_says_so():
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), HAS), Rejected)}
    assert by == {"PLATFORM"}


def test_what_cannot_be_meant_is_not_asked():
    with pytest.raises(ValueError, match=r"^download 'x': expected L and 16"):
        replace(HAS, download="x")
    with pytest.raises(ValueError, match="ab"):
        replace(HAS, text="ab")
