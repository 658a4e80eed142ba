"""Words of `zhangben calendar`."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "calendar.source": ("{year} 年，来源：{source}", "{year}, by {source}"),
    "calendar.col.day": ("日期", "day"),
    "calendar.col.weekday": ("星期", "weekday"),
    "calendar.col.kind": ("性质", "what it is"),
    "calendar.col.name": ("节日", "holiday"),
    "calendar.col.year": ("年", "year"),
    "calendar.col.holidays": ("放假日", "days off"),
    "calendar.col.workdays": ("调休上班日", "make-up working days"),
    "calendar.holiday": ("放假", "off"),
    "calendar.makeup": ("调休上班", "worked, made up"),
    "calendar.weekend": ("周末", "weekend"),
    "calendar.weekday": ("工作日", "working day"),
    "calendar.mon": ("周一", "Mon"),
    "calendar.tue": ("周二", "Tue"),
    "calendar.wed": ("周三", "Wed"),
    "calendar.thu": ("周四", "Thu"),
    "calendar.fri": ("周五", "Fri"),
    "calendar.sat": ("周六", "Sat"),
    "calendar.sun": ("周日", "Sun"),
    "calendar.change": (
        "{day} {weekday}：{before} → {after}",
        "{day} {weekday}: {before} → {after}",
    ),
    "calendar.same": ("与现行日历相同", "the same as what stands"),
    "calendar.sure": ("以公管办名义发布？", "Publish this as the person `office`?"),
    "calendar.left": ("没有发布", "nothing was published"),
    "calendar.published": (
        "已发布 {year} 年工作日历（位置 {position}）",
        "published: the calendar of {year} (position {position})",
    ),
    "calendar.already": (
        "{year} 年工作日历已是如此，没有写入",
        "the calendar of {year} is so already, nothing was written",
    ),
    "calendar.none": (
        "还没有发布工作日历：各期限只按周末推算，标为预估",
        "no year is published yet: days are reckoned by weekends alone, and marked as estimates",
    ),
}
