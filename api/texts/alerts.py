"""Sentences about alerts."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "alerts.none": (
        "截至位置 {position}，没有尚未说明的预警",
        "As of position {position} no alert waits to be explained",
    ),
    "alerts.level.R": ("红", "red"),
    "alerts.level.Y": ("黄", "yellow"),
    "alerts.level.I": ("提示", "info"),
    "alerts.col.alert": ("预警", "alert"),
    "alerts.col.level": ("级别", "level"),
    "alerts.col.signal": ("信号", "signal"),
    "alerts.col.arose": ("发生时间", "arose at"),
    "alerts.col.lots": ("标段", "lots"),
    "alerts.col.explained": ("说明", "explained"),
}
