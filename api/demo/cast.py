"""Who plays in the demonstration, all invented: staff, two lots, the companies that bid."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from domain.lot.announce import AnnounceLot, DefineLot

CENTRE = "centre"

CAST: tuple[tuple[str, str, str], ...] = (
    ("cash", "C-CASH", CENTRE),
    ("ops", "C-OPS", CENTRE),
    ("clerk", "C-SET1", CENTRE),
    ("reviewer", "C-SET2", CENTRE),
    ("agency", "AGENCY", "agency"),
    ("auditor", "AUD", "audit"),
    ("supervisor", "V-HOUSING", "housing"),
)
"""Person, post, organisation."""

PEOPLE = ("office", *(person for person, _, _ in CAST))
"""As whom one may sign in and look around."""


@dataclass(frozen=True, slots=True)
class Bidder:
    """A bidder: its code, its name, its basic account; and under which name its money comes."""

    party: str
    name: str
    account: str
    pays_as: str = ""
    """The name the bank reports; empty: its own."""


BIDDERS: tuple[Bidder, ...] = (
    Bidder("91350600MA3100001N", "漳州市第一建筑工程有限公司", "3505010001"),
    Bidder("91350600MA3100002R", "福建闽南建设集团有限公司", "3505010002"),
    Bidder(
        "91350600MA3100003W",
        "厦门海峡路桥工程有限公司",
        "3505010003",
        pays_as="厦门海峡路桥工程有限公司　",
    ),
    Bidder("91350600MA31000040", "龙海区恒达建筑工程有限公司", "3505010004"),
    Bidder("91350600MA31000053", "泉州市宏远市政工程有限公司", "3505010005"),
    Bidder("91350600MA31000066", "福建省九龙江建设有限公司", "3505010006"),
)
"""Who wants to build. The third's bank adds a full-width space to its name."""
BUYERS: tuple[Bidder, ...] = (
    Bidder("91350600MA31000079", "漳州古城文旅发展有限公司", "3505010007"),
    Bidder("91350600MA3100008C", "福建丹霞商贸有限公司", "3505010008"),
)
"""Who wants to buy."""
STRANGER = ("张三", "6217000000000005")
"""Somebody who pays for a company that he is not."""

_MEDIA = ("福建省公共资源交易电子公共服务平台",)
LOT = DefineLot(
    lot="E3506000001000001001001",
    title="漳州市芗城区某中学教学楼施工（一标段）",
    category="CONSTRUCTION",
    region="350600",
    owner="owner",
    agency="agency",
    estimate_fen=4_000_000_000,
    deposit_fen=80_000_000,
    deposit_deadline=datetime.fromisoformat("2026-03-16T17:00:00+08:00"),
    opening_at=datetime.fromisoformat("2026-03-17T09:30:00+08:00"),
    basic_account=True,
)
ANNOUNCEMENT = AnnounceLot(
    lot=LOT.lot, media=_MEDIA, text=sha256(f"招标公告：{LOT.title}".encode()).hexdigest()
)
SALE = DefineLot(
    lot="GQ3506002026030001",
    title="漳州市某国有企业旧办公楼转让",
    category="STATE_PROPERTY",
    region="350600",
    owner="seller",
    agency="agency",
    estimate_fen=800_000_000,
    deposit_fen=240_000_000,
    deposit_deadline=datetime.fromisoformat("2026-03-16T17:00:00+08:00"),
    opening_at=datetime.fromisoformat("2026-03-17T10:00:00+08:00"),
    basic_account=False,
)
DISCLOSURE = AnnounceLot(
    lot=SALE.lot, media=_MEDIA, text=sha256(f"转让公告：{SALE.title}".encode()).hexdigest()
)
