"""Numbers of alerts: each follows from what it was raised for, so that none is raised twice."""

import re
from hashlib import sha256

from domain.identifiers import NotAnIdentifier

_ALERT = re.compile(r"W[0-9A-F]{16}")


def alert_code(text: str) -> str:
    """An alert's number. Raises NotAnIdentifier for what is none."""
    if _ALERT.fullmatch(text) is None:
        right = "W and 16 upper-case hexadecimal digits"
        raise NotAnIdentifier(f"alert {text[:60]!r}: expected {right}")
    return text


def code_for(policy: str, *of: object) -> str:
    """The number of the alert that a policy raises for this: the position of an event, a term.

    What is told here can be told by the number, so nothing that is secret: a position stands in
    clear beside it anyway, as its cause.
    """
    told = "/".join(map(str, ("alert", policy, *of)))
    return f"W{sha256(told.encode()).hexdigest()[:16].upper()}"
