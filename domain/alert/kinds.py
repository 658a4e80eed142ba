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


RED_DAYS = 3
"""Working days in which a red alert is taken up: ours (evidence A), as a complaint is (条例 61)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One signal: its code, what it is called, how grave, by which source.

    `version` goes up when it means something else than before. `secret`: before the opening of
    its lot nobody may know that it was raised. `take_up`: so many working days after it is told
    somebody has taken it up, else it is escalated; None: nobody has to.
    """

    code: str
    name: str
    zh: str
    level: Level
    source: str
    version: int = 1
    secret: bool = False
    take_up: int | None = None


SAME_PAYER = Kind(
    code="RF-01",
    name="SAME_PAYER_ACCOUNT",
    zh="不同投标人保证金从同一账户转出",
    level=Level.RED,
    take_up=RED_DAYS,
    source="招标投标法实施条例 第40条第6项",
    secret=True,
)
THIRD_PARTY_PAYER = Kind(
    code="RF-02",
    name="THIRD_PARTY_PAYER",
    zh="他人代缴保证金",
    level=Level.RED,
    take_up=RED_DAYS,
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
    take_up=RED_DAYS,
    source="招标投标法实施条例 第74条",
)

REFUND_OVERDUE = Kind(
    code="MA-2",
    name="REFUND_OVERDUE",
    zh="应退保证金逾期未退",
    level=Level.RED,
    take_up=RED_DAYS,
    source="招标投标法实施条例 第57条；政府采购法实施条例 第33条",
    secret=True,
)
PRICE_OVERDUE = Kind(
    code="MA-10",
    name="PRICE_OVERDUE",
    zh="价款逾期未付",
    level=Level.RED,
    take_up=RED_DAYS,
    source="国土资发〔2010〕34号；32号令 第28条；以合同约定为准",
)
OBJECTION_UNANSWERED = Kind(
    code="DL-05",
    name="OBJECTION_UNANSWERED",
    zh="异议、质疑逾期未答复",
    level=Level.RED,
    take_up=RED_DAYS,
    source="招标投标法实施条例 第22、54条；政府采购法 第53条",
)
COMPLAINT_OVERDUE = Kind(
    code="DL-09",
    name="COMPLAINT_OVERDUE",
    zh="投诉逾期未受理、未处理",
    level=Level.RED,
    take_up=RED_DAYS,
    source="招标投标法实施条例 第61条；政府采购法 第56条",
)

SINGLE_BIDDER = Kind(
    code="RF-16",
    name="SINGLE_BIDDER",
    zh="仅一家投标(竞买、意向)",
    level=Level.INFO,
    source="平台约定",
)
FEW_BIDDERS = Kind(
    code="RF-A1",
    name="FEW_BIDDERS",
    zh="投标(响应)家数少于规则提示的家数",
    level=Level.YELLOW,
    source="各类规则的 bids.received 条款",
)
DEPOSIT_OUT_OF_BOUNDS = Kind(
    code="MA-1",
    name="DEPOSIT_OUT_OF_BOUNDS",
    zh="保证金超过上限或低于下限",
    level=Level.RED,
    take_up=RED_DAYS,
    source="招标投标法实施条例 第26条；各类规则的保证金条款",
)
DEPOSIT_DUE_EARLY = Kind(
    code="MA-5",
    name="DEPOSIT_DUE_EARLY",
    zh="保证金到账截止早于投标截止一个工作日以上",
    level=Level.YELLOW,
    source="实践；期限为平台约定",
)

KINDS: tuple[Kind, ...] = (
    SAME_PAYER,
    THIRD_PARTY_PAYER,
    NON_BASIC_ACCOUNT,
    GHOST_QUOTATION,
    REFUND_OVERDUE,
    PRICE_OVERDUE,
    OBJECTION_UNANSWERED,
    COMPLAINT_OVERDUE,
    SINGLE_BIDDER,
    FEW_BIDDERS,
    DEPOSIT_OUT_OF_BOUNDS,
    DEPOSIT_DUE_EARLY,
)

BY_CODE = {kind.code: kind for kind in KINDS}

WEIGHS = {Severity.BLOCK: Level.RED, Severity.WARN: Level.YELLOW, Severity.INFO: Level.INFO}
"""How grave it is that a row of law was not kept."""
