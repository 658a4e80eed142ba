"""Words of files that are read, and must not be banked as they are."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "unbanked.in_file": ("{file}：{why}", "{file}: {why}"),
    "unbanked.line": ("{n} 笔流水", "{n} line"),
    "unbanked.lines": ("{n} 笔流水", "{n} lines"),
    "unbanked.busy": (
        "账户 {account} 正在导入另一份文件，一次只导入一份；本文件没有导入，什么都没有写入。"
        "请稍后再导入一次；若一直如此，请查看导入那份文件的进程是否停住了",
        "another file of account {account} is being imported, and only one is at a time: this one "
        "was not, nothing of it was written. Bring it again in a moment; if it stays so, see "
        "whether the process that imports the other has stopped",
    ),
    "unbanked.lost": (
        "导入账户 {account} 的文件时数据库连接中断：其中已写入流水 {lines} 笔、对账单 {statements} 份。"
        "请把同一份文件再导入一次：已写入的不会重复，其余会补上",
        "the connection to the database broke while a file of account {account} was imported: of "
        "its lines {lines} are written, of its statements {statements}. Bring the same file again: "
        "what is written is not written twice, and the rest is",
    ),
    "unbanked.lost.nothing": (
        "导入账户 {account} 的文件时数据库连接中断：其中什么都没有写入。请把同一份文件再导入一次",
        "the connection to the database broke while a file of account {account} was imported: "
        "nothing of it was written. Bring the same file again",
    ),
    "unbanked.twice": (
        "文件里有两份 {day} 的对账单 {statement}：请一个文件一份",
        "the file holds two statements {statement} of {day}: bring one a file",
    ),
    "unbanked.report": (
        "这是日间报告（{kind}），不能入账：请导入当日的对账单（{instead}），入账后其中有同样的流水",
        "a report within the day, {kind}, never posts: bring the statement of the day ({instead}), "
        "which has the same entries once they are booked",
    ),
    "unbanked.notification": (
        "这是单笔通知（{kind}），不能入账：请导入当日的对账单（{instead}），入账后其中有同样的流水",
        "a notification of single entries, {kind}, never posts: bring the statement of the day "
        "({instead}), which has the same entries once they are booked",
    ),
    "unbanked.no_account": (
        "对账单没有写账号：可在银行模板（{profile}）里写明（[account] number）",
        "the statement does not name its account: a bank profile can ([account] number); it was "
        "read by {profile}",
    ),
    "unbanked.not_open": (
        "账户 {account} 未在此启用；已启用：{known}",
        "account {account} is not open here; open ones: {known}",
    ),
    "unbanked.none_open": (
        "账户 {account} 未在此启用；还没有启用任何账户",
        "account {account} is not open here; open ones: none",
    ),
    "unbanked.currency": (
        "账户 {account} 的币种是 {ours}，对账单的是 {theirs}",
        "account {account} is in {ours}, the statement in {theirs}",
    ),
    "unbanked.two_accounts": (
        "银行账号 {account} 有两个同币种账户：{ours}；不能确定对账单属于哪一个",
        "{ours} are open under the bank's number {account}, in one currency: nobody can tell of "
        "which this statement is",
    ),
    "unbanked.too_much": (
        "对账单 {statement} 所载或合计为 {much}（最小货币单位），最多可记 {most}",
        "statement {statement} states or adds up to {much} minor units; at most {most} can be "
        "recorded",
    ),
    "unbanked.no_day": (
        "对账单 {statement} 既没有日期，也没有已入账的流水",
        "statement {statement} has neither a date nor a booked line",
    ),
    "unbanked.before": (
        "对账单 {statement} 说到 {told}；账户 {account} 自 {since} 起记账，此前的都在期初余额里",
        "statement {statement} tells of {told}; account {account} is followed from {since}, and "
        "what was before is in its opening balance",
    ),
    "unbanked.too_many": (
        "对账单 {statement} 的 {day} 有 {lines} 笔流水，一日最多可记 {most} 笔",
        "statement {statement} has {lines} lines of {day}, at most {most} of a day can be recorded",
    ),
    "unbanked.wrong": ("{why}", "{why}"),
    "unbanked.contradicts": (
        "账户 {account} 的对账单自相矛盾：{why}",
        "statement of {account}: {why}",
    ),
    "unbanked.unbalanced": (
        "账户 {account} 的对账单 {statement} 不平：期初 {opening}，贷方合计 {credits}，借方合计"
        " {debits}，期末 {closing}（最小货币单位）",
        "statement {statement} of {account} does not add up: it opens at {opening}, its credits are"
        " {credits}, its debits {debits}, and it closes at {closing} (minor units)",
    ),
    "unbanked.beside": (
        "同一文件内的另一份对账单不平",
        "another statement of its file does not add up",
    ),
    "unbanked.moves_nothing": (
        "{day} 有一笔已入账的流水，金额是零",
        "a booked line of {day} moves nothing",
    ),
    "unbanked.moves_too_much": (
        "{day} 有一笔流水，金额 {much}（最小货币单位），最多可记 {most}",
        "a booked line of {day} moves {much} minor units, at most {most} can be",
    ),
    "unbanked.kept": ("{why}；{fate}", "{why}; {fate}"),
    "unbanked.fate.WAITING": (
        "文件 {file} 在隔离中：两人会签可以放行，或由更正的文件替代",
        "file {file} lies in quarantine: two persons may release it, or a corrected file replaces "
        "it",
    ),
    "unbanked.fate.RELEASED": ("文件 {file} 已放行", "file {file} was released"),
    "unbanked.fate.DISCARDED": (
        "文件 {file} 在隔离中被作废",
        "file {file} was discarded in quarantine",
    ),
    "unbanked.fate.SUPERSEDED": (
        "文件 {file} 已被更正的文件替代",
        "file {file} was replaced by a corrected one",
    ),
    "unbanked.other_figures": (
        "{day} 的对账单 {statement} 放行时的数字与现在从文件读出的不同：银行模板改过吗？",
        "statement {statement} of {day} was released with other figures than its file shows by "
        "now: its bank profile?",
    ),
    "unbanked.too_many_days": (
        "文件不平，且有 {days} 天；最多 {most} 天可一起隔离：请分开导入",
        "the file does not add up and has {days} days, at most {most} wait in quarantine: bring it "
        "in parts",
    ),
    "unbanked.gone": (
        "{day} 已入账的内容再也读不出来：其密钥已销毁",
        "what was banked on {day} cannot be read any more: its key is gone",
    ),
    "unbanked.in_part": (
        "文件 {other}（对账单 {statements}）只入账了一部分就中断了，因此分不清 {account} {days} 的哪些流水"
        "是新的。请先把那份文件再导入一次；若没有它，或它也要等待，请逐日导出 {days} 的整日一份（一份只含一日）"
        "再导入，并说明它是整日的（文件 {file}）",
        "file {other} (statement {statements}) was banked in part, and then something broke: nobody "
        "can tell which lines of {account} of {days} are new. Bring that file again first; where "
        "it cannot be had, or waits itself, bring all of {days}, a file for each day alone, and "
        "say that it is the whole day (file {file})",
    ),
    "unbanked.reads_otherwise": (
        "{day} 的对账单 {statement} 已入账，现在读出的却不同：多了 {lines}（文件 {file}）",
        "statement {statement} of {day} was banked, and reads otherwise by now: {lines} more (file "
        "{file})",
    ),
    "unbanked.closed": (
        "{day} 已关账，不再改动：{why}（文件 {file}）",
        "{day} is closed and never changes: {why} (file {file})",
    ),
    "unbanked.closed.brings": (
        "对账单 {statement} 带来它没有的 {lines}",
        "statement {statement} brings {lines} that it does not have",
    ),
    "unbanked.closed.otherwise": (
        "它的期末是 {closed}，对账单 {statement} 的期末是 {closes}",
        "it closed at {closed}, statement {statement} closes at {closes}",
    ),
    "unbanked.closed.under": (
        "{day} 的对账单 {statement} 带来 {own} 的流水，而它之前的一天已反日结：请先将它反日结",
        "statement {statement} of {day} brings lines of {own}, and a day before it was reopened: "
        "reopen it first",
    ),
    "unbanked.closed.would_move": (
        "{day} 的对账单 {statement} 带来它之前的 {lines}，而它已按没有这些流水的余额签字：请先将它反日结",
        "statement {statement} of {day} brings {lines} from before it, and its balance was signed "
        "without: reopen it first",
    ),
    "unbanked.closed.before": (
        "{day} 的对账单 {statement} 带来当日的 {lines}，流水不能记在它自己的日期之前",
        "statement {statement} of {day} brings {lines} of it, and no line is banked before its day",
    ),
    "unbanked.within": (
        "{day} 的对账单 {statement}（{opens} 到 {closes}）的流水，{other} 里也有：可能是余额又到了那里，"
        "也可能是同一些流水说了两遍，文件里看不出来。请导出整日的一份（一份对账单）再导入，并说明它是整日的",
        "lines of statement {statement} of {day}, which leads from {opens} to {closes}, stand in "
        "{other} as well: its balances may have come again, or the same lines are told twice, and "
        "nothing in the file tells. Have and bring the whole day as one statement and say that it "
        "is",
    ),
    "unbanked.apart": (
        "{day} 的对账单 {statements} 首尾不相接，也没有一份含有其余各份的全部流水：认定整日也看不出哪些流水"
        "说了两遍。请导出整日的一份（一份对账单）再导入，并说明它是整日的",
        "statements {statements} of {day} do not follow each other, and none has all lines of the "
        "others: that they are the whole day does not tell which lines are told twice. Have and "
        "bring the whole day as one statement and say that it is",
    ),
    "unbanked.waits": (
        "{account} {day} 的对账单 {statement} 从 {opens} 到 {closes}：{lines} 笔中有 {alike} 笔与已入账的"
        " {others} 笔相像，余额分不清哪几笔是同一笔。请先导入它之前或之后的那一份，"
        "或导入整日的一份并说明它是整日的（文件 {file}）",
        "statement {statement} of {account}/{day} leads from {opens} to {closes}: {alike} of its "
        "{lines} lines look like lines that are banked, of {others}, and its balances do not tell "
        "which are the same. Bring the statement before or behind it first, or the whole day in "
        "one file and say that it is (file {file})",
    ),
    "unbanked.waits.not_whole": (
        "{account} {day} 的对账单 {statement} 从 {opens} 到 {closes}：{lines} 笔中只有 {alike} 笔与已入账的"
        " {others} 笔相像，整日对账单应含全部已入账的流水（文件 {file}）",
        "statement {statement} of {account}/{day} leads from {opens} to {closes}: {alike} of its "
        "{lines} lines look like lines that are banked, of {others}, and of a whole day all of "
        "these would be among them (file {file})",
    ),
}
