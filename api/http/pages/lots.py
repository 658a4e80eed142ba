"""`/lots`: all projects and their lots, by kind of trade, phase and words; page by page."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.kinds import kind_names
from api.http.pages.lot_list import TABS, find, told, where_of
from api.http.pages.lot_words import phase_name
from api.http.pages.speech import Speech, speech
from api.http.pages.views.frame import Choice
from api.http.pages.views.lots import Lots, Wish
from api.http.positions import When, asked
from api.http.seeing import MONEY, TRAIL, holding
from domain.phases import Phase
from projections.lots import LOTS

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "lots.html",
    "lots.title",
    place="lots",
    style="lots",
    keys=(
        (("J", "K"), "key.rows", True),
        (("Enter",), "lots.key.enter", True),
        (("[", "]"), "lots.key.pages", True),
    ),
    lasting=True,
)

_PHASES = tuple(phase for phase in Phase if phase is not Phase.DRAFT)


class Wanted(BaseModel):
    """What an address chooses: a tab, or a phase within all; a kind; a project; words."""

    tab: Literal["open", "won", "lost", "every"] = "open"
    category: str = Field("", pattern=r"^[A-Z_]{0,40}$")
    phase: str = Field("", pattern=rf"^({'|'.join(phase.name for phase in _PHASES)})?$")
    project: str = Field("", pattern=r"^([0-9A-Z-]{3,40})?$")
    q: str = Field("", max_length=60, pattern=r"^[^\x00]*$")
    after: str = Field("", pattern=r"^([0-9A-Z-]{3,40})?$")


Asked = Annotated[When, asked(lambda r: (r.lots, r.projects, r.deposits, r.disputes))]


@shown(router, "/lots")
def lots(
    request: Request,
    reader: Annotated[Identity, holding(*TRAIL)],
    when: Asked,
    wanted: Annotated[Wanted, Query()],
) -> Response:
    """A page of the list. Only what is public chooses and orders its rows, and ends its pages."""
    return draw(request, reader, SHEET, _view(request, reader, when, wanted), when)


def _view(request: Request, reader: Identity, when: When, wanted: Wanted) -> Lots:
    wish = speech(request)
    tab = "every" if wanted.phase else wanted.tab
    where = where_of(when, tab, wanted.category, wanted.phase, wanted.project)
    found = find(when, where, wanted.q, wanted.after)
    count = when.system.readers.lots.count
    return Lots(
        tabs=tuple(_tab(when, wish, wanted, name, tab) for name in TABS),
        groups=told(when, reader, wish, found),
        shown=len(found.rows),
        total=None if wanted.q else count(LOTS, where, when.position),
        wish=Wish(wanted.category, wanted.phase, wanted.q, wanted.project),
        categories=tuple(
            Choice(label, "", code == wanted.category, code)
            for code, label in kind_names(when.law, wish).items()
        ),
        phases=tuple(
            Choice(phase_name(one, wish), "", one.name == wanted.phase, one.name) for one in _PHASES
        ),
        path=when.there("/lots"),
        tab=wanted.tab,
        more=_address(when, wanted, after=found.more) if found.more else None,
        first=_address(when, wanted, after="") if wanted.after else None,
        clear=when.there(f"/lots?tab={wanted.tab}"),
        cut=found.cut,
        money=reader.holds(*MONEY),
    )


def _tab(when: When, wish: Speech, wanted: Wanted, name: str, chosen: str) -> Choice:
    """A tab with its count; words are not counted, as that would read all lots."""
    where = where_of(when, name, wanted.category, "", wanted.project)
    n = when.system.readers.lots.count(LOTS, where, when.position)
    path = _address(when, wanted, tab=name, phase="", after="")
    return Choice(wish.say(f"lots.tab.{name}", n=n), path, name == chosen and not wanted.phase)


def _address(when: When, wanted: Wanted, **other: Any) -> str:
    said = {name: value for name, value in {**wanted.model_dump(), **other}.items() if value}
    return when.there(f"/lots?{urlencode(said)}")
