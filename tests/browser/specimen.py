"""The desk's pages with fixed sample data (REFERENCE 3, 8 and E16): for tests and pictures alone."""

from dataclasses import replace
from datetime import date, datetime

from api.http.pages.views.close import Adjustment, Check, Close, Difference, Half, Step
from api.http.pages.views.desk import Act, LastAct, LegView, Mark, Signatory, TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.receipt import Receipt
from api.http.pages.views.refunds import Countdown, DueGroup, DueRow, Proposal, Refunds, ToSign
from api.http.pages.views.today import (
    Decision,
    LineGroup,
    LineRow,
    Nothing,
    Progress,
    Today,
)

DAY = date(2026, 5, 14)
LABELS = ("子账号", "户名", "基本户", "金额", "时间")
_STATES = {"y": "meets", "d": "differs", "x": "required", "-": "nothing"}
_REASONS = {
    "子账号": "6018-0031-7742 由银行为本标段、本单位签发",
    "户名": "与登记名逐字一致",
    "基本户": "尾号 0417 ≠ 备案 2260；履约不强制",
    "金额": "等于应收，差 0.00 元",
    "时间": "期限前 4 个工作日到账",
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-05-14T{text}+08:00")


def marks(states: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(label, _STATES[state], _REASONS[label], "规则 CT-25" if state == "d" else "")
        for label, state in zip(LABELS, states, strict=True)
    )


def warn(words: str) -> TagView:
    return TagView("warn", "warn", words)


def stop(words: str) -> TagView:
    return TagView("danger", "stop", words)


def tick(words: str) -> TagView:
    return TagView("done", "tick", words)


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
        number=number,
        when=clock,
        name=name,
        tail=tail,
        credit=side == "收",
        minor=minor,
        currency="CNY",
        marks=marks(states),
        candidate=candidate,
        tag=tag,
        tick=f"{number}@1@P" if more.get("ticked") else "",
        selected=more.get("selected", False),
        path=f"?line={number}",
    )


_JUDGE = (
    line("000871", "09:12", "北溪园林工程有限公司", "0417", "收", 60_000_000, "yydyy",
         "履约 / 圆山新城绿化 1 标", warn("非基本户"), selected=True),
    line("000874", "09:31", "黄**（自然人）", "8821", "收", 500_000, "xx--y", "无候选",
         warn("待查来款")),
    line("000879", "10:05", "龙文建工有限公司", "3350", "收", 61_000_000, "yyyxy",
         "履约 / 九十九湾截污管网工程 2 标", TagView("way", "person", "林志远处理中")),
    line("000883", "10:48", "圆山建设集团漳浦分公司", "5102", "收", 30_000_000, "yxxxy",
         "补缴 / 锦绣路 3 标", stop("户名不符")),
    line("000890", "13:20", "漳江路桥建设有限公司", "3305", "收", 67_500_000, "yyyxy",
         "履约 / 水仙大街 2 标", stop("疑似重复")),
    line("000895", "14:02", "中国建设银行芗城支行", "内部", "付", 1_200, "x--xy",
         "误扣手续费 → 1003", warn("银行误扣")),
)
_EXACT = tuple(
    line(number, clock, name, tail, side, minor, "yyyyy", candidate, ticked=True)
    for number, clock, name, tail, side, minor, candidate in (
        ("000862", "08:31", "销户结息", "内部", "收", 49_000, "利息 / 水仙大街 1 标 / 漳江路桥"),
        ("000863", "08:31", "销户结息", "内部", "收", 45_889, "利息 / 水仙大街 1 标 / 九龙江市政"),
        ("000864", "09:01", "漳江路桥建设有限公司", "3305", "付", 80_049_000, "退款 / 水仙大街 1 标"),
        ("000868", "09:08", "长泰水务建设有限公司", "7716", "收", 186_000_000, "履约 / 马洋溪供水 1 标"),
        ("000881", "10:22", "漳江制冷设备有限公司", "2094", "收", 18_600_000, "履约 / 市一中实训设备"),
        ("000885", "11:02", "南靖土楼建工有限公司", "6631", "收", 41_000_000, "履约 / 锦绣路 1 标"),
        ("000892", "13:41", "云霄仪器有限公司", "1180", "付", 3_720_000, "退款 / 市一中实训设备"),
        ("000893", "13:41", "华安科教设备有限公司", "9027", "付", 3_720_000, "退款 / 市一中实训设备"),
    )
)

TODAY = Today(
    account="CNY-DEPOSITS",
    day=DAY,
    unit="元",
    subject="保证金专户 尾号 6018，对账单 49 笔",
    earlier="?day=2026-05-13",
    later=None,
    accounts=(),
    progress=Progress(23, 8, 6, "已启封：匹配 23，五项无不符 8，需判断 6"),
    tabs=(
        Choice("待匹配 14", "?", True),
        Choice("已匹配 23", "?tab=done", False),
        Choice("待查 0", "?tab=suspense", False),
        Choice("全部 49", "?tab=all", False),
    ),
    filters=(Choice("收", "?side=in", False), Choice("付", "?side=out", False)),
    groups=(
        LineGroup("需人工判断 6 笔", _JUDGE),
        LineGroup(
            "五项全符 8 笔：收 5 笔 2,456,948.89 元，付 3 笔 874,890.00 元",
            _EXACT,
            Act("逐号批量匹配 8 笔", "/desk/bulk", (("lines", "862@1"),), "⇧A", "act"),
        ),
    ),
    blind="未启封标段的流水不列，也不计数；专户当日总额在关账页核对",
    last=LastAct(
        "刚刚匹配 000884 → 履约 / 锦绣路 2 标，410,000.00 元",
        "关账前可撤销",
        Act("撤销", "/desk/undo", (("line", "884"),), "U", glyph="hook"),
    ),
    undo=None,
    left_out="",
    conflict=None,
    decision=Decision(
        code="CNY-DEPOSITS/2026-05-14/1#871",
        number="000871",
        booked="09:12:07 收",
        name="北溪园林工程有限公司",
        minor=60_000_000,
        currency="CNY",
        account_label="付款账户",
        account="建设银行芗城支行 尾号 0417",
        note="履约保证金 YS-2026-014",
        state=warn("非基本户"),
        candidate_no=1,
        candidates=3,
        score=9,
        title="履约保证金 / 圆山新城景观绿化 1 标",
        terms="应收 600,000.00 元，期限 2026-05-20 周三，余 4 个工作日",
        marks=marks("yydyy"),
        legs=(
            LegView(True, "2001 待查来款", "CNY-DEPOSITS/2026-05-14", 60_000_000),
            LegView(False, "2003 应付履约保证金", "绿化 1 标 / 北溪园林", 60_000_000),
        ),
        unallocated=0,
        outcome="履约保证金缴清",
        why=(
            ("为什么没有自动匹配", "规则 CT v12：非备案基本户付款须由人确认。"),
            ("为什么不是另外两个", "绿化 2 标子账号不符；驿站应收差 +20,000.00。"),
        ),
        previous=None,
        next="?cand=2",
        acts=(
            Act("匹配", "/desk/match", (("line", "871"),), "Enter", "act"),
            Act("转待查", "/desk/suspense", (("line", "871"),), "H"),
            Act("退回付款人", "/desk/return", (("line", "871"),), "R"),
        ),
        reading="",
    ),
    imports="/desk/import",
    nothing=None,
)

TODAY_DONE = replace(
    TODAY,
    progress=Progress(49, 0, 0, "已匹配 49"),
    groups=(),
    blind=None,
    decision=None,
    nothing=Nothing(
        "今天的流水都匹配完了", "49 笔，最后一笔 14:26 由陈怡匹配。", "tick", "去关账", "/close"
    ),
)

_SOON2, _TODAY = Countdown("soon", 2, "2 工作日"), Countdown("today", 0, "今天")
_WAITS = TagView("warn", "clock", "待复核")


def due(
    day: int,
    left: Countdown,
    lot: str,
    cause: str,
    payee: str,
    tail: str,
    principal: int,
    interest: int | None,
    basis: str,
    tag: TagView,
    warn: str = "",
) -> DueRow:
    return DueRow(
        obligation=f"P{day:04d}{principal:012d}/1",
        due=date(2026, 5, day),
        countdown=left,
        lot=lot,
        cause=cause,
        payee=payee,
        account=f"原路退回 尾号 {tail}",
        warn=warn,
        principal=principal,
        interest=interest,
        basis=basis,
        tag=tag,
    )


_SECOND = (
    due(13, Countdown("late", 1, "超期 1 日"), "水仙大街改造 2 标", "合同已签，未中标",
        "圆山建设集团有限公司", "7702", 50_000_000, 26_153, "55 天与 52 天", _WAITS),
    due(18, _SOON2, "水仙大街改造 1 标", "合同已签，中标人", "九龙江市政工程有限公司", "4418",
        80_000_000, 45_889, "59 天，年 0.35%", _WAITS, "新账户 尾号 4418，须附证明"),
    due(18, _SOON2, "延安北路旧厂房", "成交确认，未成交", "芗城冷链物流有限公司", "2281",
        60_000_000, None, "产权规则", _WAITS),
    due(18, _SOON2, "延安北路旧厂房", "成交确认，未成交", "龙文仓储服务有限公司", "3350",
        60_000_000, None, "产权规则", _WAITS),
    due(20, Countdown("soon", 4, "4 工作日"), "锦绣路 3 标", "流标", "南靖土楼建工有限公司", "6631",
        24_000_000, 2_333, "10 天，年 0.35%", _WAITS),
)
_FIRST = (
    due(14, Countdown("kept", 0, "已按期"), "市一中实训设备", "未中标，中标公告",
        "云霄仪器有限公司", "1180", 3_720_000, None, "采购规则", tick("银行已付 13:41")),
    due(14, _TODAY, "市一中实训设备", "未中标，中标公告", "华安科教设备有限公司", "9027",
        3_720_000, None, "采购规则", TagView("way", "clock", "银行处理中")),
    due(18, _SOON2, "水仙大街改造 1 标", "合同已签，第一候选人", "漳江路桥建设有限公司", "3305",
        80_000_000, 49_000, "63 天，年 0.35%", TagView("way", "arrow", "已发银行")),
    due(18, _SOON2, "马洋溪供水 2 标", "合同已签，未中标", "长泰水务建设有限公司", "7716",
        18_600_000, 8_138, "45 天，年 0.35%", TagView("danger", "hook", "退汇：账户已销")),
)
_TABS = (
    Choice("全部 9", "?", True),
    Choice("超期 1", "?left=late", False),
    Choice("今天到期 2", "?left=today", False),
    Choice("2 个工作日内 5", "?left=soon", False),
    Choice("以后 1", "?left=later", False),
)
MAKER = Signatory("经办", "陈怡", "", at("13:52:00"), 48_187, False, False)

BATCHES = Refunds(
    subject="2026-05-14 周四，2 批 9 笔；待您复核 1 批 5 笔",
    tabs=_TABS,
    note="法定期限由公告、合同等事件自动产生，不能手改",
    groups=(
        DueGroup("RB-20260514-02", "待复核 5 笔，5 个收款人", _SECOND, mine=True),
        DueGroup("RB-20260514-01", "09:40 已批准 4 笔：已付 1，途中 2，退汇 1", _FIRST),
    ),
    total_words="今日合计 9 笔",
    kept_back="锦绣路 1 标 / 南靖土楼建工 500,000.00 元：法院冻结 320,000.00 元（执行通知 0417 号），"
    "可退 180,000.00 元，解除前不计超期",
    kept_back_path="?held=1",
    sign=ToSign(
        code="RB-20260514-02",
        sentence="同意从保证金专户（尾号 6018）向 5 个收款人退还 5 笔：",
        principal=274_000_000,
        interest=74_375,
        words=("柑园", "竹简", "银杏", "青瓦", "铜铃", "砚池"),
        digest="9f3c71a2d84e60b7c5128fa0" + "0" * 40,
        people=(
            MAKER,
            Signatory("复核", "林志远（您）", "未参与本批任何一笔的经办", None, None, None, True),
        ),
        confirm="已核对变更账户 1 笔的证明材料",
        approve=Act(
            "用本人密钥签名并批准", "/batches/approve", kind="act", glyph="key",
            reason="请先勾选“已核对变更账户”",
        ),
        acts=(
            Act("退回经办…", "/batches/reject", kind="hard", dialog="keys"),
            Act("移出选中…", "/batches/remove", dialog="keys"),
        ),
    ),
    propose=None,
    nothing=None,
)

DUES = replace(
    BATCHES,
    subject="2026-05-14 周四，应退 5 笔；已选 5 笔",
    groups=(DueGroup("", "未入批 5 笔", _SECOND),),
    total_words="合计 5 笔",
    sign=None,
    propose=Proposal(
        "将 5 笔退款编为一批，送复核人签名：", 274_000_000, 74_375,
        Act("编批并提交复核 5 笔", "/dues/propose", kind="act"),
    ),
)

_CHECKS = (
    ("R01", "对账单余额 = 总账 1001", "差 −235,000.00", "bad"),
    ("R02", "流水与事件一一对应", "2 条未对应", "bad"),
    ("R03", "子账户合计 = 主账户", "差 5,000.00", "bad"),
    ("R04", "子账户余额 = 账本负债", "盲核合计差 240,000.00", "bad"),
    ("R05", "三本账试算各自为零", "0 / 0 / 0", "good"),
    ("R06", "2001 待查账龄", "最长 0 天", "good"),
    ("R07", "1009 在途账龄", "无在途", "good"),
    ("R08", "超期退款", "0 笔", "good"),
    ("R09", "退回原付款账户", "1 笔，双人核准", "good"),
    ("R10", "保证金不越上下限", "3 标段内", "good"),
    ("R11", "无负数负债", "0 个", "good"),
    ("R12", "冻结余额 ⩾ 在案冻结", "0 / 0", "good"),
    ("R13", "银行利息与计算", "差 ⩽ 0.01", "good"),
    ("R14", "2007 余额有原因", "23.33，退回款的利息", "said"),
    ("R15", "哈希链、事件数连续", "31,212–31,412", "good"),
    ("R16", "保函登记与平台一致", "合计相符", "blind"),
    ("R17", "总账与报送数据一致", "未开标，0 条", "good"),
    ("R18", "过账日 = 起息日", "2 笔相符", "good"),
    ("R19", "每笔记账都有事件，无费用", "0 条", "good"),
    ("R20", "睡眠余额已公示", "0 笔", "good"),
)
_STATES_OF = {
    "bad": stop("未通过"),
    "good": tick("通过"),
    "said": warn("有说明"),
    "blind": TagView("seal", "lock", "盲核"),
}

CLOSE = Close(
    account="CNY-DEPOSITS",
    day=date(2026, 3, 18),
    earlier="?day=2026-03-17",
    later="?day=2026-03-19",
    state=TagView("warn", "clock", "未关账"),
    subject="保证金专户 尾号 6018，上一关账日 2026-03-17 周二",
    books=Half(
        "账本一侧",
        "账本余额（1001）",
        473_002_333,
        (
            Adjustment("加：银行已收、账本未收", 500_000, "流水 000912，来款人未识别", "warn"),
            Adjustment("减：银行已付、账本未付", 0),
        ),
    ),
    bank=Half(
        "银行一侧",
        "对账单余额",
        449_502_333,
        (
            Adjustment("加：账本已收、银行未收", 24_000_000, "事件 31,409，疑似重复记账", "danger"),
            Adjustment("减：账本已付、银行未付", 0),
        ),
    ),
    equation="对账单 − 账本 = −235,000.00 = +5,000.00（银行有、账本无）−240,000.00（账本有、银行无）",
    differences=(
        Difference(warn("银行有、账本无"), 500_000, "流水 000912，16:58", "R01 R02 R03",
                   Act("记入 2001 待查来款", "/close/suspense", kind="act")),
        Difference(stop("账本有、银行无"), -24_000_000, "事件 31,407 与 31,409 同一流水",
                   "R01 R02 R04", Act("冲正 31,409…", "/close/reverse", dialog="keys")),
    ),
    differences_note="处理后检查自动重算。可带差异关账的只有 R06、R14、R20，且须写明原因；"
    "已关的日子不再改，迟到流水记入收到日并保留自己的起息日。",
    checks=tuple(Check(c, w, f, _STATES_OF[s]) for c, w, f, s in _CHECKS),
    counts=(stop("未通过 4"), warn("有说明 1"), TagView("seal", "lock", "盲核 1"), tick("通过 14")),
    steps=(
        Step("处理差异", "余 2 条", True),
        Step("编制人签名", "周敏（对账员）", False),
        Step("复核人签名", "不能是编制人", False),
        Step("已关账", "写入 DayClosed", False),
    ),
    act=Act("编制人签名，送复核", "/close/prepare", kind="act",
            reason="R01–R04 未通过，不能送复核"),
    people=(),
)

RECEIPT = Receipt(
    number="P8A1F03C2D4E5B697-1-1",
    obligation="P8A1F03C2D4E5B697/1",
    payee="九龙江市政工程有限公司",
    payee_bank="建设银行芗城支行",
    payee_account="尾号 4418",
    payer="公共资源交易中心保证金专户",
    payer_account="尾号 6018",
    lot="水仙大街改造工程 1 标",
    cause="合同已签，中标人",
    principal=80_000_000,
    interest=45_889,
    basis="59 天，年 0.35%",
    due=date(2026, 5, 18),
    paid_at=at("15:41:08"),
    bank_serial="000931",
    people=(
        MAKER,
        Signatory("复核", "林志远", "", at("14:31:00"), 48_214, True, False),
    ),
    position=48_231,
    digest="383d23ab79330c1f" * 4,
    size=48_240,
    root="d96a4f2647ba45ce" * 4,
)

PAGES = {
    "today": (TODAY, "TODAY"),
    "today-done": (TODAY_DONE, "TODAY"),
    "dues": (DUES, "DUES"),
    "batches": (BATCHES, "BATCHES"),
    "close": (CLOSE, "CLOSE"),
    "receipt": (RECEIPT, "RECEIPT"),
}
"""Name of the specimen, its record, and the kind of page that draws it."""
