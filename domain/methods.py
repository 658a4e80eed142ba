"""How something is traded (REFERENCE 2.4), and for which scopes of rules that makes a lot one."""

SCOPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("公开招标", ("TENDER",)),
    ("邀请招标", ("TENDER", "INVITED")),
    ("竞争性谈判", ("NEGOTIATION",)),
    ("竞争性磋商", ("CONSULTATION",)),
    ("询价", ("QUOTATION",)),
    ("单一来源", ("SINGLE_SOURCE",)),
    ("拍卖", ("AUCTION",)),
    ("挂牌", ("LISTING",)),
)
"""Methods by the names that procedures give them."""


def scopes_of(method: str) -> tuple[str, ...]:
    """The scopes of a method; none of one that no row is about."""
    return dict(SCOPES).get(method, ())
