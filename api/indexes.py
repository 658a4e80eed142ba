"""The indexes that policies may read: ids by what an event says, as they stood at its position."""

from collections.abc import Callable, Mapping
from typing import Any

from api.found_by_rules import Find, few_bidders, missed_terms, odd_terms
from api.found_by_year import due_in_year
from api.readers import Readers
from domain.alert.cause import Cause, cause
from domain.alert.payments import Payment
from domain.calendar import BEIJING, beijing_day
from domain.kernel import StreamId
from domain.phases import Phase
from domain.pool_codes import is_pool
from ledger.reactor import Index
from ledger.replay import Replay
from projections.audit_trail import TRAIL
from projections.bids import BIDS
from projections.deposits import DEPOSITS
from projections.lacking import paid_from
from projections.lots import LOTS
from projections.projection import Table
from projections.reader import NotBuilt, Reader, Row

_ENDED = (
    Phase.AWARDED,
    Phase.CONTRACTED,
    Phase.SETTLED,
    Phase.ARCHIVED,
    Phase.FAILED,
    Phase.TERMINATED,
    Phase.VOIDED,
)


def indexes(readers: Readers, replay: Replay, law: StreamId) -> dict[str, Index]:
    """Every index by the name that policies know it by (`Policy.reads`).

    `deposits_of_lot`: in the order of their random ids, sealed or not. `ended_lot_of_deposit`: its
    lot, once its deposits are due, somebody has won it, or it failed or was ended; none before.
    `went_over_to`: the deposit that its money went over to. `reserved_of`: deposits of a lot, this
    one, or that of a bid, that a pool stands for or stood, with their lot and pool, and the bid
    handed in on it that stands no more. `cause`: where an event
    stands, and when it was; `cause_and_lot`: and the lot of its deposit; `payments_of_open_lots`:
    and all that was paid for those of its procedure whose bids are open; `missed_terms`: and the
    rows of law whose terms the event ended, and which its lot did not keep; `odd_terms`: and the
    kinds of what is odd of its deposit's terms; `few_bidders`: and the kind, where too few bid.
    `due_in_year`: refunds, cases, filings, suspensions whose last days may turn by a calendar.
    `law`: the stream of governance.
    """
    sealed = readers.sealed_deposits
    return {
        "deposits_of_lot": looked_up(
            readers, sealed, DEPOSITS, "deposit", lambda event: {"lot": event.lot}
        ),
        "went_over_to": looked_up(
            readers, sealed, DEPOSITS, "deposit", lambda event: {"source": event.deposit}
        ),
        "reserved_of": reserved_of(readers),
        "ended_lot_of_deposit": ended_lot_of_deposit(readers),
        "cause": lambda _event, position: (cause_at(readers, position),),
        "cause_and_lot": cause_and_lot(readers),
        "payments_of_open_lots": payments_of_open_lots(readers),
        "missed_terms": by_rules(readers, replay, law, missed_terms),
        "due_in_year": due_in_year(readers, replay, law, _bring),
        "odd_terms": by_rules(readers, replay, law, odd_terms),
        "few_bidders": by_rules(readers, replay, law, few_bidders),
    }


def cause_at(readers: Readers, position: int) -> str:
    """What an alert says of the event at a position, as `alert.cause` reads it."""
    _bring(readers, readers.trail, position)
    (row,) = readers.trail.rows(TRAIL, {"at": position}, as_of=position).rows
    return str(Cause(position, row["occurred_at"].astimezone(BEIJING)))


def cause_and_lot(readers: Readers) -> Index:
    """The cause, and the lot of its deposit; nothing where nobody can read that any more."""

    def index(event: Any, position: int) -> tuple[str, ...]:
        lot = _lot_of(readers, event, position)
        return () if lot is None else (cause_at(readers, position), lot)

    return index


def payments_of_open_lots(readers: Readers) -> Index:
    """The cause, then payments as `alert.payments` reads them; nothing while the lot is sealed."""

    def index(event: Any, position: int) -> tuple[str, ...]:
        lot = _lot_of(readers, event, position)
        opened = () if lot is None else _open_beside(readers, lot, position)
        if lot not in opened:
            return ()
        where = {"lot": list(opened)}
        found = readers.sealed_deposits.rows(DEPOSITS, where, as_of=position, order=("deposit",))
        payments = (str(one) for row in found.rows for one in _payments(row))
        return (cause_at(readers, position), *payments)

    return index


def by_rules(readers: Readers, replay: Replay, law: StreamId, find: Find) -> Index:
    """The cause, then what is found; nothing where nothing is."""

    def index(event: Any, position: int) -> tuple[str, ...]:
        of = StreamId("lot", event.lot)
        states = replay.states([of, law], position)
        lot, rulebook = states[of], states[law]
        rules = rulebook.rules(lot.defined.category, lot.defined.pack) if lot.defined else None
        if rules is None:
            return ()
        why = cause_at(readers, position)
        found = tuple(find(event, lot, rules, rulebook.calendar, beijing_day(cause(why).at)))
        return (why, *found) if found else ()

    return index


def _lot_of(readers: Readers, event: Any, position: int) -> str | None:
    """The lot that an event says, or its deposit's."""
    if (lot := getattr(event, "lot", None)) is not None:
        return str(lot)
    _bring(readers, readers.sealed_deposits, position)
    where = {"deposit": event.deposit}
    rows = readers.sealed_deposits.rows(DEPOSITS, where, as_of=position).rows
    return rows[0]["lot"] if rows else None


def _open_beside(readers: Readers, lot: str, position: int) -> tuple[str, ...]:
    """The lots of a lot's procedure whose bids are open; of a lot without one, itself."""
    _bring(readers, readers.lots, position)
    _bring(readers, readers.sealed_deposits, position)
    rows = readers.lots.rows(LOTS, {"lot": lot}, as_of=position).rows
    if not rows or rows[0]["opened_at"] is None:
        return ()
    if rows[0]["procedure"] is None:
        return (lot,)
    of = readers.lots.rows(LOTS, {"procedure": rows[0]["procedure"]}, as_of=position).rows
    return tuple(row["lot"] for row in of if row["opened_at"] is not None)


def _payments(row: Row) -> tuple[Payment, ...]:
    of = {name: row[name] for name in ("lot", "deposit", "party")}
    return tuple(Payment(position=at, account=account, **of) for at, account in paid_from(row))


def ended_lot_of_deposit(readers: Readers) -> Index:
    """The lot of the deposit that an event is about, where deposits of it may go back.

    So may those of a lot whose deposits are due: what is short then (`refund.insufficient`).
    """
    goes_back = ({"phase": [phase.value for phase in _ENDED]}, {"deposits_over": True})
    lots_of = looked_up(
        readers,
        readers.sealed_deposits,
        DEPOSITS,
        "lot",
        lambda event: {"deposit": event.deposit},
    )

    def index(event: Any, position: int) -> tuple[str, ...]:
        _bring(readers, readers.lots, position)
        return tuple(
            lot
            for lot in lots_of(event, position)
            if any(
                readers.lots.rows(LOTS, where | {"lot": lot}, as_of=position).rows
                for where in goes_back
            )
        )

    return index


def reserved_of(readers: Readers) -> Index:
    """What a pool stands for, of a lot, of one deposit or of a bid: deposit, lot and pool; and the
    bid that was handed in on it, where that does not stand any more.
    """

    def index(event: Any, position: int) -> tuple[str, ...]:
        _bring(readers, readers.sealed_deposits, position)
        _bring(readers, readers.sealed_bids, position)
        where = whose(event, position)
        found = where and readers.sealed_deposits.rows(
            DEPOSITS, where, as_of=position, order=("deposit",)
        )
        return tuple(
            " ".join((row["deposit"], row["lot"], row["source"], *fallen(row, position)))
            for row in (found.rows if found else ())
            if is_pool(row["source"]) and row["source"] != row["lot"]
        )

    def whose(event: Any, position: int) -> Mapping[str, Any] | None:
        if (lot := getattr(event, "lot", None)) is not None:
            return {"lot": lot}
        if (deposit := getattr(event, "deposit", None)) is not None:
            return {"deposit": deposit}
        bids = readers.sealed_bids.rows(BIDS, {"bid": event.bid}, as_of=position).rows
        return next(({"lot": row["lot"], "party": row["party"]} for row in bids), None)

    def fallen(row: Row, position: int) -> tuple[str, ...]:
        where = {"lot": row["lot"], "party": row["party"], "stands": False}
        bids = readers.sealed_bids.rows(BIDS, where, as_of=position, order=("bid",)).rows
        return tuple(str(one["bid"]) for one in bids[:1])

    return index


def looked_up(
    readers: Readers,
    reader: Reader,
    table: Table,
    column: str,
    where: Callable[[Any], Mapping[str, Any]],
) -> Index:
    """An index that is a column of a projection's table, sorted; `where(event)` picks the rows.

    A projection that is not at the position yet is brought there first.
    """

    def index(event: Any, position: int) -> tuple[str, ...]:
        _bring(readers, reader, position)
        found = reader.rows(table, where(event), as_of=position, order=(column,))
        return tuple(str(row[column]) for row in found.rows)

    return index


def _bring(readers: Readers, reader: Reader, position: int) -> None:
    try:
        behind = reader.position() < position
    except NotBuilt:
        behind = True
    if behind:
        readers.runner.catch_up()
