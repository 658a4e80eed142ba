"""A statement of any length is checked in constant memory."""

from collections import deque
from itertools import islice
from pathlib import Path

from api.banks.statements.camt import CAMT_053
from api.banks.statements.format import Statement

LINES = 100_000


class Endless:
    """A statement file that is written while it is read."""

    def __init__(self, whole: bytes, entry: bytes) -> None:
        begin, _, end = whole.partition(entry)
        block = entry * 1000
        self._pieces = iter([begin, *[block] * (LINES // 1000), end, b""])

    def read(self, _size: int, /) -> bytes:
        return next(self._pieces)


def resident_mib() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


def test_a_hundred_thousand_entries_need_no_more_memory_than_ten_thousand(statement, entry):
    one = entry("0.01", rest="<AcctSvcrRef>B</AcctSvcrRef>")
    parts = CAMT_053.parts(Endless(statement(one, closing="1100.00"), one.encode()))
    deque(islice(parts, LINES // 10), maxlen=0)
    before = resident_mib()
    (last,) = deque(parts, maxlen=1)
    assert isinstance(last, Statement)
    assert (last.entries, last.balanced) == (LINES, True)
    assert resident_mib() - before < 3  # keeping the lines would take more than 7
