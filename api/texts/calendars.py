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
    "calendar.sure": ("以 {person} 名义发布？", "Publish this as the person `{person}`?"),
    "calendar.left": ("没有发布", "nothing was published"),
    "calendar.published": (
        "已发布 {year} 年工作日历（位置 {position}）",
        "published: the calendar of {year} (position {position})",
    ),
    "calendar.proposed": (
        "已提出 {year} 年工作日历（位置 {position}）：公管办另一人以 --as 同样发布后生效",
        "proposed: the calendar of {year} (position {position}); another of the office publishes "
        "the same, with --as",
    ),
    "calendar.waits": (
        "{year} 年工作日历早已提出，没有写入：公管办另一人以 --as 同样发布后生效",
        "the calendar of {year} was proposed before, nothing was written: another of the office "
        "publishes the same, with --as",
    ),
    "calendar.proposed_by": (
        "{year} 年工作日历由 {person} 提出，待公管办另一人发布",
        "the calendar of {year}, proposed by {person}: another of the office publishes it",
    ),
    "calendar.dropped": (
        "{year} 年工作日历已是如此，另有的提议已撤下（位置 {position}）",
        "the calendar of {year} is so already; what was proposed instead is dropped (position "
        "{position})",
    ),
    "calendar.already": (
        "{year} 年工作日历已是如此，没有写入",
        "the calendar of {year} is so already, nothing was written",
    ),
    "calendar.mark.off": ("休", "off"),
    "calendar.mark.worked": ("班", "work"),
    "calendar.turned": ("{what}：{n} 项", "{what}: {n}"),
    "calendar.unknown": (
        "数据包没有 {year} 年：请按国务院办公厅的通知填写",
        "The package does not know {year}: write down the days of the State Council's notice",
    ),
    "calendar.wrong.day": (
        "“{text}”：应为 2026-05-01 这样的日期",
        "“{text}”: a day such as 2026-05-01 is expected",
    ),
    "calendar.wrong.year": ("{day} 不在 {year} 年", "{day} is not in {year}"),
    "calendar.wrong.both": (
        "{day} 既列为放假，又列为上班：应只在一处",
        "{day} is called off and worked: expected in one of them",
    ),
    "calendar.wrong.idle": (
        "{day} 本是工作日：调休上班日应为周六或周日",
        "{day} is worked anyway: a make-up day is a Saturday or Sunday",
    ),
    "calendar.wrong.none": (
        "{year} 年没有一个工作日放假：应填写放假日，确实没有的须勾选",
        "No weekday of {year} is off: write its holidays, or tick that there are none",
    ),
    "calendar.wrong.some": (
        "{year} 年有工作日放假：不应勾选没有放假日",
        "Weekdays of {year} are off: do not tick that there are none",
    ),
    "calendars.title": ("工作日历", "Working calendar"),
    "calendars.of": ("{year} 年", "{year}"),
    "calendars.year": ("{year}", "{year}"),
    "calendars.year.estimate": ("{year}（预估）", "{year} (estimate)"),
    "calendars.published": ("已发布", "published"),
    "calendars.estimate": ("未发布，按周末预估", "not published, estimated by weekends"),
    "calendars.counts": (
        "放假 {off} 天，调休上班 {worked} 天",
        "{off} days off, {worked} worked instead",
    ),
    "calendars.since": (
        "{day} 起的期限为预估",
        "terms that run beyond {day} are estimates",
    ),
    "calendars.month": ("月", "month"),
    "calendars.month.n": ("{n} 月", "{n}"),
    "calendars.legend": (
        "休：放假；班：调休上班；六、日：周末；空白：工作日",
        "off: called off; work: worked instead; Sa, Su: weekend; empty: a working day",
    ),
    "calendars.propose": ("提出 {year} 年", "Propose {year}"),
    "calendars.proposal": ("拟发布 {year} 年", "{year} as it would be published"),
    "calendars.no_days_off": ("确实没有放假日", "there are no days off on purpose"),
    "calendars.compare": ("与现行比较", "Compare with what stands"),
    "calendars.changes": ("将变动的日子", "Days that would change"),
    "calendars.before": ("现为", "now"),
    "calendars.after": ("改为", "then"),
    "calendars.sentence": (
        "我确认发布 {year} 年工作日历，变动 {n} 天。首次发布后，该年的预估期限随即重算。",
        "I publish the calendar of {year}, which changes {n} days. Once a year is published for "
        "the first time, its estimates are reckoned again.",
    ),
    "calendars.sentence.proposes": (
        "我提出 {year} 年工作日历，变动 {n} 天，由公管办另一人发布。",
        "I propose the calendar of {year}, which changes {n} days; another of the office publishes "
        "it.",
    ),
    "calendars.publish": ("发布", "Publish"),
    "calendars.sentence.drops": (
        "我维持现行的 {year} 年工作日历，撤下待发布的提议。",
        "I leave the calendar of {year} as it stands, and drop what was proposed.",
    ),
    "calendars.drops": ("撤下提议", "Drop the proposal"),
    "calendars.proposes": ("提出", "Propose"),
    "calendars.waits": (
        "您已提出，待公管办另一人发布",
        "You proposed it: another of the office publishes it",
    ),
    "calendars.said": ("发布与更正", "Published and corrected"),
    "calendars.col.at": ("时间", "when"),
    "calendars.col.what": ("事项", "what"),
    "calendars.col.off": ("改为放假", "came to be off"),
    "calendars.col.worked": ("改为上班", "came to be worked"),
    "calendars.col.turned": ("随即重算", "reckoned again"),
    "calendars.none": ("这一年还没有发布", "Nobody published this year yet"),
    "calendars.none.more": (
        "各期限只按周末推算，标为预估；发布后重算一次",
        "Days are reckoned by weekends alone and marked; once it is published, they move once",
    ),
    "last.calendar.proposed": (
        "已提出工作日历，待公管办另一人发布",
        "The calendar was proposed; another of the office publishes it",
    ),
    "last.calendar.dropped": (
        "工作日历的提议已撤下",
        "What was proposed of the calendar was dropped",
    ),
    "last.calendar": ("已发布工作日历", "The calendar was published"),
    "calendar.none": (
        "还没有发布工作日历：各期限只按周末推算，标为预估",
        "no year is published yet: days are reckoned by weekends alone, and marked as estimates",
    ),
}
