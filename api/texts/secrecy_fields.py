"""What fields are called of what lies under a seal, and of who looks there."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "field.beside": ("会签人", "signed too by"),
    "field.channel": ("方式", "channel"),
    "field.download": ("下载编号", "download"),
    "field.downloaded_at": ("下载时间", "downloaded at"),
    "field.intervention": ("干预登记编号", "intervention"),
    "field.points": ("评分（百分之一分）", "points, hundredths"),
    "field.read_at": ("查阅时间", "read at"),
    "field.read_by": ("查阅人", "read by"),
    "field.reasons": ("理由文件摘要", "digest of the reasons"),
    "field.recorded_at": ("登记时间", "recorded at"),
    "field.recorder": ("登记人", "recorded by"),
    "field.said_at": ("发生时间", "said at"),
    "field.scored_at": ("评分时间", "scored at"),
    "field.what": ("查阅内容", "what was read"),
    "field.who": ("干预人", "who meddled"),
    "field.words": ("原话", "words"),
}
