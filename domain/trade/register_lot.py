"""Registering a lot of a procedure: born under rules that are in force today, for good."""

from datetime import date, datetime

from domain.calendar import beijing_day, zoned
from domain.categories.category import Category
from domain.governance.state import Law
from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.allotment import QuotaAllotted
from domain.lot.announce import not_definable
from domain.lot.events import LotDefined
from domain.lot.speaking import not_for_owner
from domain.lot.state import Lot
from domain.lowest import SUBJECT as BY_PRICE
from domain.mandates import Scope
from domain.methods import Method
from domain.procedure.events import ProcedureRegistered
from domain.procedure.state import Procedure
from domain.trade_codes import procedure_code


@command("RegisterLot", version=2, zh="登记标段(招标项目下)")
class RegisterLot(Command):
    """Register a lot of a procedure and the terms of its deposit; fields as in LotDefined.

    `scopes`: what it is besides of its kind; those of its procedure's method come along.
    """

    lot: str
    procedure: str
    title: str
    estimate_fen: int | None
    deposit_fen: int
    deposit_deadline: datetime
    opening_at: datetime
    basic_account: bool
    scopes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lot_code(self.lot)
        procedure_code(self.procedure)
        if not self.title.strip():
            raise ValueError("title: expected what it is")
        if self.deposit_fen < 0:
            raise ValueError(f"deposit_fen {self.deposit_fen}: expected zero (none) or more")
        if self.estimate_fen is not None and self.estimate_fen <= 0:
            raise ValueError(f"estimate_fen {self.estimate_fen}: expected more than zero, or none")
        zoned("deposit_deadline", self.deposit_deadline)
        zoned("opening_at", self.opening_at)


def register(states: tuple[Lot, Procedure], asked: RegisterLot, context: Context) -> Decision:
    """Once, within the bounds of its rules; the same again changes nothing, whatever rules came."""
    lot, procedure = states
    known, day = procedure.registered, beijing_day(context.received_at)
    if known is None:
        return Rejected("procedure.unknown", f"nobody registered {asked.procedure}")
    code = asked.procedure
    of = (Scope.PROCEDURE, code)
    if refused := not_for_owner(context, code, known.owner, known.agency, of):
        return refused
    born = lot.defined.pack if lot.defined else _born(context.law, known, day)
    if isinstance(born, Rejected):
        return born
    category = context.law.rules(known.category, born)
    method = category and category.method(known.method, known.protocol)
    if category is None or method is None:
        return Rejected("lot.already_defined", f"{asked.lot} is defined otherwise")
    scopes = _scopes(category, method, asked)
    if isinstance(scopes, Rejected):
        return scopes
    defined = LotDefined(
        lot=asked.lot,
        title=asked.title,
        category=known.category,
        region=known.region,
        owner=known.owner,
        agency=known.agency,
        estimate_fen=asked.estimate_fen,
        deposit_fen=asked.deposit_fen,
        deposit_deadline=asked.deposit_deadline,
        opening_at=asked.opening_at,
        basic_account=asked.basic_account,
        procedure=asked.procedure,
        pack=born,
        scopes=scopes,
    )
    if lot.defined is not None:
        same = lot.defined == defined
        return () if same else Rejected("lot.already_defined", f"{asked.lot} is defined otherwise")
    if asked.estimate_fen is None and category.order(scopes).hears(QuotaAllotted.NAME):
        return Rejected("lot.no_price", f"{asked.lot} has one price for all who apply: expected it")
    return not_definable(defined, category, day) or (defined,)


def _born(law: Law, known: ProcedureRegistered, day: date) -> int | Rejected:
    """The newest rules in force that know the procedure's method: what was begun by those of before
    goes on by them until they are repealed. None that are older than those it was begun by: another
    order may have had its method's name then.
    """
    packs = law.packs_on(known.category, day)
    if not packs:
        return Rejected("category.no_pack", f"no rules of {known.category} are in force today")
    since = (one for one in packs if one.version >= known.pack)
    fit = (one for one in since if one.category.method(known.method, known.protocol))
    if (found := next(fit, None)) is not None:
        return found.version
    detail = f"{known.category} is traded by {packs[0].category.traded_by}"
    if known.pack:
        detail += f"; {known.procedure} was begun by version {known.pack}"
    return Rejected("procedure.other_method", detail)


def _scopes(category: Category, method: Method, asked: RegisterLot) -> tuple[str, ...] | Rejected:
    """What the lot is, by its own word and its method's, as far as a row is about such lots.

    Its order it has by its method alone, and so whether the lowest price has it.
    """
    orders = {order.scope for order in category.orders}
    known = {row.scope for row in category.rules} - {""} - orders
    own = known - {row.scope for row in category.rules if row.subject == BY_PRICE}
    if strange := sorted({*asked.scopes} - own):
        right = ", ".join(sorted(own)) or "none"
        detail = f"{category.code} has no rows for {', '.join(strange)}: expected of {right}"
        return Rejected("lot.unknown_scope", detail)
    return tuple(sorted({*asked.scopes, *method.scopes} & (known | orders)))


REGISTER_LOT = Decider(
    handles=RegisterLot,
    touches=lambda asked: (StreamId("lot", asked.lot), StreamId("procedure", asked.procedure)),
    decide=register,
)
