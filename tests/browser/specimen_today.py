"""今日对账 with sample data."""

from dataclasses import replace

from api.http.pages.views.desk import Act, LastAct, LegView, TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.today import Decision, LineGroup, LineRow, Progress, Today
from tests.browser.specimen_parts import DAY, at, marks, stop, warn


def line(
    number: str,
    clock: str,
    name: str,
    tail: str,
    side: str,
    minor: int,
    states: str,
    candidate: str,
    tag: TagView | None = None,
    **more: bool,
) -> LineRow:
    return LineRow(
        code=f"CNY-DEPOSITS/2026-05-14/1#{int(number)}",
        version=1,
        number=number,
        booked_at=at(f"{clock}:07"),
        name=name,
        tail=tail,
        credit=side == "收",
        minor=minor,
        marks=marks(states),
        candidate=candidate,
        tag=tag,
        ticked=more.get("ticked", False),
        selected=more.get("selected", False),
        path=f"?line={number}",
    )


_JUDGE = (
    line(
        "000871",
        "09:12",
        "北溪园林工程有限公司",
        "0417",
        "收",
        60_000_000,
        "yydyy",
        "履约 / 圆山新城绿化 1 标",
        warn("非基本户"),
        selected=True,
    ),
    line(
        "000874",
        "09:31",
        "黄**（自然人）",
        "8821",
        "收",
        500_000,
        "xx--y",
        "无候选",
        warn("待查来款"),
    ),
    line(
        "000879",
        "10:05",
        "龙文建工有限公司",
        "3350",
        "收",
        61_000_000,
        "yyyxy",
        "履约 / 九十九湾截污管网工程 2 标",
        TagView("way", "person", "林志远处理中"),
    ),
    line(
        "000883",
        "10:48",
        "圆山建设集团漳浦分公司",
        "5102",
        "收",
        30_000_000,
        "yxxxy",
        "补缴 / 锦绣路 3 标",
        stop("户名不符"),
    ),
    line(
        "000890",
        "13:20",
        "漳江路桥建设有限公司",
        "3305",
        "收",
        67_500_000,
        "yyyxy",
        "履约 / 水仙大街 2 标",
        stop("疑似重复"),
    ),
    line(
        "000895",
        "14:02",
        "中国建设银行芗城支行",
        "内部",
        "付",
        1_200,
        "x--xy",
        "误扣手续费 → 1003",
        warn("银行误扣"),
    ),
)
_EXACT = tuple(
    line(number, clock, name, tail, side, minor, "yyyyy", candidate, ticked=True)
    for number, clock, name, tail, side, minor, candidate in (
        ("000862", "08:31", "销户结息", "内部", "收", 49_000, "利息 / 水仙大街 1 标 / 漳江路桥"),
        ("000863", "08:31", "销户结息", "内部", "收", 45_889, "利息 / 水仙大街 1 标 / 九龙江市政"),
        (
            "000864",
            "09:01",
            "漳江路桥建设有限公司",
            "3305",
            "付",
            80_049_000,
            "退款 / 水仙大街 1 标",
        ),
        (
            "000868",
            "09:08",
            "长泰水务建设有限公司",
            "7716",
            "收",
            186_000_000,
            "履约 / 马洋溪供水 1 标",
        ),
        (
            "000881",
            "10:22",
            "漳江制冷设备有限公司",
            "2094",
            "收",
            18_600_000,
            "履约 / 市一中实训设备",
        ),
        ("000885", "11:02", "南靖土楼建工有限公司", "6631", "收", 41_000_000, "履约 / 锦绣路 1 标"),
        ("000892", "13:41", "云霄仪器有限公司", "1180", "付", 3_720_000, "退款 / 市一中实训设备"),
        (
            "000893",
            "13:41",
            "华安科教设备有限公司",
            "9027",
            "付",
            3_720_000,
            "退款 / 市一中实训设备",
        ),
    )
)

TODAY = Today(
    account="CNY-DEPOSITS",
    day=DAY,
    subject="保证金专户 尾号 6018，2026-05-14 周四，对账单 49 笔",
    progress=Progress(23, 8, 6, 12, "已匹配 23，五项全符 8，需判断 6，盲核 12"),
    tabs=(
        Choice("待匹配 14", "?", True),
        Choice("已匹配 23", "?tab=done", False),
        Choice("盲核 12", "?tab=blind", False),
        Choice("全部 49", "?tab=all", False),
    ),
    groups=(
        LineGroup("需人工判断 6 笔", _JUDGE),
        LineGroup(
            "五项全符 8 笔：收 5 笔 2,456,948.89 元，付 3 笔 874,890.00 元",
            _EXACT,
            Act("逐号批量匹配 8 笔", "/today/bulk", (("lines", "862@1"),), "⇧A", "act"),
        ),
    ),
    blind="12 笔，合计 3,140,000.00 元；启封前只核对专户总额与笔数",
    last=LastAct(
        "刚刚匹配 000884 → 履约 / 锦绣路 2 标，410,000.00 元",
        "关账前可撤销",
        Act("撤销", "/today/undo", (("line", "884"),), "U", glyph="hook"),
    ),
    decision=Decision(
        number="000871",
        booked="09:12:07 收",
        name="北溪园林工程有限公司",
        minor=60_000_000,
        account="建设银行芗城支行 尾号 0417",
        note="履约保证金 YS-2026-014",
        candidate_no=1,
        candidates=3,
        score=92,
        title="履约保证金 / 圆山新城景观绿化 1 标",
        terms="应收 600,000.00 元，期限 2026-05-20 周三，余 4 个工作日",
        marks=marks("yydyy"),
        legs=(
            LegView(True, "2001 待查来款", "CNY-DEPOSITS/2026-05-14", 60_000_000),
            LegView(False, "2003 应付履约保证金", "绿化 1 标 / 北溪园林", 60_000_000),
        ),
        unallocated=0,
        why=(
            ("为什么没有自动匹配", "规则 CT v12：非备案基本户付款须由人确认。"),
            ("为什么不是另外两个", "绿化 2 标子账号不符；驿站应收差 +20,000.00。"),
        ),
        previous=Act("上一个", "/today/candidate", (("n", "3"),), "["),
        next=Act("下一个", "/today/candidate", (("n", "2"),), "]"),
        split=Act("拆分", "/today/split", (), "S", glyph="split"),
        acts=(
            Act("匹配", "/today/match", (("line", "871"),), "Enter", "act"),
            Act("转待查", "/today/suspense", (("line", "871"),), "H"),
            Act("退回付款人", "/today/return", (("line", "871"),), "R"),
            Act("备注", "/today/note", (("line", "871"),), "N"),
        ),
    ),
    imports=Act("导入对账单", "/today/import", glyph="load"),
    nothing=None,
)

TODAY_DONE = replace(
    TODAY,
    progress=Progress(49, 0, 0, 0, "已匹配 49"),
    groups=(),
    blind=None,
    decision=None,
    nothing=(
        "今天的流水都匹配完了",
        "49 笔，最后一笔 14:26 由陈怡匹配。",
        Act("去关账", "/close", (), "", "act"),
    ),
)
