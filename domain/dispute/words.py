"""What a dispute is about, what came of it, how far it is: the words of REFERENCE 2.8."""

from enum import StrEnum


class Kind(StrEnum):
    """How somebody objects: to the owner (construction), to the purchaser, to a supervisor."""

    OBJECTION = "objection"
    QUERY = "query"
    COMPLAINT = "complaint"


class Matter(StrEnum):
    """What it is about (the Fujian platform's 1 to 6). Rows of law name it by this word."""

    DOCUMENTS = "documents"
    PREQUALIFICATION_DOCUMENTS = "prequalification_documents"
    PREQUALIFICATION_RESULT = "prequalification_result"
    RESULT = "result"
    OPENING = "opening"
    OTHER = "other"


class Conclusion(StrEnum):
    """What was found: 不属实, 属实, 部分属实."""

    DISMISSED = "DISMISSED"
    UPHELD = "UPHELD"
    PARTLY = "PARTLY"


class Ground(StrEnum):
    """What a clock stands still for (实施条例 61)."""

    INSPECTION = "检验"
    TEST = "检测"
    APPRAISAL = "鉴定"
    EXPERT_REVIEW = "专家评审"


class Stage(StrEnum):
    """How far a case is. Those of a complaint are the Fujian platform's."""

    NONE = "无"
    ASKED = "待答复"
    ANSWERED = "已答复"
    FILED = "待签收"
    RECEIVED = "待受理"
    REJECTED = "不予受理"
    ACCEPTED = "待处理"
    DECIDED = "已处理"
    WITHDRAWAL_ASKED = "申请撤诉"
    WITHDRAWAL_REFUSED = "不予撤诉"
    WITHDRAWN = "同意撤诉"
    CANCELLED = "撤销"


FUJIAN_STAGES: dict[Stage, int] = {
    Stage.FILED: 1,
    Stage.RECEIVED: 2,
    Stage.REJECTED: 3,
    Stage.ACCEPTED: 4,
    Stage.DECIDED: 5,
    Stage.WITHDRAWAL_ASKED: 6,
    Stage.WITHDRAWAL_REFUSED: 7,
    Stage.WITHDRAWN: 8,
    Stage.CANCELLED: 9,
}
"""A complaint's stage as the Fujian supervision platform numbers it."""

FUJIAN_MATTERS: dict[Matter, int] = {matter: n for n, matter in enumerate(Matter, 1)}
"""What a case is about, as the same platform numbers it."""

ENDED = frozenset({Stage.ANSWERED, Stage.REJECTED, Stage.DECIDED, Stage.WITHDRAWN, Stage.CANCELLED})
"""Nothing comes after these."""

UNSEEN_BEFORE_OPENING = frozenset({Matter.RESULT, Matter.OPENING})
"""What nobody can object to before the bids are open."""
