"""From the project to its lots, and a tender's way from its documents to the next candidate.

OWNER, or the AGENCY it charged. What is done to a lot is done to it as it was seen (`If-Match`,
from `/v1/lots/…`); its panel has routes of its own.
"""

from typing import Annotated

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.bids import revoked_since
from api.http.asking import ASKED, Asks, Edits
from api.http.receipts import ReceiptOut
from api.http.shapes import (
    Count,
    Day,
    Digest,
    Fen,
    Flag,
    Instant,
    LotCode,
    Name,
    PartyCode,
    QuestionCode,
    RegionCode,
    Sentence,
    TradeCode,
    Wanted,
)
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.documents import IssueDocuments
from domain.lot.evaluation import PubliciseCandidates
from domain.project.register import RegisterProject
from domain.trade.clarify import MOST, ClarifyDocuments
from domain.trade.extend_validity import ExtendBidValidity
from domain.trade.invite import IssueInvitations
from domain.trade.negotiate import CloseRound, StartNegotiation
from domain.trade.register_lot import RegisterLot
from domain.trade.register_procedure import RegisterProcedure

router = APIRouter(prefix="/v1", tags=["tenders"])

type Scope = Annotated[str, Field(pattern="^[A-Z0-9_]{3,30}$")]
type Candidates = Annotated[tuple[PartyCode, ...], Field(min_length=1, max_length=20)]


class ProjectIn(Wanted):
    """A project, the agencies charged, and the approval: its reference, and its SHA-256."""

    project: TradeCode
    title: Sentence
    owner: Name
    region: RegionCode
    agencies: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    approval: Sentence
    evidence: Digest


class ProcedureIn(Wanted):
    """How a project is traded; `protocol` as in the rules of its kind."""

    procedure: TradeCode
    project: TradeCode
    title: Sentence
    category: Annotated[str, Field(pattern="^[A-Z_]{3,40}$")]
    method: Name
    protocol: Annotated[str, Field(pattern="^[A-Z_]{3,40}$")]
    agency: Name | None = None
    validity_days: Count


class ProcedureLotIn(Wanted):
    """A lot of a procedure, the terms of its deposit, the scopes of its rules that it is in."""

    lot: LotCode
    title: Sentence
    estimate_fen: Fen | None = None
    deposit_fen: Fen
    deposit_deadline: Instant
    opening_at: Instant
    basic_account: Flag
    scopes: Annotated[tuple[Scope, ...], Field(max_length=20)] = ()


class InvitationsIn(Wanted):
    """The lot's procedure, who is invited, and the SHA-256 of the invitation."""

    procedure: TradeCode
    invitees: Candidates
    text: Digest


class DocumentsIn(Wanted):
    """Until when they can be had, and the SHA-256 of their text."""

    until: Instant
    text: Digest


class ClarificationIn(Wanted):
    """The SHA-256 of what says it, and whether it may affect how a bid is made (CT-05).

    The questions that it answers; both later times, where they are needed for it.
    """

    text: Digest
    affects: Flag
    answers: Annotated[tuple[QuestionCode, ...], Field(max_length=MOST)] = ()
    deposit_deadline: Instant | None = None
    opening_at: Instant | None = None


class RoundIn(Wanted):
    """Until when offers may come."""

    until: Instant


class ValidityIn(Wanted):
    """Until when bids are to bind, and until when bidders say whether theirs does; the SHA-256 of
    what asks them.
    """

    procedure: TradeCode
    valid_until: Day
    answers_until: Instant
    text: Digest


class CandidatesIn(Wanted):
    """The last day on which they stand in public, and who they are, the best first."""

    until: Day
    candidates: Candidates


class DefaultIn(Wanted):
    """The finding that the winner does not sign: its reference, and its SHA-256."""

    document: Sentence
    evidence: Digest


class NextIn(Wanted):
    """The price that the next candidate bid."""

    price_fen: Annotated[Fen, Field(ge=1)]


@router.post("/projects", **ASKED)
async def project(ask: Asks, wanted: ProjectIn) -> ReceiptOut:
    """Registers a project: nothing can be announced that is not registered; OWNER."""
    return await ask(RegisterProject, **dict(wanted))


@router.post("/procedures", **ASKED)
async def procedure(ask: Asks, wanted: ProcedureIn) -> ReceiptOut:
    """Registers how a project is traded, by the rules that are in force for its kind."""
    return await ask(RegisterProcedure, **dict(wanted))


@router.post("/procedures/{procedure}/lots", **ASKED)
async def lot(ask: Asks, procedure: TradeCode, wanted: ProcedureLotIn) -> ReceiptOut:
    """Registers a lot: it keeps the rules that it is born under."""
    return await ask(RegisterLot, procedure=procedure, **dict(wanted))


@router.post("/lots/{lot}/invitations", **ASKED)
async def invite(ask: Edits, lot: LotCode, wanted: InvitationsIn) -> ReceiptOut:
    """Invites these alone to bid for a lot of an invited tender, in place of an announcement."""
    return await ask.seen_of("lot", lot)(IssueInvitations, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/documents", **ASKED)
async def documents(ask: Edits, lot: LotCode, wanted: DocumentsIn) -> ReceiptOut:
    """Issues the documents of a tender."""
    return await ask.seen_of("lot", lot)(IssueDocuments, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/clarifications", **ASKED)
async def clarify(ask: Edits, lot: LotCode, wanted: ClarificationIn) -> ReceiptOut:
    """Clarifies or changes the documents, which may answer questions; with less than the law's time
    left it postpones too.
    """
    return await ask.seen_of("lot", lot)(ClarifyDocuments, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/negotiation", **ASKED)
async def negotiate(ask: Edits, lot: LotCode, wanted: RoundIn) -> ReceiptOut:
    """Starts to negotiate once first responses were due; offers may come in their place."""
    return await ask.seen_of("lot", lot)(StartNegotiation, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/negotiation/rounds", **ASKED)
async def next_round(ask: Edits, lot: LotCode, wanted: RoundIn) -> ReceiptOut:
    """Closes a round of a negotiation; offers may come anew, until they are opened."""
    return await ask.seen_of("lot", lot)(CloseRound, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/validity", **ASKED)
async def extend_validity(ask: Edits, lot: LotCode, wanted: ValidityIn) -> ReceiptOut:
    """Asks all bidders to be bound for longer; whoever refuses is judged no more."""
    return await ask.seen_of("lot", lot)(ExtendBidValidity, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/candidates", **ASKED)
async def candidates(ask: Edits, lot: LotCode, wanted: CandidatesIn) -> ReceiptOut:
    """Publicises the candidates as the panel put them forward."""
    return await ask.seen_of("lot", lot)(PubliciseCandidates, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/default", **ASKED)
async def default(ask: Edits, lot: LotCode, wanted: DefaultIn) -> ReceiptOut:
    """Finds that the winner does not sign, without good reason."""
    return await ask.seen_of("lot", lot)(RecordDefault, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/next-candidate", **ASKED)
async def next_candidate(ask: Edits, lot: LotCode, wanted: NextIn) -> ReceiptOut:
    """Confirms the candidate that comes next, past those whose bids were revoked, and tells it."""
    revoked = await run_in_threadpool(revoked_since, ask.system, lot)
    confirming = ask.seen_of("lot", lot)
    return await confirming(ConfirmNextCandidate, lot=lot, revoked=revoked, **dict(wanted))
