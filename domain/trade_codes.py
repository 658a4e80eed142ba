"""Codes of trade besides the lot's: of projects and procedures, of what parties hand in or ask."""

import re
from hashlib import sha256

from domain.identifiers import NotAnIdentifier

_APPLICATION = re.compile(r"A[0-9A-F]{16}")
_BID = re.compile(r"B[0-9A-F]{16}")
_QUESTION = re.compile(r"T[0-9A-F]{16}")
_DOWNLOAD = re.compile(r"L[0-9A-F]{16}")
_INTERVENTION = re.compile(r"V[0-9A-F]{16}")
_CODE = re.compile(r"[0-9A-Z-]{3,40}")


def project_code(text: str) -> str:
    """A project: PROJECT_CODE (17), or a code of its owner's."""
    return _read("project", text)


def procedure_code(text: str) -> str:
    """How a project is traded: TENDER_PROJECT_CODE (20), or a code of its agency's."""
    return _read("procedure", text)


def resolution_code(text: str) -> str:
    """A decision of the committee's, by a code of its own."""
    return _read("resolution", text)


def consultation_code(text: str) -> str:
    """A question to the office, by a code of its own."""
    return _read("consultation", text)


def milestone_code(text: str) -> str:
    """What is to be reached, by a code of the plan's."""
    return _read("milestone", text)


def venue_code(text: str, kind: str = "venue") -> str:
    """A room, or a booking of one, by a code of the centre's."""
    return _read(kind, text)


def filing_code(text: str) -> str:
    """What is filed with the office, by a code of its filer's."""
    return _read("filing", text)


def market_code(market: str, original: str) -> str:
    """A trade at a market of others, by the market's name and its own number there: X and 16
    hexadecimal digits, the same for the same trade, whatever blanks stand around its number.
    """
    return market_code_as_typed(market, original.strip())


def market_code_as_typed(market: str, original: str) -> str:
    """The same, blanks and all, as codes were made at first."""
    return f"X{sha256(f'{market}\n{original}'.encode()).hexdigest()[:16].upper()}"


def bid_code(text: str) -> str:
    """A bid's opaque id: B and 16 random hexadecimal digits."""
    if _BID.fullmatch(text) is None:
        right = "B and 16 upper-case hexadecimal digits"
        raise NotAnIdentifier(f"bid {text[:60]!r}: expected {right}")
    return text


def application_code(text: str) -> str:
    """An application's opaque id: A and 16 random hexadecimal digits."""
    if _APPLICATION.fullmatch(text) is None:
        right = "A and 16 upper-case hexadecimal digits"
        raise NotAnIdentifier(f"application {text[:60]!r}: expected {right}")
    return text


def application_of(bid: str) -> str:
    """The application of whoever may hand in this bid: of one party for one lot both have the same
    digits, so that a bid need not say by what it is let in.
    """
    return f"A{bid_code(bid)[1:]}"


def question_code(text: str) -> str:
    """A question's opaque id: T and 16 random hexadecimal digits."""
    if _QUESTION.fullmatch(text) is None:
        right = "T and 16 upper-case hexadecimal digits"
        raise NotAnIdentifier(f"question {text[:60]!r}: expected {right}")
    return text


def download_code(text: str) -> str:
    """A download's opaque id: L and 16 random hexadecimal digits."""
    if _DOWNLOAD.fullmatch(text) is None:
        right = "L and 16 upper-case hexadecimal digits"
        raise NotAnIdentifier(f"download {text[:60]!r}: expected {right}")
    return text


def intervention_code(text: str) -> str:
    """An intervention's opaque id: V and 16 random hexadecimal digits."""
    if _INTERVENTION.fullmatch(text) is None:
        right = "V and 16 upper-case hexadecimal digits"
        raise NotAnIdentifier(f"intervention {text[:60]!r}: expected {right}")
    return text


def _read(kind: str, text: str) -> str:
    if _CODE.fullmatch(text) is None:
        raise NotAnIdentifier(f"{kind} {text[:60]!r}: expected 3 to 40 of A-Z, 0-9 and -")
    return text
