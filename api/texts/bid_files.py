"""What whoever brings the file of a bid, hands in its key, or reads it, is told of it."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "bid_file.closed": ("{lot} 现在不接收投标", "no bids for {lot} come in"),
    "bid_file.stranger": ("{party} 没有登记", "nobody registered {party}"),
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
    "bid_file.no_key": (
        "投标 {bid} 的解密密钥还没有提交：可按原样读取",
        "no key to the file of bid {bid} was handed in: read it as it came",
    ),
}
