"""What sales by announcement have in common: how lots go, what goes back (REFERENCE 2.7.0, 3.3).

For kinds of trade whose texts leave deposits to the announcement; the rows are ours, `XX-A…`.
"""

from domain.categories.category import Cause, Forfeit, Ground, Refund
from domain.lifecycle import ENDS, NEGOTIATED, SEALED, TENDER, VOID, Hears
from domain.phases import Phase
from domain.rules import Evidence, Source

OURS = Source("平台约定", Evidence.A, None, jurisdiction="350600")
NOTICE = Source("以公告为准；期限为平台约定", Evidence.A, None, jurisdiction="350600")
AS_TENDERS = Source(
    "平台约定：比照招标投标法实施条例 第35条", Evidence.A, None, jurisdiction="350600"
)
# What becomes price goes back to nobody who won.
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
# Of a tender too.
FORFEITS = (
    Forfeit(Ground.DEFAULTED, "deposit.defaulted"),
    Forfeit(Ground.REVOKED, "deposit.forfeited"),
)
_SIGNED = (
    Hears((Phase.RESULT_PROPOSED,), "TransactionConfirmed"),
    Hears((Phase.AWARDED,), "WinnerDefaulted"),
)
_OVER = (*ENDS, *VOID, *SEALED)
# Whoever wins and does not sign has no next.
# Once somebody has it, and its price is the treasury's.
TO_TREASURY = (
    *_SIGNED,
    Hears((Phase.AWARDED,), "ContractSigned"),
    Hears((Phase.AWARDED, Phase.CONTRACTED), "ResultPublished"),
    Hears((Phase.CONTRACTED,), "InstalmentsAgreed"),
    Hears((Phase.CONTRACTED,), "ExternalPaymentConfirmed"),
    Hears((Phase.CONTRACTED,), "SettlementClosed"),
    *_OVER,
)
# And its price is the seller's.
TO_SELLER = (
    *_SIGNED,
    Hears((Phase.AWARDED,), "ContractSigned"),
    Hears((Phase.AWARDED, Phase.CONTRACTED), "ResultPublished"),
    Hears((Phase.CONTRACTED,), "InstalmentsAgreed"),
    Hears((Phase.CONTRACTED,), "SettlementClosed"),
    *_OVER,
)
# By listing, or by a session alone.
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
_ANNOUNCED = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "AnnouncementCorrected"),
)
# By sealed bids that a panel judges.
TENDERED = (*_ANNOUNCED, *TENDER)
# By the offers of the last of several rounds.
NEGOTIATES = (*_ANNOUNCED, *NEGOTIATED)
_APPLIED = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED,), "AnnouncementCorrected"),
    Hears((Phase.ANNOUNCED,), "DeadlinePostponed"),
    Hears((Phase.ANNOUNCED,), "DepositDeadlinePassed"),
)
# By one offer of each, of which the highest has it.
ONE_SHOT = (
    *_APPLIED,
    Hears((Phase.CLOSED,), "BidOpened"),
    Hears((Phase.COMPETITION,), "OffersCompared"),
)
# With the only one who applied, once all could have.
AGREED = (
    *_APPLIED,
    Hears((Phase.ANNOUNCED,), "DisclosureExtended"),
    Hears((Phase.ANNOUNCED, Phase.CLOSED), "DisclosureClosed"),
    Hears((Phase.CLOSED,), "TransactionConfirmed", ("DisclosureClosed",)),
)
