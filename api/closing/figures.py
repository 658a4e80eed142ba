"""The figures of a day's close, all read at one position: what a page shows and a person signs."""

from dataclasses import dataclass
from datetime import date

from api.blind import blind_days
from api.closing import blinding
from api.closing.books import Books, InQuarantine
from api.closing.checks import checked
from api.closing.found import Found
from api.closing.progress import Progress, progress
from api.closing.proof import whole
from api.closing.reading import Proof, gather, reach, row_of
from api.closing.reconciling import Reconciliation, reconciled
from api.closing.snapshot import snapshot
from api.wiring import System
from domain.accounts import BANK_DEBITS, UNIDENTIFIED
from domain.bankday.state import EarlierClose
from domain.identifiers import DayId
from projections.bankdays import CLOSES, DAYS
from projections.deposits import DEPOSITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """A day of an account as it stands at a position; amounts in minor units.

    `statement` is the SHA-256 of the newest statement's file, None before the first; `lines` and
    `matched` count the day's lines, `unidentified` and `unmatched` are what of its credits and
    debits is nobody's (2001, 1008). `blind`: money of the day may have been meant for a lot that
    is still sealed, so that lines are told by counts and sums. `snapshot` is the digest of all
    balances (`snapshot.py`). `earlier`: the closes that stood until the day was reopened, in order;
    `quarantined`: statements of the day that came into quarantine and are not banked.
    """

    account: str
    day: date
    bank: str
    number: str
    currency: str
    position: int
    statement: str | None
    opening: int | None
    closing: int | None
    ledger: int
    credits: int
    debits: int
    lines: int
    matched: int
    unidentified: int
    unmatched: int
    blind: bool
    sides: Reconciliation
    checks: tuple[Found, ...]
    snapshot: str
    progress: Progress
    earlier: tuple[EarlierClose, ...]
    quarantined: tuple[InQuarantine, ...]

    @property
    def agrees(self) -> bool:
        """Whether the statement closes where the books do, and none is left out (R01)."""
        return self.closing == self.ledger and not self.quarantined

    @property
    def to_explain(self) -> tuple[str, ...]:
        """Rules that failed: each needs a person's sentence before the day is signed."""
        return tuple(one.check.rule for one in self.checks if one.failed)


def figures(
    system: System,
    account: str,
    day: date,
    position: int | None = None,
    proof: Proof = whole,
) -> Close:
    """The close of a day at a position (None: the newest). Raises NotFollowed.

    `proof`: what R15 looks at.
    """
    at = reach(system, position)
    found = gather(system, account, day, at, proof)
    books, state, followed = found.books, found.day, found.account
    blind, both = day in blind_days(system.readers, at, account, [day]), reconciled(books)
    key = {"account": account, "day": day}
    told, of = row_of(system, DAYS, key, at) or {}, str(DayId(account, day))
    owners = {one.account: -one.amount for one in books.balances if one.owner == of}
    return Close(
        account=account,
        day=day,
        bank=followed["bank"],
        number=followed["number"],
        currency=followed["currency"],
        position=at,
        statement=state.last.sha256 if state.last else None,
        opening=told.get("opening"),
        closing=books.closing,
        ledger=books.ledger,
        credits=told.get("credits", 0),
        debits=told.get("debits", 0),
        lines=told.get("lines", 0),
        matched=told.get("matched", 0),
        unidentified=owners.get(UNIDENTIFIED.code, 0),
        unmatched=-owners.get(BANK_DEBITS.code, 0),
        blind=blind,
        sides=both.blind() if blind else both,
        checks=_checks(system, books, at, lines=not blind),
        snapshot=snapshot(at, books.balances),
        earlier=state.earlier,
        quarantined=books.quarantined,
        progress=progress(state, row_of(system, CLOSES, key, at)),
    )


def _checks(system: System, books: Books, at: int, *, lines: bool) -> tuple[Found, ...]:
    found = checked(books)
    named = {"deposit": blinding.deposits_in(found)}
    rows = system.readers.deposits.rows(DEPOSITS, named, as_of=at).rows
    opened = frozenset(row["deposit"] for row in rows)
    return tuple(blinding.told(one, opened, lines=lines) for one in found)
