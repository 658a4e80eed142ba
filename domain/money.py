"""Money as whole fen (the currency's minor units): read, shown and divided without losing one."""

import re
from collections.abc import Sequence
from typing import NewType

Fen = NewType("Fen", int)

MOST = 2**53 - 1
"""The largest amount, in fen, that every reader of our signed bytes holds exactly."""

_WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DECIMALS = {
    **dict.fromkeys(_WITHOUT.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
    "CLF": 4,
    "UYW": 4,
}

_TEXT = re.compile(r"(-?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?")


def yuan(text: str) -> Fen:
    """Reads `800,000.00`, `800000`, `-12.5`: at most two decimals, commas only at thousands.

    Raises ValueError, naming the text, for anything else and beyond `MOST`.
    """
    read = _TEXT.fullmatch(text)
    if read is None:
        raise ValueError(f"amount {text!r}: expected yuan and fen such as 800,000.00")
    sign, whole, decimals = read.groups()
    fen = int(whole.replace(",", "")) * 100 + int((decimals or "").ljust(2, "0"))
    if fen > MOST:
        raise ValueError(f"amount {text!r}: expected at most {show(Fen(MOST))}")
    return Fen(-fen if sign else fen)


def decimals(currency: str) -> int:
    """How many decimals a currency has (ISO 4217); two unless it is known to have others."""
    return _DECIMALS.get(currency, 2)


def show(minor: int, currency: str = "CNY") -> str:
    """Prints minor units as `800,000.00`; `yuan` reads it back."""
    return written(minor, currency, grouped=True)


def written(minor: int, currency: str, *, grouped: bool = False) -> str:
    """Minor units as a decimal number, `-1234.50` or grouped `-1,234.50`."""
    places = decimals(currency)
    whole, rest = divmod(abs(minor), 10**places)
    fraction = f".{rest:0{places}}" if places else ""
    return f"{'-' if minor < 0 else ''}{whole:{',' if grouped else ''}}{fraction}"


def split(total: int, weights: Sequence[int]) -> tuple[Fen, ...]:
    """Divides a total by weights so that the parts sum to it exactly (largest remainder).

    Equal remainders go to the earlier part. So a bank's lump of interest is distributed (E19).
    Raises ValueError for a negative total or weight, and when no weight is positive.
    """
    whole = sum(weights)
    if total < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError(f"cannot split {total} fen by {tuple(weights)}: negative, or no weight")
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return tuple(map(Fen, parts))
