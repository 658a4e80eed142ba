"""应退清单 and 退款批次 with sample data."""

from dataclasses import replace
from datetime import date

from api.http.pages.views.desk import Act, Signatory, TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.refunds import Countdown, DueGroup, DueRow, Proposal, Refunds, ToSign
from tests.browser.specimen_parts import MAKER, tick

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
    due(
        13,
        Countdown("late", 1, "超期 1 日"),
        "水仙大街改造 2 标",
        "合同已签，未中标",
        "圆山建设集团有限公司",
        "7702",
        50_000_000,
        26_153,
        "55 天与 52 天",
        _WAITS,
    ),
    due(
        18,
        _SOON2,
        "水仙大街改造 1 标",
        "合同已签，中标人",
        "九龙江市政工程有限公司",
        "4418",
        80_000_000,
        45_889,
        "59 天，年 0.35%",
        _WAITS,
        "新账户 尾号 4418，须附证明",
    ),
    due(
        18,
        _SOON2,
        "延安北路旧厂房",
        "成交确认，未成交",
        "芗城冷链物流有限公司",
        "2281",
        60_000_000,
        None,
        "产权规则",
        _WAITS,
    ),
    due(
        18,
        _SOON2,
        "延安北路旧厂房",
        "成交确认，未成交",
        "龙文仓储服务有限公司",
        "3350",
        60_000_000,
        None,
        "产权规则",
        _WAITS,
    ),
    due(
        20,
        Countdown("soon", 4, "4 工作日"),
        "锦绣路 3 标",
        "流标",
        "南靖土楼建工有限公司",
        "6631",
        24_000_000,
        2_333,
        "10 天，年 0.35%",
        _WAITS,
    ),
)
_FIRST = (
    due(
        14,
        Countdown("kept", 0, "已按期"),
        "市一中实训设备",
        "未中标，中标公告",
        "云霄仪器有限公司",
        "1180",
        3_720_000,
        None,
        "采购规则",
        tick("银行已付 13:41"),
    ),
    due(
        14,
        _TODAY,
        "市一中实训设备",
        "未中标，中标公告",
        "华安科教设备有限公司",
        "9027",
        3_720_000,
        None,
        "采购规则",
        TagView("way", "clock", "银行处理中"),
    ),
    due(
        18,
        _SOON2,
        "水仙大街改造 1 标",
        "合同已签，第一候选人",
        "漳江路桥建设有限公司",
        "3305",
        80_000_000,
        49_000,
        "63 天，年 0.35%",
        TagView("way", "arrow", "已发银行"),
    ),
    due(
        18,
        _SOON2,
        "马洋溪供水 2 标",
        "合同已签，未中标",
        "长泰水务建设有限公司",
        "7716",
        18_600_000,
        8_138,
        "45 天，年 0.35%",
        TagView("danger", "hook", "退汇：账户已销"),
    ),
)
_TABS = (
    Choice("全部 9", "?", True),
    Choice("超期 1", "?left=late", False),
    Choice("今天到期 2", "?left=today", False),
    Choice("2 个工作日内 5", "?left=soon", False),
    Choice("以后 1", "?left=later", False),
)

BATCHES = Refunds(
    subject="2026-05-14 周四，2 批 9 笔；待您复核 1 批 5 笔",
    tabs=_TABS,
    note="法定期限由公告、合同等事件自动产生，不能手改",
    groups=(
        DueGroup("RB-20260514-02", "待复核 5 笔，5 个收款人", _SECOND, mine=True),
        DueGroup("RB-20260514-01", "09:40 已批准 4 笔：已付 1，途中 2，退汇 1", _FIRST),
    ),
    total_words="今日合计 9 笔",
    kept_back="锦绣路 1 标 / 南靖土楼建工 500,000.00 元：法院冻结 320,000.00 元"
    "（执行通知 0417 号），可退 180,000.00 元，解除前不计超期",
    kept_back_path="?held=1",
    sign=ToSign(
        title="您将签名的内容",
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
            "用本人密钥签名并批准",
            "/batches/approve",
            kind="act",
            glyph="key",
            reason="请先勾选“已核对变更账户”",
        ),
        acts=(
            Act("退回经办…", "/batches/reject", kind="hard", dialog="back"),
            Act("移出选中…", "/batches/remove"),
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
        "将 5 笔退款编为一批，送复核人签名：",
        "将 {n} 笔退款编为一批，送复核人签名：",
        274_000_000,
        74_375,
        Act("编批并提交复核 5 笔", "/dues/propose", kind="act"),
        "编批并提交复核 {n} 笔",
    ),
)
