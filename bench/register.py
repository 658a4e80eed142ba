"""FIGURES: what is measured, by the name that `--only` takes."""

from collections.abc import Callable, Iterator

from bench import (
    append_bulk,
    append_p99,
    append_single,
    as_of,
    auction_session,
    bank_day,
    click_to_result,
    desk_page,
    http_commands,
    matching,
    own_writes,
    parse,
    rebuild,
    verify_log,
)
from bench.figure import Figure
from bench.run import Run

FIGURES: dict[str, Callable[[Run], Iterator[Figure]]] = {
    "append_single": append_single.measure,
    "append_bulk": append_bulk.measure,
    "append_p99": append_p99.measure,
    "verify": verify_log.measure,
    "rebuild": rebuild.measure,
    "as_of": as_of.measure,
    "own_writes": own_writes.measure,
    "parse": parse.measure,
    "match_lines": matching.measure,
    "bank_day": bank_day.measure,
    "http_commands": http_commands.measure,
    "desk_page": desk_page.measure,
    "click_to_result": click_to_result.measure,
    "auction_session": auction_session.measure,
}
