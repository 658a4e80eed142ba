"""What the fields of a tender's events are called: who judges, who asks, who may bid."""

TEXTS: dict[str, tuple[str, str]] = {
    # field.NAME: (中文, English)
    "field.application": ("资格预审申请", "application"),
    "field.applications_until": ("资格预审申请截止", "applications until"),
    "field.asked_at": ("提问时间", "asked at"),
    "field.closes_at": ("申请截止时间", "applications close at"),
    "field.concluded_on": ("结束日", "concluded on"),
    "field.counted": ("平台收到的投标数", "bids handed in here"),
    "field.enough": ("人数足够", "enough may bid"),
    "field.failed_at": ("发现时间", "found at"),
    "field.fault": ("何方原因", "by whose fault"),
    "field.grounds": ("理由文件摘要", "digest of the grounds"),
    "field.drawn_from": ("抽取池摘要", "digest of what was drawn from"),
    "field.handed_in_at": ("提交时间", "handed in at"),
    "field.invited_at": ("邀请时间", "invited at"),
    "field.left": ("退出的成员", "who left"),
    "field.left_at": ("退出时间", "left at"),
    "field.member": ("成员", "member"),
    "field.passed_over": ("抽中而未计入", "drawn, and passed over"),
    "field.prequalification_until": ("资格预审文件获取截止", "its documents until"),
    "field.qualified": ("是否合格", "qualified"),
    "field.question": ("提问编号", "question"),
    "field.representative": ("是否招标人代表", "one of the owner's own"),
    "field.reviewed_at": ("评审时间", "reviewed at"),
    "field.scopes": ("适用范围", "scopes of its rules"),
    "field.unsecured": ("无保证金的报价", "offers without deposits"),
}
