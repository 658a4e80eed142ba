"""The frame of a page: banner, places, head, strip, keys. The same on every page."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place in the top bar. `count`: what is open there; None where nothing is counted."""

    label: str
    path: str
    letter: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key, or keys pressed together, and what they do. `strip`: shown at the foot too."""

    keys: tuple[str, ...]
    label: str
    strip: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several settings that an address chooses: a language, a density, a tab."""

    label: str
    path: str
    on: bool
    value: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """What the page stands for: its position, and the newest checkpoint's size.

    `past`: the reader asked for an earlier moment, and acts are absent. `recorded_at`: of the
    position; None for position 0. `lag_ms`: from the first event after it to the log's newest.
    `permanent`: where just this is shown for ever, of a page that is, as of now; `now`: where such
    a page is shown as of now, of an earlier moment; `seen_at`: by which instant that is judged.
    """

    position: int
    recorded_at: datetime | None
    checkpoint: int | None
    past: bool
    lag_ms: int
    permanent: str = ""
    now: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around a page's own content.

    `mode`: as the log's first event says (`production`, `demo`, `simulated`); `clock`: where a
    simulated log's clock stands, None on the system's. `posts`: role codes with their names.
    `fit`: the page does not scroll, its panes do; `upright`: it is printed in portrait. `next_day`:
    the bank's night may be let pass. `address`: of the page, where it answers a form that was sent
    elsewhere. `status`: where the state of the log stands, empty for who may not read it. `names`:
    in whose name a deputy may act, `here` the page that it comes back to. `at`: how an address of
    the page's own moment begins, empty of now.
    """

    title: str
    lang: str
    density: str
    mode: str
    origin: str
    clock: datetime | None
    places: tuple[PlaceLink, ...]
    languages: tuple[Choice, ...]
    densities: tuple[Choice, ...]
    person: str
    posts: tuple[str, ...]
    keys: tuple[KeyHint, ...]
    strip: Strip | None
    style: str | None = None
    script: str | None = None
    fit: bool = True
    upright: bool = False
    printed_at: datetime | None = None
    next_day: bool = False
    address: str = ""
    status: str = ""
    names: tuple[Choice, ...] = ()
    here: str = "/"
    at: str = ""
