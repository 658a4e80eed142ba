"""Booked entries, credits and debits of raw camt files (052, 053, 054), by account and currency.

Independent of the project: standard library only, no import of ours, another way to read XML and
money. Prints JSON {"<account> <currency>": {"entries": n, "credits": minor, "debits": minor}}.

    python tests/oracle/sums_of_statements.py FILE...
"""

import json
import sys
from decimal import Decimal
from xml.etree import ElementTree

DECIMALS = {
    "JPY": 0,
    "KRW": 0,
    "KWD": 3,
    "BHD": 3,
    "CLF": 4,
}  # all other currencies of our files have two

PLACES = (
    ".//{*}BkToCstmrStmt/{*}Stmt",
    ".//{*}BkToCstmrAcctRpt/{*}Rpt",
    ".//{*}BkToCstmrAcctRptV01/{*}Rpt",
    ".//{*}BkToCstmrDbtCdtNtfctn/{*}Ntfctn",
)


def sums_of(paths):
    """The sums over all files together; a file with a document type is refused."""
    sums = {}
    for path in paths:
        with open(path, "rb") as file:
            raw = file.read()
        if b"<!DOCTYPE" in raw.replace(b"\0", b""):
            raise SystemExit(f"{path}: a document type is refused")
        root = ElementTree.fromstring(raw)
        for statement in (found for place in PLACES for found in root.iterfind(place)):
            identity = statement.find("{*}Acct/{*}Id")
            account = "".join(identity.itertext()).split()[0]
            for entry in statement.iterfind("{*}Ntry"):
                add(sums, account, entry)
    return sums


def add(sums, account, entry):
    """Add one entry, if it is booked: a missing status means booked."""
    status = entry.find("{*}Sts")
    if status is not None and "".join(status.itertext()).strip() not in ("", "BOOK"):
        return
    amount = entry.find("{*}Amt")
    currency = amount.attrib["Ccy"]
    minor = Decimal(amount.text.strip()).scaleb(DECIMALS.get(currency, 2))
    if minor != int(minor):
        raise SystemExit(f"{amount.text} {currency} is no whole number of minor units")
    way = {"CRDT": "credits", "DBIT": "debits"}[entry.find("{*}CdtDbtInd").text.strip()]
    total = sums.setdefault(f"{account} {currency}", {"entries": 0, "credits": 0, "debits": 0})
    total["entries"] += 1
    total[way] += int(minor)


if __name__ == "__main__":
    json.dump(sums_of(sys.argv[1:]), sys.stdout, indent=1, sort_keys=True)
    print()
