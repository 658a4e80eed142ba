"""The work that is disturbed: posts, one lot, deposits, then each day a statement and its matches.

Everything may be done again from the start: what was done already changes nothing.
"""

from collections.abc import Callable

from api.appointing import appoint
from api.banks.importing import Importer
from api.banks.matching import Matcher
from api.clock import SimulatedClock
from api.wiring import System
from domain.account.open import OpenAccount
from domain.deposit.issue import IssueSubAccount
from domain.desk.require import RequireDeposit
from domain.kernel import StreamId
from domain.lot.compete import OpenBids
from domain.party.enrol import RegisterParty
from tests.faults.client import Client
from tests.faults.plan import ACCOUNT, ANNOUNCEMENT, FIRST_DAY, LOT, NUMBER, Bidder, Day, Plan

STARTS = "2026-03-02T09:00:00+08:00"
CAST = (("cash", "C-CASH", "centre"), ("ops", "C-OPS", "centre"), ("agency", "AGENCY", "agency"))


def play(system: System, client: Client, plan: Plan, between: Callable[[], None]) -> None:
    """The whole plan. `between` is called after each import, before its lines are matched."""
    assert isinstance(system.clock, SimulatedClock)
    for person, role, organisation in CAST:
        appoint(client, person, role, organisation)  # type: ignore[arg-type]
    client.ask(
        "cash",
        OpenAccount(
            account=ACCOUNT,
            bank="mock-bank",
            number=NUMBER,
            currency="CNY",
            holds="1001",
            opening=0,
            day=FIRST_DAY,
            statement=None,
        ),
    )
    client.ask("agency", LOT)
    client.ask("agency", ANNOUNCEMENT)
    for bidder in plan.bidders:
        _require(client, bidder)
    _days(system, client, plan, between)
    system.clock.move_to(LOT.opening_at)
    if not system.replay.state(StreamId("lot", LOT.lot)).opened:
        client.ask("platform", OpenBids(lot=LOT.lot, bidders=len(plan.bidders)))


def _require(client: Client, bidder: Bidder) -> None:
    client.ask(
        "ops",
        RegisterParty(
            party=bidder.party, name=bidder.name, basic_account=None, basic_bank="建设银行"
        ),
    )
    client.ask("platform", RequireDeposit(deposit=bidder.deposit, lot=LOT.lot, party=bidder.party))
    client.ask(
        "platform",
        IssueSubAccount(
            deposit=bidder.deposit,
            sub_account=bidder.sub_account,
            valid_until=LOT.opening_at.date(),
        ),
    )


def _days(system: System, client: Client, plan: Plan, between: Callable[[], None]) -> None:
    replay = system.replay
    issued = {bidder.sub_account: bidder.deposit for bidder in plan.bidders}
    importer = Importer(replay, system.blobs, lambda wanted: client.ask("bank", wanted))
    matcher = Matcher(
        replay,
        lambda wanted: client.ask("matcher", wanted),
        lambda numbers: {number: issued[number] for number in numbers if number in issued},
        system.law,
        at_once=1,
    )
    before: Day | None = None
    for day in plan.days:
        system.clock.move_to(day.morning_after)
        for delivered in (before, day):  # the bank sends yesterday's file once more
            if delivered is not None:
                for statement in importer.file(delivered.statement):
                    between()
                    matcher.day(statement.account, statement.day)
        before = day
