"""Words of files that cannot be read as statements: whole files, zips, camt and MT940."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "unread.of_statement": ("对账单 {name}：{why}", "statement {name}: {why}"),
    "unread.of_entry": ("对账单 {name}，第 {n} 笔：{why}", "statement {name}, entry {n}: {why}"),
    "unread.holds": ("文件里是 {kind}", "the file holds a {kind}"),
    "unread.holds.statement": (
        "文件里是对账单（camt.053）",
        "the file holds a statement (camt.053)",
    ),
    "unread.format": (
        "文件不是系统能读的任何对账单格式（{known}）",
        "the file is in no statement format we read ({known})",
    ),
    "unread.cannot": ("文件读不出来：{why}", "the file cannot be read: {why}"),
    "unread.cannot.none": ("没有这个文件", "No such file or directory"),
    "unread.cannot.folder": ("这是文件夹", "Is a directory"),
    "unread.cannot.may_not": ("没有读取的权限", "Permission denied"),
    "unread.too_large": (
        "文件超过 {most} 字节",
        "the file is larger than {most} bytes",
    ),
    "unread.entry_too_large": (
        "有一笔超过 {most} {unit}",
        "one entry is larger than {most} {unit}",
    ),
    "unread.identifier": (
        "对账单编号 {said!r} 有 {length} 个字符，最多可读 {most} 个",
        "the statement's identifier {said!r} has {length} characters, at most {most} are read",
    ),
    # zips
    "unread.zip": (
        "这里应是一份对账单文件，却是压缩包：请先解开",
        "a zip stands where one statement file is read: unpack it first",
    ),
    "unread.zip.empty": ("压缩包里没有文件", "the zip holds no file"),
    "unread.zip.ratio": (
        "压缩包解开后超过自身大小的 {ratio} 倍",
        "the zip unpacks to more than {ratio} times its size",
    ),
    "unread.zip.damaged": (
        "压缩包里的这个文件已损坏：解出的字节与装入时不同",
        "this file of the zip is damaged: its bytes are not those packed",
    ),
    "unread.zip.outside": (
        "压缩包里的这个文件，名称指向包外：请改名",
        "this file of the zip has a name that leads out of it: rename it",
    ),
    "unread.zip.twice": (
        "这个文件在压缩包里有两份：以哪一份为准？",
        "this file of the zip stands in it twice: which one counts?",
    ),
    "unread.zip.link": (
        "压缩包里的这个文件只是链接：请装入文件本身",
        "this file of the zip is a link to another: pack the file itself",
    ),
    "unread.zip.password": (
        "压缩包里的这个文件有密码：请不加密码重新压缩",
        "this file of the zip is protected by a password: pack it without one",
    ),
    "unread.zip.method": (
        "压缩包里的这个文件用方式 {method} 压缩：请用通常的方式（deflate）",
        "this file of the zip is packed by method {method}: pack it as other zips are (deflate)",
    ),
    "unread.zip.member_ratio": (
        "压缩包里的这个文件解开后超过自身大小的 {ratio} 倍",
        "this file of the zip unpacks to more than {ratio} times its size",
    ),
    "unread.zip.members": (
        "压缩包里超过 {most} 个文件",
        "the zip has more than {most} members",
    ),
    "unread.zip.cut": (
        "压缩包不完整：传输时断了吗？",
        "the zip is no whole zip file: was it cut off?",
    ),
    "unread.zip.large": (
        "压缩包解开后超过 {most} MiB",
        "the zip unpacks to more than {most} MiB",
    ),
    # figures and days
    "unread.currency": (
        "币种 {said!r} 不是三个大写字母的代码",
        "currency {said!r} is not a code of three capital letters",
    ),
    "unread.amount": (
        "金额 {said!r} 不是不带正负号的十进制数",
        "amount {said!r} is not a decimal number without sign",
    ),
    "unread.amount.decimals": (
        "金额 {said!r} 的小数位多于 {currency} 的位数（{places}）",
        "amount {said!r} has more decimals than {currency} has ({places})",
    ),
    "unread.amount.large": (
        "金额 {said!r} 大于 {most}（最小货币单位）",
        "amount {said!r} is larger than {most} minor units",
    ),
    "unread.date": (
        "日期 {said!r} 不是 2024-05-31 或 2024-05-31T16:05:00+08:00 的形式",
        "date {said!r} is not of the form 2024-05-31 or 2024-05-31T16:05:00+08:00",
    ),
    # what contradicts itself: kept in quarantine
    "unread.against.balance": (
        "余额 {code} 的币种是 {said}，账户的是 {right}",
        "balance {code} is in {said}, the account in {right}",
    ),
    "unread.against.field": (
        "字段 {tag} 的币种是 {said}，账户的是 {right}",
        "{tag} is in {said}, the account in {right}",
    ),
    "unread.against.page_twice": (
        "对账单 {name} 的第 {page} 页在文件里有两份",
        "page {page} of statement {name} stands twice in the file",
    ),
    "unread.against.page_missing": (
        "对账单 {name} 缺第 {page} 页，前后各页都在",
        "page {page} of statement {name} is missing between others",
    ),
    # XML, camt
    "unread.xml.dtd": (
        "文件声明了文档类型（DTD）；对账单没有",
        "the file declares a document type (DTD); a statement has none",
    ),
    "unread.xml.bad": (
        "文件不是格式正确的 XML：{why}",
        "the file is not well-formed XML: {why}",
    ),
    "unread.xml.deep": (
        "元素嵌套超过 {most} 层",
        "elements are nested deeper than {most}",
    ),
    "unread.xml.nested": (
        "{name} 里面又有 {name}",
        "one {name} stands within another",
    ),
    "unread.schemas": (
        "模式文件：{folder} 不是文件夹（{variable}，--schemas）",
        "schemas: {folder} is no folder ({variable}, --schemas)",
    ),
    "unread.schema": ("模式文件 {path}：{why}", "schema {path}: {why}"),
    "unread.golden": ("{path}：{why}", "{path}: {why}"),
    "unread.camt.none": (
        "文件里没有对账单、报告或通知（{places}）",
        "the file holds no statement, report or notification ({places})",
    ),
    "unread.camt.holder": (
        "{within} 里是 {found}，应为 {right}",
        "{found} stands in {within}, which holds {right}",
    ),
    "unread.camt.way": (
        "CdtDbtInd 是 {said}，应为 CRDT 或 DBIT",
        "CdtDbtInd is {said}, not CRDT or DBIT",
    ),
    "unread.camt.no_way": (
        "缺少 CdtDbtInd，应为 CRDT 或 DBIT",
        "CdtDbtInd is missing, not CRDT or DBIT",
    ),
    "unread.camt.no_amount": ("缺少金额（Amt）", "the amount is missing (Amt)"),
    "unread.camt.no_date": (
        "没有入账日期（BookgDt），之前也没有余额写明日期",
        "no booking date (BookgDt), and no balance before it gives one",
    ),
    "unread.camt.no_account": (
        "对账单 {name} 没有写账号（Acct/Id/IBAN 或 Othr/Id）",
        "statement {name} names no account (Acct/Id/IBAN or Othr/Id)",
    ),
    "unread.camt.no_currency": (
        "对账单 {name} 没有写币种（Acct/Ccy）",
        "statement {name} names no currency (Acct/Ccy)",
    ),
    "unread.camt.currency": (
        "币种是 {said}，账户的币种是 {right}",
        "currency {said} in an account kept in {right}",
    ),
    "unread.camt.balance": (
        "余额 {code} 没有带币种的金额（Amt, Ccy）",
        "balance {code} has no amount with currency (Amt, Ccy)",
    ),
    "unread.camt.amount_currency": (
        "金额没有写币种（Amt, Ccy）",
        "the amount has no currency (Amt, Ccy)",
    ),
    # MT940
    "unread.mt.message": (
        "不是对账单：文件里是 MT{kind} 报文",
        "not a statement: the file holds a message MT{kind}",
    ),
    "unread.mt.none": (
        "文件里没有 MT940 对账单（字段 20）",
        "the file holds no statement (field 20) of MT940",
    ),
    "unread.mt.before": (
        "字段 {tag} 在第一个字段 20 之前",
        "field {tag} stands before any field 20",
    ),
    "unread.mt.form": (
        "字段 {tag} 的 {said!r} 不是 {form} 的形式",
        "field {tag} {said!r} is not of the form {form}",
    ),
    "unread.mt.account": (
        "字段 25 先写 {first!r}，后写 {said!r}",
        "field 25 names {said!r} after {first!r}",
    ),
    "unread.mt.waiting": (
        "对账单 {name}：有 {n} 笔，之前没有余额",
        "statement {name}: {n} entries, and no balance before them",
    ),
    "unread.mt.no_account": (
        "对账单 {name} 没有写账号（字段 25）",
        "statement {name} names no account (field 25)",
    ),
    "unread.mt.no_currency": (
        "对账单 {name} 没有写币种（缺少字段 60、62、64、65）",
        "statement {name} names no currency (60, 62, 64, 65 are missing)",
    ),
    "unread.mt.field_currency": (
        "字段 {tag} 没有写币种",
        "field {tag} names no currency",
    ),
    "unread.mt.opening": (
        "又有一个期初余额，之前却没有字段 20",
        "a second opening balance, and no field 20 before it",
    ),
}
