"""Who plays in the demonstration, all invented: staff, one construction lot, five bidders."""

from dataclasses import dataclass
from datetime import datetime

from domain.lot.announce import DefineLot

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
    Bidder("91350600MA31000053", "泉州市宏远市政工程有限公司", "3505010005", pays_as="张三"),
)
"""The third's bank adds a full-width space; for the fifth somebody else pays."""

LOT = DefineLot(
    lot="E3506000001000001001001",
    title="漳州市芗城区某中学教学楼施工（一标段）",
    category="CONSTRUCTION",
    region="350600",
    owner="owner",
    agency="agency",
    deposit_fen=80_000_000,
    deposit_deadline=datetime.fromisoformat("2026-03-16T17:00:00+08:00"),
    opening_at=datetime.fromisoformat("2026-03-17T09:30:00+08:00"),
    basic_account=True,
)
