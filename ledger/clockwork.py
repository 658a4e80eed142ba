"""What the clock brings: a beat is claimed once, a deadline is asked for once, however late."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from eventsourcing.postgres import PostgresDatastore

from domain.kernel import Command
from ledger.errands import Answer, Errand, Errands
from ledger.pending import PendingList


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that has come: the command that says so carries its legal time.

    `job` and `subject` are its name; the two and the instant make it the same one for ever.
    """

    job: str
    at: datetime
    subject: str
    wanted: Command = field(repr=False)

    @property
    def errand(self) -> Errand:
        """The command to ask, and why."""
        return Errand(
            self.job, 0, f"{self.at.astimezone(UTC).isoformat()}/{self.subject}", self.wanted
        )


class Clockwork:
    """Asks for what is due. Sources may list a deadline again and again, as long as it stands."""

    def __init__(
        self, errands: Errands, pending: PendingList, clock: Callable[[], datetime]
    ) -> None:
        self._errands = errands
        self._pending = pending
        self._clock = clock

    def tick(
        self, due: Iterable[Due], *, kinds: Collection[str] = (), but: Collection[str] = ()
    ) -> int:
        """Asks for deadlines; what was refused, only after its pause. Returns how many are done.

        `kinds`: `due` lists those of these jobs alone; without it, all but those of `but`. What of
        them waits on the pending list and is due no more is struck out. Raises as `Errands.first`.
        """
        now = self._clock()
        waiting = {
            row.key: row
            for row in self._pending.rows()
            if row.cause == 0 and (row.asker in kinds if kinds else row.asker not in but)
        }
        fresh: list[Errand] = []
        told: list[tuple[Errand, Answer]] = []
        for errand in (one.errand for one in due):
            row = waiting.pop(errand.key, None)
            if row is None:
                fresh.append(errand)
            elif row.next_try <= now:
                told.append((errand, self._errands.again(errand, row.attempt)))
        done = sum(answer.rule is None for _, answer in told)
        for pair in zip(fresh, self._errands.first(fresh), strict=True):
            done += pair[1].rule is None
            told += [pair] if pair[1].rule is not None else []
        if told:
            self._pending.settle(told, now)
        if waiting:
            self._pending.strike(waiting.values())
        return done

    def again(self, job: str) -> bool:
        """Whether what was refused of a job is to be asked again by now: who lists it does."""
        due = self._pending.rows(due=self._clock())
        return any(row.cause == 0 and row.asker == job for row in due)


class Beats:
    """Beats of jobs in `work.job_run`: whoever claims one first has it, in whatever process."""

    def __init__(self, datastore: PostgresDatastore) -> None:
        """`datastore`: as the application's role."""
        self._datastore = datastore

    @contextmanager
    def claim(self, job: str, due_at: datetime, kept: timedelta) -> Iterator[bool]:
        """Whether the beat is ours. If the body fails it is nobody's, and a rival may have it.

        A rival that comes meanwhile waits. Beats older than `kept` are swept up.
        """
        with self._datastore.get_connection() as conn, conn.transaction():
            won = conn.execute(
                "INSERT INTO work.job_run (job, due_at) VALUES (%s, %s) "
                "ON CONFLICT DO NOTHING RETURNING job",
                (job, due_at),
            ).fetchone()
            if won:
                conn.execute(
                    "DELETE FROM work.job_run WHERE job = %s AND due_at < %s", (job, due_at - kept)
                )
            yield won is not None
