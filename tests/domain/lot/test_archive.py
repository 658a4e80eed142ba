"""A settled lot's record is sealed, by how its streams stand; after that it hears nothing more."""

from dataclasses import replace
from hashlib import sha256

import pytest

from domain.kernel import Rejected
from domain.lot.archive import SealArchive, digest_of
from domain.lot.award import SignContract
from domain.lot.close import FailLot, TerminateProcedure
from domain.lot.ended import ArchiveSealed, SettlementClosed, StreamHead
from domain.lot.fees import AssessFees
from domain.lot.publish import PublishResult
from domain.lot.stream import LOT
from domain.lot.suspend import SuspendProcedure
from domain.permissions import may
from domain.phases import Phase
from domain.roles import ROLE_CODES
from domain.trade.void_result import VoidResult
from tests.kit.lots import CODE, MEDIA, OWNER, SIGNED, TENDER, TEXT
from tests.kit.story import NOON, fold, given
from tests.kit.story import asked as asked_by

A, B = "aa" * 32, "bb" * 32
HEADS = (StreamHead(number=18, events=12, head=A),)
RECORD = {"heads": HEADS, "streams": 2, "events": 15, "digest": B, "as_of": 40}
SETTLED = SettlementClosed(lot=CODE, settled_at=NOON, deposits=1)
SEALED = ArchiveSealed(lot=CODE, sealed_at=NOON, **RECORD)
ENDED = (*TENDER, SETTLED)


def seal(*facts, **other):
    return given(LOT, *facts).when(SealArchive(lot=CODE, **(RECORD | other)), by="PLATFORM")


def test_of_a_settled_lot_once():
    seal(*ENDED).then(SEALED)
    assert fold(LOT, *ENDED, SEALED).phase is Phase.ARCHIVED
    seal(*ENDED, SEALED).nothing_happens()


@pytest.mark.parametrize("so_far", range(len(TENDER) + 1))
def test_of_no_other(so_far):
    rule = "lot.wrong_phase" if so_far else "lot.unknown"
    seal(*TENDER[:so_far]).refused_by(rule)


def test_the_digest_is_over_a_line_for_each_stream_by_its_number():
    heads = (StreamHead(number=20, events=3, head=B), *HEADS)
    assert digest_of(heads) == sha256(f"18 12 {A}\n20 3 {B}\n".encode()).hexdigest()
    longer = (replace(heads[0], events=4), *HEADS)
    assert digest_of(longer) != digest_of(heads)


@pytest.mark.parametrize(
    "asked",
    [
        SignContract(lot=CODE, signed_on=SIGNED.signed_on, price_fen=SIGNED.price_fen),
        PublishResult(lot=CODE, media=MEDIA, text=TEXT),
        FailLot(lot=CODE, reason="?"),
        TerminateProcedure(lot=CODE, reason="?"),
        SuspendProcedure(lot=CODE, until=None, document=TEXT),
        VoidResult(lot=CODE, document="?", evidence=TEXT),
        AssessFees(lot=CODE, seller_fen=0, buyer_fen=0, default_fen=0, document="?", evidence=TEXT),
    ],
    ids=lambda asked: asked.NAME,
)
def test_a_lot_whose_record_is_sealed_hears_nothing_more(asked):
    given(LOT, *ENDED, SEALED).when(asked, by=OWNER).refused_by("lot.wrong_phase")


def test_the_platform_alone_says_how_streams_stand():
    asked = SealArchive(lot=CODE, **RECORD)
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == {"PLATFORM"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lot": "x"}, "lot 'x': expected"),
        ({"digest": "b"}, "sha256 'b': expected"),
        ({"heads": ()}, "streams 2: expected those of"),
        ({"streams": 0}, "streams 0: expected those of"),
        ({"events": 1}, "events 1: expected one a stream"),
        ({"as_of": 14}, "as_of 14: expected a position, 15 at least"),
        ({"heads": (replace(HEADS[0], head="b"),)}, "heads: .* expected a stream with events"),
        ({"heads": (replace(HEADS[0], events=0),)}, "heads: .* expected a stream with events"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        SealArchive(**({"lot": CODE} | RECORD | wrong))
