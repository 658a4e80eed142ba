"""An invited tender: three or more are invited, nobody else bids, and nobody reads who they are."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bid.events import BidReceived
from domain.invitation.events import InviteesNamed
from domain.kernel import Placed, Rejected, StreamId
from domain.lot.documents import IssueDocuments
from domain.lot.tendered import InvitationIssued
from domain.party.enrol import RegisterParty
from domain.permissions import may
from domain.phases import Phase
from domain.roles import ROLE_CODES
from domain.trade.invite import METHOD, MOST, IssueInvitations
from domain.trade.submit_bid import SubmitBid
from tests.kit.sentences import hear
from tests.kit.story import Memory
from tests.kit.story import asked as asked_by
from tests.kit.tendering import (
    AGENCY,
    B1,
    B2,
    B3,
    B4,
    DEADLINE,
    LAW,
    LOT,
    OWNER,
    PROCEDURE,
    REGISTERED,
    STEPS,
    TEXT,
    UNTIL,
)
from tests.kit.till import at

WHEN = at(date(2026, 3, 2), 10)
INVITED = (B1, B2, B3)
ASKS = IssueInvitations(lot=LOT, procedure=PROCEDURE, invitees=INVITED, text=TEXT)
SAID = (
    InvitationIssued(lot=LOT, issued_at=WHEN, text=TEXT),
    Placed(StreamId("invitation", LOT), InviteesNamed(lot=LOT, invitees=INVITED)),
)


def registered(method=METHOD):
    """A lot of a procedure of this method."""
    memory = Memory()
    for asked, by, when in REGISTERED:
        told = replace(asked, method=method) if hasattr(asked, "method") else asked
        assert memory.ask(told, by, at=when, law=LAW)
    return memory


def ask(memory, asked=ASKS, by=AGENCY, when=WHEN):
    return memory.ask(asked, by, at=when, law=LAW)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_invitations_take_the_place_of_the_announcement(by):
    memory = registered()
    assert ask(memory, by=by) == SAID
    lot = memory.of(StreamId("lot", LOT))
    assert (lot.phase, lot.is_out) == (Phase.ANNOUNCED, True)
    documents = IssueDocuments(lot=LOT, until=UNTIL, text=TEXT)
    assert not isinstance(ask(memory, documents), Rejected)


def test_three_are_invited_at_least():
    refused(ask(registered(), replace(ASKS, invitees=(B1, B2))), "invitation.too_few")


def test_only_where_the_procedure_is_of_that_method():
    refused(ask(registered("公开招标")), "lot.wrong_procedure")
    other = replace(ASKS, procedure="A35060000000100102")
    refused(ask(registered(), other), "lot.wrong_procedure")


def test_once_in_time_and_by_nobody_else():
    memory = registered()
    refused(ask(memory, when=DEADLINE), "lot.too_late")
    refused(ask(memory, by=replace(AGENCY, organisation="乙代理")), "lot.not_yours")
    ask(memory)
    assert ask(memory) == ()
    refused(ask(memory, replace(ASKS, invitees=(B1, B2, B4))), "invitation.issued")
    other = replace(AGENCY, organisation="乙代理")
    for guessed in (ASKS, replace(ASKS, invitees=(B1, B2, B4))):
        refused(ask(memory, guessed, by=other), "lot.not_yours")
    announce, _, _ = STEPS[0]
    refused(ask(memory, announce), "lot.wrong_phase")


def test_who_was_not_invited_hands_in_no_bid():
    memory = registered()
    ask(memory)
    for party in (B1, B4):
        known = {"name": party, "basic_account": "1", "basic_bank": None}
        ask(memory, RegisterParty(party=party, **known), "C-OPS")
    bid = SubmitBid(
        bid="B00000000000000A1", lot=LOT, party=B4, file=TEXT, price_fen=None, deposit=None
    )
    refused(ask(memory, bid, "PLATFORM"), "invitation.not_invited")
    (told,) = ask(memory, replace(bid, party=B1), "PLATFORM")
    assert isinstance(told, BidReceived)


def test_no_public_part_tells_who_they_are_or_how_many():
    (issued, placed) = SAID
    assert not {*issued.__slots__} & {"invitees"}
    assert placed.event.invitees == INVITED
    field = InviteesNamed.__dataclass_fields__["invitees"]
    assert field.metadata["part"] == "sealed"


def test_owners_and_their_agencies_invite():
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), ASKS), Rejected)}
    assert by == {"OWNER", "AGENCY"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lot": "x"}, "lot 'x': expected"),
        ({"procedure": "x"}, "procedure 'x': expected"),
        ({"text": "a"}, "sha256 'a': expected"),
        ({"invitees": (B1, B1)}, "invitees: expected each once"),
        (
            {"invitees": tuple(f"N{n:016X}" for n in range(MOST + 1))},
            f"invitees: expected each once, {MOST} at most",
        ),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(ASKS, **wrong)
