"""Account numbers of which a bank shows a part: no money goes back to `6222****1234`.

Until a person shows with evidence where it goes, whoever paid from there is not known whole.
"""

import re

from domain.payee import is_account

_COVERED = re.compile(r"[0-9 -]*(?:[xX]{2,}|-{2,})[0-9xX -]*")
"""Masks whose signs could stand in an account number, but for this many of them among digits."""


def whole(account: str | None) -> str | None:
    """The account where a transfer could carry it; None where it is covered, or no number."""
    if account is None or not is_account(account) or _COVERED.fullmatch(account):
        return None
    return account


def with_covered(note: str | None, account: str | None) -> str | None:
    """The note, and before it an account that is not whole: it is evidence all the same."""
    kept = account if whole(account) is None else None
    return "\n".join(filter(None, (kept, note))) or None
