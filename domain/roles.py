"""The posts there are (REFERENCE 4.1)."""

ROLES: tuple[tuple[str, str], ...] = (
    ("COMMITTEE", "公管委"),
    ("OFFICE", "公管办"),
    ("C-OPS", "中心业务员"),
    ("C-SET1", "结算经办"),
    ("C-SET2", "结算复核"),
    ("C-CASH", "对账员"),
    ("C-ADMIN", "系统管理员"),
    ("KEY", "密钥保管人"),
    ("COUNTY", "县（市、区）分中心"),
    ("OWNER", "招标人·采购人·转让方·出让人"),
    ("AGENCY", "代理机构·拍卖人·集中采购机构"),
    ("BIDDER", "投标人·竞买人·供应商"),
    ("EXPERT", "评标评审专家"),
    ("V-HOUSING", "住建监督"),
    ("V-TRANSPORT", "交通监督"),
    ("V-WATER", "水利监督"),
    ("V-INDUSTRY", "工信监督"),
    ("V-COMMERCE", "商务监督"),
    ("FIN", "财政"),
    ("NR", "自然资源"),
    ("SASAC", "国资委"),
    ("ECO", "生态环境"),
    ("FOR", "林业"),
    ("AUD", "审计"),
    ("DISC", "纪检监察"),
    ("COURT", "法院"),
    ("BANK", "银行"),
    ("GUARANTOR", "担保 保险"),
    ("PUBLIC", "社会公众"),
    ("UP", "省、国家平台"),
    ("PLATFORM", "平台时钟与策略"),
    ("MATCHER", "匹配服务"),
)
"""Role code and Chinese name. The last two are machines: the platform's key and the matcher's."""

ROLE_CODES: tuple[str, ...] = tuple(code for code, _ in ROLES)

SUPERVISORS: tuple[str, ...] = tuple(code for code in ROLE_CODES if code.startswith("V-"))
"""The departments that supervise an industry."""

AUTHORITIES: tuple[str, ...] = (*SUPERVISORS, "FIN", "NR", "SASAC", "ECO", "FOR")
"""Those that supervise an industry or a kind of trade: which of them, its category says."""
