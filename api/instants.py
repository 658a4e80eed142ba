"""Where a log stood when: the position of an instant, the instant of a position, a stream then."""

from datetime import datetime

from domain.kernel import StreamId
from ledger.append import Tail, read_tail
from ledger.store import Store


def at_instant(store: Store, instant: datetime) -> int:
    """The last position that was recorded by an instant."""
    with store.reading() as curs:
        row = curs.execute(
            "SELECT position FROM ledger.commit WHERE recorded_at <= %s "
            "ORDER BY recorded_at DESC, position DESC LIMIT 1",
            (instant,),
        ).fetchone()
        return int(row[0]) if row else 0


def recorded_at(store: Store, position: int) -> datetime | None:
    """When an event was recorded; None for position 0, and beyond the log."""
    with store.reading() as curs:
        row = curs.execute(
            "SELECT recorded_at FROM ledger.commit WHERE position >= %s AND %s > 0 "
            "ORDER BY position LIMIT 1",
            (position, position),
        ).fetchone()
        return row[0] if row else None


def around(store: Store, position: int) -> tuple[Tail, datetime | None, datetime | None]:
    """Where the log ends now; when the event of a position was recorded, and when the next one,
    as `recorded_at`. In one look, for every answer asks.
    """
    with store.reading() as curs:
        tail = read_tail(curs)
        rows = curs.execute(
            "SELECT (SELECT recorded_at FROM ledger.commit WHERE position >= %(at)s "
            "ORDER BY position LIMIT 1), (SELECT recorded_at FROM ledger.commit "
            "WHERE position > %(at)s ORDER BY position LIMIT 1)",
            {"at": position},
        )
        ((recorded, unseen),) = rows.fetchall()
    return tail, recorded if position else None, unseen


def length_at(store: Store, stream: StreamId, position: int) -> int:
    """How many events a stream had at a position; 0 for one that was not there yet."""
    number = store.numbers([(stream.kind, stream.code)]).get((stream.kind, stream.code))
    with store.reading() as curs:
        row = curs.execute(
            "SELECT count(*) FROM ledger.stored_events "
            "WHERE originator_id = %s AND notification_id <= %s",
            (str(number), position),
        ).fetchone()
        return int(row[0]) if row else 0
