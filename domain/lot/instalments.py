"""How a price is paid, as its contract has it; rows of law warn of it (LD-12, SP-09)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from domain.calendar import Calendar, plausible
from domain.categories.category import Category
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.concluded import Instalment, InstalmentsAgreed
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.money import show
from domain.rules import Rule, Severity

MOST = 60
"""Instalments of one price."""

IN_ONE_SUM = "price.lump_sum"
"""The subject of the row for a price that is paid at once."""
FIRST = "price.first_instalment_paid"
FIRST_SHARE = "price.first_instalment"
"""The subjects of the rows that say when the first instalment is paid, and how much that is."""
_ALL = ("price.last_instalment", "price.all_paid")


@command("AgreeInstalments", zh="登记分期付款约定")
class AgreeInstalments(Command):
    """The contract has the price paid so, the earliest first; `document`: its SHA-256.

    The first is what is in by its day, with what the deposit became.
    """

    lot: str
    instalments: tuple[Instalment, ...]
    document: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.document)
        if not 1 <= len(self.instalments) <= MOST:
            raise ValueError(f"instalments: {len(self.instalments)}, expected 1 to {MOST}")
        for one in self.instalments:
            plausible("instalments.due", one.due)
            if one.amount_fen < 1:
                raise ValueError(f"instalments: {one.amount_fen} fen, expected one or more")
        for one, following in pairwise(self.instalments):
            if one.due >= following.due:
                raise ValueError(f"instalments: {following.due} after {one.due}, expected in order")


def agree(lot: Lot, asked: AgreeInstalments, context: Context) -> Decision:
    """All of the price, from the contract on, and nothing that a row blocks; the same again is
    nothing.
    """
    known = owned(lot, asked.lot, context, InstalmentsAgreed)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if category.price_goes_to == "nobody":
        return Rejected("price.no_sale", f"a lot of {category.code} has no price that is paid here")
    told = sum(one.amount_fen for one in asked.instalments)
    if told != lot.price_fen:
        detail = f"they are {show(told)} together: expected {show(lot.price_fen)}"
        return Rejected("price.other_sum", detail)
    signed, first = lot.day_of("ContractSigned"), asked.instalments[0].due
    assert signed is not None, "a contract was signed on a day"
    if first < signed:
        return Rejected("price.before_contract", f"{first}: expected no day before {signed}")
    broken = tuple(_broken(category, lot, signed, asked.instalments, context.law.calendar))
    for row in broken:
        if row.severity is Severity.BLOCK:
            return Rejected("price.against_rule", f"{row}: {row.zh}")
    agreed = InstalmentsAgreed(
        lot=asked.lot,
        instalments=asked.instalments,
        warned=tuple(map(str, broken)),
        document=asked.document,
    )
    return () if agreed == lot.instalments else (agreed,)


def _broken(
    category: Category, lot: Lot, signed: date, told: Sequence[Instalment], calendar: Calendar
) -> Iterator[Rule]:
    """The rows that it is not within: of one sum that for one sum, where there is one; else those
    for instalments.
    """
    first, last = told[0], told[-1]
    if len(told) == 1 and category.about(IN_ONE_SUM, signed, lot.scopes):
        ends = {IN_ONE_SUM: last.due}
    else:
        ends = {FIRST: first.due, **dict.fromkeys(_ALL, last.due)}
        for row in category.about(FIRST_SHARE, signed, lot.scopes):
            if not row.allows(first.amount_fen, lot.price_fen):
                yield row
    for subject, due in ends.items():
        for row in category.about(subject, signed, lot.scopes):
            if row.is_term and due > row.term(signed, calendar):
                yield row


AGREE_INSTALMENTS = Decider(
    handles=AgreeInstalments, touches=lambda asked: (StreamId("lot", asked.lot),), decide=agree
)
