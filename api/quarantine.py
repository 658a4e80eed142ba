"""Files in quarantine: which there are, what is asked of one, how a released one is banked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from api.banks.busy import PATIENCE_S
from api.banks.importing import Imported, Importer
from api.wiring import System
from domain.bankday.events import StatementQuarantined
from domain.bankday.quarantine import DiscardStatement
from domain.bankday.release import ReleaseStatement
from domain.bankday.reopen import ReopenDay
from domain.bankday.state import BankDay
from domain.identifiers import DayId, day_id
from domain.kernel import Command, StreamId
from projections.quarantine import FILES


class NotThere(LookupError):
    """No such file waits in quarantine."""


def asked_release(system: System, sha256: str, reason: str) -> ReleaseStatement:
    """What two persons sign to take a file as it is, whole. Raises NotThere, ValueError."""
    of = _days(system, sha256)
    rows = system.readers.quarantine.rows(FILES, {"file": sha256}).rows
    if any(row["fate"] != "WAITING" for row in rows):
        raise NotThere(f"a part of file {sha256} waits no more: what is left is discarded")
    return ReleaseStatement(sha256=sha256, of=of, reason=reason)


def asked_discard(system: System, sha256: str, reason: str) -> DiscardStatement:
    """What one person signs, so that a file is never banked. Raises NotThere, ValueError."""
    return DiscardStatement(sha256=sha256, of=_days(system, sha256), reason=reason)


def asked_reopening(system: System, account: str, day: date, reason: str) -> ReopenDay:
    """What two persons sign to open a closed day again. Raises ValueError."""
    later = sorted(of.day for of in _days_of(system, account) if of.day > day)
    return ReopenDay(account=account, day=day, later=tuple(later), reason=reason)


def bank_released(system: System, sha256: str, *, patience: float = PATIENCE_S) -> list[Imported]:
    """Banks a file that was released, by the bank connector's key: its lines once, its balances as
    they are. The same again adds nothing. `patience`, and what it raises: as `Importer.file`.
    """
    importer = Importer(
        system.replay,
        system.blobs,
        lambda wanted: system.ask("bank", wanted),
        known=system.known_files,
        patience=patience,
        others=lambda: system.book.asked_lately,
    )
    return importer.file(system.blobs.get(sha256))


def released_by(system: System, wanted: Command) -> tuple[StatementQuarantined, ...]:
    """The statements that a joint act releases; none of any other."""
    if not isinstance(wanted, ReleaseStatement):
        return ()
    days = (system.replay.state(StreamId("bankday", str(of))) for of in wanted.of)
    return tuple(
        one.came
        for day in days
        if isinstance(day, BankDay)
        for one in day.quarantine
        if one.came.sha256 == wanted.sha256
    )


def newest_waiting(system: System, at: int | None = None) -> list[dict[str, Any]]:
    """Rows of `projections.quarantine.FILES` that nobody decided about."""
    return system.readers.quarantine.rows(FILES, {"fate": "WAITING"}, as_of=at).rows


def _days(system: System, sha256: str) -> tuple[DayId, ...]:
    """The days of a file that waits. Raises NotThere."""
    system.readers.runner.catch_up()
    found = {
        DayId(row["account"], row["day"]) for row in newest_waiting(system) if row["file"] == sha256
    }
    if not found:
        raise NotThere(f"no file {sha256} waits in quarantine")
    return tuple(sorted(found, key=str))


def _days_of(system: System, account: str) -> Iterable[DayId]:
    """Every day of an account of which there is any fact."""
    codes = system.replay.codes("bankday")
    return (day_id(code) for code in codes if code.startswith(f"{account}/"))
