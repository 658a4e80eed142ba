"""A run: a fresh installation, scenarios played there, and what came of it verified at the end."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from api.home import Home
from api.scenario.building import BUILDING
from api.scenario.larger import larger
from api.scenario.outcome import Difference, Outcome
from api.scenario.parcel import PARCEL, UNSIGNED
from api.scenario.play import Player, Tell
from api.scenario.script import Script
from api.scenario.size import AS_GIVEN, Size
from api.scenario.stage import Stage
from api.scenario.table import File, NoScenario
from api.scenario.tender import TENDER
from api.scenario.town import HOLDS, ORIGIN, STARTS, Town
from api.wiring import System, opened
from ledger.trust import Trust
from ledger.verify import verify

SCRIPTS: Mapping[str, Script] = {
    "A": TENDER,
    "B": PARCEL,
    "B_default": UNSIGNED,
    "C": BUILDING,
}
"""How each scenario is played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which scenarios of a file, how large, and whether bidders exchange their parts (a seed)."""

    file: File
    names: tuple[str, ...]
    size: Size = AS_GIVEN
    permute: int | None = None

    def exchanged(self, name: str) -> dict[str, str]:
        """Who plays each bidder's part."""
        parts = list(SCRIPTS[name].bidders)
        if self.permute is None:
            return {}
        players = parts[:]
        Random(f"{self.permute}/{name}").shuffle(players)  # noqa: S311  # a seed is to be repeated
        return dict(zip(parts, players, strict=True))


def names_of(file: File, wanted: Sequence[str]) -> tuple[str, ...]:
    """The scenarios that are asked for; all of the file where none is. Raises NoScenario."""
    names = tuple(wanted or file.tables)
    for name in names:
        if name not in file.tables:
            right = ", ".join(file.tables)
            raise NoScenario(f"scenario {name!r}: expected one of {right}")
    return names


def play(system: System, wanted: Wanted, tell: Tell = lambda *_: None) -> Outcome:
    """Plays them in one log, mixed by time, on a fresh simulated installation."""
    fixture, size = wanted.file.fixture, wanted.size
    outcome = Outcome(
        scale=size.times,
        add=size.add,
        exchanged={name: wanted.exchanged(name) for name in wanted.names},
    )
    town = Town(system, fixture)
    scripts = {name: SCRIPTS[name] for name in wanted.names}
    town.founded(scripts.values())
    stages: dict[str, Stage] = {}
    for name in wanted.names:
        script, table = scripts[name], wanted.file.tables[name]
        grown = larger(table, size, script.terms(table, fixture))
        stages[name] = Stage(town, script, grown, size, outcome.exchanged[name])
    player = Player(town, scripts, stages, outcome)
    if player.play(tell):
        player.ended()
        outcome.others.append(("*", "bank_balance", tuple(_bank_differs(town))))
    system.publisher.publish()
    verdict = verify(system.tree.stored(), system.tree.checkpoints(), Trust.load(system.home.trust))
    outcome.events, outcome.verified = verdict.events, verdict.ok
    return outcome


def _bank_differs(town: Town) -> Iterator[Difference]:
    """The bank's own balance of each account is what the books have."""
    town.settle()
    for account, bank in town.banks.items():
        ours = town.system.readers.balances.one("CUST", "CNY", HOLDS[account], account).amount
        if ours != bank.fen:
            yield Difference(key=account, expected=bank.fen, actual=ours)


@contextmanager
def installation(keep: Path | None) -> Iterator[System]:
    """A fresh installation in the folder given, or in one that is gone afterwards.

    Raises HomeProblem for a folder that holds a log.
    """
    folder = keep.resolve() if keep else Path(tempfile.mkdtemp(prefix="zhangben-scenario-"))
    if keep is None:
        folder.chmod(0o755)  # the database's user has to reach its data below
    try:
        home = Home(folder if keep else folder / "books")
        home.make(ORIGIN, "simulated", STARTS)
        with opened(home) as system:
            yield system
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)
