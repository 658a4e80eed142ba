"""Texts as banks write them: made comparable, and told from what stands where nothing is said."""

from unicodedata import normalize

from api.banks.statements.format import StatementError

LONGEST_IDENTIFIER = 100
"""Characters of what a bank calls a statement; ISO 20022 allows 35, SWIFT 16 and a number."""
_PLACEHOLDERS = frozenset({"NONREF", "NOTPROVIDED", "NOTAVAILABLE"})
"""What banks write, large or small, where they have no number."""

CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], " ")
"""Control characters but tabs and line feeds, for `translate`: they are no text, U+0000 least."""


def folded(raw: str | None) -> str:
    """NFC, white space folded; empty where nothing is said."""
    said = " ".join(raw.split()) if raw else ""
    return said if said.isascii() else normalize("NFC", said)


def number(said: str | None) -> str | None:
    """What something is numbered by; None where nothing stands there, or what says so."""
    return None if not said or said.upper() in _PLACEHOLDERS else said


def serial(said: str | None) -> str | None:
    """A bank's own number of an entry. Zeros alone are none: if every entry has them, equal sums
    of two payers in a day would be told apart by their order alone."""
    return number(said) if said and said.strip("0") else None


def called(said: str) -> str | None:
    """What a bank calls a statement. Raises StatementError for one that is too long: cut, two of
    them might be the same."""
    if len(said) > LONGEST_IDENTIFIER:
        raise StatementError(
            "unread.identifier", said=said[:40], length=len(said), most=LONGEST_IDENTIFIER
        )
    return said or None


def pieces(raw: str | None) -> str | None:
    """Each line folded, empty ones left out; None where nothing is said."""
    return "\n".join(filter(None, map(folded, (raw or "").split("\n")))) or None
