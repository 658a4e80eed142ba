"""Sentences about alerts."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "field.acknowledged_at": ("签收时间", "acknowledged at"),
    "field.escalated_at": ("升级时间", "escalated at"),
    "field.explained": ("已说明次数", "times explained"),
    "alerts.none": (
        "截至位置 {position}，没有尚未说明的预警",
        "As of position {position} no alert waits to be explained",
    ),
    "alerts.level.R": ("红", "red"),
    "alerts.level.Y": ("黄", "yellow"),
    "alerts.level.I": ("提示", "info"),
    "place.alerts": ("预警", "Alerts"),
    "alerts.title": ("预警", "Alerts"),
    "alerts.subject": (
        "由近及远；签收、说明、办结由该标段的监督部门作出，预警本身不撤销",
        "newest first; who supervises the lot takes up, explains and closes; an alert itself stays",
    ),
    "alerts.every": ("全部", "all"),
    "alerts.empty": ("没有这样的预警", "There are no such alerts"),
    "alerts.note": (
        "未开标标段的密封预警不在此列，也不计数",
        "of lots that are still sealed no secret alert is told here, nor counted",
    ),
    "alert.stage.1": ("待处理", "to be dealt with"),
    "alert.stage.2": ("已发出预警（已签收）", "taken up"),
    "alert.stage.3": ("已反馈（已说明）", "explained"),
    "alert.stage.4": ("反馈已读", "the explanation was read"),
    "alert.stage.5": ("已办结", "closed"),
    "alert.escalated": ("已升级", "escalated"),
    "alert.untaken": ("{day} 前无人签收，已升级", "not taken up by {day}, escalated"),
    "alerts.col.stage": ("阶段", "stage"),
    "alerts.col.alert": ("预警", "alert"),
    "alerts.col.level": ("级别", "level"),
    "alerts.col.signal": ("信号", "signal"),
    "alerts.col.arose": ("发生时间", "arose at"),
    "alerts.col.lots": ("标段", "lots"),
    "alerts.col.explained": ("说明", "explained"),
}
