"""Defining a lot, announcing it, giving its bidders more time."""

from datetime import date, datetime

from domain.calendar import beijing_day, zoned
from domain.categories.category import Category
from domain.categories.register import of, refusal
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.events import AnnouncementPublished, DeadlinePostponed, LotDefined
from domain.lot.speaking import not_for_owner
from domain.lot.standing import owned
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.mandates import Scope
from domain.regions import unknown_on
from domain.rules import Severity
from domain.terms import deposit_bound


@command("DefineLot", version=2, zh="登记标段")
class DefineLot(Command):
    """Define a lot and the terms of its deposit, by its owner or the owner's agency.

    `deposit_fen` is zero when none is asked for; a sale whose price is paid here asks for one, by
    which its price is known. `estimate_fen` as in LotDefined, and none only where no row of the
    category bounds a deposit by a share of it.
    """

    lot: str
    title: str
    category: str
    region: str
    owner: str
    agency: str | None
    estimate_fen: int | None
    deposit_fen: int
    deposit_deadline: datetime
    opening_at: datetime
    basic_account: bool

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.deposit_fen < 0:
            raise ValueError(f"deposit_fen {self.deposit_fen}: expected zero (none) or more")
        if self.estimate_fen is not None and self.estimate_fen <= 0:
            raise ValueError(f"estimate_fen {self.estimate_fen}: expected more than zero, or none")
        zoned("deposit_deadline", self.deposit_deadline)
        zoned("opening_at", self.opening_at)


@command("AnnounceLot", zh="发布公告")
class AnnounceLot(Command):
    """Announce a lot: where it stands (`media`), and the SHA-256 of the text."""

    lot: str
    media: tuple[str, ...]
    text: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.text)
        if not self.media:
            raise ValueError("media: expected where the announcement stands")


@command("PostponeDeadline", zh="延期")
class PostponeDeadline(Command):
    """Let deposits arrive and bids be opened later than was said."""

    lot: str
    deposit_deadline: datetime
    opening_at: datetime

    def __post_init__(self) -> None:
        lot_code(self.lot)
        zoned("deposit_deadline", self.deposit_deadline)
        zoned("opening_at", self.opening_at)


def define(lot: Lot, asked: DefineLot, context: Context) -> Decision:
    """Once, in a category that is offered, within its bounds; the same again changes nothing."""
    alone = (Scope.LOT, asked.lot)
    if refused := not_for_owner(context, asked.lot, asked.owner, asked.agency, alone):
        return refused
    if refused := refusal(asked.category):
        return refused
    names = DefineLot.__dataclass_fields__
    defined = LotDefined(**{name: getattr(asked, name) for name in names})
    if refused := not_definable(defined, of(asked.category), beijing_day(context.at)):
        return refused
    if lot.defined is None:
        return unknown_on(asked.region, beijing_day(context.at)) or (defined,)
    if lot.defined == defined:
        return ()
    return Rejected("lot.already_defined", f"{asked.lot} is defined otherwise")


def not_definable(asked: LotDefined, category: Category, day: date) -> Rejected | None:
    """Why a lot cannot be so, by the rules of its kind that are in force on a day."""
    if asked.deposit_deadline > asked.opening_at:
        return Rejected("lot.deadline_after_opening", "deposits are due before bids are opened")
    if category.basic_account_required and not asked.basic_account:
        detail = f"deposits of {category.code} come from the payer's basic account"
        return Rejected("lot.no_basic_account", detail)
    if asked.estimate_fen is None:
        if share := category.about("deposit.share", day, asked.scopes):
            return Rejected("lot.no_estimate", f"{share[0].id} bounds the deposit by a share of it")
    elif (beyond := _beyond(asked, asked.estimate_fen, category, day)) is not None:
        return beyond
    if category.price_goes_to == "seller" and not asked.deposit_fen:
        detail = f"a price of {category.code} is paid here beside its buyer's deposit: expected one"
        return Rejected("lot.deposit_needed", detail)
    return None


def _beyond(asked: LotDefined, estimate: int, category: Category, day: date) -> Rejected | None:
    """Why the deposit is too much."""
    beyond = deposit_bound(category, estimate, asked.deposit_fen, day, scopes=asked.scopes)
    if beyond is None or beyond.rule.severity is not Severity.BLOCK:
        return None
    return Rejected("lot.deposit_out_of_bounds", str(beyond))


def announce(lot: Lot, asked: AnnounceLot, context: Context) -> Decision:
    """Once, by the owner or its agency, while there is still time to arrive in."""
    before = lot.announced
    if before is not None and (before.media, before.text) == (asked.media, asked.text):
        return ()
    known = owned(lot, asked.lot, context, AnnouncementPublished)
    if isinstance(known, Rejected):
        return known
    if context.received_at >= known.deposit_deadline:
        return Rejected("lot.too_late", f"deposits were due at {known.deposit_deadline}")
    return (
        AnnouncementPublished(
            lot=asked.lot,
            published_at=context.received_at,
            media=asked.media,
            text=asked.text,
        ),
    )


def postpone(lot: Lot, asked: PostponeDeadline, context: Context) -> Decision:
    """Later only, and not once the deadline has passed: who was late stays late."""
    known = owned(lot, asked.lot, context, DeadlinePostponed)
    if isinstance(known, Rejected):
        return known
    return postponed(lot, asked.lot, asked.deposit_deadline, asked.opening_at, context)


def postponed(
    lot: Lot, code: str, deposit_deadline: datetime, opening_at: datetime, context: Context
) -> tuple[DeadlinePostponed, ...] | Rejected:
    """The later times of an announced lot; none where they are what they were."""
    assert lot.deposit_deadline is not None, "an announced lot has its times"
    assert lot.opening_at is not None, "an announced lot has its times"
    passed = context.received_at > lot.deposit_deadline
    if passed and not is_stopped(lot, lot.deposit_deadline):
        return Rejected("lot.too_late", f"deposits were due at {lot.deposit_deadline.isoformat()}")
    if deposit_deadline < lot.deposit_deadline or opening_at < lot.opening_at:
        return Rejected("lot.not_later", "a deadline is only ever postponed")
    if deposit_deadline > opening_at:
        return Rejected("lot.deadline_after_opening", "deposits are due before bids are opened")
    if (deposit_deadline, opening_at) == (lot.deposit_deadline, lot.opening_at):
        return ()
    times = {"deposit_deadline": deposit_deadline, "opening_at": opening_at}
    return (DeadlinePostponed(lot=code, **times),)


DEFINE_LOT = Decider(
    handles=DefineLot, touches=lambda asked: (StreamId("lot", asked.lot),), decide=define
)
ANNOUNCE_LOT = Decider(
    handles=AnnounceLot, touches=lambda asked: (StreamId("lot", asked.lot),), decide=announce
)
POSTPONE_DEADLINE = Decider(
    handles=PostponeDeadline, touches=lambda asked: (StreamId("lot", asked.lot),), decide=postpone
)
