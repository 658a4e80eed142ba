"""Words for whoever brings a file by a program: what of it was recorded, and the way on."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "bring.nothing": ("什么都没有记录。", "Nothing was recorded."),
    "bring.partly": (
        "一部分已记录，再导入一次也不会重复。",
        "A part is recorded, and is not recorded twice if it comes again.",
    ),
    "bring.again": ("请稍后再试。", "Ask again in a moment."),
    "bring.interrupted": (
        "请把同一份文件再导入一次：已记录的不会重复，其余会补上。",
        "Bring the same file again: what is recorded is not recorded twice, and the rest is.",
    ),
    "bring.whole_day": (
        "若文件含当日全部流水，由对账员（C-CASH）认定并签名：whole_day=true。",
        "Where the file has all of its day, C-CASH says so, and signs: whole_day=true.",
    ),
    "bring.off": (
        "其中什么都没有入账：GET /v1/quarantine 说明差多少，以及怎么办。",
        "Nothing of it is banked: GET /v1/quarantine tells by how much it is off, and the way on.",
    ),
    "bring.released": (
        "已在位置 {position} 放行，还没有入账：{why}",
        "released at position {position}, and not banked yet: {why}",
    ),
    "bring.released.moment": (
        "放行仍然有效。请稍后再签一次，即可入账。",
        "The release stands. Sign it again in a moment: that banks it.",
    ),
    "bring.released.again": (
        "放行仍然有效。请再签一次，或重新导入该文件，即可入账。",
        "The release stands. Sign it again, or bring the file again: that banks it.",
    ),
    "bring.kind": (
        "Content-Type 应为以下之一：{right}",
        "Content-Type: one of {right} is expected",
    ),
    "bring.others": ("正在读其他文件", "other files are being read"),
    "bring.large": ("一份文件最多 {most} 字节", "a file has at most {most} bytes"),
    "bring.cut": ("文件没有传完就断了", "the file ended before its end"),
    "bring.slow": ("一份文件应在 {seconds} 秒内传完", "a file comes in within {seconds} s"),
    "bring.tus": ("Tus-Resumable 应为 {right}", "Tus-Resumable: {right} is expected"),
    "bring.length": (
        "Upload-Length {said}：一份文件最多 {most} 字节",
        "Upload-Length {said}: a file has at most {most} bytes",
    ),
    "bring.part": ("Content-Type 应为 {right}", "Content-Type: {right} is expected"),
    "bring.metadata": (
        "Upload-Metadata 应为 sha256、一个空格、64 位十六进制数字的 base64",
        "Upload-Metadata: sha256, a space and the base64 of 64 hex digits are expected",
    ),
    "bring.none": (
        "您没有这份上传：已导入、已删除，或已过期",
        "there is no such upload of yours: it was read, deleted, or is over",
    ),
    "bring.in_use": (
        "另一个请求正在接着传这份上传",
        "another request goes on with this upload",
    ),
    "bring.full": (
        "磁盘只收下它的 {here} 字节：稍后从那里接着传",
        "the disk took {here} bytes of it and no more: go on from there later",
    ),
    "bring.more": (
        "说好 {length} 字节，来的更多",
        "{length} bytes were announced, and more came",
    ),
    "bring.offset": (
        "已有 {here} 字节：请从那里接着传",
        "{here} bytes of it are here: go on from there",
    ),
    "bring.too_many": (
        "{person} 已有 {most} 份上传：先传完或删除一份",
        "{person} has {most} uploads: finish one, or delete it",
    ),
    "bring.all_taken": (
        "已有 {most} 份上传没有传完，不再接受新的",
        "{most} uploads wait for their ends: no more are kept",
    ),
    "bring.other_file": (
        "传来的与事先说明的 SHA-256 不同：请重新开始",
        "what came has another SHA-256 than was announced: begin again",
    ),
}
