"""What sales by announcement have in common: how lots go, what goes back (REFERENCE 2.7.0, 3.3).

For kinds of trade whose texts leave deposits to the announcement; the rows are ours, `XX-A…`.
"""

from domain.bounds import count, working_days
from domain.categories.category import Cause, Forfeit, Ground, Refund
from domain.lifecycle import ENDS, NEGOTIATED, SEALED, TENDER, VOID, Hears
from domain.phases import Phase
from domain.rules import Evidence, Rule, Source

OURS = Source("平台约定", Evidence.A, None, jurisdiction="350600")
NOTICE = Source("以公告为准；期限为平台约定", Evidence.A, None, jurisdiction="350600")
_TENDERS = Source(
    "平台约定：比照招标投标法实施条例 第35条", Evidence.A, None, jurisdiction="350600"
)
_BACK = (
    ("refund.withdrawn", "撤回申请至退还，不计利息", "BidWithdrawn"),
    ("refund.failed", "未成交至退还，不计利息", "LotFailed"),
    ("refund.terminated", "终止至退还，不计利息", "ProcedureTerminated"),
    ("refund.late", "逾期到账至退还，不计利息", "LateReceiptDetected"),
    ("refund.overpaid", "超额到账至退还超额，不计利息", "OverpaymentDetected"),
    ("refund.duplicate", "重复到账至退还，不计利息", "DuplicateReceiptDetected"),
    ("refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", "ReceiptRejected"),
    ("refund.voided", "成交无效至退还，不计利息", "ResultVoided"),
)

REFUNDS = (
    Refund((Cause.LOSER,), "refund.losers"),
    Refund((Cause.WITHDRAWN,), "refund.withdrawn"),
    Refund((Cause.FAILED,), "refund.failed"),
    Refund((Cause.VOIDED,), "refund.voided"),
    Refund((Cause.TERMINATED,), "refund.terminated"),
    Refund((Cause.LATE,), "refund.late"),
    Refund((Cause.OVERPAID,), "refund.overpaid"),
    Refund((Cause.DUPLICATE,), "refund.duplicate"),
    Refund((Cause.MISMATCH, Cause.UNIDENTIFIED), "refund.rejected"),
)
"""What becomes price goes back to nobody who won."""
FORFEITS = (
    Forfeit(Ground.DEFAULTED, "deposit.defaulted"),
    Forfeit(Ground.REVOKED, "deposit.forfeited"),
)
"""Of a tender too."""


def given_back(letters: str, authority: str, words: str) -> tuple[Rule, ...]:
    """The rows by which a kind's deposits go back, and which authority looks after it, in words."""
    rows = (
        Rule(
            f"{letters}-A{n}",
            subject,
            zh,
            OURS,
            at_most=working_days(5),
            anchor=anchor,
            ends="RefundConfirmed",
        )
        for n, (subject, zh, anchor) in enumerate(_BACK, 1)
    )
    supervised = Rule(
        f"{letters}-A9",
        f"supervised.by.{authority}",
        f"由{words}监督，可以认定成交无效",
        OURS,
        anchor="ResultVoided",
    )
    return (*rows, supervised)


def judged(letters: str, scope: str, members: int, begins: str) -> tuple[Rule, ...]:
    """The rows of lots of a scope that a panel judges: who sits on it, what revoking costs."""
    return (
        Rule(f"{letters}-A10", "panel.members", "评审小组人数", OURS,
             at_least=count(members), anchor=begins, scope=scope),
        Rule(f"{letters}-A10", "panel.odd", "评审小组人数为单数", OURS, anchor=begins, scope=scope),
        Rule(f"{letters}-A11", "deposit.forfeited",
             "截止后撤销投标、响应的，可以不退还保证金", _TENDERS, anchor="BidRevoked",
             scope=scope),
    )  # fmt: skip


def agreed(letters: str) -> tuple[Rule, ...]:
    """The row of lots that are agreed on with the only applicant: how long they wait for more."""
    return (
        Rule(f"{letters}-A13", "disclosure.extension", "无人申请时每次延长", OURS,
             at_least=working_days(5), anchor="DisclosureExtended", ends="DisclosureClosed"),
    )  # fmt: skip


_SIGNED = (
    Hears((Phase.RESULT_PROPOSED,), "TransactionConfirmed"),
    Hears((Phase.AWARDED,), "WinnerDefaulted"),
)
_OVER = (*ENDS, *VOID, *SEALED)
# Whoever wins and does not sign has no next.
TO_TREASURY = (
    *_SIGNED,
    Hears((Phase.AWARDED,), "ContractSigned"),
    Hears((Phase.AWARDED, Phase.CONTRACTED), "ResultPublished"),
    Hears((Phase.CONTRACTED,), "ExternalPaymentConfirmed"),
    Hears((Phase.CONTRACTED,), "SettlementClosed"),
    *_OVER,
)
"""Once somebody has it, and its price is the treasury's."""
TO_SELLER = (
    *_SIGNED,
    Hears((Phase.AWARDED,), "ContractSigned"),
    Hears((Phase.AWARDED, Phase.CONTRACTED), "ResultPublished"),
    Hears((Phase.CONTRACTED,), "SettlementClosed"),
    *_OVER,
)
"""And its price is the seller's."""
RISES = (
    Hears((Phase.REGISTERED,), "SessionArranged"),
    Hears((Phase.REGISTERED,), "AnnouncementPublished", ("SessionArranged",)),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "AnnouncementCorrected"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "DeadlinePostponed"),
    Hears((Phase.ANNOUNCED,), "ListingStarted"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "DepositDeadlinePassed"),
    Hears((Phase.OPEN,), "ListingClosed", ("DepositDeadlinePassed",)),
    Hears((Phase.CLOSED,), "TimedBiddingStarted", ("DepositDeadlinePassed",)),
    Hears((Phase.COMPETITION,), "SessionEnded"),
)
"""By listing, or by a session alone."""
_ANNOUNCED = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "AnnouncementCorrected"),
)
TENDERED = (*_ANNOUNCED, *TENDER)
"""By sealed bids that a panel judges."""
NEGOTIATES = (*_ANNOUNCED, *NEGOTIATED)
"""By the offers of the last of several rounds."""
_APPLIED = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED,), "AnnouncementCorrected"),
    Hears((Phase.ANNOUNCED,), "DeadlinePostponed"),
    Hears((Phase.ANNOUNCED,), "DepositDeadlinePassed"),
)
ONE_SHOT = (
    *_APPLIED,
    Hears((Phase.CLOSED,), "BidOpened"),
    Hears((Phase.COMPETITION,), "OffersCompared"),
)
"""By one offer of each, of which the highest has it."""
AGREED = (
    *_APPLIED,
    Hears((Phase.ANNOUNCED,), "DisclosureExtended"),
    Hears((Phase.ANNOUNCED, Phase.CLOSED), "DisclosureClosed"),
    Hears((Phase.CLOSED,), "TransactionConfirmed", ("DisclosureClosed",)),
)
"""With the only one who applied, once all could have."""
