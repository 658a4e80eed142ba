"""What stands in a cell of a bank's table: text, amounts, currencies, masked account numbers."""

import re
from unicodedata import normalize

from api.banks.statements.amounts import digits, minor
from api.banks.statements.format import StatementError

_DASHES = "-‐‑‒–—―－_"  # they stand where a bank has nothing to say
_AMOUNT = re.compile(r"([+-]?)[¥]?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)((?:\.[0-9]*)?)元?")
_MASK = re.compile(r"[*xX…·]+")
_CURRENCIES = {
    "人民币": "CNY", "人民币元": "CNY", "RMB": "CNY", "元": "CNY", "美元": "USD", "欧元": "EUR",
    "港币": "HKD", "港元": "HKD", "日元": "JPY", "英镑": "GBP", "澳元": "AUD", "澳大利亚元": "AUD",
    "加元": "CAD", "加拿大元": "CAD", "瑞士法郎": "CHF", "新加坡元": "SGD", "澳门元": "MOP",
}  # fmt: skip


class Rounded(str):
    """A number of more than 15 digits, as a spreadsheet keeps it: its last digits are lost."""

    __slots__ = ()


def folded(text: str) -> str:
    """NFC, white space folded; dashes alone are nothing."""
    found = " ".join(text.split())
    if found.isascii() and found[:1] not in ("-", "_"):  # most cells: the rest takes its time
        return found
    found = normalize("NFC", found)
    return found if found.strip(_DASHES) else ""


def name(text: str) -> str:
    """A column's name as it is compared: one width, no white space."""
    return "".join(normalize("NFKC", text).split())


def amount(text: str, currency: str) -> int:
    """`-1,234.50`, `1234.5`, `￥12` in signed minor units; commas only at thousands.

    Raises StatementError for anything else, and for more decimals than the currency has.
    """
    if found := _AMOUNT.fullmatch(normalize("NFKC", text).strip()):
        sign, whole, fraction = found.groups()
        value = minor(whole.replace(",", "") + fraction, currency)
        return -value if sign == "-" else value
    raise StatementError("unread.number", said=text[:40])


def is_amount(text: str) -> bool:
    """Whether this is a decimal number at all, of however many decimals."""
    return _AMOUNT.fullmatch(normalize("NFKC", text).strip()) is not None


def currency_code(text: str) -> str:
    """The code of a currency that banks may name in Chinese. Raises StatementError."""
    code = _CURRENCIES.get(name(text), text)
    digits(code)
    return code


def same_account(stated: str, number: str) -> bool:
    """Whether a number that a bank states, perhaps masked or by its last digits, can be `number`.

    `1234****9876` begins and ends so; fewer digits than an account has are its last ones.
    """
    begin, *rest = _MASK.split(stated)
    if rest:
        end = rest[-1]
        return number.startswith(begin) and number.endswith(end) and stated != number
    return number == stated or (4 <= len(stated) < len(number) and number.endswith(stated))
