"""What the fields of the committee's, the office's and the rooms' events are called."""

TEXTS: dict[str, tuple[str, str]] = {
    # field.NAME: (中文, English)
    "field.about": ("决策类别", "about"),
    "field.against": ("反对票", "against"),
    "field.booking": ("预订编号", "booking"),
    "field.body": ("责任单位", "who is to reach it"),
    "field.builder": ("建设主体", "who builds it"),
    "field.certified_at": ("认定时间", "certified at"),
    "field.consultation": ("咨询编号", "consultation"),
    "field.decided_on": ("决策日期", "decided on"),
    "field.designated_at": ("确定时间", "designated at"),
    "field.in_favour": ("赞成票", "in favour"),
    "field.milestone": ("目标编号", "milestone"),
    "field.participants": ("参加单位", "who took part"),
    "field.positions": ("依据的事件", "events that show it"),
    "field.purpose": ("用途", "purpose"),
    "field.purposes": ("适用用途", "fit for"),
    "field.reached": ("是否完成", "reached"),
    "field.resolution": ("决策编号", "decision"),
    "field.rules": ("引用规则", "rules"),
    "field.released_at": ("释放时间", "given back at"),
    "field.seats": ("座位数", "seats"),
    "field.set_at": ("设定时间", "set at"),
    "field.system": ("系统", "system"),
    "field.venue": ("场所", "venue"),
}
