"""How construction is tendered: its methods; open, invited, or with prequalification (2.7.0)."""

from domain.lifecycle import ENDS, EXTENDED, SEALED, VOID, Hears
from domain.methods import Method
from domain.phases import Phase

METHODS = (
    Method("公开招标", "SEALED_SCORED"),
    Method("公开招标", "SEALED_LOWEST", ("LOWEST",)),
    Method("邀请招标", "SEALED_SCORED", ("INVITED",)),
    Method("邀请招标", "SEALED_LOWEST", ("INVITED", "LOWEST")),
)
LIFECYCLE = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.REGISTERED,), "InvitationIssued"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "AnnouncementCorrected"),
    Hears((Phase.ANNOUNCED,), "PrequalificationIssued", ("AnnouncementPublished",)),
    Hears((Phase.ANNOUNCED,), "PrequalificationClarified", ("PrequalificationIssued",)),
    Hears((Phase.ANNOUNCED,), "PrequalificationConcluded", ("PrequalificationIssued",)),
    Hears((Phase.ANNOUNCED,), "QualifiedInvited", ("PrequalificationConcluded",)),
    Hears((Phase.ANNOUNCED,), "DocumentIssued"),
    Hears((Phase.OPEN,), "DocumentClarified"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "DeadlinePostponed"),
    Hears((Phase.OPEN,), "DocumentSalePeriodClosed"),
    Hears((Phase.OPEN,), "DepositDeadlinePassed"),
    Hears(
        (Phase.OPEN,), "BidDeadlinePassed", ("DocumentSalePeriodClosed", "DepositDeadlinePassed")
    ),
    Hears((Phase.CLOSED,), "BidOpened"),
    Hears((Phase.COMPETITION,), "EvaluationReportReceived"),
    Hears((Phase.RESULT_PROPOSED,), "CandidatesPublicised"),
    Hears((Phase.RESULT_PUBLICITY,), "AwardNoticeIssued"),
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
