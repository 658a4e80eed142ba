"""What the specimens share: the day, tags, marks of evidence, who made the batch."""

from datetime import date, datetime

from api.http.pages.views.desk import Mark, Signatory, TagView

DAY = date(2026, 5, 14)
LABELS = ("子账号", "户名", "基本户", "金额", "时间")
_STATES = {"y": "meets", "d": "differs", "x": "required", "-": "nothing"}
_REASONS = {
    "子账号": "6018-0031-7742 由银行为本标段、本单位签发",
    "户名": "与登记名逐字一致",
    "基本户": "尾号 0417 ≠ 备案 2260；履约不强制",
    "金额": "等于应收，差 0.00 元",
    "时间": "期限前 4 个工作日到账",
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-05-14T{text}+08:00")


def marks(states: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(label, _STATES[state], _REASONS[label], "规则 CT-25" if state == "d" else "")
        for label, state in zip(LABELS, states, strict=True)
    )


def warn(words: str) -> TagView:
    return TagView("warn", "warn", words)


def stop(words: str) -> TagView:
    return TagView("danger", "stop", words)


def tick(words: str) -> TagView:
    return TagView("done", "tick", words)


MAKER = Signatory("经办", "陈怡", "", at("13:52:00"), 48_187, False, False)
