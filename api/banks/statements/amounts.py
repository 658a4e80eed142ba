"""Decimal text of a bank → whole minor units of its currency, exactly or not at all."""

import re

from api.banks.statements.format import StatementError
from domain.money import decimals

_CODE = re.compile(r"[A-Z]{3}")
_DECIMAL = re.compile(r"[0-9]+(?:\.([0-9]*))?|\.([0-9]+)")
_LONGEST = 40  # characters of an amount worth reading; ISO 20022 allows 18 digits
_LARGEST = 2**53 - 1  # what a signed event may carry as an integer


def digits(currency: str) -> int:
    """How many decimals a currency has (ISO 4217); refuses what is no currency code."""
    if not _CODE.fullmatch(currency):
        raise StatementError("unread.currency", said=currency[:40])
    return decimals(currency)


def minor(text: str, currency: str) -> int:
    """`text` (a decimal without sign, such as 1234.5) in minor units of `currency`.

    Zeros behind the last digit of the currency are nothing; any other digit there is refused, as
    are signs (only the bank's indicator says which way), empty text and sums beyond 2^53 − 1.
    """
    found = _DECIMAL.fullmatch(text[: _LONGEST + 1])
    if found is None or len(text) > _LONGEST:
        raise StatementError("unread.amount", said=text[:_LONGEST])
    fraction = (found[1] or found[2] or "").rstrip("0")
    places = digits(currency)
    if len(fraction) > places:
        raise StatementError("unread.amount.decimals", said=text, currency=currency, places=places)
    whole = text.partition(".")[0]
    value = int(whole + fraction.ljust(places, "0") or "0")
    if value > _LARGEST:
        raise StatementError("unread.amount.large", said=text, most=_LARGEST)
    return value
