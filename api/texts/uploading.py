"""Words of a statement that comes in parts, or waits: how far it is, what broke, the way on."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "upload": ("上传对账单", "A statement on its way"),
    "upload.bar": ("已传多少", "How much of it is here"),
    "upload.pause": ("暂停", "Pause"),
    "upload.on": ("继续", "Go on"),
    "upload.choose": ("选同一个文件，接着传", "Choose the same file and go on"),
    "upload.drop": ("放弃", "Drop it"),
    "upload.reading": ("正在读文件，还没有传。", "The file is being read; nothing is sent yet."),
    "upload.sent": (
        "正在上传：{here} / {all} MB，传完即导入。",
        "On its way: {here} of {all} MB; it is imported once it is whole.",
    ),
    "upload.paused": (
        "已暂停：{here} / {all} MB 在服务器上，什么都没有导入。",
        "Paused: {here} of {all} MB are here, nothing is imported.",
    ),
    "upload.lost": (
        "连接中断：{here} / {all} MB 已到，{n} 秒后自动接着传。",
        "No connection: {here} of {all} MB are here; it goes on in {n} s.",
    ),
    "upload.left": (
        "有一份对账单没有传完：{here} / {all} MB，什么都没有导入。24 小时内可以接着传。",
        "A statement is not here whole: {here} of {all} MB, nothing is imported. It can go on "
        "within 24 hours.",
    ),
    "upload.whole": (
        "有一份对账单已传完（{all} MB），还没有导入。",
        "A statement is here whole ({all} MB) and not imported yet.",
    ),
    "upload.other": (
        "不是同一个文件，没有接着传：{here} / {all} MB。",
        "It is another file: not gone on with, {here} of {all} MB.",
    ),
    "upload.unread": (
        "文件读不出来：选定以后被改动或移走了。什么都没有导入，请重新选择。",
        "The file cannot be read: it was changed or moved since it was chosen. Nothing is imported; "
        "choose it again.",
    ),
    "upload.waits": (
        "对账单已传完（{all} MB），还没有导入：本页有没提交的内容，办完后再导入。",
        "The statement is here whole ({all} MB) and not imported: something on this page was typed "
        "and not sent. Import it once you are done.",
    ),
    "upload.over": (
        "这份上传已不在服务器上：已在别的页面导入或放弃，或已过 24 小时。没有再传。",
        "This upload is no longer on the server: it was imported or dropped on another page, or 24 "
        "hours have passed. Nothing more was sent.",
    ),
    "upload.large": (
        "文件有 {all} MB，最多 {most} MB。什么都没有上传；请按较短的日期分开导出。",
        "The file has {all} MB, {most} MB at most. Nothing was sent; export shorter periods.",
    ),
    "upload.refused": (
        "没有传完，什么都没有导入；服务器答复 {status}。可以继续，或放弃后重新导入。",
        "Not here whole, nothing is imported; the server answered {status}. Go on, or drop it and "
        "import again.",
    ),
    "waits": (
        "{account} {day} 的对账单 {statement} 从 {opens} 到 {closes}：{lines} 笔中有 {alike} 笔与已入账的"
        " {others} 笔相像，余额分不清哪几笔是同一笔。",
        "Statement {statement} of {account} {day} leads from {opens} to {closes}: {alike} of its"
        " {lines} lines look like lines that are banked, of {others}, and its balances do not tell"
        " which are the same.",
    ),
    "waits.page": (
        "请先导入它之前或之后的那一份；或向银行导出整日的一份，勾选“是整日对账单”再导入。",
        "Import the statement before or behind it first; or have the whole day in one file, and"
        " import that with “It is the whole day” ticked.",
    ),
    "waits.cli": (
        "请先导入它之前或之后的那一份；或导出整日的一份，由对账员认定：--whole-day --as 人员。",
        "Import the statement before or behind it first; or the whole day in one file, which who"
        " reconciles says it is: --whole-day --as PERSON.",
    ),
    "in_part.page": (
        "整日的一份：勾选“是整日对账单”再导入。",
        "A file of the whole day is imported with “It is the whole day” ticked.",
    ),
    "in_part.cli": (
        "整日的一份由对账员认定：--whole-day --as 人员。",
        "Of a file of the whole day, who reconciles says that it is: --whole-day --as PERSON.",
    ),
    "waits.not_whole": (
        "{account} {day} 的对账单 {statement} 从 {opens} 到 {closes}，称是整日的，{lines} 笔中却只有"
        " {alike} 笔与已入账的 {others} 笔相像：整日对账单应含全部已入账的流水。",
        "Statement {statement} of {account} {day}, from {opens} to {closes}, is said to be the whole"
        " day, and {alike} of its {lines} lines look like those that are banked, of {others}: a"
        " whole day has all of these.",
    ),
    "waits.not_whole.next": (
        "请向银行导出整日的一份；它若只是一部分，就不要认定为整日。",
        "Have the whole day in one file; if this is a part of it, do not say that it is all.",
    ),
    "whole_day": ("是整日对账单", "It is the whole day"),
    "whole_day.about": (
        "仅当系统说分不清哪些流水已入账、而您确认文件含这一天的全部流水时勾选。勾选后，已入账的不再入账，"
        "其余入账；您的认定随签名记入账本。",
        "Tick it only where the system could not tell which lines are banked, and you are sure that"
        " the file has every line of its day: what is banked is not banked again, the rest is. The"
        " log keeps that you said so.",
    ),
    "import.whole_day.whose": (
        "认定整日对账单的须是对账员：--as 人员",
        "that a file is the whole day says who reconciles (C-CASH): --as PERSON",
    ),
}
