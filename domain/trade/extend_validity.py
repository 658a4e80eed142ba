"""Who bids is asked to be bound for longer, before its bid lapses (30号令 29, CT-26)."""

from datetime import date, datetime

from domain.calendar import Calendar, Unit, beijing_day, plausible, zoned
from domain.categories.category import Cause
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.lot.tendered import BidValidityExtended
from domain.procedure.state import Procedure
from domain.trade_codes import procedure_code


@command("ExtendBidValidity", zh="要求延长投标有效期")
class ExtendBidValidity(Command):
    """Ask all bidders in writing to be bound until this day, and to answer until then.

    `procedure`: the lot's, which says for how many days bids bind; `text`: the SHA-256 of what asks
    for it.
    """

    lot: str
    procedure: str
    valid_until: date
    answers_until: datetime
    text: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        procedure_code(self.procedure)
        plausible("valid_until", self.valid_until)
        zoned("answers_until", self.answers_until)
        digest(self.text)
        if beijing_day(self.answers_until) > self.valid_until:
            raise ValueError(f"answers_until {self.answers_until}: expected by {self.valid_until}")


def extend(states: tuple[Lot, Procedure], asked: ExtendBidValidity, context: Context) -> Decision:
    """From the opening until a winner is told, also while the procedure stands still; before bids
    lapse, and each time until a later day. The same again is nothing.
    """
    lot, procedure = states
    known = owned(lot, asked.lot, context, BidValidityExtended)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if category.refund(Cause.EXTENSION_REFUSED) is None:
        detail = f"no row of {category.code} says what becomes of who refuses"
        return Rejected("validity.no_rule", detail)
    told = procedure.registered
    if told is None or lot.defined is None or told.procedure != lot.defined.procedure:
        return Rejected("validity.other_procedure", f"{asked.lot} is not of {asked.procedure}")
    asks = (asked.valid_until, asked.answers_until, asked.text)
    before = lot.extended
    if before is not None and asks == (before.valid_until, before.answers_until, before.text):
        return ()
    bound = bound_until(lot, told.validity_days, context.law.calendar)
    if bound is not None and bound < beijing_day(context.received_at):
        return Rejected("validity.over", f"bids for {asked.lot} bound until {bound}, and no longer")
    if bound is not None and asked.valid_until <= bound:
        return Rejected("validity.not_longer", f"they bind until {bound}: expected a later day")
    if asked.answers_until <= context.received_at:
        detail = f"answers_until {asked.answers_until.isoformat()} is over"
        return Rejected("validity.no_time_to_answer", detail)
    return (
        BidValidityExtended(
            lot=asked.lot,
            extended_at=context.received_at,
            valid_until=asked.valid_until,
            answers_until=asked.answers_until,
            text=asked.text,
        ),
    )


def bound_until(lot: Lot, validity_days: int, calendar: Calendar) -> date | None:
    """The last day on which bids bind: counted from when they were due, or as was asked since.

    None where the procedure does not say (0 days).
    """
    if lot.extended is not None:
        return lot.extended.valid_until
    if lot.opening_at is None or not validity_days:
        return None
    return calendar.add(beijing_day(lot.opening_at), validity_days, Unit.DAYS)


EXTEND_BID_VALIDITY = Decider(
    handles=ExtendBidValidity,
    touches=lambda asked: (StreamId("lot", asked.lot), StreamId("procedure", asked.procedure)),
    decide=extend,
)
