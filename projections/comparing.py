"""The balances' rows, held against what the verified entries sum to at the same position."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ledger.columns import joined
from ledger.verdict import TEXT_MAX, BalanceKey, Problem, Problems, Verdict
from projections.balances import OWNED, TOTALS
from projections.phrases import names
from projections.projection import Table
from projections.reader import Look, NotBuilt, Reader
from projections.runner import Runner

SENTENCES: Mapping[str, str] = {
    "balance.owner": "at position {at} the rows say {found} of {key}, the entries sum to {wanted} "
    "(minor units, debit positive)",
    "balance.total": "at position {at} the rows say {found} of all owners of {key}, the entries "
    "sum to {wanted} (minor units, debit positive)",
    "balance.unread": "the balances' rows cannot be read at position {at}: {why}",
}
_AT_ONCE = 10_000

type _Sums = dict[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Mismatch(Problem):
    """A balance that is shown otherwise than the entries have it."""

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return SENTENCES[self.code].format_map(self.values)


def compared(runner: Runner, reader: Reader, verdict: Verdict) -> Verdict:
    """A verdict that holds, and what is wrong with the rows that readers get at its position.

    `reader`: of the balances; `runner` brings them there. Nothing is compared with a verdict that
    is not good, nor with a fast one, which has summed nothing.
    """
    if not verdict.ok or verdict.balances is None:
        return verdict
    found = Problems()
    try:
        for problem in _problems(reader, verdict.balances, verdict.events, _hindrance(runner)):
            found.take(problem)
    except NotBuilt as problem:
        found.take(_unread(verdict.events, str(problem)))
    return joined(verdict, found)


def _hindrance(runner: Runner) -> str:
    """Brings the projections to the head; what hinders it. Whoever reads then tells the rest."""
    try:
        runner.catch_up()
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def _problems(
    reader: Reader, balances: Mapping[BalanceKey, int], at: int, hindrance: str
) -> Iterator[Mismatch]:
    owned: _Sums = dict(balances.items())
    totals: _Sums = Counter()
    for key, amount in owned.items():
        totals[key[:-1]] += amount
    with reader.look() as look:
        if look.position < at:
            yield _unread(at, f"they end at position {look.position}. {hindrance}")
            return
        for code, table, sums in (("owner", OWNED, owned), ("total", TOTALS, totals)):
            for values in _differing(look, table, sums, at):
                yield Mismatch(f"balance.{code}", None, values)


def _unread(at: int, why: str) -> Mismatch:
    return Mismatch("balance.unread", None, {"at": at, "why": _plain(why.strip())})


def _differing(look: Look, table: Table, sums: _Sums, at: int) -> Iterator[dict[str, Any]]:
    """Keys whose rows say another sum; takes `sums` apart: what is left has no row at all."""
    for row in _rows(look, table, at):
        key = tuple(row[name] for name in names(table.key))
        found, wanted = (row["debit"] or 0) - (row["credit"] or 0), sums.pop(key, 0)
        if found != wanted:
            yield {"key": _told(key), "found": found, "wanted": wanted, "at": at}
    for key, wanted in sums.items():
        if wanted:
            yield {"key": _told(key), "found": 0, "wanted": wanted, "at": at}


def _rows(look: Look, table: Table, at: int) -> Iterator[dict[str, Any]]:
    """Every row as it stood, page by page in the order of the keys."""
    after: dict[str, Any] = {}
    while True:
        page = look.rows(table, {}, at, (), after, _AT_ONCE)
        yield from page
        if len(page) < _AT_ONCE:
            return
        after = {name: page[-1][name] for name in names(table.key)}


def _told(key: tuple[Any, ...]) -> str:
    """Book, currency, account and owner, fit for one line of a terminal."""
    return " ".join(_plain(str(part)) for part in key)


def _plain(said: str) -> str:
    said = said[:TEXT_MAX]
    return said if said.isprintable() else ascii(said)
