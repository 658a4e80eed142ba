"""The orders of a purchase: by tender, by quotation, negotiated in rounds (2.7.0)."""

from domain.lifecycle import ENDS, EXTENDED, NEGOTIATED, SEALED, TENDER, VOID, Hears
from domain.methods import Order
from domain.phases import Phase

_ANNOUNCED = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "AnnouncementCorrected"),
)
_INVITED = Hears((Phase.REGISTERED,), "InvitationIssued")
# No candidates stand in public, the award itself is published (REFERENCE 2.7.0).
_AWARDED = (
    Hears((Phase.RESULT_PROPOSED,), "AwardNoticeIssued"),
    Hears((Phase.AWARDED,), "WinnerDefaulted"),
    Hears((Phase.RESULT_PROPOSED,), "NextCandidateConfirmed", ("WinnerDefaulted",)),
    Hears((Phase.AWARDED,), "ContractSigned"),
    Hears((Phase.AWARDED, Phase.CONTRACTED), "ResultPublished"),
    Hears((Phase.CONTRACTED,), "SettlementClosed"),
    *EXTENDED,
    *ENDS,
    *VOID,
    *SEALED,
)

LIFECYCLE = (*_ANNOUNCED, _INVITED, *TENDER, *_AWARDED)
ORDERS = (
    Order("QUOTATION", 1, (*_ANNOUNCED, *TENDER, *_AWARDED)),
    Order("ROUNDS", 1, (*_ANNOUNCED, *NEGOTIATED, *_AWARDED)),
    Order("SINGLE_SOURCE", 1, (*_ANNOUNCED, *NEGOTIATED, *_AWARDED)),
)
