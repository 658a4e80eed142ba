"""Bytes that were signed never change: every event, every command, and the stored form."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.bankday.events import StatementImported
from domain.bankpage.events import BankCreditRecorded, BankDebitRecorded
from domain.deposit.events import DepositRequired, DepositTermsChanged, HoldLifted, HoldPlaced
from domain.deposit.former import InterestAllocatedV1
from domain.deposit.owed import InterestAllocated, RefundApproved, RefundObligationCreated
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.stream import DEPOSIT
from domain.dispute.filed import ComplaintFiled
from domain.governance.events import RulePackPublished
from domain.lot.allotment import QuotaAllotted
from domain.lot.bidding import OffersCompared
from domain.lot.ended import ArchiveSealed
from domain.lot.events import (
    AwardNoticeIssued,
    BidOpened,
    DepositDeadlinePassed,
    FeesAssessed,
    LotDefined,
    TransactionConfirmed,
)
from domain.outside.events import OutsideListRecorded
from domain.packs.shapes import WrittenMethod
from domain.panel.events import ExpertsDrawn
from domain.payout.events import PayoutGivenUp, PayoutRejected
from domain.procedure.events import ProcedureRegistered
from ledger import canonical
from ledger.codec import UnknownShape, read_body, write_body
from ledger.envelope import (
    ActorPart,
    Body,
    CommandRef,
    SealedPart,
    Signature,
    join,
    part,
)
from ledger.merkle import leaf_hash
from ledger.signing import EVENT_TAG, FileSigner, verify
from tests.golden.facts import COUNTED, DIGEST, KEY, PERSON
from tests.golden.keep import HERE, STREAMS, new_codec, place, read_event, written
from tests.golden.requests import COMMANDS
from tests.golden.samples import EVENTS

SAMPLES = [*EVENTS, *COMMANDS]
EVENT_CLASSES = {type(event) for event in EVENTS}
STORED = HERE / "bytes" / "stored-event.txt"


@pytest.fixture(scope="module")
def codec():
    return new_codec()


def named(sample):
    return f"{sample.NAME}@{sample.VERSION}"


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_canonical_bytes_never_change(codec, sample):
    assert written(codec, sample) == place(sample).read_bytes()


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_the_bytes_are_of_the_strict_profile(sample):
    data = place(sample).read_bytes()
    assert canonical.write(canonical.read(data)) == data


@pytest.mark.parametrize("event", EVENTS, ids=named)
def test_an_event_reads_back_as_it_was(codec, event):
    data = place(event).read_bytes()
    assert read_event(codec, event.NAME, event.VERSION, data) == event


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_a_command_reads_back_as_it_was(codec, command):
    body, content = codec.command(place(command).read_bytes())
    assert content == command
    assert (body.name, body.version) == (command.NAME, command.VERSION)


def test_every_shape_that_was_ever_signed_has_its_bytes(codec):
    kept = {path.stem for path in (HERE / "events").glob("*.json")}
    assert kept == {f"{name}@{version}" for name, version in codec.shapes}
    kept = {path.stem for path in (HERE / "commands").glob("*.json")}
    assert kept == {f"{name}@{version}" for name, version in codec.commands} | NO_LONGER_ASKED


NO_LONGER_ASKED = {
    "AcknowledgeAlert@1", "AssessFees@1", "AwardLot@1", "CarryInterestOver@1", "ClarifyDocuments@1",
    "ClaimGuarantee@1", "ClaimGuarantee@2", "CompareOffers@1", "ConcludePrequalification@1",
    "ConfirmExternalPayment@1", "ConfirmNextCandidate@1",
    "DefineLot@1", "DrawPanel@1", "ForfeitDeposit@1", "ForfeitDeposit@2", "ImportLines@1",
    "EvaluatePrices@1", "ExtendGuarantee@1", "FailLot@1", "LiftHold@1", "MatchReversal@1",
    "OpenBids@1", "OpenBids@2", "PlaceHold@1", "PlaceHold@2", "PublishRulePack@1", "RaiseAlert@1",
    "RecordDecryptionFailure@1", "RecordEvaluation@1", "RecordEvaluation@2", "RecordStatement@1",
    "RegisterLot@1", "RejectComplaint@1", "ReleaseGuarantee@1", "ReleasePool@1", "ReplaceExpert@1",
    "ReportPayment@1", "SealArchive@1", "SubmitBid@1",
}  # fmt: skip
"""Commands of before: their not-after has passed, a verifier needs their digests alone."""


@pytest.mark.parametrize("name", sorted(NO_LONGER_ASKED))
def test_a_command_that_is_asked_otherwise_today_is_told_so(codec, name):
    of, version = name.split("@")
    data = (HERE / "commands" / f"{name}.json").read_bytes()
    with pytest.raises(UnknownShape, match=f"no command is called {of} version {version}"):
        codec.command(data)


def former(codec, name, version=1):
    """An old event's bytes, read as today's shape."""
    data = (HERE / "events" / f"{name}@{version}.json").read_bytes()
    return read_event(codec, name, version, data)


def test_a_lot_of_before_says_nothing_of_what_it_is_worth(codec):
    today = next(event for event in EVENTS if type(event) is LotDefined)
    plain = replace(today, scopes=())
    assert former(codec, "LotDefined", 3) == plain
    direct = replace(plain, procedure=None, pack=0)
    assert former(codec, "LotDefined") == replace(direct, estimate_fen=None)
    assert former(codec, "LotDefined", 2) == direct


def test_a_procedure_of_before_says_not_by_which_rules_it_was_begun(codec):
    today = next(event for event in EVENTS if type(event) is ProcedureRegistered)
    assert former(codec, "ProcedureRegistered") == replace(today, pack=0)


def test_a_deadline_of_before_ended_bids_too(codec):
    today = next(event for event in EVENTS if type(event) is DepositDeadlinePassed)
    assert former(codec, "DepositDeadlinePassed") == replace(today, closes=True)


def test_a_pack_of_before_has_one_order_and_takes_methods_by_any_name(codec):
    today = next(event for event in EVENTS if type(event) is RulePackPublished)
    any_name = WrittenMethod(zh="", protocol="SEALED_SCORED", scopes=())
    was = replace(today.pack, methods=(any_name,), orders=())
    assert former(codec, "RulePackPublished") == replace(today, pack=was)


@pytest.mark.parametrize("shape", [DepositRequired, DepositTermsChanged])
def test_terms_of_before_are_by_the_rules_that_come_with_the_platform(codec, shape):
    today = next(event for event in EVENTS if type(event) is shape)
    assert former(codec, shape.NAME) == replace(today, terms=replace(today.terms, pack=0))


def test_a_line_of_before_does_not_say_what_it_is(codec):
    credit, debit = (
        next(event for event in EVENTS if type(event) is shape)
        for shape in (BankCreditRecorded, BankDebitRecorded)
    )
    plain = replace(credit.particulars, returned=False, return_code=None, kind=None)
    assert former(codec, "BankCreditRecorded") == replace(credit, particulars=plain)
    returned = replace(debit.particulars, returned=True, reversal=False)
    assert former(codec, "BankDebitRecorded") == replace(debit, particulars=returned)


def test_a_list_of_before_does_not_say_whose_it_is(codec):
    today = next(event for event in EVENTS if type(event) is OutsideListRecorded)
    assert former(codec, "OutsideListRecorded") == replace(today, organisation=None)


def test_a_statement_of_before_says_neither_the_days_of_its_lines_nor_that_it_is_all_of_its_day(
    codec,
):
    today = next(event for event in EVENTS if type(event) is StatementImported)
    unwritten = dict.fromkeys(("since", "until", "whole_day"))
    assert former(codec, "StatementImported") == replace(today, **unwritten)


def test_a_complaint_of_before_does_not_say_by_which_estimate_it_came_early(codec):
    today = next(event for event in EVENTS if type(event) is ComplaintFiled)
    assert former(codec, "ComplaintFiled") == replace(today, first=None)


def test_at_an_opening_of_before_nobody_counted_nor_said_which(codec):
    today = next(event for event in EVENTS if type(event) is BidOpened)
    unsaid = {"bids": None, "withdrawn": ()}
    assert former(codec, "BidOpened") == replace(today, counted=None, **unsaid)
    assert former(codec, "BidOpened", 2) == replace(today, counted=4, **unsaid)


def test_of_offers_compared_before_nobody_looked_for_their_deposits(codec):
    today = next(event for event in EVENTS if type(event) is OffersCompared)
    assert former(codec, "OffersCompared") == replace(today, unsecured=None)


def test_a_draw_of_before_does_not_say_of_whom_it_was_drawn(codec):
    today = next(event for event in EVENTS if type(event) is QuotaAllotted)
    assert former(codec, "QuotaAllotted") == replace(today, drawn_from=None, passed_over=())


def test_a_notice_of_before_does_not_say_its_day(codec):
    today = next(event for event in EVENTS if type(event) is AwardNoticeIssued)
    assert former(codec, "AwardNoticeIssued") == replace(today, issued_on=None)


def test_a_sale_that_was_agreed_before_opened_nothing(codec):
    today = next(event for event in EVENTS if type(event) is TransactionConfirmed)
    assert former(codec, "TransactionConfirmed") == replace(today, opened_at=None)


def test_fees_of_before_say_nothing_of_the_buyers(codec):
    today = next(event for event in EVENTS if type(event) is FeesAssessed)
    assert former(codec, "FeesAssessed") == replace(today, buyer_fen=0)


@pytest.mark.parametrize("shape", [PayoutRejected, PayoutGivenUp])
def test_why_a_payout_of_before_came_back_is_read_where_it_stood(codec, shape):
    """In the open; from now on auditors do not read it."""
    today = next(event for event in EVENTS if type(event) is shape)
    assert former(codec, shape.NAME) == today
    assert "reason" in json.loads((HERE / "events" / f"{shape.NAME}@2.json").read_bytes())["sealed"]


def test_interest_of_before_that_followed_a_refund_names_who_takes_it_and_whom_it_follows(codec):
    """Its number was of the refund that had gone; the new one stood in its legs alone."""
    today = next(event for event in EVENTS if type(event) is InterestAllocated)
    before = former(codec, "InterestAllocated")
    assert (before.number, before.follows_refund, before.to) == (1, None, "2006")
    old = InterestAllocatedV1(
        **{one.name: getattr(today, one.name) for one in fields(InterestAllocatedV1)}
    )
    (read,) = (one.to_today for one in DEPOSIT.former if one.shape is InterestAllocatedV1)
    assert read(replace(old, number=today.follows_refund)) == today


def test_a_record_of_before_does_not_say_its_position(codec):
    today = next(event for event in EVENTS if type(event) is ArchiveSealed)
    assert former(codec, "ArchiveSealed") == replace(today, as_of=None)


def test_a_panel_of_before_does_not_say_who_was_to_keep_away_nor_which_agencies_were_there(codec):
    today = next(event for event in EVENTS if type(event) is ExpertsDrawn)
    before = replace(today, agencies=None)
    assert former(codec, "ExpertsDrawn", 2) == before
    assert former(codec, "ExpertsDrawn") == replace(before, avoid=None, avoided=None)


def test_a_refund_of_before_was_not_approved_before_its_interest(codec):
    today = next(event for event in EVENTS if type(event) is RefundApproved)
    assert former(codec, "RefundApproved") == replace(today, interest_to_come=False)


@pytest.mark.parametrize("shape", [HoldPlaced, HoldLifted, EnforcementExecuted])
def test_an_order_of_before_does_not_say_on_which_day(codec, shape):
    today = next(event for event in EVENTS if type(event) is shape)
    assert former(codec, shape.NAME) == replace(today, day=None)


UNSAID = dict.fromkeys(
    (
        "ReceiptMatched",
        "ReceiptPartial",
        "OverpaymentDetected",
        "DuplicateReceiptDetected",
        "LateReceiptDetected",
        "ReceiptRejected",
    ),
    "value_date",
) | {
    "BankCreditReversed": "gone_fen",
    "RefundObligationCreated": "interest_until",
    "DepositRequired": "category",
    "DepositTermsChanged": "category",
    "StatementImported": "ends",
    "ProcedureSuspended": "term",
    "ObjectionFiled": "within",
    "QueryFiled": "within",
    "ComplaintFiled": "within",
    "DisclosureExtended": "too_short",
}
"""The field that a version's first bytes do not have; None, or no, where it is not said."""


def unsaid(event, field):
    """The event as if it did not say this, itself or in its terms, nor what later versions say."""
    terms = getattr(event, "terms", None)
    if isinstance(event, RefundObligationCreated):
        event = replace(event, since=None)
    if isinstance(event, ComplaintFiled):
        event = replace(event, first=None)
    if isinstance(event, StatementImported):
        event = replace(event, since=None, until=None, whole_day=None)
    if terms is not None:
        return replace(event, terms=replace(terms, **{field: None, "pack": 0}))
    return replace(event, **{field: False if field == "too_short" else None})


def test_every_version_that_got_a_field_has_its_first_bytes():
    assert {path.stem for path in (HERE / "before").glob("*.json")} == {f"{n}@1" for n in UNSAID}


@pytest.mark.parametrize("name", UNSAID)
def test_an_event_from_before_a_field_is_read_as_if_it_were_not_said(codec, name):
    today = next(event for event in EVENTS if name == event.NAME)
    data = (HERE / "before" / f"{name}@1.json").read_bytes()
    assert UNSAID[name].encode() not in data
    assert read_event(codec, name, 1, data) == unsaid(today, UNSAID[name])


def test_a_refund_from_before_it_said_from_when_its_term_counts_is_read_without(codec):
    today = next(event for event in EVENTS if type(event) is RefundObligationCreated)
    parts = canonical.read(place(today).read_bytes())
    del parts["restricted"]["since"]
    said = read_event(codec, today.NAME, today.VERSION, canonical.write(parts))
    assert said == replace(today, since=None)


@pytest.mark.parametrize("shape", [former.shape for stream in STREAMS for former in stream.former])
def test_an_event_of_before_is_read_without_its_key_too(codec, shape):
    data = (HERE / "events" / f"{shape.NAME}@{shape.VERSION}.json").read_bytes()
    closed = canonical.write(canonical.read(data) | {"sealed": None})
    event = read_event(codec, shape.NAME, shape.VERSION, closed)
    assert type(event) in EVENT_CLASSES
    assert getattr(event, "particulars", None) is None


def stored():
    """One event as it is stored, under the first key of RFC 8032."""
    seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    signer = FileSigner(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)))
    body = write_body(
        Body(
            actor=ActorPart(
                custodial=True,
                key=KEY,
                on_behalf_of=None,
                organisation="centre",
                person=PERSON,
                post="MATCHER",
            ),
            category=None,
            cause=None,
            command=CommandRef(DIGEST, (Signature("ed25519", KEY, bytes(64)),)),
            entries=(COUNTED,),
            law=9,
            name="ReceiptMatched",
            occurred_at=datetime(2026, 3, 17, 4, 0, tzinfo=UTC),
            origin="ledger.example.cn/zhangben",
            position=123_456,
            previous=DIGEST,
            public={"deposit": "P00000000000000D1"},
            recorded_at=datetime(2026, 3, 17, 4, 0, 0, 120_000, tzinfo=UTC),
            region="350600",
            restricted=None,
            sealed=SealedPart(c=DIGEST, x=bytes(range(256))),
            sequence=3,
            stream=17,
            v=1,
            version=1,
        )
    )
    signature = Signature("ed25519", signer.key_id, signer.sign(EVENT_TAG + body))
    return signer, join(body, signature)


def test_the_stored_form_never_changes():
    _, form = stored()
    assert form == STORED.read_bytes()
    assert leaf_hash(form) == sha256(b"\0" + form).digest()


def test_the_stored_form_reads_back_and_its_signature_holds():
    signer, form = stored()
    body, signature = part(STORED.read_bytes())
    assert verify(signature.alg, signer.public, signature.sig, EVENT_TAG + body)
    again = read_body(body)
    assert write_body(again) == body
    assert join(body, signature) == form


def test_another_value_has_other_bytes(codec):
    event = EVENTS[0]
    assert written(codec, replace(event, mode="demo")) != place(event).read_bytes()
