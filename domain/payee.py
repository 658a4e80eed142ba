"""Where money goes back to: a name and an account, both known whole."""

import re
from dataclasses import dataclass
from unicodedata import category

from domain.names import CUT, plain

LONGEST_NAME, LONGEST_ACCOUNT = 140, 34
"""Characters, as the schema of pain.001.001.09 has them."""
_ACCOUNT = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z -]{0,32}[0-9A-Za-z])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Where money goes back to: the account it came from, or one shown with evidence."""

    name: str
    account: str
    bank: str | None = None


def is_account(value: str) -> bool:
    """Whether a transfer could carry this as an account number."""
    return _ACCOUNT.fullmatch(value) is not None


def unfit(payee: Payee) -> str | None:
    """What would be right where no bank could be told of a payee; its own words are not said."""
    if not plain(payee.name) or not payee.account.strip():
        return "a name and an account"
    if not is_account(payee.account):
        return f"an account number of 1 to {LONGEST_ACCOUNT} letters and digits"
    for text in (payee.name, payee.bank or payee.name):
        if not plain(text) or len(text) > LONGEST_NAME or any(map(is_unwritable, text)):
            return f"names of 1 to {LONGEST_NAME} characters that can be seen and written"
    return None


def is_unwritable(sign: str) -> bool:
    """Control signs, line breaks, halves of characters, what XML cannot hold, and signs without a
    shape (Cf): a name with one reads otherwise than it is."""
    return ord(sign) & 0xFFFE == 0xFFFE or category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def payee_of(name: str | None, account: str | None, bank: str | None = None) -> Payee | None:
    """Whoever paid, as the bank named it; None where name or account is missing, or was cut.

    A cut text is equal to nothing, and no bank may be told to pay to it.
    """
    if name is None or account is None or CUT in name or CUT in account:
        return None
    if not plain(name) or not plain(account):
        return None
    return Payee(name=name, account=account, bank=bank)
