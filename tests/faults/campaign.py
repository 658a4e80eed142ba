"""A seeded campaign: one plan, played undisturbed and played while it is killed again and again."""

import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.judging import Books
from tests.faults.striking import (
    AT_COMMIT,
    BACKEND,
    BETWEEN,
    CLIENT,
    DATABASE,
    FILE_STORED,
    POINTS,
    VICTIMS,
    Blow,
)
from tests.faults.trial import DONE, GONE, Life, Stroke, Trial

KILLS = (4, 10)
"""So many in one campaign; then the installation may finish."""
WEIGHTS = {AT_COMMIT: 3}
"""How often a place is drawn, if not once like the others."""
STAYS_AWAY = 0.1
"""How often a killed database is not started again while the client lives."""
FROM_OUTSIDE = 0.25
"""How often the blow falls at any moment, not at a place that has a name."""


@dataclass
class Told:
    """What a campaign did: kills by place and victim, commands that were written unanswered."""

    kills: Counter[str] = field(default_factory=Counter)
    written: int = 0
    survived: int = 0
    """Lives that got through though the database was killed under them."""
    gone: int = 0
    """Lives that ended with a sentence because it was."""

    def add(self, other: "Told") -> None:
        """Takes in what another campaign did."""
        self.kills += other.kills
        self.written += other.written
        self.survived += other.survived
        self.gone += other.gone


class Campaign:
    """Everything is drawn from the seed; only what the clock decides is not repeated by it."""

    def __init__(self, place: Path, seed: int, say: Callable[[str], None]) -> None:
        self.told, self._say = Told(), say
        self._place = place
        self._rng = Random(seed)
        rng = self._rng
        planned = {"bidders": rng.randint(6, 24), "days": rng.randint(2, 4)}
        self._planned = {"seed": seed, **planned}
        self._wholly: dict[str, int] = {}
        self._lasted_s = 0.0

    def run(self, kills: int) -> Told:
        """At most so many kills. Raises Defect at the first thing that is not as it should be."""
        books, commands = self._undisturbed()
        trial = Trial(self._place / "disturbed", self._planned)
        for _ in range(min(kills, self._rng.randint(*KILLS))):
            blow = self._drawn(commands - trial.asked)
            stays_away = self._rng.random() < STAYS_AWAY
            began = time.monotonic()
            life = trial.live(blow, revived=not stays_away)
            self._say(f"{blow} ended with {life.code} after {time.monotonic() - began:.1f} s")
            self._count(blow, life)
            if life.code == DONE:
                break
        else:
            self.told.written += trial.finish().written
        trial.judge(books)
        shutil.rmtree(self._place)
        return self.told

    def _undisturbed(self) -> tuple[Books, int]:
        trial = Trial(self._place / "undisturbed", self._planned)
        began = time.monotonic()
        self._wholly = trial.finish().passed
        self._lasted_s = time.monotonic() - began
        return trial.judge(), trial.asked

    def _drawn(self, commands_left: int) -> Blow | Stroke:
        rng = self._rng
        if rng.random() < FROM_OUTSIDE:
            return Stroke(rng.choice((CLIENT, DATABASE)), rng.uniform(0.2, 1) * self._lasted_s)
        point = rng.choices(POINTS, [WEIGHTS.get(point, 1) for point in POINTS])[0]
        files = point in (FILE_STORED, BETWEEN)
        passes = self._wholly[point] if files else max(1, commands_left)
        return Blow(
            point=point,
            victim=rng.choices(VICTIMS, weights=(3, 1, 1))[0],
            nth=rng.randint(1, passes),
            after_us=rng.randint(1, 4000) if point in (AT_COMMIT, FILE_STORED) else 0,
        )

    def _count(self, blow: Blow | Stroke, life: Life) -> None:
        self.told.written += life.written
        if not life.struck:
            return
        where = blow.point if isinstance(blow, Blow) else "any-moment"
        self.told.kills[f"{where} {blow.victim}"] += 1
        self.told.survived += blow.victim in (BACKEND, DATABASE) and life.code == DONE
        self.told.gone += life.code == GONE
