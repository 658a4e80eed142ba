"""The books as a plain-text journal that hledger and beancount read: an outside check of sums."""

from collections.abc import Iterable, Iterator

import msgspec

from domain.accounts import BY_CODE
from domain.calendar import beijing_day
from domain.money import decimals, written
from domain.postings import Entry
from ledger.codec import read_body
from ledger.envelope import part

_CLASSES = {
    "1": "Assets",
    "2": "Liabilities",
    "3": "Equity",
    "4": "Income",
    "5": "Expenses",
    "9": "Equity",
}
_entries = msgspec.json.Decoder(tuple[Entry, ...] | None).decode


def path(book: str, account: str, owner: str) -> str:
    """`Liabilities:CUST:2001:CNY-DEPOSITS:2026-03-16`: class, book, code, owner."""
    return ":".join((_CLASSES[account[0]], book, account, *owner.split("/")))


def hledger(stored: Iterable[bytes]) -> Iterator[str]:
    """The journal, line by line: declarations first, then a transaction an entry, by legal day."""
    money = sorted(_money(stored), key=lambda one: one[0])
    legs = [(entry, leg) for _, _, entry in money for leg in entry.legs]
    yield "decimal-mark ."
    for currency in sorted({entry.currency for entry, _ in legs}):
        places = decimals(currency)
        yield f"commodity {written(1000 * 10**places, currency)}{'' if places else '.'} {currency}"
    for name in sorted({path(entry.book, leg.account, leg.owner) for entry, leg in legs}):
        yield f"account {name}  ; {BY_CODE[name.split(':')[2]].zh}"
    for day, words, entry in money:
        yield ""
        yield f'{day} * "{words}"'
        for leg in entry.legs:
            name = path(entry.book, leg.account, leg.owner)
            yield f"  {name}  {written(leg.amount, entry.currency)} {entry.currency}"


def _money(stored: Iterable[bytes]) -> Iterator[tuple[str, str, Entry]]:
    for form in stored:
        body = read_body(part(form)[0])
        for entry in _entries(body.entries) or ():
            day = beijing_day(body.occurred_at).isoformat()
            yield day, f"#{body.position} {body.name} {entry.legs[0].p}", entry
