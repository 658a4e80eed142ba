"""Payouts in words: whose an account of the chart is, what a lot and a deposit are called."""

from collections.abc import Iterable

from api.http.pages.speech import Speech
from api.http.positions import When
from api.paying_out import Row, lots_by_code
from domain.accounts import BY_CODE
from domain.pool_codes import is_pool, is_stray
from projections.deposits import DEPOSITS

_OF_TREASURY = ("forfeited", "interest", "price", "void")
"""What an owner of 2009 begins with: of what it is (3.3)."""


def chart_words(chart: str, wish: Speech) -> str:
    """`2008 应付招标人/转让方`."""
    return f"{chart} {getattr(BY_CODE[chart], wish.lang)}"


def owner_words(chart: str, owner: str, wish: Speech) -> str:
    """Whose it is: a tenderer or seller by name, the treasury by item, a court, the centre."""
    first, _, rest = owner.partition("/")
    if chart == "2009" and first in _OF_TREASURY:
        return wish.say(f"payouts.owner.{first}", category=rest)
    if chart == "2011":
        return wish.say("payouts.owner.court", hold=rest)
    if chart == "2013":
        return wish.say("payouts.owner.centre")
    return owner


class Names:
    """Titles of lots, and who paid deposits of open lots; asked for once for all rows."""

    def __init__(self, when: When, wish: Speech, lots: Iterable[str], deposits: Iterable[str]):
        read, wanted = when.system.readers.deposits, sorted(set(deposits))
        rows = read.rows(DEPOSITS, {"deposit": wanted}, as_of=when.position).rows if wanted else []
        self._payers = {row["deposit"]: row["payer"] for row in rows}
        self._lots: dict[str | None, Row] = lots_by_code(when.system, lots, when.position)
        self._say = wish.say

    def lot(self, code: str) -> str:
        """A lot's title; its code where none is known; that it is a pool, or a stray."""
        if is_pool(code):
            return self._say("payouts.pool", pool=code)
        if is_stray(code):
            return self._say("refund.stray")
        return str(self._lots[code]["title"]) if code in self._lots else code

    def path(self, code: str) -> str:
        """Where a lot is shown; empty of a pool, and of what is not known."""
        return f"/lots/{code}" if code in self._lots else ""

    def whose(self, deposit: str) -> str:
        """Who paid a deposit and its id; the id alone where it is sealed or a natural person's."""
        payer = self._payers.get(deposit)
        return self._say("payouts.of", payer=payer, deposit=deposit) if payer else deposit
