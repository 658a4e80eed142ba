"""What two instants differ by, as rows: facts of a lot, and balances with their causes."""

from collections.abc import Iterable, Mapping, Sequence

from api.http.pages.balance_rows import account_name, side_of
from api.http.pages.lot_words import label, value
from api.http.pages.names import event_name
from api.http.pages.speech import Speech
from api.http.pages.views.replay import Cause, ChangedRow, ShiftedRow
from api.lots.differing import Changed, Shifted
from api.lots.money import Move
from api.wiring import System

CAUSES_MAX = 3
"""So many events are named of one balance; the newest."""


def changed_rows(
    differ: Iterable[Changed], wish: Speech, names: Mapping[str, str], of: str = ""
) -> tuple[ChangedRow, ...]:
    """The facts that differ; parties by these names. `of`: which lot's they are, where several
    stand beside each other.
    """
    return tuple(
        ChangedRow(
            f"{of} {label(one.name, wish)}".strip(),
            value(one.name, one.before, wish, names),
            value(one.name, one.after, wish, names),
        )
        for one in differ
    )


def shifted_rows(
    system: System, differ: Iterable[Shifted], called: Mapping[str, str], wish: Speech
) -> tuple[ShiftedRow, ...]:
    """The balances that differ, by account, and as each deposit is called."""
    return tuple(
        ShiftedRow(
            account=f"{one.account} {account_name(one.account, wish)}",
            about=called.get(one.deposit) or one.deposit,
            side=side_of(one.account),
            before=one.before,
            after=one.after,
            by=tuple(_cause(system, move, wish) for move in _newest(one.by)),
        )
        for one in differ
    )


def _newest(by: Sequence[Move]) -> list[Move]:
    """The last events, each once."""
    return list({move.position: move for move in by}.values())[-CAUSES_MAX:]


def _cause(system: System, move: Move, wish: Speech) -> Cause:
    name = event_name(system.log, move.name, wish)
    return Cause(move.position, f"/events/{move.position}", name)
