"""`/registers`: 登记簿, orders that stand, guarantees, annual pools, and what nobody claims."""

from collections.abc import Callable, Mapping
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.register_lists import Unowned
from api.http.pages.register_rows import Held, Ordered
from api.http.pages.speech import Speech, speech
from api.http.pages.views.frame import Choice
from api.http.pages.views.registers import Head, Registers
from api.http.positions import When, asked
from api.http.seeing import MONEY, holding

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "registers.html",
    "registers.title",
    place="balances",
    style="lots",
    keys=(
        (("J", "K"), "key.rows", True),
        (("Enter",), "registers.key.enter", True),
        (("[", "]"), "lots.key.pages", True),
    ),
    lasting=True,
)
PAGE = 100
type Kind = Literal["holds", "guarantees", "pools", "dormant"]

_HEADS: Mapping[str, tuple[tuple[str, str, bool], ...]] = {
    "holds": (
        ("whose", "", False),
        ("order", "", False),
        ("since", "c-when", False),
        ("where", "c-day", False),
        ("frozen", "c-sum", True),
    ),
    "guarantees": (
        ("whose", "", False),
        ("guarantor", "", False),
        ("until", "c-day", False),
        ("promised", "c-sum", True),
        ("asked", "c-sum", True),
        ("open", "c-sum", True),
    ),
    "pools": (
        ("account", "", False),
        ("year", "c-time", False),
        ("opened", "c-when", True),
        ("back", "c-when", True),
        ("lies", "c-when", True),
    ),
    "dormant": (
        ("owed", "", False),
        ("where", "c-due", False),
        ("unclaimed", "c-when", False),
        ("notice", "c-code", False),
        ("amount", "c-sum", True),
        ("state", "c-code", False),
    ),
}
"""The columns of each register: word, width, whether figures."""


def _lists(when: When, reader: Identity, wish: Speech) -> dict[str, Callable[[], list[Ordered]]]:
    held, unowned = Held(when, reader, wish), Unowned(when, reader, wish)
    return {
        "holds": held.holds,
        "guarantees": held.guarantees,
        "pools": unowned.pools,
        "dormant": unowned.dormant,
    }


@shown(router, "/registers")
def registers(
    request: Request,
    reader: Annotated[Identity, holding(*MONEY)],
    when: Annotated[
        When,
        asked(lambda r: (r.balances.reader, r.deposits, r.lots, r.dormant, r.sealed_pools)),
    ],
    kind: Annotated[Kind, Query()] = "holds",
    after: Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")] = "",
) -> Response:
    """A page of one of them, with how many rows each has for this reader."""
    wish = speech(request)
    found = {name: rows() for name, rows in _lists(when, reader, wish).items()}
    return draw(request, reader, SHEET, _view(when, wish, found, kind, after), when)


def _view(
    when: When, wish: Speech, found: Mapping[str, list[Ordered]], kind: Kind, after: str
) -> Registers:
    say, every = wish.say, found[kind]
    rows = [one for one in every if one.key > after] if after else every
    more = rows[PAGE - 1].key if len(rows) > PAGE else ""
    return Registers(
        tabs=tuple(
            Choice(
                say(f"registers.tab.{name}", n=len(those)), _address(when, name), name == kind, name
            )
            for name, those in found.items()
        ),
        kind=kind,
        heads=tuple(
            Head(say(f"registers.col.{name}"), width, figures)
            for name, width, figures in _HEADS[kind]
        ),
        rows=tuple(one.cells for one in rows[:PAGE]),
        total=len(every),
        order=say(f"registers.order.{kind}"),
        note=say(f"registers.note.{kind}"),
        nothing=say(f"registers.none.{kind}"),
        why=say(f"registers.none.{kind}.more"),
        more=_address(when, kind, more) if more else None,
        first=_address(when, kind) if after else None,
    )


def _address(when: When, kind: str, after: str = "") -> str:
    said = {"kind": kind, "after": after}
    return when.there(f"/registers?{urlencode({k: v for k, v in said.items() if v})}")
