"""Statements, entries, credits, debits and balances of raw MT940 files, page by page.

Independent of the project: standard library only, no import of ours nor of the package that we read
MT940 with; regular expressions over the whole text, amounts as decimals. Prints JSON
[{"file", "account", "currency", "entries", "credits", "debits", "opening", "closing"}, …], one for
each message (page), in minor units; what says its currency in no balance and no floor is left out.

    python tests/oracle/sums_of_mt940.py FILE...
"""

import json
import re
import sys
from decimal import Decimal

DECIMALS = {"JPY": 0, "KRW": 0, "KWD": 3, "BHD": 3}  # all other currencies of our files have two
ENTRY = r"^:61:\d{6}(?:\d{4}|\s{4})?(RC|RD|C|D)[A-Z]?\s?(\d*,?\d*)"
BALANCE = r"^:%s[FM]?:([CD])\d{6}([A-Z]{3})?(\d*,\d*|\d+)"


def messages_of(path):
    """The messages of a file, each as its text from :20: to the next."""
    with open(path, "rb") as file:
        text = file.read().decode("latin-1").replace("\r", "").replace("\ufeff", "")
    text = re.sub(r"^:\n", ":", text, flags=re.MULTILINE)
    yield from re.split(r"^(?:\xef\xbb\xbf)?(?=:20:)", text, flags=re.MULTILINE)[1:]


def sums_of(path):
    """One row for each message of a file."""
    for message in messages_of(path):
        opening, closing = (
            re.search(BALANCE % number, message, re.MULTILINE) for number in ("60", "62")
        )
        floor = re.search(r"^:34F:()([A-Z]{3})", message, re.MULTILINE)  # of a report, MT942
        currency = (opening or closing or floor or {2: None})[2]
        account = re.search(r"^:25P?:(.*)$", message, re.MULTILINE)
        if not currency or not account:
            continue
        row = {"file": path, "account": account[1].strip(), "currency": currency}
        row |= {"entries": 0, "credits": 0, "debits": 0}
        for mark, amount in re.findall(ENTRY, message, re.MULTILINE):
            row["entries"] += 1
            row["credits" if mark in ("C", "RD") else "debits"] += minor(amount, currency)
        for name, found in (("opening", opening), ("closing", closing)):
            sign = -1 if found and found[1] == "D" else 1
            row[name] = sign * minor(found[3], currency) if found else None
        yield row


def minor(amount, currency):
    """Whole minor units; anything else ends the program."""
    value = Decimal(amount.replace(",", ".")).scaleb(DECIMALS.get(currency, 2))
    if value != int(value):
        raise SystemExit(f"{amount} {currency} is no whole number of minor units")
    return int(value)


if __name__ == "__main__":
    json.dump([row for path in sys.argv[1:] for row in sums_of(path)], sys.stdout, indent=1)
    print()
