"""Lines that name nobody are let to people as soon as no sealed lot can be meant, wherever from."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Event

import pytest

from api.banking.asking import open_strays
from api.banks.matching import Matcher
from api.closing.figures import figures
from api.demo.cast import ANNOUNCEMENT, LOT
from api.desk.window import older, window
from api.jobs.register import jobs_of
from api.readers import Readers
from domain.kernel import StreamId
from domain.lot.compete import OpenBids
from tests.kit import desk_day
from tests.kit import payouts as paying
from tests.kit.city import move_to
from tests.kit.payouts import ACCOUNT

BLIND = date(2026, 3, 17)
"""The lot's deadline was the day before; its bids are not opened yet."""
NEXT, LATER = "E3506000001000001001002", datetime.fromisoformat("2026-05-06T09:00:00+08:00")


def bring(system, day, before=0, booked=None):
    """A stray of 1 yuan, by `zhangben import` or the door: no channel is there.

    `booked`: on which day before, where it comes after that day's close.
    """
    move_to(system, f"{day}T18:00:00+08:00")
    stray = desk_day.paid("10:00:00", 100, 7, None, day=booked or day, note="货款")
    desk_day.bring(system, day, (stray,), before, f"{day}")


def opened(system, day):
    page = StreamId("bankpage", f"{ACCOUNT}/{day}/1")
    return system.replay.state(page).open_to > 0


def open_bids(system):
    system.ask("platform", OpenBids(lot=LOT.lot, bidders=3))
    system.readers.runner.catch_up()


def test_without_a_channel_a_job_opens_the_strays(system):
    (job,) = [one for one in jobs_of(system, Event()) if one.name == "strays"]
    bring(system, BLIND)
    assert job.needed()
    job.run()
    assert not opened(system, BLIND), "it may be a bidder's, who is not known yet"
    assert not job.needed(), "nothing has happened since"
    open_bids(system)
    assert job.needed()
    job.run()
    assert opened(system, BLIND)


def shown(system, day):
    """What is shown of a day at the desk, and whether that and the day's close are guarded."""
    readers = system.readers
    at = readers.reached((readers.bankdays, readers.deposits, readers.lots))
    found = window(readers, at, ACCOUNT, day)
    assert found.guarded is figures(system, ACCOUNT, day).blind
    return len(found.lines), found.guarded


def test_a_late_line_of_a_blind_day_leaves_the_day_that_received_it_as_blind(system):
    """Its bidder's lot is sealed, on whatever day the line was banked."""
    received, usual = BLIND + timedelta(days=20), BLIND + timedelta(days=21)
    bring(system, received, booked=BLIND)
    bring(system, usual, before=100)
    open_strays(system)
    assert [opened(system, day) for day in (received, usual)] == [False, True]
    assert [shown(system, day) for day in (received, usual)] == [(0, True), (1, False)]
    assert older(system.readers, system.tree.size(), ACCOUNT, usual) == ()
    open_bids(system)
    open_strays(system)
    assert opened(system, received)
    assert shown(system, received) == (1, False)


@pytest.mark.usefixtures("bank")
def test_a_day_that_was_blind_for_long_is_opened_however_many_newer_days_are_open(system):
    days = [BLIND + timedelta(days=n) for n in range(33)]
    for n, day in enumerate(days):
        bring(system, day, before=100 * n)
    paying.step(system)
    assert [day for day in days if not opened(system, day)] == days[:10], "blind are these alone"
    open_bids(system)
    paying.step(system)
    assert all(opened(system, day) for day in days)


def test_what_was_opened_is_not_looked_at_again_until_more_lines_come(system, monkeypatch):
    looks, real = [], Matcher.open_strays
    monkeypatch.setattr(Matcher, "open_strays", lambda *of: looks.append(of[1:]) or real(*of))
    first, second = date(2026, 4, 1), date(2026, 4, 2)
    bring(system, first)
    open_strays(system)
    assert looks == [(ACCOUNT, first, 1)]
    bring(system, second, before=100)
    open_strays(system)
    assert looks == [(ACCOUNT, first, 1), (ACCOUNT, second, 1)]


def test_what_came_after_a_lot_that_was_not_read_yet_is_not_opened(system, monkeypatch):
    """Its announcement makes the day blind; the first line alone came before it."""
    day = date(2026, 4, 20)
    bring(system, day)
    open_bids(system)
    read = system.tree.size()
    system.ask("agency", replace(LOT, lot=NEXT, deposit_deadline=LATER, opening_at=LATER))
    system.ask("agency", replace(ANNOUNCEMENT, lot=NEXT))
    more = desk_day.paid("15:00:00", 200, 6, None, day=day, note="货款")
    desk_day.bring(system, day, (more,), 100, f"{day}-2")
    with monkeypatch.context() as patch:
        patch.setattr(Readers, "reached", lambda *_: read)
        open_strays(system)
    assert not opened(system, day)
    open_strays(system)
    assert not opened(system, day), "now it is known to be blind"
