"""Decimal text of a bank → whole minor units of its currency, exactly or not at all."""

import re

from api.banks.statements.format import StatementError

# ISO 4217: every currency has two digits but these.
_DIGITS = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
_CODE = re.compile(r"[A-Z]{3}")
_DECIMAL = re.compile(r"\+?0*([0-9]*)(?:\.([0-9]*?)0*)?")
_LARGEST = 2**53 - 1  # what a signed event may carry as an integer


def minor(text: str, currency: str) -> int:
    """`text` (a decimal without sign, such as 1234.5) in minor units of `currency` (ISO 4217).

    Zeros behind the last digit of the currency are nothing; any other digit there is refused, as
    are signs (only the bank's indicator says which way), empty text and sums beyond 2^53 − 1.
    """
    if not _CODE.fullmatch(currency):
        raise StatementError(f"currency {currency[:40]!r} is not a code of three capital letters")
    found = _DECIMAL.fullmatch(text)
    if found is None or not any(character in "0123456789" for character in text):
        raise StatementError(f"amount {text[:40]!r} is not a decimal number without sign")
    whole, fraction = found[1], found[2] or ""
    digits = _DIGITS.get(currency, 2)
    if len(fraction) > digits:
        raise StatementError(
            f"amount {text[:40]!r} has more decimals than {currency} has ({digits})"
        )
    if len(whole) > 18 or (value := int(whole + fraction.ljust(digits, "0") or "0")) > _LARGEST:
        raise StatementError(f"amount {text[:40]!r} is larger than {_LARGEST} minor units")
    return value
