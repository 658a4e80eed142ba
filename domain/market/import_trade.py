"""Importing a trade that a market of others made (REFERENCE 2.4, FC-01): once, and for good."""

from datetime import date
from typing import Any

from domain.calendar import beijing_day
from domain.categories.category import Category
from domain.categories.register import unknown
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.market import markets
from domain.market.events import ExternalTradeImported
from domain.market.state import Trade
from domain.party_codes import party_code
from domain.regions import unknown_on
from domain.trade_codes import market_code, market_code_as_typed


@command("ImportExternalTrade", zh="导入外部市场成交")
class ImportExternalTrade(Command):
    """Import a trade; fields as in ExternalTradeImported.

    `trade` follows from market and number (`trade_codes.market_code`): none is imported twice.
    """

    trade: str
    market: str
    original: str
    category: str
    method: str
    title: str
    region: str
    seller: str | None
    buyer: str | None
    quantity: int
    unit: str
    price_fen: int
    traded_on: date
    document: str

    def __post_init__(self) -> None:
        for name in ("market", "original", "method", "title", "unit"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name}: expected what it is")
        if self.trade != (right := market_code(self.market, self.original)):
            raise ValueError(f"trade {self.trade[:60]!r}: expected {right}")
        for party in (self.seller, self.buyer):
            if party is not None:
                party_code(party)
        for name in ("quantity", "price_fen"):
            if (told := getattr(self, name)) < 1:
                raise ValueError(f"{name} {told}: expected one or more")
        digest(self.document)


def bring(states: Any, asked: ImportExternalTrade, context: Context) -> Decision:
    """By a method that the category's rules say is traded elsewhere, at a market that is known by
    its code (`markets.py`). The same again is nothing; nor does it come in again under the code
    that followed from another name of its market, by which markets were known at first, or from
    its number with blanks, as they were kept at first: with the blanks that are typed now. What was
    imported then with others is not found, as a code does not tell of which text it is.
    """
    trades: tuple[Trade, ...] = states if isinstance(states, tuple) else (states,)
    before = next((one.imported for one in trades if one.imported is not None), None)
    fields = {name: getattr(asked, name) for name in ImportExternalTrade.__dataclass_fields__}
    fields["original"] = asked.original.strip()
    if before is not None:
        same = before == ExternalTradeImported(**fields, pack=before.pack)
        detail = f"{fields['original']} of {asked.market} was imported otherwise: that stays"
        return () if same else Rejected("market.imported_otherwise", detail)
    today = beijing_day(context.received_at)
    if asked.traded_on > today:
        return Rejected("market.not_yet", f"{asked.traded_on} is still to come")
    if refused := unknown_on(asked.region, asked.traded_on):
        return refused
    pack = context.law.pack_on(asked.category, today)
    version = pack.version if pack is not None else 0
    category = context.law.rules(asked.category, version)
    if category is None:
        return unknown(asked.category)
    refused = _not_so(category, asked.method) or markets.refusal(asked.market, category.code)
    return refused or (ExternalTradeImported(**fields, pack=version),)


def _not_so(category: Category, method: str) -> Rejected | None:
    """Why its rules do not know this method of a market elsewhere."""
    elsewhere = [one.zh for one in category.methods if one.elsewhere]
    if method in elsewhere:
        return None
    if not elsewhere:
        return Rejected("market.not_elsewhere", f"{category.code} is traded at no market of others")
    right = ", ".join(elsewhere)
    detail = f"{category.code} is traded elsewhere by {right}, not by {method}"
    return Rejected("market.other_method", detail)


def _touches(asked: ImportExternalTrade) -> tuple[StreamId, ...]:
    """The trade, then what it would be under each other name of its market, and with the blanks
    that are around its number."""
    names, ways = markets.names_of(asked.market), (market_code, market_code_as_typed)
    others = (way(name, asked.original) for way in ways for name in names)
    return tuple(StreamId("market", code) for code in dict.fromkeys((asked.trade, *others)))


IMPORT_EXTERNAL_TRADE = Decider(
    handles=ImportExternalTrade,
    touches=_touches,
    decide=bring,
)
