"""`python -m bench`: measures, prints a table or JSON. 0: measured, whatever the figures; else 1.

python -m bench --only append_bulk --events 100000
"""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from contextlib import ExitStack

from rich.console import Console

from api.embedded import DatabaseUnavailable, ephemeral
from bench.figure import Figure
from bench.machine import described
from bench.register import FIGURES
from bench.report import Report
from bench.run import EVENTS, Run, bar

LARGE = 10_000_000
_WIDTH = 100


def measured(names: Sequence[str], events: int) -> Report:
    """Measures these on a PostgreSQL of their own, which is gone afterwards."""
    figures: list[Figure] = []
    problems: dict[str, str] = {}
    with ephemeral() as server, bar() as progress, ExitStack() as stack:
        machine = described(server)
        run = Run(server, events, progress, stack)
        for name in names:
            try:
                figures += FIGURES[name](run)
            except Exception as problem:
                logging.getLogger(__name__).debug("%s", name, exc_info=problem)
                problems[name] = f"{type(problem).__name__}: {problem}"
    return Report(machine, figures, problems)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--large", action="store_true", help=f"a log of {LARGE:,} events")
    length.add_argument("--events", type=int, default=EVENTS, help="length of the large log")
    parser.add_argument("--only", action="append", choices=FIGURES, help="may be given again")
    told = parser.parse_args(arguments)
    try:
        report = measured(told.only or list(FIGURES), LARGE if told.large else told.events)
    except DatabaseUnavailable as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    if told.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        report.show(Console(width=max(Console().width, _WIDTH)))
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
