"""KINDS: what is watched for (REFERENCE 5.2), one row each; and what a broken row of law weighs.

Another kind is a row here, and a policy that raises it.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.rules import Severity


class Level(StrEnum):
    """How grave: red must be explained, yellow is to be looked at, I is only told."""

    RED = "R"
    YELLOW = "Y"
    INFO = "I"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One signal: its code, what it is called, how grave, by which source.

    `version` goes up when it means something else than before. `secret`: before the opening of
    its lot nobody may know that it was raised.
    """

    code: str
    name: str
    zh: str
    level: Level
    source: str
    version: int = 1
    secret: bool = False


SAME_PAYER = Kind(
    code="RF-01",
    name="SAME_PAYER_ACCOUNT",
    zh="不同投标人保证金从同一账户转出",
    level=Level.RED,
    source="招标投标法实施条例 第40条第6项",
    secret=True,
)
THIRD_PARTY_PAYER = Kind(
    code="RF-02",
    name="THIRD_PARTY_PAYER",
    zh="他人代缴保证金",
    level=Level.RED,
    source="招标投标法实施条例 第40条第6项",
    secret=True,
)
NON_BASIC_ACCOUNT = Kind(
    code="CT-09",
    name="NON_BASIC_ACCOUNT",
    zh="保证金未从基本账户转出",
    level=Level.INFO,
    source="招标投标法实施条例 第26条",
    secret=True,
)
GHOST_QUOTATION = Kind(
    code="RF-18",
    name="GHOST_QUOTATION",
    zh="中标人违约，疑似围猎报价",
    level=Level.RED,
    source="招标投标法实施条例 第74条",
)

KINDS: tuple[Kind, ...] = (SAME_PAYER, THIRD_PARTY_PAYER, NON_BASIC_ACCOUNT, GHOST_QUOTATION)

BY_CODE = {kind.code: kind for kind in KINDS}

WEIGHS = {Severity.BLOCK: Level.RED, Severity.WARN: Level.YELLOW, Severity.INFO: Level.INFO}
"""How grave it is that a row of law was not kept."""
