"""What a lot hears in which phase, and after what: the order of a kind of trade, as a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.phases import ARROWS, LEADS_TO, OVER, UNDER_WAY, Phase


@dataclass(frozen=True, slots=True)
class Hears:
    """In these phases this fact may be, once each fact of `after` has been.

    Raises ValueError where the skeleton does not lead from one of the phases where the fact leads.
    """

    phases: tuple[Phase, ...]
    event: str
    after: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        to = LEADS_TO.get(self.event)
        for phase in self.phases:
            if to is not None and to not in (phase, *ARROWS[phase]):
                raise ValueError(f"{self.event} leads to {to}, where {phase} does not lead")


type Lifecycle = tuple[Hears, ...]
"""All that lots of a kind hear; what it does not list is forbidden."""


def phases_for(lifecycle: Lifecycle, event: str) -> tuple[Phase, ...]:
    """In which phases a fact may be."""
    return tuple(phase for row in lifecycle if row.event == event for phase in row.phases)


def lacking(
    lifecycle: Lifecycle, phase: Phase, event: str, happened: Iterable[str]
) -> tuple[str, ...]:
    """What must have been before a fact in a phase, and was not."""
    been = set(happened)
    rows = (row for row in lifecycle if row.event == event and phase in row.phases)
    return tuple(name for row in rows for name in row.after if name not in been)


def twice(lifecycle: Lifecycle) -> Iterator[tuple[Phase, str]]:
    """Facts that two rows speak of in one phase: one must go."""
    seen = set[tuple[Phase, str]]()
    for row in lifecycle:
        for phase in row.phases:
            if (phase, row.event) in seen:
                yield phase, row.event
            seen.add((phase, row.event))


ASKED_FOR: tuple[str, ...] = (
    "SessionArranged",
    "AnnouncementPublished",
    "InvitationIssued",
    "AnnouncementCorrected",
    "DocumentClarified",
    "DeadlinePostponed",
    "PrequalificationIssued",
    "PrequalificationClarified",
    "PrequalificationConcluded",
    "QualifiedInvited",
    "DocumentIssued",
    "DocumentSalePeriodClosed",
    "DepositDeadlinePassed",
    "BidDeadlinePassed",
    "DisclosureExtended",
    "DisclosureClosed",
    "ListingStarted",
    "ListingClosed",
    "NegotiationStarted",
    "RoundClosed",
    "BidOpened",
    "TimedBiddingStarted",
    "TimedBiddingClosed",
    "SessionEnded",
    "EvaluationReportReceived",
    "OffersCompared",
    "DrawCommitted",
    "QuotaAllotted",
    "CandidatesPublicised",
    "BidValidityExtended",
    "AwardNoticeIssued",
    "TransactionConfirmed",
    "WinnerDefaulted",
    "NextCandidateConfirmed",
    "ContractSigned",
    "ResultPublished",
    "DealFiled",
    "InstalmentsAgreed",
    "ExternalPaymentConfirmed",
    "TransactionCertificateIssued",
    "SettlementClosed",
    "ArchiveSealed",
    "LotFailed",
    "ProcedureTerminated",
    "ResultVoided",
    "RetenderLinked",
)
"""Facts of a lot that somebody asks for and its order decides; all else stands in no order."""


def never(lifecycle: Lifecycle) -> Iterator[tuple[str, str]]:
    """Facts that nobody can ask for, each once, and which row names it: it would wait for ever."""
    named = ((name, row.event) for row in lifecycle for name in (row.event, *row.after))
    yield from {name: (name, of) for name, of in named if name not in ASKED_FOR}.values()


ENDS: Lifecycle = (
    Hears(tuple(one for one in UNDER_WAY if one is not Phase.REGISTERED), "LotFailed"),
    Hears(UNDER_WAY, "ProcedureTerminated"),
)
"""How a lot of any kind ends before its contract."""

VOID: Lifecycle = (
    Hears(
        (
            Phase.RESULT_PROPOSED,
            Phase.RESULT_PUBLICITY,
            Phase.AWARDED,
            Phase.CONTRACTED,
            Phase.SETTLED,
        ),
        "ResultVoided",
    ),
    Hears(OVER, "RetenderLinked"),
)
"""What a result of any kind may come to, and what is traded anew."""

SEALED: Lifecycle = (
    Hears((Phase.CONTRACTED, Phase.SETTLED), "DealFiled"),
    Hears((Phase.SETTLED,), "ArchiveSealed"),
)
"""How a deal of any kind is filed, and how its lot ends once it is settled."""

EXTENDED: Lifecycle = (
    Hears(
        (Phase.COMPETITION, Phase.RESULT_PROPOSED, Phase.RESULT_PUBLICITY), "BidValidityExtended"
    ),
)
"""Until a winner is told, who bids may be asked to be bound for longer."""

BIDS: Lifecycle = (
    Hears((Phase.ANNOUNCED,), "DocumentIssued"),
    Hears((Phase.OPEN,), "DocumentClarified"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "DeadlinePostponed"),
    Hears((Phase.OPEN,), "DocumentSalePeriodClosed"),
    Hears((Phase.OPEN,), "DepositDeadlinePassed"),
    Hears(
        (Phase.OPEN,), "BidDeadlinePassed", ("DocumentSalePeriodClosed", "DepositDeadlinePassed")
    ),
)
"""How sealed bids are asked for, and come in, once a lot is announced."""

TENDER: Lifecycle = (
    *BIDS,
    Hears((Phase.CLOSED,), "BidOpened"),
    Hears((Phase.COMPETITION,), "EvaluationReportReceived"),
)
"""How they are opened and judged as they came."""

NEGOTIATED: Lifecycle = (
    *BIDS,
    Hears((Phase.CLOSED,), "NegotiationStarted"),
    Hears((Phase.CLOSED,), "RoundClosed", ("NegotiationStarted",)),
    Hears((Phase.CLOSED,), "BidOpened", ("NegotiationStarted",)),
    Hears((Phase.COMPETITION,), "EvaluationReportReceived"),
)
"""How they are first responses, and what is opened and judged are the offers of the last round."""

SESSION: Lifecycle = (
    Hears((Phase.REGISTERED,), "SessionArranged"),
    Hears((Phase.ANNOUNCED,), "DisclosureExtended"),
    Hears((Phase.ANNOUNCED,), "DisclosureClosed"),
    Hears((Phase.ANNOUNCED,), "ListingStarted", ("SessionArranged",)),
    Hears((Phase.OPEN,), "ListingClosed", ("ListingStarted",)),
    Hears((Phase.CLOSED,), "TimedBiddingStarted", ("SessionArranged",)),
    Hears((Phase.COMPETITION,), "SessionEnded", ("TimedBiddingStarted",)),
)
"""How a lot is bid for upwards, where its owner arranged a session."""

DIRECT: Lifecycle = (
    Hears((Phase.REGISTERED,), "AnnouncementPublished"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "AnnouncementCorrected"),
    Hears((Phase.ANNOUNCED,), "DeadlinePostponed"),
    Hears((Phase.ANNOUNCED, Phase.OPEN), "DepositDeadlinePassed"),
    Hears((Phase.ANNOUNCED, Phase.CLOSED), "BidOpened"),
    Hears((Phase.ANNOUNCED, Phase.CLOSED), "TimedBiddingClosed"),
    Hears((Phase.COMPETITION,), "AwardNoticeIssued"),
    Hears((Phase.COMPETITION, Phase.RESULT_PROPOSED), "TransactionConfirmed"),
    Hears((Phase.AWARDED,), "ContractSigned"),
    Hears((Phase.AWARDED, Phase.CONTRACTED), "ResultPublished"),
    Hears((Phase.CONTRACTED,), "InstalmentsAgreed"),
    Hears((Phase.CONTRACTED,), "ExternalPaymentConfirmed"),
    Hears((Phase.CONTRACTED,), "TransactionCertificateIssued"),
    Hears((Phase.CONTRACTED,), "SettlementClosed"),
    *SESSION,
    *ENDS,
    *VOID,
    *SEALED,
)
"""The short order of lots that are defined without a procedure: direct commands drive them."""
