"""日终关账 (worked example E16) and 退款回单 with sample data."""

from datetime import date

from api.http.pages.views.close import Adjustment, Check, Close, Difference, Half, Step
from api.http.pages.views.desk import Act, Signatory, TagView
from api.http.pages.views.receipt import Receipt
from tests.browser.specimen_parts import MAKER, at, stop, tick, warn

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
    equation="对账单 − 账本 = −235,000.00 = "
    "+5,000.00（银行有、账本无）−240,000.00（账本有、银行无）",
    differences=(
        Difference(
            warn("银行有、账本无"),
            500_000,
            "流水 000912，16:58",
            "R01 R02 R03",
            Act("记入 2001 待查来款", "/close/suspense", kind="act"),
        ),
        Difference(
            stop("账本有、银行无"),
            -24_000_000,
            "事件 31,407 与 31,409 同一流水",
            "R01 R02 R04",
            Act("冲正 31,409…", "/close/reverse", dialog="keys"),
        ),
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
    act=Act(
        "编制人签名，送复核", "/close/prepare", kind="act", reason="R01–R04 未通过，不能送复核"
    ),
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
    paid_on=date(2026, 5, 14),
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
