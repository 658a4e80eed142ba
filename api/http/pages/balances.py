"""`/balances`, `/at/{position}/balances`: balances as of a moment, down to events; and as CSV."""

from collections.abc import Iterator
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from api.csv_file import amounts, csv_of
from api.http.identity import Identity
from api.http.lasting import AT, shown
from api.http.pages.balance_detail import detail
from api.http.pages.balance_rows import Figures, Key, foremost, owned, totals, zero
from api.http.pages.balance_tree import address, tree
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.moments import Asked, since
from api.http.pages.opening import opening
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech, speech
from api.http.pages.views.balances import BalancesView, BankCheck
from api.http.pages.views.frame import Choice
from api.http.positions import When
from api.http.seeing import MONEY, holding
from api.instants import recorded_at
from domain.accounts import BY_CODE, CUST, MEMO, OWN

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "balances.html",
    "balances.title",
    place="balances",
    style="balances",
    script="balances",
    keys=(
        (("J", "K"), "key.rows", True),
        (("→", "←"), "balances.key.open", True),
        (("Enter",), "balances.key.enter", True),
        (("T",), "balances.key.as_of", True),
    ),
)

_BOOKS = {CUST: "book.CUST", OWN: "book.OWN", MEMO: "book.MEMO"}
_HEAD = (
    "balances.csv.account",
    "balances.csv.name",
    "balances.csv.owner",
    "balances.csv.opening",
    "balances.csv.debit",
    "balances.csv.credit",
    "balances.csv.closing",
)


class Wanted(BaseModel):
    """What an address chooses besides the moment."""

    book: str = Field("", max_length=20, pattern=r"^([A-Z]{3,4}\.[A-Z]{3})?$")
    open: str = Field("", max_length=400, pattern=r"^[0-9,]*$")
    account: str = Field("", max_length=10, pattern=r"^[0-9]*$")
    owner: str = Field("", max_length=100, pattern=r"^[^\x00]*$")
    since: str = Field("", max_length=40)

    @property
    def opened(self) -> frozenset[str]:
        """The accounts whose owners are listed."""
        return frozenset(code for code in self.open.split(",") if code)


Asking = Annotated[Wanted, Query()]
Reader = Annotated[Identity, holding(*MONEY)]


@shown(router, "/balances")
def balances(request: Request, reader: Reader, when: Asked, wanted: Asking) -> Response:
    """The page as of now, a position, a day or an instant."""
    return draw(request, reader, SHEET, _view(request, reader, when, wanted), when)


@router.get(f"{AT}/balances.csv")
def export(request: Request, reader: Reader, when: Asked, wanted: Asking) -> Response:
    """Every balance of the book that its reader may name, and the account's totals."""
    wish, at = speech(request), since(request, when, wanted.since)
    every = totals(when, at)
    book, currency = _book(every, wanted)
    sums = every.get((book, currency), {})
    parts = owned(reader, when, at, {"book": book, "currency": currency})
    said = opening(request)
    first = [
        wish.say("strip.position", position=when.position),
        _moment_words(when, wish),
        wish.say("balances.since", moment=at.words or "–"),
        f"{book} {currency}",
        said.origin,
        *([] if said.mode == "production" else [wish.say("banner.simulated")]),
    ]
    head = [wish.say(key) for key in _HEAD]
    name = f"balances-{book}-{currency}-{when.position}.csv"
    return Response(
        csv_of(first, head, _lines(sums, parts, wish, currency)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(
    sums: dict[Key, Figures], parts: dict[Key, Figures], wish: Speech, currency: str
) -> Iterator[list[str]]:
    """Debit positive, as the sums are zero only so."""
    for (code, owner), of in sorted((sums | parts).items()):
        account = BY_CODE.get(code)
        moved = of.debit - of.debit_before, of.credit - of.credit_before
        yield [
            code,
            getattr(account, wish.lang) if account else "",
            owner,
            *amounts(currency, of.opening, *moved, of.closing),
        ]


def _view(request: Request, reader: Identity, when: When, wanted: Wanted) -> BalancesView:
    wish, at = speech(request), since(request, when, wanted.since)
    every = totals(when, at)
    book, currency = _book(every, wanted)
    sums = every.get((book, currency), {})
    parts: dict[Key, Figures] = {}
    for account in sorted(wanted.opened):
        parts |= foremost(
            reader, when, at, {"book": book, "currency": currency, "account": account}
        )
    mine = wanted.account, wanted.owner
    key = {"book": book, "currency": currency, "account": mine[0], "owner": mine[1]}
    pinned = {"day": when.day.isoformat() if when.day else None, "as_of": None}
    as_of = request.query_params.get("as_of", "")
    return BalancesView(
        books=tuple(
            Choice(
                f"{wish.say(_BOOKS[name])} {name} {money}",
                address(request, book=f"{name}.{money}", open=None, account=None, owner=None),
                (name, money) == (book, currency),
            )
            for name, money in sorted(every.keys() | {(book, currency)}, key=_order)
        ),
        book=book,
        currency=currency,
        as_of=as_of,
        since=wanted.since,
        day=when.day,
        position=when.position,
        recorded_at=recorded_at(when.system.store, when.position),
        opening=at.words,
        rows=tree(request, reader, when, wish, sums, parts, wanted.opened, mine),
        zero=zero(sums),
        banks=_banks(when, currency, book),
        detail=detail(reader, when, wish, key) if wanted.owner else None,
        past=when.past,
        permanent=address(request, f"/at/{when.position}/balances", **pinned),
        export=address(
            request, f"/at/{when.position}/balances.csv", **pinned, book=f"{book}.{currency}"
        ),
        now=f"/balances?{urlencode({'book': f'{book}.{currency}'})}",
        kept=(("book", f"{book}.{currency}"), ("open", wanted.open)),
    )


def _order(place: tuple[str, str]) -> tuple[int, str]:
    book, currency = place
    return list(_BOOKS).index(book), currency


def _book(every: dict[tuple[str, str], dict[Key, Figures]], wanted: Wanted) -> tuple[str, str]:
    """The book and currency that were asked for, else the first there is."""
    if wanted.book:
        book, _, currency = wanted.book.partition(".")
        return (book, currency) if book in _BOOKS else (CUST, currency)
    return min(every, key=_order, default=(CUST, "CNY"))


def _banks(when: When, currency: str, book: str) -> tuple[BankCheck, ...]:
    """The newest statement of each account of ours in this currency; custody only."""
    if book != CUST:
        return ()
    days = when.system.readers.newest_days(when.position, currency, when.day)
    return tuple(
        BankCheck(day.account, day.day, day.closing, day.ledger, day.difference) for day in days
    )


def _moment_words(when: When, wish: Speech) -> str:
    shown = Shown(wish)
    if when.day:
        return shown.end_of(when.day)
    recorded = recorded_at(when.system.store, when.position)
    return shown.line(recorded) if recorded else "–"
