"""A scenario made larger: deposits become D x N + a few fen, prices x N, and what follows follows.

What pays a deposit in one sum follows it; of parts all but the last become x N, and the last makes
up the rest; so of a price. What moves on is what lies there, the bank's interest what it earned.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from api.scenario.size import Size, Terms
from api.scenario.table import BankDay, Row, Table, summed

_CASH = ("1001", "1002")
_OF_A_NUMBER = ("2001", "2002", "2005")
_PPM_DAYS = 1_000_000 * 360

type Moved = list[tuple[date, int]]
"""What came (and went, below zero) on which day; fen."""


def larger(table: Table, size: Size, terms: Terms) -> Table:
    """The same scenario, larger; of its own size, as the file has it."""
    if size == Size():
        return table
    growing = _Growing(table, size, terms)
    rows = tuple(growing.row(row) for row in table.rows)
    grown = replace(table, rows=rows, bank_days=tuple(bank_days(rows)))
    names = table.checkpoints
    return replace(
        grown,
        checkpoints={name: _standing(grown, name) for name in names},
        interest=_interest(table, grown),
    )


def _standing(table: Table, name: str) -> dict[str, int]:
    """What lies on each key at a checkpoint."""
    ends = table.ends(name)
    return summed(one for row in table.rows if row.seq <= ends for one in row.postings)


def _interest(table: Table, grown: Table) -> dict[str, int]:
    """The named amounts: each is one that a row credits, or gives on."""
    pairs = [
        (abs(before), abs(after))
        for old, new in zip(table.rows, grown.rows, strict=True)
        for (key, before), (_, after) in zip(old.postings, new.postings, strict=True)
        if key == "2007"
    ]
    found: dict[str, int] = {}
    for name, fen in table.interest.items():
        if name == "total":
            continue
        pair = next(one for one in pairs if one[0] == fen)
        pairs.remove(pair)
        found[name] = pair[1]
    return found | ({"total": sum(found.values())} if "total" in table.interest else {})


def bank_days(rows: tuple[Row, ...]) -> Iterator[BankDay]:
    """The days of 1001, a line for each posting on it."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for row in rows:
        if lines := [fen for key, fen in row.postings if key == "1001"]:
            by_day[row.at.date()] += lines
    closing = 0
    for day, lines in by_day.items():
        came = sum(fen for fen in lines if fen > 0)
        opening, closing = closing, closing + sum(lines)
        yield BankDay(
            date=day,
            opening=opening,
            credits=came,
            debits=opening + came - closing,
            lines=len(lines),
            closing=closing,
        )


class _Growing:
    """The books of both sizes beside each other, posting after posting."""

    def __init__(self, table: Table, size: Size, terms: Terms) -> None:
        self._table, self._size, self._terms = table, size, terms
        self._old: Counter[str] = Counter()
        self._new: Counter[str] = Counter()
        self._on: dict[str, Moved] = defaultdict(list)
        """On each number at the bank."""
        self._counted: dict[str, Moved] = defaultdict(list)
        """What of it is its deposit."""
        self._until: dict[str, date] = {}
        """Up to when the bank has paid interest on it."""
        self._sent: dict[str, int] = {}
        """What was last paid to whom."""

    def row(self, row: Row) -> Row:
        """The row, larger, and booked. What comes in is what its other side says came."""
        comes = row.moved("1001") + row.moved("1002") > 0
        grown: list[tuple[str, int]] = []
        old = 0
        for key, fen in row.postings:
            old += fen
            if comes and key in _CASH:
                new = 0
            elif not old and not comes:
                new = -sum(one for _, one in grown)
            else:
                new = self._posting(row, key, fen, comes)
            self._book(key, fen, new)
            grown.append((key, new))
        if comes:
            (place,) = (n for n, (key, _) in enumerate(row.postings) if key in _CASH)
            key, whole = grown[place][0], -sum(fen for _, fen in grown)
            grown[place] = (key, whole)
            self._book(key, 0, whole)
        self._tell(row, grown)
        return replace(row, postings=tuple(grown))

    def _book(self, key: str, old: int, new: int) -> None:
        self._old[key] += old
        self._new[key] += new

    def _posting(self, row: Row, key: str, fen: int, comes: bool) -> int:
        """One that is not what the others leave."""
        account, _, whose = key.partition("/")
        if account == "2007" and fen < 0:
            return -self._credited(row)
        if self._old[key] == -fen:
            return -self._new[key]
        if account == "2007":
            return self._entitled(row)
        if account in _CASH:
            return self._part_of_a_price(fen)
        if comes:
            return -self._came(row, account, whose, -fen)
        if account == "9001":
            return self._promised(whose, fen)
        return self._size.price(fen)

    def _came(self, row: Row, account: str, whose: str, fen: int) -> int:
        """What arrives: for a deposit, for a price, for neither; or what comes back."""
        key = f"{account}/{whose}"
        if account == "2012":
            return self._sent[whose]
        if account == "2004":
            return self._size.price(fen - self._old[key]) + self._new[key]
        required = self._terms.required.get(whose.partition("/")[0], 0)
        if account == "2002" and fen - self._old[key] == required:
            return self._size.deposit(required) + self._new[key]
        alone = account in ("2001", "2005") and not row.moved("2002")
        return self._size.deposit(fen) if alone and fen == required else self._size.price(fen)

    def _promised(self, whose: str, fen: int) -> int:
        """A guarantee of a deposit follows it; another one a price."""
        required = self._terms.required.get(whose.partition("/")[0], 0)
        return self._size.deposit(fen) if fen == required else self._size.price(fen)

    def _part_of_a_price(self, fen: int) -> int:
        """What of a deposit became price moves from one account of ours to another, whole."""
        price = next(k for k, there in self._old.items() if k[:4] == "2004" and there == -fen)
        return -self._new[price]

    def _credited(self, row: Row) -> int:
        """What the bank pays on a number, since it last did."""
        number, ends = self._terms.earns[row.seq]
        until = (self._table.row(ends) if ends else row).at.date()
        since, self._until[number] = self._until.get(number), until
        return earned(self._on[number], since, until, self._terms.rate_ppm)

    def _entitled(self, row: Row) -> int:
        """What of it is owed: on the deposit alone."""
        number = self._terms.kept.get(row.seq) or next(
            key[5:] for key, _ in row.postings if key.startswith("2006/")
        )
        return earned(self._counted[number], None, self._until[number], self._terms.rate_ppm)

    def _tell(self, row: Row, grown: list[tuple[str, int]]) -> None:
        """What moved on numbers at the bank."""
        if not any(key in _CASH for key, _ in grown):
            return
        for key, fen in grown:
            account, _, whose = key.partition("/")
            if account in _OF_A_NUMBER:
                self._on[self._terms.numbers.get(whose, whose)].append((row.at.date(), -fen))
            if account == "2002" and fen < 0:
                self._counted[whose].append((row.at.date(), -fen))
            if account == "1009" and fen > 0:
                self._sent[whose] = fen


def earned(moved: Moved, since: date | None, until: date, rate_ppm: int) -> int:
    """Interest, half up to the fen, once: the day on which money comes counts, that on which it
    goes does not."""
    weighed = 0
    for day, fen in moved:
        begins = max(day, since) if since else day
        weighed += fen * max(0, (until - begins).days)
    return (weighed * rate_ppm * 2 + _PPM_DAYS) // (2 * _PPM_DAYS)
