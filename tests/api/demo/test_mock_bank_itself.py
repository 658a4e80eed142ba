"""The package behind the simulated bank: what we rely on and it does not promise, pinned."""

import inspect
import threading
from datetime import date, datetime, timedelta
from importlib.metadata import version
from sqlite3 import Connection

from mockbank import accounts, clock, routes
from mockbank.server import Config, make_server

DOORS = {
    "POST /payments",
    "POST /_mock/accounts",
    "GET /_mock/accounts",
    "GET /_mock/accounts/<id>",
    "PATCH /_mock/accounts/<id>",
    "POST /_mock/credits",
    "GET /_mock/payments",
    "GET /_mock/payments/<EndToEndId>",
    "GET /_mock/mailbox",
    "GET /_mock/messages",
    "POST /_mock/mailbox/<id>/unread",
    "GET /_mock/unsent",
}
PAYMENT = {
    "id",
    "end_to_end_id",
    "status",
    "reason",
    "reason_text",
    "settlement_date",
    "booked_at",
    "return_due",
    "return_reason",
}


def test_it_is_the_version_that_was_looked_at():
    assert version("mock-bank") == "0.9.0"


def test_its_doors_are_where_we_knock():
    assert set(routes.SUPPORTED) >= DOORS


def test_its_state_has_what_we_turn():
    running = make_server(Config(port=0, quiet=True, timezone="Asia/Shanghai", cutoff="17:00"))
    try:
        state = running.state
        assert isinstance(state.clock, clock.Clock)
        assert isinstance(state.clock.offset, timedelta)
        assert isinstance(state.clock.started, datetime)
        assert state.clock.real().tzinfo is not None
        assert [hook.__name__ for hook in state.clock.on_advance] == ["_on_advance"]
        assert state.clock.now().tzinfo == state.clock.zone
        assert isinstance(state.statements_to, datetime)
        assert isinstance(state.lock, type(threading.RLock()))
        assert isinstance(state.conn, Connection)
        assert list(inspect.signature(state.release).parameters) == []
        columns = {row[1] for row in state.conn.execute("PRAGMA table_info(payment)")}
        assert columns >= PAYMENT
        assert "closed" in {row[1] for row in state.conn.execute("PRAGMA table_info(account)")}
    finally:
        running.server_close()


def test_its_calendar_is_asked_for_each_day_and_may_be_exchanged():
    kept = clock.Clock()
    kept.is_business_day = lambda day: day.day % 2 == 0
    assert kept.roll_forward(date(2026, 3, 15)) == date(2026, 3, 16)
    assert kept.business_days_after(date(2026, 3, 16), 2) == date(2026, 3, 20)


def test_its_behaviours_and_reasons_are_those_we_ask_for():
    assert set(accounts.BEHAVIOURS) >= {
        "accept",
        "reject-file",
        "insufficient-funds",
        "silent",
        "return-later",
    }
    assert all(accounts.reason_fits(code, "iso20022") for code in ("AC01", "AC04", "AC06", "MS03"))
    assert not accounts.reason_fits("XX99", "iso20022")
