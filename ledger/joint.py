"""Joint acts on their way: what one person has signed is kept until a second signs the same bytes.

Nothing is asked of the Book meanwhile, and nothing of it stands in the log: a proposal that nobody
signs lapses. Whoever keeps a key of their own may sign elsewhere and send both signatures at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.kernel import Command
from ledger.asking import NotAccepted, admit
from ledger.blobs import Blobs, NoBlob
from ledger.envelope import Signature, SignedCommand
from ledger.keys import KeyRing
from ledger.log import Log
from ledger.store import Store
from ledger.vault import NoKey

LAPSES_AFTER = timedelta(days=3)
"""So long a proposal waits for its second signature: over a weekend."""
_LOCKED = "SELECT 1 FROM work.joint_act WHERE digest = %s FOR UPDATE SKIP LOCKED"
_TAKEN_BACK = (
    "DELETE FROM work.joint_act j WHERE digest = %s "
    "AND NOT EXISTS (SELECT 1 FROM ledger.receipt r WHERE r.id = j.id)"
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A joint act that waits: the command, who signed it first and when, until when it is good.

    `on_behalf_of`: in whose name it was proposed, None: the person's own.
    """

    digest: str
    wanted: Command
    person: str
    proposed_at: datetime
    not_after: datetime
    signed: SignedCommand
    on_behalf_of: str | None = None


class JointActs:
    """`work.joint_act`, and the signed bytes among the blobs."""

    def __init__(
        self,
        log: Log,
        store: Store,
        blobs: Blobs,
        ring: Callable[[SignedCommand], KeyRing],
        clock: Callable[[], datetime],
    ) -> None:
        """`ring`: the keys, those of this command among them if anybody enrolled them."""
        self._log = log
        self._store = store
        self._blobs = blobs
        self._ring = ring
        self._clock = clock

    def propose(self, signed: SignedCommand) -> Proposed:
        """Keeps a joint act that one person signed; under the same id, what was kept first.

        Raises NotAccepted for what the door would not take with one more signature, or what is
        good for longer than proposals are; ValueError where the id proposes something else.
        """
        now = self._clock()
        asked = admit(self._log, self._ring(signed), signed, now, signatures=1)
        if asked.body.name not in self._log.charter.joint:
            raise NotAccepted(f"{asked.body.name} is no joint act: one person asks for it")
        until = asked.body.not_after
        if not now <= until <= now + LAPSES_AFTER:
            raise NotAccepted(f"not_after {until.isoformat()}: at most {LAPSES_AFTER.days} days")
        self._blobs.put(signed.body, "application/json", f"commands/{now:%Y-%m}")
        one = signed.signatures[0]
        with self._store.datastore.transaction(commit=True) as curs:
            curs.execute("DELETE FROM work.joint_act WHERE not_after < %s", (now,))
            curs.execute(
                "INSERT INTO work.joint_act VALUES (%s, %s, %s, %s, %s, %s, %s) "
                "ON CONFLICT DO NOTHING",
                (asked.body.id, asked.digest, one.alg, one.key, one.sig, now, until),
            )
        kept = self._read(id=asked.body.id, asked=True)
        who = self._ring(signed).keys[one.key].person
        if not kept or kept[0].wanted != asked.content or kept[0].person != who:
            raise ValueError(f"the id {asked.body.id} proposed something else before")
        return kept[0]

    def waiting(self) -> list[Proposed]:
        """What waits for its second signature, oldest first."""
        return self._read()

    def find(self, digest: str) -> Proposed | None:
        """One of them, by the SHA-256 of its bytes; None where it lapsed, or is done."""
        return next(iter(self._read(digest=digest)), None)

    def holds(self, id: str) -> bool:
        """Whether a proposal of this command id was kept, and did not lapse; asked since or not."""
        return bool(self._read(id=id, asked=True))

    @contextmanager
    def signing(self, digest: str) -> Iterator[Proposed | None]:
        """One of them, or one that was asked already: meanwhile nobody withdraws it, nor signs it
        too. None where it lapsed, was withdrawn, or is being signed.
        """
        with self._store.datastore.transaction() as curs:
            mine = curs.execute(_LOCKED, (bytes.fromhex(digest),)).fetchone()
            yield next(iter(self._read(digest=digest, asked=True)), None) if mine else None

    def withdraw(self, digest: str) -> bool:
        """Takes a proposal back; False where it waits no more, or is being signed just now."""
        of = (bytes.fromhex(digest),)
        with self._store.datastore.transaction(commit=True) as curs:
            if curs.execute(_LOCKED, of).fetchone() is None:
                return False
            return curs.execute(_TAKEN_BACK, of).rowcount > 0

    def _read(
        self, id: str | None = None, digest: str | None = None, *, asked: bool = False
    ) -> list[Proposed]:
        """All, or one; those that lapsed are left out, and those that were `asked` since unless
        they are wanted.
        """
        with self._store.reading() as curs:
            rows = curs.execute(
                "SELECT digest, alg, key, sig, proposed_at, not_after FROM work.joint_act j "
                "WHERE not_after >= %(now)s AND (%(id)s::text IS NULL OR id = %(id)s) "
                "AND (%(digest)s::bytea IS NULL OR digest = %(digest)s) "
                "AND (%(asked)s OR NOT EXISTS "
                "(SELECT 1 FROM ledger.receipt r WHERE r.id = j.id)) "
                "ORDER BY proposed_at, digest",
                {
                    "now": self._clock(),
                    "id": id,
                    "digest": bytes.fromhex(digest) if digest else None,
                    "asked": asked,
                },
            ).fetchall()
        return [one for row in rows if (one := self._proposed(*row)) is not None]

    def _proposed(
        self,
        digest: bytes,
        alg: str,
        key: str,
        sig: bytes,
        proposed_at: datetime,
        not_after: datetime,
    ) -> Proposed | None:
        """None where the key that its bytes lie under was destroyed."""
        try:
            body = self._blobs.get(digest.hex())
        except (NoBlob, NoKey):
            return None
        said, wanted = self._log.codec.command(body)
        signed = SignedCommand(body, (Signature(alg, key, bytes(sig)),))
        person = self._ring(signed).keys[key].person
        return Proposed(
            digest.hex(), wanted, person, proposed_at, not_after, signed, said.on_behalf_of
        )
