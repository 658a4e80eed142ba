"""The shape that packs once had: one order for all lots of a kind, methods by any name."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.packs.shapes import (
    WrittenForfeit,
    WrittenHears,
    WrittenMethod,
    WrittenPack,
    WrittenRefund,
    WrittenRule,
)

_SCOPES_ONCE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("公开招标", ("TENDER",)),
    ("邀请招标", ("TENDER", "INVITED")),
    ("竞争性谈判", ("NEGOTIATION",)),
    ("竞争性磋商", ("CONSULTATION",)),
    ("询价", ("QUOTATION",)),
    ("单一来源", ("SINGLE_SOURCE",)),
    ("拍卖", ("AUCTION",)),
    ("挂牌", ("LISTING",)),
)
"""What a method made a lot while no pack said it: of any kind of trade the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPackV1:
    """All rules of one kind of trade, before a pack said by which methods it is traded."""

    code: str
    zh: str
    en: str
    protocols: tuple[str, ...]
    least_bidders: int
    basic_account_required: bool
    deposit_becomes: str
    interest_unowed_goes_to: str
    secret_until: tuple[str, ...]
    awarded_by: str
    price_goes_to: str
    forfeited_to: str
    forfeited_interest: str
    overdue_rate: str
    refunds: tuple[WrittenRefund, ...]
    forfeits: tuple[WrittenForfeit, ...]
    lifecycle: tuple[WrittenHears, ...]
    rules: tuple[WrittenRule, ...]


def today(old: WrittenPackV1) -> WrittenPack:
    """As it is read now: by each of its protocols, whatever the method is called."""
    alike = {name: getattr(old, name) for name in old.__slots__ if name != "protocols"}
    return WrittenPack(**alike, methods=tuple(_methods(old)), orders=())


def _methods(old: WrittenPackV1) -> Iterator[WrittenMethod]:
    known = {row.scope for row in old.rules}
    for protocol in dict.fromkeys(old.protocols):
        for zh, scopes in (*_SCOPES_ONCE, ("", ())):
            own = tuple(scope for scope in scopes if scope in known)
            if own or not zh:
                yield WrittenMethod(zh=zh, protocol=protocol, scopes=own)
