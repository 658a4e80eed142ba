"""Who may ask for what of disputes, alerts and what lies under seal (4.1)."""

from domain.roles import AUTHORITIES

CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
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
    ("ReckonCaseDue", ("PLATFORM",)),
    ("OrderSuspension", AUTHORITIES),
    ("ReckonSuspension", ("PLATFORM",)),
    ("OrderCaseHold", AUTHORITIES),
    ("RaiseAlert", ("PLATFORM",)),
    ("ExplainAlert", AUTHORITIES),
    ("AcknowledgeAlert", AUTHORITIES),
    ("EscalateAlert", (*AUTHORITIES, "PLATFORM")),
    ("CloseAlert", AUTHORITIES),
    ("RecordIntervention", ("PLATFORM",)),
    ("BreakGlass", (*AUTHORITIES, "AUD")),
)
"""Until the opening the platform files disputes: who files one is named in clear, and may bid."""
