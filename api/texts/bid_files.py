"""What whoever brings the file of a bid, hands in its key, or reads it, is told of it."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "bid_file.not_now": (
        "{party} 现在不能投标 {lot}，故不接收其文件：{why}",
        "{party} can hand in no bid for {lot} now, and so no file of one: {why}",
    ),
    "bid_file.no_envelopes": (
        "{lot} 的规则未规定加密文件打不开如何处理：请提交未加密的文件，开标前由平台密封",
        "no row of {lot} says what follows of a file that stays closed: bring it as it is, the "
        "platform seals it until the opening",
    ),
    "bid_file.taken": (
        "该文件的存放名称已被其他文件占用：请改动文件后重新提交（例如末尾加一个空格）",
        "another file lies where this one would: bring it changed, by a space at its end",
    ),
    "bid_file.no_more_key": (
        "{party} 的密钥已销毁，不能再存放其文件",
        "a key of {party} was destroyed: nothing more of it is kept",
    ),
    "bid_file.enough": (
        "投标 {bid} 已存有 {most} 份文件，不再接收",
        "{most} files were brought for bid {bid}: no more are kept",
    ),
    "bid_file.first": (
        "投标文件 {file} 不在本平台：请先由 /v1/bid-files 提交",
        "file {file} of this bid is not here: bring it first, by /v1/bid-files",
    ),
    "bid_file.none": (
        "投标 {bid} 的文件不在本平台：没有提交过，或已无法读取",
        "no file of bid {bid} lies here: it was not brought, or cannot be read",
    ),
    "bid_file.changed": (
        "存放的不是投标 {bid} 的文件：SHA-256 不一致",
        "what lies here is not the file of bid {bid}: its SHA-256 is another",
    ),
    "bid_file.early": (
        "{lot} 尚未开标：请自行保管密钥到开标",
        "bids for {lot} are not open: keep the key until they are",
    ),
    "bid_file.other_key": (
        "此密钥打不开该文件，或者它不是本标段的加密文件",
        "the file is no envelope for this lot that this key opens",
    ),
    "bid_file.closed": (
        "投标 {bid} 的文件尚未解密，不能评审：请等投标人提交密钥，或由招标人、代理机构记录解密失败后再提交评审结果",
        "the file of bid {bid} is still closed and cannot be judged: its bidder hands in the key, "
        "or the owner or its agency records that it cannot be deciphered, and then the report comes",
    ),
    "bid_file.no_key": (
        "投标 {bid} 的解密密钥还没有提交：可按原样读取",
        "no key to the file of bid {bid} was handed in: read it as it came",
    ),
}
