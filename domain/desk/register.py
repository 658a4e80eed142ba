"""DESK: the deciders over several streams."""

from domain.desk.import_lines import IMPORT_LINES
from domain.desk.match import MATCH_RECEIPT
from domain.desk.record import RECORD_STATEMENT
from domain.desk.require import REQUIRE_DEPOSIT
from domain.desk.unmatch import UNMATCH_RECEIPT
from domain.kernel import Decider

DESK: tuple[Decider, ...] = (
    RECORD_STATEMENT,
    IMPORT_LINES,
    REQUIRE_DEPOSIT,
    MATCH_RECEIPT,
    UNMATCH_RECEIPT,
)
