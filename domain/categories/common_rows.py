"""Rows that kinds of trade have alike, made of their letters: no kind's own, and no decision.

A kind's file names them beside its own rows; `docs/rules.md` lists each of them as it stands.
"""

from domain.bounds import count, working_days
from domain.rules import Evidence, Rule, Source

OURS = Source("平台约定", Evidence.A, None, jurisdiction="350600")
_TENDERS = Source(
    "平台约定：比照招标投标法实施条例 第35条", Evidence.A, None, jurisdiction="350600"
)
_BACK = (
    ("refund.withdrawn", "撤回申请至退还，不计利息", "BidWithdrawn"),
    ("refund.failed", "未成交至退还，不计利息", "LotFailed"),
    ("refund.terminated", "终止至退还，不计利息", "ProcedureTerminated"),
    ("refund.late", "逾期到账至退还，不计利息", "LateReceiptDetected"),
    ("refund.overpaid", "超额到账至退还超额，不计利息", "OverpaymentDetected"),
    ("refund.duplicate", "重复到账至退还，不计利息", "DuplicateReceiptDetected"),
    ("refund.rejected", "拒收(户名不符、来款不明)至退还，不计利息", "ReceiptRejected"),
    ("refund.voided", "成交无效至退还，不计利息", "ResultVoided"),
)


def given_back(letters: str, authority: str, words: str) -> tuple[Rule, ...]:
    """The rows by which a kind's deposits go back, and which authority looks after it, in words."""
    rows = (
        Rule(
            f"{letters}-A{n}",
            subject,
            zh,
            OURS,
            at_most=working_days(5),
            anchor=anchor,
            ends="RefundConfirmed",
        )
        for n, (subject, zh, anchor) in enumerate(_BACK, 1)
    )
    supervised = Rule(
        f"{letters}-A9",
        f"supervised.by.{authority}",
        f"由{words}监督，可以认定成交无效",
        OURS,
        anchor="ResultVoided",
    )
    return (*rows, supervised)


def judged(letters: str, scope: str, members: int, begins: str) -> tuple[Rule, ...]:
    """The rows of lots of a scope that a panel judges: who sits on it, what revoking costs."""
    return (
        Rule(f"{letters}-A10", "panel.members", "评审小组人数", OURS,
             at_least=count(members), anchor=begins, scope=scope),
        Rule(f"{letters}-A10", "panel.odd", "评审小组人数为单数", OURS, anchor=begins, scope=scope),
        Rule(f"{letters}-A11", "deposit.forfeited",
             "截止后撤销投标、响应的，可以不退还保证金", _TENDERS, anchor="BidRevoked",
             scope=scope),
    )  # fmt: skip


def agreed(letters: str) -> tuple[Rule, ...]:
    """The row of lots that are agreed on with the only applicant: how long they wait for more."""
    return (
        Rule(f"{letters}-A13", "disclosure.extension", "无人申请时每次延长", OURS,
             at_least=working_days(5), anchor="DisclosureExtended", ends="DisclosureClosed"),
    )  # fmt: skip
