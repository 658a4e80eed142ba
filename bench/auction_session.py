"""How long an offer waits in a session where 300 come a second, while a bank's file is imported.

Open loop: an offer is sent when it is due, whether those before it are answered or not, and its
time runs from then.
"""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter

from api.banks.importing import Importer
from api.banks.matching import AT_ONCE
from api.clock import SimulatedClock
from api.pauses import short_pauses
from api.wiring import PLATFORM, System
from bench.arrivals import (
    ACCOUNT,
    FIRST_DAY,
    NUMBER,
    SESSION,
    arrive,
    bidders,
    city,
    matcher,
)
from bench.bank_file import write
from bench.figure import Figure, Goal
from bench.pairs import percentile
from bench.run import Run
from domain.desk.offer import PlaceOffer
from domain.desk.qualify import ConfirmQualification
from domain.desk.sessions import StartTimedBidding
from domain.lot.disclose import CloseDisclosure
from ledger.asking import ask
from ledger.envelope import SignedCommand
from ledger.tickets import Refused

A_SECOND = 300
OFFERS = 3_000
LINES = 100_000
BIDDERS = 20
_CLOSES = datetime.fromisoformat("2026-06-30T17:00:00+08:00")
_BEGINS = datetime.fromisoformat("2026-07-01T09:00:00+08:00")


def measure(run: Run) -> Iterator[Figure]:
    """Milliseconds: the ninety-ninth percentile of each round, beside the same with no import."""
    offers, lines = run.scaled(OFFERS), run.scaled(LINES)
    beside, alone, refused, meanwhile = [], [], 0, 0.0
    with (
        run.shown("auction_session"),
        TemporaryDirectory() as folder,
        city(run.server, "auction_session") as made,
        made.anew() as system,
        short_pauses(),
    ):
        _begin(system)
        numbers = count()
        for n in range(1, run.rounds + 1):
            day = FIRST_DAY + timedelta(days=n)
            file = Path(folder) / f"{day}.xml"
            write(file, NUMBER, day, lines)
            importing = Thread(target=_import, args=(system, file))
            importing.start()
            waits, lost = _bid(system, [next(numbers) for _ in range(offers)])
            meanwhile += importing.is_alive()
            importing.join()
            beside.append(percentile(waits, 0.99))
            alone.append(percentile(_bid(system, [next(numbers) for _ in range(offers)])[0], 0.99))
            refused += lost
    yield Figure(
        name="auction_session",
        unit="ms",
        ours=tuple(beside),
        baseline="the same without an import beside it",
        beside=tuple(alone),
        goal=Goal("value", "<=", 50),
        notes={
            "offers_a_second": A_SECOND,
            "lines": lines,
            "overtaken": refused,
            "rounds_within_the_import": meanwhile,
        },
    )


def _begin(system: System) -> None:
    """Bidders have paid and are qualified, and the bidding begins."""
    clock = system.clock
    assert isinstance(clock, SimulatedClock)
    arrive(system, FIRST_DAY, BIDDERS)
    system.readers.runner.catch_up()
    found = sum(one.matched for one in matcher(system, AT_ONCE).day(ACCOUNT, FIRST_DAY))
    if found != BIDDERS:
        raise RuntimeError(f"{found} of {BIDDERS} deposits were paid")
    for n, (deposit, party) in enumerate(bidders(FIRST_DAY, BIDDERS)):
        facts = {"lot": SESSION.lot, "party": party, "number": f"{n:08}"}
        system.ask(PLATFORM, ConfirmQualification(participation=deposit, **facts))
    clock.move_to(_CLOSES)
    system.ask(PLATFORM, CloseDisclosure(lot=SESSION.lot, ends_at=_CLOSES))
    clock.move_to(_BEGINS)
    system.ask(PLATFORM, StartTimedBidding(lot=SESSION.lot, session=1, begins_at=_BEGINS))


def _bid(system: System, numbers: Sequence[int]) -> tuple[list[float], int]:
    """Milliseconds that each offer waited; how many were overtaken by a higher one."""
    signed = list(_signed(system, numbers))
    return asyncio.run(_all_sent(system, signed))


def _signed(system: System, numbers: Sequence[int]) -> Iterator[SignedCommand]:
    """One offer above the other, of all bidders in turn."""
    signer = system.home.custodial(PLATFORM)
    of = list(bidders(FIRST_DAY, BIDDERS))
    for number in numbers:
        deposit, party = of[number % BIDDERS]
        fen = SESSION.start_fen + number * SESSION.steps[0].step_fen
        facts = {"lot": SESSION.lot, "session": 1, "amount_fen": fen}
        wanted = PlaceOffer(participation=deposit, party=party, **facts)
        until = system.clock() + timedelta(hours=1)
        yield ask(wanted, origin=system.log.origin, signer=signer, not_after=until)


async def _all_sent(system: System, signed: Sequence[SignedCommand]) -> tuple[list[float], int]:
    waits: list[float] = []
    overtaken = 0

    async def sent(one: SignedCommand, due: float) -> None:
        nonlocal overtaken
        try:
            await system.book.ask(one)
        except Refused:
            overtaken += 1
        waits.append((perf_counter() - due) * 1_000)

    async with asyncio.TaskGroup() as group:
        began = perf_counter()
        for n, one in enumerate(signed):
            due = began + n / A_SECOND
            if (early := due - perf_counter()) > 0:
                await asyncio.sleep(early)
            group.create_task(sent(one, due))
    return waits, overtaken


def _import(system: System, file: Path) -> None:
    importer = Importer(
        system.replay,
        system.blobs,
        lambda asked: system.ask("bank", asked),
        others=lambda: system.book.asked_lately,
    )
    importer.file(file.read_bytes())
