"""Money over time as a picture: its parts in steps, events as dots on their lanes, two instants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.http.pages.replay_lanes import Lanes
from api.http.pages.replay_moments import Moments
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.views.replay import Area, Chart, Dot, Lane, Tick
from api.lots.money import PARTS, Move, steps
from api.lots.story import Told
from api.said import plain_money
from domain.calendar import BEIJING

LEFT, RIGHT, TOP, BOTTOM = 60, 860, 26, 146
"""Where the money is drawn, in the units of the picture, which is 872 wide."""
LANE, LANE_HIGH = 162, 16
"""Where the first lane of events lies, and how far the next is below it."""
DAYS_MAX = 9


@dataclass(frozen=True, slots=True)
class Axes:
    """Between which instants, and up to which sum in fen."""

    begins: datetime
    ends: datetime
    most: int

    def x(self, at: datetime) -> int:
        """Where an instant lies."""
        whole = max(1, (self.ends - self.begins) // timedelta(seconds=1))
        passed = (at - self.begins) // timedelta(seconds=1)
        return LEFT + (RIGHT - LEFT) * min(max(passed, 0), whole) // whole

    def y(self, fen: int) -> int:
        """How high a sum lies."""
        return BOTTOM - (BOTTOM - TOP) * min(fen, self.most) // self.most


def chart(
    of: Moments, moved: Sequence[Move], until: datetime | None, wish: Speech, drawn: Lanes
) -> Chart | None:
    """The picture; None where there are no events that may be seen. `until`: where it ends, if not
    with the last event.
    """
    if not of.events:
        return None
    parts = list(steps(moved))
    whole = max((sum(_drawn(of_it)) for _, of_it in parts), default=0)
    begins, last = of.events[0].recorded_at, of.events[-1].recorded_at
    axes = Axes(begins, max(last, until or last), _round(whole))
    return Chart(
        areas=_areas(of.events, parts, axes, wish) if whole else (),
        dots=tuple(
            Dot(axes.x(one.recorded_at), _lane(drawn.of(one)), bool(one.legs), n > of.here)
            for n, one in enumerate(of.events, 1)
        ),
        lanes=tuple(Lane(_lane(n), *names) for n, names in enumerate(drawn.names)),
        foot=_lane(drawn.count - 1),
        days=_days(axes),
        sums=tuple(_sum(axes, part) for part in range(3)) if whole else (),
        cursor=_x(of, of.here, axes),
        other=_x(of, of.other, axes),
        said=_said(parts, of, wish),
        minutes=max(1, (axes.ends - begins) // timedelta(minutes=1)),
    )


def minute(event: Told, first: Told) -> int:
    """How many minutes after the first event one was recorded: its place on the slider."""
    return (event.recorded_at - first.recorded_at) // timedelta(minutes=1)


def _lane(n: int) -> int:
    return LANE + LANE_HIGH * n


def _x(of: Moments, place: int, axes: Axes) -> int:
    return axes.x(of.events[place - 1].recorded_at) if place else LEFT


def _drawn(parts: dict[str, int]) -> list[int]:
    """The parts in the order in which they are stacked; what is missing is not drawn."""
    return [max(0, parts[name]) for name in PARTS]


def _areas(
    events: Sequence[Told], parts: Sequence[tuple[int, dict[str, int]]], axes: Axes, wish: Speech
) -> tuple[Area, ...]:
    """Each part's outline, the first at the bottom."""
    at = {one.position: axes.x(one.recorded_at) for one in events}
    columns = [(at[position], _drawn(of_it)) for position, of_it in parts]
    ends = [x for x, _ in columns[1:]] + [axes.x(axes.ends)]
    areas = []
    for n, name in enumerate(PARTS):
        if not any(values[n] for _, values in columns):
            continue
        upper, lower = [], []
        for (x, values), end in zip(columns, ends, strict=True):
            low, high = axes.y(sum(values[:n])), axes.y(sum(values[: n + 1]))
            upper += [f"{x},{high}", f"{end},{high}"]
            lower += [f"{x},{low}", f"{end},{low}"]
        points = " ".join([*upper, *reversed(lower)])
        areas.append(Area(name, wish.say(f"lot.part.{name}"), points))
    return tuple(areas)


def _sum(axes: Axes, part: int) -> Tick:
    """A line of the money axis, in units of 10,000 yuan."""
    fen = axes.most * part // 2
    return Tick(axes.y(fen), f"{fen / 1_000_000:,g}")


def _round(fen: int) -> int:
    """A round sum that is not less, so that its half is round too."""
    step = 10
    while True:
        for factor in (10, 15, 20, 25, 30, 40, 50):
            if 2 * factor * step >= fen:
                return 2 * factor * step
        step *= 10


def _days(axes: Axes) -> tuple[Tick, ...]:
    """Marks of the time axis: days, as many as fit."""
    first, last = (at.astimezone(BEIJING).date() for at in (axes.begins, axes.ends))
    every = max(1, -(-((last - first).days + 1) // DAYS_MAX))
    days = (first + timedelta(days=n) for n in range(0, (last - first).days + 1, every))
    return tuple(
        Tick(axes.x(datetime(day.year, day.month, day.day, tzinfo=BEIJING)), f"{day:%m-%d}")
        for day in days
    )


def _said(parts: Sequence[tuple[int, dict[str, int]]], of: Moments, wish: Speech) -> str:
    """The figures at the cursor, in words."""
    until = of.position(of.here)
    stood = [of_it for position, of_it in parts if position <= until]
    if not stood:
        return wish.say("replay.chart.none")
    figures = (
        f"{wish.say(f'lot.part.{name}')} {plain_money(stood[-1][name])}"
        for name in PARTS
        if stood[-1][name]
    )
    when = Shown(wish).line(of.events[of.here - 1].recorded_at)
    told = wish.say("join.comma").join(figures) or "0.00"
    return wish.say("replay.chart.said", moment=when, figures=told)
