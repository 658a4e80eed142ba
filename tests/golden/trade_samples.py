"""Samples of what is said of trade: rules, projects, procedures, a tender's way to its award."""

from datetime import date

from domain.account.events import AccountPlaced
from domain.account.place import PlaceAccount
from domain.application.events import ApplicationReceived, ApplicationReviewed
from domain.bid.events import (
    BidKeyHandedIn,
    BidReceived,
    BidRevoked,
    BidWithdrawn,
    DecryptionFailed,
    ExtensionAgreed,
    ExtensionRefused,
)
from domain.desk.answer_extension import AnswerExtension
from domain.desk.fail_decryption import RecordDecryptionFailure
from domain.desk.withdraw_bid import RevokeBid, WithdrawBid
from domain.governance.delegate import GrantDelegation, RevokeDelegation
from domain.governance.deputised import DelegationGranted, DelegationRevoked
from domain.governance.events import RulePackPublished, RuleRepealed
from domain.governance.mandated import MandateGranted, MandateRevoked
from domain.governance.rule_packs import PublishRulePack, RepealRulePack
from domain.invitation.events import InviteesNamed
from domain.kernel import Command, Event
from domain.lot.allotment import DrawCommitted, QuotaAllotted
from domain.lot.bidding import OffersCompared
from domain.lot.correct import CorrectAnnouncement
from domain.lot.counted import BidsCounted, BidsNotCounted
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.documents import CloseDocumentSale, IssueDocuments, PassBidDeadline
from domain.lot.draw import CommitDraw
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.lot.events import AnnouncementCorrected
from domain.lot.negotiated import NegotiationStarted, RoundClosed
from domain.lot.prequalified import (
    PrequalificationClarified,
    PrequalificationConcluded,
    PrequalificationIssued,
    QualifiedInvited,
)
from domain.lot.prequalify import ConcludePrequalification, IssuePrequalification
from domain.lot.prequalify_after import ClarifyPrequalification, InviteQualified
from domain.lot.tendered import (
    BidDeadlinePassed,
    BidValidityExtended,
    CandidatePassedOver,
    CandidatesPublicised,
    DocumentClarified,
    DocumentIssued,
    DocumentSalePeriodClosed,
    EvaluationReportReceived,
    InvitationIssued,
    NextCandidateConfirmed,
    PricesEvaluated,
    WinnerDefaulted,
)
from domain.lowest import Ground, Judged
from domain.mandates import Scope
from domain.packs.shapes import (
    WrittenForfeit,
    WrittenHears,
    WrittenMethod,
    WrittenOrder,
    WrittenPack,
    WrittenRefund,
    WrittenRule,
)
from domain.panel.events import ExpertLeft, ExpertReplaced, ExpertsDrawn, Leaving
from domain.procedure.events import ProcedureRegistered
from domain.project.events import ProjectRegistered
from domain.project.register import RegisterProject
from domain.question.events import QuestionAnswered, QuestionAsked
from domain.trade.allot import AllotQuota
from domain.trade.apply import ReviewApplication, SubmitApplication
from domain.trade.ask_question import AskQuestion
from domain.trade.clarify import ClarifyDocuments
from domain.trade.compare import CompareOffers
from domain.trade.draw_panel import DrawPanel
from domain.trade.evaluate_prices import EvaluatePrices
from domain.trade.extend_validity import ExtendBidValidity
from domain.trade.hand_in_key import HandInBidKey
from domain.trade.invite import IssueInvitations
from domain.trade.leave_panel import LeavePanel
from domain.trade.mandate import GrantMandate, RevokeMandate
from domain.trade.negotiate import CloseRound, StartNegotiation
from domain.trade.register_lot import RegisterLot
from domain.trade.register_procedure import RegisterProcedure
from domain.trade.replace_expert import ReplaceExpert
from domain.trade.submit_bid import SubmitBid
from tests.golden.facts import ACCOUNT, CLERK, DAY, DEPOSIT, DIGEST, LOT, NOON, PRICE

_LETTER = {
    "owner": "city-roads",
    "agency": "agency",
    "scope": Scope.PROCEDURE,
    "subject": "A35060000000100101",
    "document": "委托书1号",
    "evidence": DIGEST,
}
_ORDER = {
    "deputy": "N0000000000000001",
    "principal": "N0000000000000002",
    "post": CLERK,
    "document": "代理令1号",
    "evidence": DIGEST,
}
PROJECT, PROCEDURE, WINNER = "A35060000000100", "A35060000000100101", "91350100M000100Y43"
BID, QUESTION, APPLICATION = (f"{letter}00000000000000A1" for letter in "BTA")
DECIDED = {"document": "漳公管〔2026〕3号", "evidence": DIGEST}
PACK = WrittenPack(
    code="CONSTRUCTION",
    zh="工程建设项目招标投标",
    en="construction tenders",
    methods=(WrittenMethod(zh="公开招标", protocol="SEALED_SCORED", scopes=("TENDER",)),),
    least_bidders=3,
    basic_account_required=True,
    deposit_becomes="performance_bond",
    interest_unowed_goes_to="undecided",
    secret_until=("BidOpened",),
    awarded_by="AwardNoticeIssued",
    price_goes_to="nobody",
    forfeited_to="tenderer",
    forfeited_interest="",
    overdue_rate="",
    refunds=(WrittenRefund(causes=("LOSER",), due="refund.bidders", interest=""),),
    forfeits=(WrittenForfeit(ground="WINNER_DEFAULTED", rule="deposit.defaulted"),),
    lifecycle=(WrittenHears(phases=("REGISTERED",), event="AnnouncementPublished", after=()),),
    orders=(
        WrittenOrder(
            scope="TENDER",
            least_bidders=2,
            lifecycle=(WrittenHears(phases=("CLOSED",), event="BidOpened", after=()),),
        ),
    ),
    rules=(
        WrittenRule(
            id="CT-20",
            subject="refund.bidders",
            zh="合同签订至退还中标人和未中标人",
            text="招标投标法实施条例 第57条",
            evidence="V",
            since=date(2012, 2, 1),
            until=None,
            jurisdiction="CN",
            at_least=None,
            at_most=5,
            unit="日",
            anchor="ContractSigned",
            ends="RefundConfirmed",
            scope="",
            severity="WARN",
            rolls=None,
        ),
    ),
)
_PROJECT = {
    "project": PROJECT,
    "title": "示例道路",
    "owner": "city-roads",
    "region": "350600",
    "agencies": ("agency",),
    "approval": "漳发改〔2026〕1号",
    "evidence": DIGEST,
}
_PROCEDURE = {
    "procedure": PROCEDURE,
    "project": PROJECT,
    "title": "示例道路施工",
    "category": "CONSTRUCTION",
    "method": "公开招标",
    "protocol": "SEALED_SCORED",
    "agency": "agency",
    "validity_days": 90,
}

_JUDGED = (
    Judged(party=WINNER, price_fen=PRICE, evaluated_fen=PRICE - 1, ground=None, reasons=None),
    Judged(
        party="N0000000000000009",
        price_fen=PRICE // 2,
        evaluated_fen=None,
        ground=Ground.BELOW_COST,
        reasons=DIGEST,
    ),
)

TRADE_EVENTS: tuple[Event, ...] = (
    RulePackPublished(category="CONSTRUCTION", version=1, since=DAY, pack=PACK, **DECIDED),
    RuleRepealed(category="CONSTRUCTION", version=1, since=DAY, **DECIDED),
    MandateGranted(**_LETTER, acts=("AnnounceLot", "OpenBids"), since=NOON, until=NOON),
    MandateRevoked(**_LETTER, since=NOON),
    DelegationGranted(**_ORDER, since=NOON, until=NOON),
    DelegationRevoked(**_ORDER, since=NOON),
    AccountPlaced(account=ACCOUNT, region="350626", **DECIDED),
    ProjectRegistered(**_PROJECT),
    ProcedureRegistered(**_PROCEDURE, owner="city-roads", region="350600", pack=2),
    BidsCounted(lot=LOT, bids=(BID,), withdrawn=("B00000000000000A2",)),
    BidsNotCounted(lot=LOT, passed_over=(BID,), unsecured=("B00000000000000A2",)),
    OffersCompared(lot=LOT, winner=WINNER, price_fen=PRICE, unsecured=(BID,)),
    DrawCommitted(lot=LOT, algorithm="SHA256-RANK-1", commitment=DIGEST),
    QuotaAllotted(
        lot=LOT,
        winner=WINNER,
        price_fen=PRICE,
        application=BID,
        seed=DIGEST,
        drawn_from=DIGEST,
        passed_over=("B00000000000000A3",),
        unsecured=("B00000000000000A2",),
    ),
    NegotiationStarted(lot=LOT, started_at=NOON, until=NOON),
    RoundClosed(lot=LOT, round=1, closed_at=NOON, until=NOON),
    PrequalificationIssued(lot=LOT, issued_at=NOON, until=NOON, closes_at=NOON, text=DIGEST),
    ApplicationReceived(
        application=APPLICATION, received_at=NOON, lot=LOT, party=WINNER, file=DIGEST
    ),
    ApplicationReviewed(application=APPLICATION, reviewed_at=NOON, qualified=True, grounds=DIGEST),
    PrequalificationClarified(
        lot=LOT, clarified_at=NOON, affects=True, text=DIGEST, until=NOON, closes_at=NOON
    ),
    PrequalificationConcluded(lot=LOT, concluded_on=DAY, report=DIGEST, enough=True),
    QualifiedInvited(lot=LOT, invited_at=NOON, text=DIGEST),
    DocumentIssued(lot=LOT, issued_at=NOON, until=NOON, text=DIGEST),
    InvitationIssued(lot=LOT, issued_at=NOON, text=DIGEST),
    InviteesNamed(lot=LOT, invitees=(WINNER,)),
    QuestionAsked(question=QUESTION, lot=LOT, asked_at=NOON, text=DIGEST, party=WINNER),
    QuestionAnswered(question=QUESTION, answered_at=NOON, text=DIGEST),
    DocumentClarified(lot=LOT, clarified_at=NOON, affects=True, text=DIGEST),
    AnnouncementCorrected(lot=LOT, published_at=NOON, media=("省平台",), text=DIGEST),
    DocumentSalePeriodClosed(lot=LOT, deadline=NOON),
    BidDeadlinePassed(lot=LOT, deadline=NOON),
    ExpertsDrawn(
        lot=LOT,
        drawn_at=NOON,
        experts=4,
        representatives=1,
        algorithm="SHA256-RANK-1",
        commitment=DIGEST,
        pool=DIGEST,
        avoid=DIGEST,
        agencies=("甲代理", "乙代理"),
        seed=DIGEST,
        avoided=1,
        members=("N0000000000000001", "N0000000000000002"),
    ),
    ExpertLeft(
        lot=LOT,
        left_at=NOON,
        cause=Leaving.ABSENT,
        representative=False,
        member="N0000000000000001",
        document=DIGEST,
    ),
    ExpertReplaced(
        lot=LOT,
        drawn_at=NOON,
        representative=False,
        algorithm="SHA256-RANK-1",
        commitment=DIGEST,
        pool=DIGEST,
        seed=DIGEST,
        left="N0000000000000001",
        member="N0000000000000004",
    ),
    EvaluationReportReceived(lot=LOT, received_on=DAY, report=DIGEST, candidates=(WINNER,)),
    PricesEvaluated(lot=LOT, judged=_JUDGED),
    CandidatesPublicised(lot=LOT, since=DAY, until=DAY, candidates=(WINNER,)),
    CandidatePassedOver(lot=LOT, party=WINNER, bid=BID),
    NextCandidateConfirmed(lot=LOT, winner=WINNER, price_fen=PRICE),
    BidReceived(bid=BID, received_at=NOON, lot=LOT, party=WINNER, file=DIGEST, price_fen=PRICE),
    BidWithdrawn(bid=BID, withdrawn_at=NOON, **DECIDED),
    BidRevoked(bid=BID, revoked_at=NOON, **DECIDED),
    BidValidityExtended(
        lot=LOT, extended_at=NOON, valid_until=DAY, answers_until=NOON, text=DIGEST
    ),
    ExtensionAgreed(bid=BID, agreed_at=NOON, until=DAY, **DECIDED),
    ExtensionRefused(bid=BID, refused_at=NOON, **DECIDED),
    DecryptionFailed(bid=BID, failed_at=NOON, fault="OTHER", **DECIDED),
    BidKeyHandedIn(bid=BID, handed_in_at=NOON, secret=DIGEST),
    WinnerDefaulted(lot=LOT, winner=WINNER, defaulted_on=DAY, **DECIDED),
)

TRADE_COMMANDS: tuple[Command, ...] = (
    PublishRulePack(since=DAY, pack=PACK, **DECIDED),
    RepealRulePack(category="CONSTRUCTION", version=1, since=DAY, **DECIDED),
    GrantMandate(**_LETTER, acts=("AnnounceLot", "OpenBids"), since=NOON, until=NOON),
    RevokeMandate(**_LETTER, since=NOON),
    GrantDelegation(**_ORDER, since=NOON, until=NOON),
    RevokeDelegation(**_ORDER, since=NOON),
    PlaceAccount(account=ACCOUNT, region="350626", **DECIDED),
    RegisterProject(**_PROJECT),
    RegisterProcedure(**_PROCEDURE),
    RegisterLot(
        lot=LOT,
        procedure=PROCEDURE,
        title="示例道路一标段",
        estimate_fen=50 * PRICE,
        deposit_fen=PRICE,
        deposit_deadline=NOON,
        opening_at=NOON,
        basic_account=True,
        scopes=("DESIGN",),
    ),
    CompareOffers(lot=LOT, bids=(BID,), deposits=(DEPOSIT,)),
    CommitDraw(lot=LOT, commitment=DIGEST),
    AllotQuota(lot=LOT, bids=(BID,), deposits=(DEPOSIT,), seed=DIGEST),
    StartNegotiation(lot=LOT, until=NOON),
    CloseRound(lot=LOT, until=NOON),
    IssuePrequalification(lot=LOT, until=NOON, closes_at=NOON, text=DIGEST),
    ClarifyPrequalification(lot=LOT, affects=True, text=DIGEST, until=NOON, closes_at=NOON),
    InviteQualified(lot=LOT, text=DIGEST),
    SubmitApplication(application=APPLICATION, lot=LOT, party=WINNER, file=DIGEST),
    ReviewApplication(application=APPLICATION, lot=LOT, qualified=True, grounds=DIGEST),
    ConcludePrequalification(lot=LOT, report=DIGEST, applications=(APPLICATION,)),
    IssueDocuments(lot=LOT, until=NOON, text=DIGEST),
    IssueInvitations(lot=LOT, procedure=PROCEDURE, invitees=(WINNER,), text=DIGEST),
    AskQuestion(question=QUESTION, lot=LOT, party=WINNER, text=DIGEST),
    ClarifyDocuments(
        lot=LOT,
        affects=True,
        text=DIGEST,
        answers=(QUESTION,),
        deposit_deadline=NOON,
        opening_at=NOON,
    ),
    CorrectAnnouncement(lot=LOT, media=("省平台",), text=DIGEST),
    CloseDocumentSale(lot=LOT, deadline=NOON),
    PassBidDeadline(lot=LOT, deadline=NOON),
    DrawPanel(
        lot=LOT,
        experts=4,
        representatives=("N0000000000000002",),
        avoid=("N0000000000000003",),
        seed=DIGEST,
        bids=(BID,),
    ),
    LeavePanel(lot=LOT, member="N0000000000000001", cause=Leaving.ABSENT, document=DIGEST),
    ReplaceExpert(
        lot=LOT, representative=None, avoid=("N0000000000000003",), seed=DIGEST, bids=(BID,)
    ),
    RecordEvaluation(lot=LOT, report=DIGEST, candidates=(WINNER,), bids=(BID,), on_paper=(WINNER,)),
    EvaluatePrices(
        lot=LOT, report=DIGEST, judged=_JUDGED, bids=(BID,), on_paper=("N0000000000000009",)
    ),
    PubliciseCandidates(lot=LOT, until=DAY, candidates=(WINNER,)),
    SubmitBid(bid=BID, lot=LOT, party=WINNER, file=DIGEST, price_fen=PRICE, deposit=DEPOSIT),
    WithdrawBid(bid=BID, lot=LOT, party=WINNER, deposit=DEPOSIT, **DECIDED),
    RevokeBid(bid=BID, lot=LOT, party=WINNER, **DECIDED),
    ExtendBidValidity(
        lot=LOT, procedure=PROCEDURE, valid_until=DAY, answers_until=NOON, text=DIGEST
    ),
    AnswerExtension(bid=BID, lot=LOT, party=WINNER, deposit=DEPOSIT, agrees=True, **DECIDED),
    HandInBidKey(bid=BID, lot=LOT, party=WINNER, secret=DIGEST),
    RecordDecryptionFailure(
        bid=BID, lot=LOT, deposit=DEPOSIT, fault="OTHER", found="CLOSED", **DECIDED
    ),
    RecordDefault(lot=LOT, **DECIDED),
    ConfirmNextCandidate(lot=LOT, price_fen=PRICE, revoked=(BID,)),
)
