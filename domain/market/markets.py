"""The markets of others whose trades are imported: by codes of ours, whatever else they are called.

A trade's number is its market's own: under two names of one market it would come in twice. A new
market is a line here.
"""

from dataclasses import dataclass

from domain.kernel import Rejected


@dataclass(frozen=True, slots=True)
class Market:
    """A market, by our code; `zh`: its name, `names`: what it is called besides; which categories
    of ours are traded there.
    """

    code: str
    zh: str
    names: tuple[str, ...]
    categories: tuple[str, ...]


MARKETS: tuple[Market, ...] = (
    # REFERENCE 2.7.9, FC-01 [S]; rights to emit that change hands there are EM's 协议转让.
    Market(
        "FJ-HXREE",
        "福建海峡资源环境交易中心",
        ("海峡资源环境交易中心",),
        ("FOREST_CARBON", "EMISSION"),
    ),
    # 温室气体自愿减排交易管理办法（试行）: the nation's voluntary credits are traded there [K].
    Market(
        "CN-CCER",
        "北京绿色交易所",
        ("全国温室气体自愿减排交易系统",),
        ("FOREST_CARBON",),
    ),
)

_BY_NAME = {name: one for one in MARKETS for name in (one.code, one.zh, *one.names)}


def called(text: str) -> Market | None:
    """The market of this code or name; None where none is called so."""
    return _BY_NAME.get(text.strip())


def names_of(text: str) -> tuple[str, ...]:
    """All that the market of this code or name is called, its code first; this, of no market."""
    there = called(text)
    return (text,) if there is None else (there.code, there.zh, *there.names)


def refusal(code: str, category: str) -> Rejected | None:
    """Why no trade of this category comes from a market of this code; None where some do."""
    there = [one for one in MARKETS if category in one.categories]
    if any(one.code == code for one in there):
        return None
    right = ", ".join(f"{one.code} {one.zh}" for one in there) or "none yet"
    return Rejected("market.unknown", f"{code} is no market of {category}; expected {right}")
