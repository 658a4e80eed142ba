"""The three messages of ISO 20022 in which a bank tells of an account: only one is money."""

import re
from dataclasses import dataclass

_LATEST = 13


@dataclass(frozen=True, slots=True)
class Message:
    """A kind of message: where its parts, one an account and day, stand; whether they post."""

    name: str
    within: str
    holder: str
    posts: bool = False

    @property
    def containers(self) -> tuple[str, str]:
        """What the container is called, since version 2 and in version 1."""
        return self.within, f"{self.within}V01"

    @property
    def versions(self) -> str:
        """Those whose namespace is known."""
        return f"{self.name}.001.01 to .{_LATEST}"

    def has(self, namespace: str) -> bool:
        """Whether this is the namespace of one of its versions."""
        found = re.fullmatch(
            rf"urn:iso:std:iso:20022:tech:xsd:{re.escape(self.name)}\.001\.([0-9]{{2}})", namespace
        )
        return found is not None and 1 <= int(found[1]) <= _LATEST


REPORT = Message("camt.052", "BkToCstmrAcctRpt", "Rpt")
STATEMENT = Message("camt.053", "BkToCstmrStmt", "Stmt", posts=True)
NOTIFICATION = Message("camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn")
MESSAGES = (STATEMENT, REPORT, NOTIFICATION)
