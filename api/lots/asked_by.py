"""Who asks for each fact that a lot's order knows; which of them the platform asks on a wish."""

from collections.abc import Mapping

from api.lots.clocks import WHO
from domain.permissions import PERMITTED, WISHES

OWNERS = ("OWNER", "AGENCY")
"""Who speaks for a lot."""

COMMANDS: Mapping[str, str] = {
    "SessionArranged": "ArrangeSession",
    "AnnouncementPublished": "AnnounceLot",
    "InvitationIssued": "IssueInvitations",
    "AnnouncementCorrected": "CorrectAnnouncement",
    "DocumentClarified": "ClarifyDocuments",
    "DeadlinePostponed": "PostponeDeadline",
    "PrequalificationIssued": "IssuePrequalification",
    "PrequalificationClarified": "ClarifyPrequalification",
    "PrequalificationConcluded": "ConcludePrequalification",
    "QualifiedInvited": "InviteQualified",
    "DocumentIssued": "IssueDocuments",
    "DocumentSalePeriodClosed": "CloseDocumentSale",
    "DepositDeadlinePassed": "PassDepositDeadline",
    "BidDeadlinePassed": "PassBidDeadline",
    "DisclosureExtended": "ExtendDisclosure",
    "DisclosureClosed": "CloseDisclosure",
    "ListingStarted": "StartListing",
    "ListingClosed": "CloseListing",
    "NegotiationStarted": "StartNegotiation",
    "RoundClosed": "CloseRound",
    "BidOpened": "OpenBids",
    "TimedBiddingStarted": "StartTimedBidding",
    "TimedBiddingClosed": "CloseTimedBidding",
    "SessionEnded": "EndTimedBidding",
    "EvaluationReportReceived": "RecordEvaluation",
    "OffersCompared": "CompareOffers",
    "DrawCommitted": "CommitDraw",
    "QuotaAllotted": "AllotQuota",
    "CandidatesPublicised": "PubliciseCandidates",
    "BidValidityExtended": "ExtendBidValidity",
    "AwardNoticeIssued": "AwardLot",
    "TransactionConfirmed": "ConfirmTransaction",
    "WinnerDefaulted": "RecordDefault",
    "NextCandidateConfirmed": "ConfirmNextCandidate",
    "ContractSigned": "SignContract",
    "ResultPublished": "PublishResult",
    "DealFiled": "FileDeal",
    "InstalmentsAgreed": "AgreeInstalments",
    "ExternalPaymentConfirmed": "ConfirmExternalPayment",
    "TransactionCertificateIssued": "IssueCertificate",
    "SettlementClosed": "CloseSettlement",
    "ArchiveSealed": "SealArchive",
    "LotFailed": "FailLot",
    "ProcedureTerminated": "TerminateProcedure",
    "ResultVoided": "VoidResult",
    "RetenderLinked": "LinkRetender",
}
"""By which command each comes to be, as a rule; some come by another, too."""

_ROLES = dict(PERMITTED)


def whose(event: str) -> tuple[str, ...]:
    """Whose it is that a fact comes to be, by roles; what the platform asks on a wish is theirs
    whose wish it is. Where it may say so besides, as that too few bids came, nobody waits for it.
    """
    if event in WHO:
        return WHO[event]
    command = COMMANDS[event]
    if command in WISHES:
        return OWNERS
    return tuple(role for role in _ROLES[command] if role != "PLATFORM") or _ROLES[command]


def is_wish(event: str) -> bool:
    """Whether the platform alone asks for it, once who speaks for the lot wishes so."""
    return COMMANDS.get(event) in WISHES
