"""The demonstration's story up to an afternoon at the desk: refunds wait, one was refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from api.banks.channels.channel import Channel
from api.demo.bank import Bank, account_number
from api.demo.cast import LOT, SALE, STRANGER
from api.demo.draw import Fate, drawn
from api.demo.money import Money
from api.demo.run import SEED, demo_home
from api.demo.staff import CUSTODY_NUMBER
from api.demo.story import Story
from api.wiring import System, opened
from domain.lot.award import SignContract


def quietly(_step: str, _done: int, _of: int) -> None:
    """Nobody hears of progress."""


@dataclass(frozen=True)
class Desk:
    """The installation, its bank, and who played so far."""

    system: System
    bank: Bank
    story: Story
    money: Money

    def channel(self) -> Channel:
        """To the bank of the custody account."""
        return self.bank.channel(account_number(CUSTODY_NUMBER))

    def night(self, now: str, booked: date | None) -> None:
        """The bank's night passes; its statement of `booked` is imported and matched."""
        self.money._day(now, booked)

    def round(self) -> None:
        """The platform's own round: orders go out, answers come in."""
        self.story.staff.bank(self.channel())


@contextmanager
def afternoon() -> Iterator[Desk]:
    """Friday 2026-03-20, 08:30: both lots have ended, the bank has paid its interest.

    One refund was refused by the bank and waits for another account; nothing else was paid since.
    """
    with demo_home(None) as home, opened(home) as system, Bank("2026-03-13T08:00") as bank:
        draw = drawn(SEED)
        story = Story(system, draw, quietly)
        story._appoint()
        money = Money(story.staff, bank, draw, quietly)
        money.announce()
        money.arrive()
        money.compete()
        desk = Desk(system, bank, story, money)
        _until_contract(desk)
        system.publisher.publish()
        yield desk


def _until_contract(desk: Desk) -> None:
    money, staff, draw = desk.money, desk.story.staff, desk.story.draw
    desk.night("2026-03-18T08:30:00+08:00", date(2026, 3, 17))
    desk.system.ask("agency", money._award())
    signed = SignContract(lot=SALE.lot, signed_on=date(2026, 3, 18), price_fen=draw.sale_fen)
    desk.system.ask("agency", signed)
    staff.settle()
    staff.convert(money._id(draw.buyer.party, SALE.lot), SALE.lot)
    assert any(bid.fate is Fate.WRONG for bid in draw.bids)
    desk.bank.closed_payee(STRANGER[1], STRANGER[0])
    money._gone_back("2026-03-18")
    staff.refund(desk.channel())
    desk.night("2026-03-19T08:30:00+08:00", date(2026, 3, 18))
    staff.move_to("2026-03-19T15:00:00+08:00")
    signed = SignContract(lot=LOT.lot, signed_on=date(2026, 3, 19), price_fen=draw.contract_fen)
    desk.system.ask("agency", signed)
    staff.release_guarantees(LOT.lot)
    staff.settle()
    money._interest(date(2026, 3, 19))
    desk.night("2026-03-20T08:30:00+08:00", date(2026, 3, 19))
