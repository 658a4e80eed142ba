"""Lines, credits and debits of exports of Chinese banks (CSV), file by file.

Independent of the project: standard library only, no import of ours, no profile. A line is a row
whose first cell is a day; its money stands in the columns named below, a signed one or two. Prints
JSON {"<file name>": {"entries": n, "credits": fen, "debits": fen, "chained": true, false, null}}.

    python tests/oracle/sums_of_bank_tables.py FILE...
"""

import json
import re
import sys
from decimal import Decimal, InvalidOperation

DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
SIGNED, IN, OUT = ("金额", "交易金额"), "记账金额(收入)", "记账金额(支出)"
BALANCE = ("余额", "联机余额")
CELL = re.compile(r'(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))')


def cells_of(line):
    return [(quoted or plain).strip() for quoted, plain in CELL.findall(line)]


def money(cell):
    """Decimal, or None where the cell is no number."""
    try:
        return Decimal(cell.replace(",", "")) if cell else Decimal(0)
    except InvalidOperation:
        return None


def sums_of(path):
    """The sums of one file, and whether its balances follow from each other in some order."""
    with open(path, "rb") as file:
        raw = file.read()
    header, rows = None, []
    for line in raw.decode("utf-8").splitlines():
        cells = cells_of(line)
        if header is None and any(one in cells for one in BALANCE):
            header = cells
        elif header and DAY.match(cells[0]):
            rows.append(dict(zip(header, cells, strict=False)))
    changes = [change(row) for row in rows]
    balances = [money(next(row[one] for one in BALANCE if one in row)) for row in rows]
    return {
        "entries": len(rows),
        "credits": int(sum(one for one in changes if one > 0) * 100),
        "debits": int(-sum(one for one in changes if one < 0) * 100),
        "chained": None if None in balances else chained(changes, balances),
    }


def change(row):
    for one in SIGNED:
        if one in row:
            return money(row[one])
    return money(row[IN]) - money(row[OUT])


def chained(changes, balances):
    up = all(b == a + c for a, b, c in zip(balances, balances[1:], changes[1:], strict=False))
    down = all(a == b + c for a, b, c in zip(balances, balances[1:], changes, strict=False))
    return up or down


if __name__ == "__main__":
    found = {path.rpartition("/")[2]: sums_of(path) for path in sys.argv[1:]}
    json.dump(found, sys.stdout, indent=1, sort_keys=True)
    print()
