"""Is a transfer sound? What banks do not catch, or answer by refusing the whole file, we catch."""

import re
from unicodedata import category

from api.banks.channels.channel import BadTransfer, Instruction, Transfer
from domain.payee import LONGEST_ACCOUNT, LONGEST_NAME, is_account, is_unwritable

LONGEST_NOTE = 140
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z.:+-]{0,34}")
_PLACEHOLDERS = ("NONREF", "NOTPROVIDED")
_LARGEST_FEN = 10**18 - 1
"""Of a payment and of a file: eighteen digits, two of them decimals."""


def checked(transfer: Transfer) -> None:
    """Raises BadTransfer for the first thing that is wrong: field, value, what would be right.

    What is a payee's own is not said: the sentence goes to logs and screens.
    """
    _id("message", transfer.message)
    if transfer.made_at.utcoffset() is None:
        _bad("made_at", transfer.made_at.isoformat(), "a time with its offset, as +08:00")
    writable("account_name", transfer.account_name, LONGEST_NAME)
    _account("account", transfer.account)
    writable("bank", transfer.bank, LONGEST_NAME, empty=True)
    if not transfer.instructions:
        _bad("instructions", "none", "at least one payment")
    seen: set[str] = set()
    for number, one in enumerate(transfer.instructions, 1):
        _instruction(f"instruction {number}: ", one)
        if one.payment in seen:
            _bad(f"instruction {number}: payment", one.payment, "an id that occurs once in a file")
        seen.add(one.payment)
    if (total := sum(one.amount_fen for one in transfer.instructions)) > _LARGEST_FEN:
        _bad("the sum of all amounts", str(total), f"at most {_LARGEST_FEN} fen")


def _instruction(at: str, one: Instruction) -> None:
    _id(f"{at}payment", one.payment)
    if not 0 < one.amount_fen <= _LARGEST_FEN:
        _bad(f"{at}amount_fen", str(one.amount_fen), f"whole fen, 1 to {_LARGEST_FEN}")
    writable(f"{at}payee_name", one.payee_name, LONGEST_NAME, shown=False)
    _account(f"{at}payee_account", one.payee_account, shown=False)
    writable(f"{at}payee_bank", one.payee_bank, LONGEST_NAME, empty=True, shown=False)
    writable(f"{at}note", one.note, LONGEST_NOTE, empty=True)


def _id(field: str, value: str) -> None:
    if not _ID.fullmatch(value) or value in _PLACEHOLDERS:
        right = "1 to 35 letters, digits, `-`, `.`, `:` or `+`, a letter or digit first"
        _bad(field, value, right)


def _account(field: str, value: str, *, shown: bool = True) -> None:
    if not is_account(value):
        right = f"an account number of 1 to {LONGEST_ACCOUNT} letters and digits"
        _bad(field, value if shown else None, right)


def writable(
    field: str, value: str, longest: int, *, empty: bool = False, shown: bool = True
) -> None:
    """Raises BadTransfer unless this is one line of text that a bank can be told.

    `empty`: it may be; `shown`: the sentence may quote it.
    """
    told = value if shown else None
    if not any(_seen(sign) for sign in value) and not (empty and not value):
        _bad(field, told, f"1 to {longest} characters that say something")
    if len(value) > longest:
        _bad(field, told, f"at most {longest} characters; these are {len(value)}")
    for sign in value:
        if is_unwritable(sign):
            _bad(field, told, f"no sign that cannot be seen or written, as U+{ord(sign):04X}")


def _seen(sign: str) -> bool:
    return not sign.isspace() and category(sign) != "Cf"


def _bad(field: str, value: str | None, right: str) -> None:
    if value is None:
        raise BadTransfer(f"{field} is unfit: expected {right}")
    shown = repr(value if len(value) <= 80 else value[:79] + "…")
    raise BadTransfer(f"{field} is {shown}: expected {right}")
