"""A statement of any length is checked in constant memory."""

from collections import deque
from itertools import islice
from pathlib import Path

from api.banks.statements.camt import CAMT
from api.banks.statements.format import Statement
from api.banks.statements.mt940 import MT940
from tests.api.banks.statements.mt940_files import mt940

LINES = 100_000


class Endless:
    """A statement file that is written while it is read."""

    def __init__(self, whole: bytes, entry: bytes, lines: int = LINES) -> None:
        begin, _, end = whole.partition(entry)
        block = entry * 1000
        self._pieces = iter([begin, *[block] * (lines // 1000), end, b""])

    def read(self, _size: int, /) -> bytes:
        return next(self._pieces)


def resident_mib() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


def test_a_hundred_thousand_entries_need_no_more_memory_than_ten_thousand(statement, entry):
    one = entry("0.01", rest="<AcctSvcrRef>B</AcctSvcrRef>")
    parts = CAMT.parts(Endless(statement(one, closing="1100.00"), one.encode()))
    deque(islice(parts, LINES // 10), maxlen=0)
    before = resident_mib()
    (last,) = deque(parts, maxlen=1)
    assert isinstance(last, Statement)
    assert (last.entries, last.balanced) == (LINES, True)
    assert resident_mib() - before < 3  # keeping the lines would take more than 7


def test_nor_do_those_of_an_mt940():
    one = ":61:240315C0,01NTRFNONREF//B"
    whole = mt940(one, closing=":62F:C240315CNY300,00")
    parts = MT940.parts(Endless(whole, one.encode() + b"\n", LINES // 5))
    deque(islice(parts, LINES // 50), maxlen=0)
    before = resident_mib()
    (last,) = deque(parts, maxlen=1)
    assert isinstance(last, Statement)
    assert (last.entries, last.balanced) == (LINES // 5, True)
    assert resident_mib() - before < 3
