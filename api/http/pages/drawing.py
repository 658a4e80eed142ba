"""Draws a page: its record, in the frame, in the reader's language."""

from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.clock import SimulatedClock
from api.http.drawn_for import saying_so
from api.http.identity import Identity
from api.http.lasting import named
from api.http.pages import places
from api.http.pages.again import address_of
from api.http.pages.opening import opening
from api.http.pages.speech import DENSITIES, Speech, remember, speech
from api.http.pages.templating import drawn
from api.http.pages.views.frame import Choice, Frame, KeyHint, Strip
from api.http.pages.views.register import SCREENS
from api.http.positions import When
from api.texts import LANGUAGES
from api.wiring import System
from domain.roles import ROLES
from ledger.checkpoint import parse

_LABELS = {"zh": "中", "en": "EN"}
_ROLE_NAMES = dict(ROLES)
_OF_ONE_MOMENT = ("as_of", "min_position", "did", "refused", "left", "meant")
_EVERYWHERE = (
    (("/",), "key.find", False),
    (("G", "…"), "key.go", False),
    (("Esc",), "key.escape", False),
    (("?",), "key.help", True),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of page: its template, its place, its title, its own style, script and keys.

    `upright`: printed in portrait, as a receipt is.
    `keys`: keys pressed, key of the words that say what they do, whether the strip shows them.
    `lasting`: it can be shown again as it was, under `lasting.AT`.
    """

    template: str
    title: str
    place: str | None = None
    style: str | None = None
    script: str | None = None
    density: str = "compact"
    fit: bool = True
    upright: bool = False
    keys: tuple[tuple[tuple[str, ...], str, bool], ...] = field(default=())
    lasting: bool = False


def draw(
    request: Request,
    reader: Identity,
    sheet: Sheet,
    view: Any,
    when: When | None = None,
    *,
    status: int = 200,
    title: str | None = None,
    past: bool = False,
) -> HTMLResponse:
    """The page. `past`: it shows an earlier moment. Raises TypeError for a record that is not the
    template's.
    """
    if not isinstance(view, SCREENS[sheet.template]):
        raise TypeError(f"{sheet.template} shows no {type(view).__name__}")
    wish = speech(request)
    frame = _frame(request, reader, sheet, wish, when, title or wish.say(sheet.title), past)
    page = drawn(sheet.template, wish.lang, view=view, frame=frame)
    answer = HTMLResponse(saying_so(page, reader), status)
    answer.headers["Content-Language"] = wish.tag
    remember(request, answer)
    return answer


def _frame(
    request: Request,
    reader: Identity,
    sheet: Sheet,
    wish: Speech,
    when: When | None,
    title: str,
    past: bool,
) -> Frame:
    system: System = request.app.state.system
    said, say = opening(request), wish.say
    density = wish.density or sheet.density
    simulated = isinstance(system.clock, SimulatedClock)
    return Frame(
        title=title,
        lang=wish.tag,
        density=density,
        mode=said.mode,
        origin=said.origin,
        clock=system.clock() if simulated else None,
        places=places.links(request, reader, sheet.place, say),
        languages=tuple(
            Choice(_LABELS[lang], _wishing(request, "lang", lang), lang == wish.lang, lang)
            for lang in LANGUAGES
        ),
        densities=tuple(
            Choice(say(key), _wishing(request, "density", name), name == density, name)
            for name, key in zip(
                DENSITIES, ("density.compact", "density.normal", "density.loose"), strict=True
            )
        ),
        person=reader.person,
        posts=tuple(post_name(post.role, wish.lang) for post in reader.posts if reader.person),
        keys=tuple(KeyHint(keys, say(key), strip) for keys, key, strip in sheet.keys)
        + tuple(KeyHint(keys, say(key), strip) for keys, key, strip in _EVERYWHERE),
        strip=_strip(sheet, when, past),
        style=sheet.style,
        script=sheet.script,
        fit=sheet.fit,
        upright=sheet.upright,
        printed_at=system.clock(),
        next_day=bool(request.app.state.next_day and reader.person),
        address=address_of(request),
        status=places.state_of_the_log(request, reader),
        names=_names(reader, say("who.either")),
        here=request.url.path if request.method == "GET" else "/",
        at=when.there("") if when else "",
    )


def post_name(role: str, lang: str) -> str:
    """A role as a person reads it; its code is its English name."""
    return _ROLE_NAMES.get(role, role).replace("·", "/") if lang == "zh" else role


def _names(reader: Identity, either: str) -> tuple[Choice, ...]:
    """In whose name a deputy chooses to act; nothing for who holds posts for nobody, and chose
    none. `either`: the words for no choice.
    """
    if not reader.outlived and not {*reader.names} - {reader.person}:
        return ()
    those = ("", either), *((one, one) for one in reader.names)
    return tuple(Choice(label, "", value == reader.name, value) for value, label in those)


def _wishing(request: Request, name: str, value: str) -> str:
    url = request.url.include_query_params(**{name: value})
    return f"{url.path}?{url.query}"


def _strip(sheet: Sheet, when: When | None, past: bool) -> Strip | None:
    if when is None:
        return None
    past = past or when.past
    page = _page(when.request) if sheet.lasting else ""
    said = when.answer(None)["as_of"]
    note = when.system.latest_checkpoint()
    return Strip(
        position=when.position,
        lag_ms=said["lag_ms"],
        recorded_at=said["recorded_at"],
        checkpoint=parse(note).checkpoint.size if note else None,
        past=past,
        permanent=when.for_ever(page) if page and not past else "",
        now=page if past else "",
        seen_at=when.instant if when.past else None,
    )


def _page(request: Request) -> str:
    """The page's address, whatever moment it is of; without what an act that led here told."""
    url = request.url.remove_query_params(_OF_ONE_MOMENT)
    at = named(request)
    path = url.path.removeprefix(f"/at/{at.text}") if at else url.path
    return f"{path}?{url.query}".rstrip("?")
