"""Who may ask for what (REFERENCE 4.1)."""

from domain.cosigned import COSIGNED
from domain.kernel import Command, Context, Post, Rejected
from domain.roles import AUTHORITIES, SUPERVISORS

PERMITTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("EnrolKey", ("OFFICE",)),
    ("RotateKey", ("OFFICE",)),
    ("RevokeKey", ("OFFICE",)),
    ("DestroyKey", ("OFFICE",)),
    ("PublishCalendar", ("OFFICE",)),
    ("SetRateTable", ("OFFICE",)),
    ("PublishRulePack", ("OFFICE",)),
    ("RepealRulePack", ("OFFICE",)),
    ("AssignRole", ("OFFICE",)),
    ("RemoveRole", ("OFFICE",)),
    ("GrantDelegation", ("OFFICE",)),
    ("RevokeDelegation", ("OFFICE",)),
    ("AgreeInterest", ("OFFICE",)),
    ("PlaceAccount", ("OFFICE",)),
    ("RegisterOwnAccount", ("OFFICE",)),
    ("RecordBankCharge", ("C-CASH",)),
    ("OpenAccount", ("C-CASH",)),
    ("RecordStatement", ("C-CASH", "BANK")),
    ("ImportLines", ("C-CASH", "BANK")),
    ("RecordOutsideList", ("C-CASH", "BANK", "GUARANTOR")),
    ("QuarantineStatement", ("BANK",)),
    ("ReleaseStatement", ("C-CASH",)),
    ("DiscardStatement", ("C-CASH",)),
    ("PrepareClose", ("C-CASH",)),
    ("CloseDay", ("C-SET2",)),
    ("ReturnClose", ("C-SET2",)),
    ("ReopenDay", ("C-CASH",)),
    ("RegisterParty", ("C-OPS", "BIDDER")),
    ("RegisterProject", ("OWNER",)),
    ("GrantMandate", ("OWNER",)),
    ("RevokeMandate", ("OWNER",)),
    ("RegisterProcedure", ("OWNER", "AGENCY")),
    ("RegisterLot", ("OWNER", "AGENCY")),
    ("SubmitBid", ("PLATFORM",)),
    ("WithdrawBid", ("PLATFORM",)),
    ("RevokeBid", ("PLATFORM",)),
    ("DefineLot", ("OWNER", "AGENCY")),
    ("AnnounceLot", ("OWNER", "AGENCY")),
    ("CorrectAnnouncement", ("OWNER", "AGENCY")),
    ("IssueInvitations", ("OWNER", "AGENCY")),
    ("PostponeDeadline", ("OWNER", "AGENCY")),
    ("AskQuestion", ("PLATFORM",)),
    ("ClarifyDocuments", ("OWNER", "AGENCY")),
    ("PassDepositDeadline", ("PLATFORM",)),
    ("IssuePrequalification", ("OWNER", "AGENCY")),
    ("SubmitApplication", ("PLATFORM",)),
    ("ReviewApplication", ("PLATFORM",)),
    ("ConcludePrequalification", ("PLATFORM",)),
    ("IssueDocuments", ("OWNER", "AGENCY")),
    ("CloseDocumentSale", ("PLATFORM",)),
    ("PassBidDeadline", ("PLATFORM",)),
    ("StartNegotiation", ("OWNER", "AGENCY")),
    ("CloseRound", ("OWNER", "AGENCY")),
    ("OpenBids", ("OWNER", "AGENCY")),
    ("CompareOffers", ("PLATFORM",)),
    ("DrawPanel", ("PLATFORM",)),
    ("LeavePanel", ("PLATFORM", *AUTHORITIES)),
    ("ReplaceExpert", ("PLATFORM",)),
    ("RecordEvaluation", ("PLATFORM",)),
    ("PubliciseCandidates", ("OWNER", "AGENCY")),
    ("RecordDefault", ("OWNER", "AGENCY")),
    ("ConfirmNextCandidate", ("OWNER", "AGENCY")),
    ("CloseTimedBidding", ("OWNER", "AGENCY")),
    ("AwardLot", ("OWNER", "AGENCY")),
    ("ConfirmTransaction", ("OWNER", "AGENCY")),
    ("SignContract", ("OWNER", "AGENCY")),
    ("FailLot", ("OWNER", "AGENCY")),
    ("TerminateProcedure", ("OWNER", "AGENCY")),
    ("OweDocumentFee", ("OWNER", "AGENCY")),
    ("PublishResult", ("OWNER", "AGENCY", "C-OPS")),
    ("ArrangeSession", ("OWNER", "AGENCY")),
    ("ExtendDisclosure", ("PLATFORM",)),
    ("CloseDisclosure", ("C-OPS", "PLATFORM")),
    ("ConfirmQualification", ("PLATFORM",)),
    ("StartListing", ("PLATFORM",)),
    ("CloseListing", ("PLATFORM",)),
    ("StartTimedBidding", ("PLATFORM",)),
    ("PlaceOffer", ("PLATFORM",)),
    ("EndTimedBidding", ("PLATFORM",)),
    ("AssessFees", ("C-OPS",)),
    ("RecordServiceFee", ("C-CASH",)),
    ("IssueCertificate", ("C-OPS",)),
    ("CloseSettlement", ("C-SET2",)),
    ("SealArchive", ("PLATFORM",)),
    ("VoidResult", (*AUTHORITIES, "COURT")),
    ("LinkRetender", ("OWNER", "AGENCY")),
    ("RequireDeposit", ("PLATFORM",)),
    ("RestateTerms", ("PLATFORM",)),
    ("IssueSubAccount", ("BANK", "PLATFORM")),
    ("LodgeGuarantee", ("GUARANTOR", "PLATFORM")),
    ("ReleaseGuarantee", ("OWNER", "AGENCY")),
    ("LodgePerformanceGuarantee", ("GUARANTOR", "PLATFORM")),
    ("ReleasePerformanceGuarantee", ("OWNER", "AGENCY")),
    ("ClaimGuarantee", ("OWNER",)),
    ("RecordGuaranteePaid", ("GUARANTOR",)),
    ("MatchGuaranteePaid", ("C-SET1",)),
    ("RefuseGuaranteeClaim", ("GUARANTOR",)),
    ("ReopenGuarantee", ("PLATFORM",)),
    ("ExtendGuarantee", ("GUARANTOR", "PLATFORM")),
    ("PlaceHold", (*SUPERVISORS, "COURT")),
    ("LiftHold", (*SUPERVISORS, "COURT")),
    ("MatchReceipt", ("C-SET1", "MATCHER")),
    ("RejectReceipt", ("C-SET1", "MATCHER")),
    ("ClaimReceipt", ("PLATFORM",)),
    ("WithdrawReceiptClaim", ("PLATFORM",)),
    ("RefuseReceiptClaim", ("C-SET1",)),
    ("UnmatchReceipt", ("C-SET1", "MATCHER")),
    ("DivideReceipt", ("C-SET1", "MATCHER")),
    ("UndivideReceipt", ("C-SET1", "MATCHER")),
    ("MatchDividedReversal", ("C-SET1", "MATCHER")),
    ("MatchInterest", ("C-SET1", "MATCHER")),
    ("DistributeInterest", ("MATCHER",)),
    ("AllocateInterest", ("C-SET2",)),
    ("OweInterest", ("C-SET2",)),
    ("MatchDebit", ("C-SET1", "MATCHER")),
    ("MatchReturn", ("C-SET1", "MATCHER")),
    ("MatchReversal", ("C-SET1", "MATCHER")),
    ("MatchTransfer", ("C-SET1", "MATCHER")),
    ("MatchCharge", ("C-SET1",)),
    ("MatchChargeRepaid", ("C-SET1",)),
    ("OpenStrays", ("MATCHER",)),
    ("NoteLine", ("C-SET1", "C-CASH")),
    ("AssignLine", ("C-SET1", "C-CASH")),
    ("OweRefund", ("PLATFORM",)),
    ("ConvertDeposit", ("C-SET2",)),
    ("CarryDepositOver", ("PLATFORM",)),
    ("CarryInterestOver", ("PLATFORM",)),
    ("OpenPool", ("PLATFORM",)),
    ("IssuePoolNumber", ("BANK", "PLATFORM")),
    ("MatchPool", ("C-SET1", "MATCHER")),
    ("UnmatchPool", ("MATCHER",)),
    ("MatchPoolReversal", ("MATCHER",)),
    ("ReservePool", ("PLATFORM",)),
    ("ReleasePool", ("PLATFORM",)),
    ("ClosePool", ("PLATFORM",)),
    ("ExecuteEnforcement", ("COURT",)),
    ("MatchPrice", ("C-SET1", "MATCHER")),
    ("MatchBond", ("C-SET1",)),
    ("TransferPrice", ("C-SET1", "MATCHER")),
    ("ReleasePrice", ("C-SET2",)),
    ("ConfirmExternalPayment", ("UP", "FIN")),
    ("ForfeitDeposit", ("OWNER",)),
    ("WaiveForfeiture", ("OWNER",)),
    ("AwardVoidMoney", ("C-SET1",)),
    ("MatchForfeitureRepaid", ("C-SET1",)),
    ("ReverseForfeiture", ("OWNER", *SUPERVISORS, "COURT")),
    ("ProposePayee", ("C-SET1",)),
    ("DeclareDormant", ("C-SET1",)),
    ("ClaimDormant", ("C-SET1",)),
    ("DeclareDormantReceipts", ("C-CASH",)),
    ("ClaimDormantReceipts", ("C-CASH",)),
    ("ProposeRefunds", ("C-SET1",)),
    ("ApproveRefunds", ("C-SET2",)),
    ("RejectRefunds", ("C-SET2",)),
    ("RecogniseCompensation", ("C-SET2",)),
    ("RecordCompensationPaid", ("C-CASH",)),
    ("ProposePayout", ("C-SET1",)),
    ("ApprovePayout", ("C-SET2",)),
    ("RejectPayout", ("C-SET2",)),
    ("GiveUpPayout", ("C-SET1",)),
    ("OrderPayment", ("PLATFORM",)),
    ("PayRefund", ("C-SET2", "PLATFORM")),
    ("WithdrawPayment", ("PLATFORM",)),
    ("RecordPaymentsSent", ("PLATFORM",)),
    ("ReportPayment", ("PLATFORM", "BANK")),
    ("SuspendProcedure", ("OWNER", "AGENCY")),
    ("ResumeProcedure", ("OWNER", "AGENCY", *AUTHORITIES, "PLATFORM")),
    ("FileObjection", ("BIDDER", "PLATFORM")),
    ("AnswerObjection", ("OWNER", "AGENCY")),
    ("FileQuery", ("BIDDER", "PLATFORM")),
    ("AnswerQuery", ("OWNER", "AGENCY")),
    ("FileComplaint", ("BIDDER", "PLATFORM")),
    ("ReceiveComplaint", AUTHORITIES),
    ("ForwardComplaint", ("OFFICE",)),
    ("AcceptComplaint", AUTHORITIES),
    ("RejectComplaint", AUTHORITIES),
    ("DecideComplaint", AUTHORITIES),
    ("RequestWithdrawal", ("BIDDER", "PLATFORM")),
    ("AnswerWithdrawal", AUTHORITIES),
    ("StopCaseClock", AUTHORITIES),
    ("ResumeCaseClock", AUTHORITIES),
    ("OrderSuspension", AUTHORITIES),
    ("OrderCaseHold", AUTHORITIES),
    ("RaiseAlert", ("PLATFORM",)),
    ("ExplainAlert", AUTHORITIES),
    ("AcknowledgeAlert", AUTHORITIES),
    ("EscalateAlert", (*AUTHORITIES, "PLATFORM")),
    ("CloseAlert", AUTHORITIES),
)
"""Command name, and the roles that may ask for it. What is not listed, nobody may.

What would tell who bids, only the platform asks for, on a bidder's wish: whoever asks is named in
clear, and nobody may know before the opening (4.4). So it files disputes until then.
"""

_MAY, _COSIGNS = dict(PERMITTED), dict(COSIGNED)

WISHES = frozenset({"DrawPanel"})
"""What the platform alone asks for, on the wish of a lot's owner or its agency."""

AGENCYS = WISHES | frozenset(name for name, roles in PERMITTED if "AGENCY" in roles)
"""Commands that an agency asks for, or wishes, in its owner's name: what a mandate may name."""


def may(context: Context, command: Command) -> Post | Rejected:
    """The first of the actor's posts that permits the command, or the refusal.

    Of a joint act the cosigner's posts must permit theirs too.
    """
    roles = _MAY.get(command.NAME, ())
    found = next((post for post in context.posts if post.role in roles), None)
    if found is None:
        right = " or ".join(roles) or "nobody"
        return Rejected("permission.missing", f"{command.NAME} is asked for by {right}")
    beside = _COSIGNS.get(command.NAME)
    if beside is not None and not _cosigned(context, beside):
        right = " or ".join(beside)
        return Rejected("permission.cosigner", f"{command.NAME} is signed by {right} too")
    return found


def _cosigned(context: Context, roles: tuple[str, ...]) -> bool:
    return context.cosigner is not None and any(post.role in roles for post in context.cosigner[1])


def acts_for(context: Context, role: str, organisation: str | None) -> bool:
    """True when the actor holds this role in this very organisation."""
    return any((post.role, post.organisation) == (role, organisation) for post in context.posts)
