"""Words of the pages of whole projects: their list, one with its lots, its replay."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "projects.title": ("项目全景", "Whole projects"),
    "projects.total": ("{n} 个项目", "{n} projects"),
    "projects.order": ("按项目编码排列", "by their codes"),
    "projects.lots": ("标段清单", "List of lots"),
    "projects.col.code": ("项目编码", "Project"),
    "projects.col.every": ("标段", "Lots"),
    "projects.col.open": ("在办", "Under way"),
    "projects.col.won": ("已签约", "Contracted"),
    "projects.col.lost": ("未成交", "Without"),
    "projects.none": ("尚未登记项目", "No project is registered yet"),
    "projects.none.more": ("项目登记后即列于此。", "Projects stand here once registered."),
    "projects.note": (
        "项目、招标（采购）项目与标段为公开登记；未挂接项目的标段见标段清单",
        "Projects, procedures and lots are public; lots without a project stand in the list of lots",
    ),
    "projects.key.enter": ("打开项目", "open the project"),
    "project.title": ("项目全景", "Whole project"),
    "project.owner": ("项目法人", "Owner"),
    "project.region": ("属地", "Region"),
    "project.agencies": ("代理机构", "Agencies"),
    "project.approval": ("批准文件", "Approval"),
    "project.registered_at": ("登记时间", "Registered"),
    "project.lot": ("{n} 标段", "Lot {n}"),
    "project.came": ("转入", "Came"),
    "project.went": ("转出", "Went"),
    "project.money": ("各标段保证金合计（元）", "Deposits of its lots (yuan)"),
    "project.no_lots": ("尚无标段", "No lots yet"),
    "project.no_procedures": ("尚未登记招标（采购）项目", "How it is traded is not registered yet"),
    "project.timeline.sealed": (
        "未启封的标段只列公开事件，不显示单位、笔数、金额",
        "Of sealed lots public events alone; no parties, number or money",
    ),
    "project.left_out": ("另有 {n} 个标段未列，见标段清单", "{n} more stand in the list of lots"),
}
