"""What beancount makes of a journal: for each day with postings, the balances that changed on it.

Independent of the project: only beancount and the standard library. Run as a program of its own.
Prints JSON {"2026-03-16": {"Assets:CUST:1001:CNY-DEPOSITS CNY": "1234.50"}}; what beancount finds
wrong goes to stderr, one line each, and the exit code is 1.

    python tests/oracle/balances_of_beancount.py FILE
"""

import json
import sys

from beancount.core.data import Transaction
from beancount.loader import load_file


def main(path):
    """Adds up as beancount read it."""
    directives, problems, _ = load_file(path)
    for problem in problems:
        print(f"line {problem.source['lineno']}: {problem.message}", file=sys.stderr)
    sums, days = {}, {}
    for directive in directives:
        if not isinstance(directive, Transaction):
            continue
        changed = days.setdefault(directive.date.isoformat(), {})
        for posting in directive.postings:
            key = f"{posting.account} {posting.units.currency}"
            sums[key] = sums.get(key, 0) + posting.units.number
            changed[key] = format(sums[key], "f")
    json.dump(days, sys.stdout)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
