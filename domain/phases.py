"""How far a lot has come, and from where it may go where: the skeleton of trade (REFERENCE 2.2).

What of it a kind of trade hears, and in which order, its pack says (`lifecycle`).
"""

from enum import StrEnum


class Phase(StrEnum):
    """The states of a lot."""

    DRAFT = "草拟"
    REGISTERED = "已登记"
    ANNOUNCED = "已公告"
    OPEN = "受理中"
    CLOSED = "已截止"
    COMPETITION = "竞争中"
    RESULT_PROPOSED = "待定标"
    RESULT_PUBLICITY = "公示中"
    AWARDED = "已成交"
    CONTRACTED = "已签约"
    SETTLED = "已结清"
    ARCHIVED = "已归档"
    FAILED = "失败"
    TERMINATED = "终止"
    VOIDED = "无效"


UNDER_WAY = (
    Phase.REGISTERED,
    Phase.ANNOUNCED,
    Phase.OPEN,
    Phase.CLOSED,
    Phase.COMPETITION,
    Phase.RESULT_PROPOSED,
    Phase.RESULT_PUBLICITY,
    Phase.AWARDED,
)
"""From the registration to the contract: deposits wait for what becomes of the lot."""

SIGNED = (Phase.CONTRACTED, Phase.SETTLED, Phase.ARCHIVED)
"""From the contract on."""

OVER = (Phase.FAILED, Phase.TERMINATED, Phase.VOIDED)
"""Nobody will win it any more: it may be traded anew, as another lot."""

_GONE = (Phase.FAILED, Phase.TERMINATED)

ARROWS: dict[Phase, tuple[Phase, ...]] = {
    Phase.DRAFT: (Phase.REGISTERED,),
    Phase.REGISTERED: (Phase.ANNOUNCED, Phase.TERMINATED),
    Phase.ANNOUNCED: (Phase.OPEN, Phase.CLOSED, Phase.COMPETITION, *_GONE),
    Phase.OPEN: (Phase.CLOSED, *_GONE),
    Phase.CLOSED: (Phase.COMPETITION, Phase.RESULT_PROPOSED, Phase.AWARDED, *_GONE),
    Phase.COMPETITION: (Phase.RESULT_PROPOSED, Phase.AWARDED, *_GONE, Phase.VOIDED),
    Phase.RESULT_PROPOSED: (Phase.RESULT_PUBLICITY, Phase.AWARDED, *_GONE, Phase.VOIDED),
    Phase.RESULT_PUBLICITY: (Phase.AWARDED, *_GONE, Phase.VOIDED),
    Phase.AWARDED: (
        Phase.CONTRACTED,
        Phase.RESULT_PROPOSED,
        Phase.RESULT_PUBLICITY,
        *_GONE,
        Phase.VOIDED,
    ),
    Phase.CONTRACTED: (Phase.SETTLED, Phase.VOIDED),
    Phase.SETTLED: (Phase.ARCHIVED, Phase.VOIDED),
    Phase.ARCHIVED: (),
    Phase.FAILED: (),
    Phase.TERMINATED: (),
    Phase.VOIDED: (),
}
"""Where a lot may go from where. An agreement is awarded without a competition; a listing in which
one alone quoted has its result without one; some kinds publish after the award; a winner's default
leads back to the proposed result.
"""

LEADS_TO: dict[str, Phase] = {
    "LotDefined": Phase.REGISTERED,
    "AnnouncementPublished": Phase.ANNOUNCED,
    "InvitationIssued": Phase.ANNOUNCED,
    "DocumentIssued": Phase.OPEN,
    "ListingStarted": Phase.OPEN,
    "BidDeadlinePassed": Phase.CLOSED,
    "ListingClosed": Phase.CLOSED,
    "DisclosureClosed": Phase.CLOSED,
    "BidOpened": Phase.COMPETITION,
    "TimedBiddingStarted": Phase.COMPETITION,
    "EvaluationReportReceived": Phase.RESULT_PROPOSED,
    "OffersCompared": Phase.RESULT_PROPOSED,
    "QuotaAllotted": Phase.RESULT_PROPOSED,
    "CandidatesPublicised": Phase.RESULT_PUBLICITY,
    "AwardNoticeIssued": Phase.AWARDED,
    "TransactionConfirmed": Phase.AWARDED,
    "WinnerDefaulted": Phase.RESULT_PROPOSED,
    "ContractSigned": Phase.CONTRACTED,
    "SettlementClosed": Phase.SETTLED,
    "ArchiveSealed": Phase.ARCHIVED,
    "ResultVoided": Phase.VOIDED,
    "LotFailed": Phase.FAILED,
    "ProcedureTerminated": Phase.TERMINATED,
}
"""Where a fact leads, by its name; of a fact that leads here or there `lot.moving` tells it."""
