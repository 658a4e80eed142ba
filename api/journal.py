"""The books as a plain-text journal that hledger and beancount read: an outside check of sums."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

import msgspec

from domain.accounts import BY_CODE
from domain.calendar import beijing_day
from domain.money import decimals, written
from domain.postings import Entry
from ledger.codec import read_body
from ledger.envelope import RawBody, part

_CLASSES = {
    "1": "Assets",
    "2": "Liabilities",
    "3": "Equity",
    "4": "Income",
    "5": "Expenses",
    "9": "Equity",
}
_PLAIN = re.compile(r"[A-Z0-9][A-Za-z0-9-]*")
type _Money = tuple[str, str, Entry]
"""Legal day, words, entry."""

_entries = msgspec.json.Decoder(tuple[Entry, ...] | None).decode


def path(book: str, account: str, owner: str) -> str:
    """`Liabilities:CUST:2001:CNY-DEPOSITS:2026-03-16`: class, book, code, owner."""
    parts = map(_component, owner.split("/"))
    return ":".join((_CLASSES[account[0]], book, account, *parts))


def _component(part: str) -> str:
    """A part of an owner as both tools read it: an organisation may be called in any words.

    Such a one is told by its letters and digits, and by a digest, so that no two become one.
    """
    if _PLAIN.fullmatch(part):
        return part
    spelt = "".join(sign if sign.isalpha() or sign.isdecimal() else "-" for sign in part)
    return f"X-{spelt}-{sha256(part.encode()).hexdigest()[:8]}"


def heading(origin: str, mode: str, position: int, root: bytes) -> str:
    """What a journal is of, as a comment to both tools: which log, in which mode, as of which
    position, and the root over all events up to it, by which two copies are compared.
    """
    return f"; {origin} ({mode}), position {position}, root SHA-256 {root.hex()}"


def hledger(stored: Iterable[bytes]) -> Iterator[str]:
    """The journal for hledger, line by line: what is used is declared, then the body."""
    money = _in_order(stored)
    yield "decimal-mark ."
    for currency in sorted({entry.currency for _, _, entry in money}):
        places = decimals(currency)
        yield f"commodity {written(1000 * 10**places, currency)}{'' if places else '.'} {currency}"
    for name in sorted(_used(money)):
        yield f"account {name}  ; {BY_CODE[name.split(':')[2]].zh}"
    yield from _body(money)


def beancount(stored: Iterable[bytes]) -> Iterator[str]:
    """The journal for beancount: each account opened in its currencies, then the same body."""
    money = _in_order(stored)
    yield 'option "title" "zhangben"'
    yield 'option "operating_currency" "CNY"'
    for name, (day, currencies) in sorted(_used(money).items()):
        code = name.split(":")[2]
        yield f"{day} open {name} {','.join(sorted(currencies))}  ; {BY_CODE[code].zh}"
    yield from _body(money)


FORMATS: Mapping[str, Callable[[Iterable[bytes]], Iterator[str]]] = {
    "hledger": hledger,
    "beancount": beancount,
}
"""What the journal can be written for. Two heads, one body."""


def _body(money: Iterable[_Money]) -> Iterator[str]:
    """A transaction an entry, by legal day: each is of one book and one currency."""
    for day, words, entry in money:
        yield ""
        yield f'{day} * "{words}"'
        for leg in entry.legs:
            name = path(entry.book, leg.account, leg.owner)
            yield f"  {name}  {written(leg.amount, entry.currency)} {entry.currency}"


def _used(money: Iterable[_Money]) -> dict[str, tuple[str, set[str]]]:
    """Every account with its first day and its currencies."""
    used: dict[str, tuple[str, set[str]]] = {}
    for day, _, entry in money:
        for leg in entry.legs:
            name = path(entry.book, leg.account, leg.owner)
            used.setdefault(name, (day, set()))[1].add(entry.currency)
    return used


def _in_order(stored: Iterable[bytes]) -> list[_Money]:
    return sorted(_money(stored), key=lambda one: one[0])


def _money(stored: Iterable[bytes]) -> Iterator[_Money]:
    for body, entries in moves(stored):
        for entry in entries:
            day = beijing_day(body.occurred_at).isoformat()
            yield day, f"#{body.position} {body.name} {entry.legs[0].p}", entry


def moves(stored: Iterable[bytes]) -> Iterator[tuple[RawBody, tuple[Entry, ...]]]:
    """The body of each stored event with the entries that it has, if any."""
    for form in stored:
        body = read_body(part(form)[0])
        yield body, _entries(body.entries) or ()
