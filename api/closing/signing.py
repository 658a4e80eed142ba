"""A day is closed by two: one prepares it from its figures, another signs the same or refuses."""

from collections.abc import Mapping
from datetime import date

from api.banks.banked import Banked
from api.closing.figures import Close, figures
from api.closing.reading import NotFollowed, ledger, reach, row_of
from api.closing.rechecking import ChangedSince, PreparedOtherwise, otherwise
from api.closing.snapshot import snapshot
from api.wiring import System
from domain.bankday.checks import CODES
from domain.bankday.close import CloseDay, PrepareClose, ReturnClose
from domain.bankday.events import DayClosePrepared
from domain.bankday.state import BankDay
from domain.identifiers import DayId
from domain.kernel import StreamId
from ledger.tickets import Receipt
from projections.bankdays import ACCOUNTS, DAYS

NOTE_MOST = 500
"""Signs of one explanation."""


class EarlierReopened(ChangedSince):
    """A day before was opened again: what is corrected there moves this day's balance too."""


def prepare(
    system: System, person: str, account: str, day: date, notes: Mapping[str, str]
) -> Receipt:
    """Asks for the close as the newest figures have it, with a sentence for each rule that failed.

    Raises Refused (`bankday.unexplained`: a check failed and no note says why), and as
    `asked_close`.
    """
    return system.ask(person, asked_close(system, account, day, notes))


def asked_close(
    system: System, account: str, day: date, notes: Mapping[str, str], seen: int | None = None
) -> PrepareClose:
    """The command that prepares a close, as the newest figures have it; or as they were `seen`
    at a position, so that asking twice is asking for the same.

    Raises NotFollowed without a statement, ChangedSince where the day stands otherwise by now than
    it was seen, EarlierReopened, ValueError for a note on no rule, or an endless one.
    """
    for rule, note in notes.items():
        if rule not in CODES:
            raise ValueError(f"note {rule!r}: expected {CODES[0]} to {CODES[-1]}")
        if len(note) > NOTE_MOST:
            raise ValueError(f"note {rule}: {len(note)} signs, at most {NOTE_MOST} fit")
    _refuse_before_reopened(system, account, day)
    close = figures(system, account, day, seen)
    if seen is not None and _told(figures(system, account, day)) != _told(close):
        raise ChangedSince(f"{DayId(account, day)} has changed since position {seen}: look again")
    if close.statement is None or close.closing is None:
        raise NotFollowed(f"no statement of {DayId(account, day)} has come")
    return PrepareClose(
        account=account,
        day=day,
        position=close.position,
        statement=close.statement,
        closing=close.closing,
        ledger=close.ledger,
        snapshot=close.snapshot,
        checks=tuple(one.answered(notes.get(one.check.rule, "").strip()) for one in close.checks),
    )


def _told(close: Close) -> tuple[object, ...]:
    """What a preparer answers for. The log goes on meanwhile, and so do other accounts."""
    results = [(one.check.rule, one.check.result, one.check.figure) for one in close.checks]
    return close.statement, close.closing, close.ledger, close.lines, results


def sign(system: System, person: str, account: str, day: date) -> Receipt:
    """Asks to close the day as it was prepared: at its position every check is made again, and the
    balances are digested again.

    Raises Refused (`bankday.own_close`: the preparer asks; `bankday.other_content`: the balances
    do not come to the digest any more), and as `asked_signature`.
    """
    asked, maker = asked_signature(system, account, day)
    return system.ask(person, asked, maker=maker)


def asked_signature(system: System, account: str, day: date) -> tuple[CloseDay, str | None]:
    """The command that signs a close, and the digest of the one that prepared it.

    Raises ChangedSince; PreparedOtherwise, which is one, where a check has another result;
    EarlierReopened.
    """
    _refuse_before_reopened(system, account, day)
    prepared = _prepared(system, account, day)
    head = reach(system)
    position = prepared.position if prepared else head
    if prepared:
        _refuse_changed(system, prepared, head)
    balances = system.readers.balances.owned(position, standing=True).rows
    asked = CloseDay(
        account=account, day=day, position=position, snapshot=snapshot(position, balances)
    )
    return asked, prepared.proposal if prepared else None


def give_back(system: System, person: str, account: str, day: date, reason: str) -> Receipt:
    """Asks to give a prepared close back to whoever prepared it. Raises Refused, ValueError."""
    return system.ask(person, ReturnClose(account=account, day=day, reason=reason))


def _refuse_before_reopened(system: System, account: str, day: date) -> None:
    """Raises EarlierReopened."""
    reopened = [one for one in Banked(system.replay).reopened_days(account) if one < day]
    if reopened:
        told = f"{DayId(account, reopened[0])} was reopened and is closed again first"
        raise EarlierReopened(told)


def _prepared(system: System, account: str, day: date) -> DayClosePrepared | None:
    replay = system.replay
    state = replay.state(StreamId("bankday", str(DayId(account, day))))
    assert isinstance(state, BankDay)
    return state.prepared


def _refuse_changed(system: System, prepared: DayClosePrepared, head: int) -> None:
    """A statement makes a prepared close stale by itself; lines, lists and false results do not."""
    account, day = prepared.account, prepared.day
    if not 0 < prepared.position <= head:
        raise ChangedSince(
            f"{DayId(account, day)} was prepared at position {prepared.position}, the log ends at "
            f"{head}: it is prepared again first"
        )
    followed = row_of(system, ACCOUNTS, {"account": account}, head)
    assert followed is not None, "a day that was prepared is of an account that is followed"
    lines = [
        (row_of(system, DAYS, {"account": account, "day": day}, at) or {}).get("lines", 0)
        for at in (prepared.position, head)
    ]
    if lines[0] != lines[1] or ledger(system, followed, day, head) != prepared.ledger:
        raise ChangedSince(
            f"lines were banked on {DayId(account, day)} after position {prepared.position}: "
            "it is prepared again first"
        )
    _refuse_heard(system, prepared, head)
    if other := otherwise(system, prepared):
        raise PreparedOtherwise(other)


def _refuse_heard(system: System, prepared: DayClosePrepared, head: int) -> None:
    """What somebody outside said of the day since was not looked at by who prepared it."""
    of = DayId(prepared.account, prepared.day)
    lists = StreamId("outside", str(of))
    before, now = (system.replay.state(lists, at) for at in (prepared.position, head))
    if before != now:
        raise ChangedSince(
            f"a list from outside came for {of} after position {prepared.position}: "
            "it is prepared again first"
        )
