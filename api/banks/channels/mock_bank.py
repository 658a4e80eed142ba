"""The channel to a bank that the `mock-bank` package plays, over HTTP: for tests and the demo."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from api.banks.channels.channel import (
    Answer,
    ChannelError,
    ChannelKind,
    NoAnswer,
    Outcome,
    Report,
    Status,
)
from api.banks.channels.line import Line
from api.banks.channels.pain002 import reports

_TAKEN, _REFUSED = 202, 422
_DUPLICATE = "DUPL"
_ID = ("id",)
_MESSAGE = ("id", "account", "body")
_PAYMENT = ("msg_id", "end_to_end_id", "status", "reason", "reason_text")


class MockBank:
    """The package's doors: `POST /payments`, its mailbox, and its list of payments to ask in.

    The mailbox gives a message once it is asked to let it go. We look without taking, and take in
    `done` what was handed out; what came in between is put back.
    """

    def __init__(self, address: str, accounts: Collection[str] = (), seconds: float = 30) -> None:
        """`accounts`: the numbers of ours whose statements we want; none means all."""
        self._line = Line(address, seconds)
        self._accounts = frozenset(accounts)
        self._handed: dict[str, dict[int, bytes]] = {}

    def send(self, file: bytes) -> Answer:
        """A file is taken or refused as a whole; payments refused one by one are in `reports`."""
        try:
            status, said = self._line.ask("POST", "/payments", file, "application/xml")
            if status not in (_TAKEN, _REFUSED):
                raise NoAnswer(f"HTTP status {status}")
            told = json.loads(said)
            code, reason = told["reason"], told["reason_text"]
        except (NoAnswer, ValueError, LookupError, TypeError) as problem:
            return Answer(Outcome.UNKNOWN, reason=f"no answer that can be understood: {problem}")
        if status == _TAKEN:
            return Answer(Outcome.TAKEN)
        there = code == _DUPLICATE
        return Answer(Outcome.ALREADY_THERE if there else Outcome.REFUSED, code, reason)

    def ask(self, message: str) -> tuple[Report, ...] | None:
        """Looked up in the bank's payments, which it lists even when it keeps silent about them;
        a file that it refused as a whole is only in its reports."""
        payments = self._rows("/_mock/payments", _PAYMENT)
        found = tuple(_report(one) for one in reversed(payments) if one["msg_id"] == message)
        if found:
            return found
        sent = self._rows("/_mock/messages?type=pain.002", _MESSAGE)
        said = [report for one in sent for report in _reports(one) if report.message == message]
        return tuple(one for one in said if one.code != _DUPLICATE) or None

    def reports(self) -> list[Report]:
        """One that cannot be read is told as such; it stays unless it is `done`."""
        return [report for one in self._waiting("pain.002") for report in _reports(one)]

    def statements(self) -> list[bytes]:
        """The camt.053 of our accounts, byte for byte."""
        return [str(one["body"]).encode() for one in self._waiting("camt.053")]

    def notifications(self) -> list[bytes]:
        """The camt.054 of our accounts, byte for byte."""
        return [str(one["body"]).encode() for one in self._waiting("camt.054")]

    def done(self, but: Collection[bytes] = ()) -> None:
        """Takes what was handed out from the mailbox, and puts back what was not."""
        for kind, handed in self._handed.items():
            over = {name for name, file in handed.items() if file not in but}
            if not over:
                continue
            waiting = {one["id"] for one in self._rows(f"/_mock/mailbox?leave&type={kind}", _ID)}
            if waiting & over:
                self._take(kind, over, waiting - over)
        self._handed.clear()

    def _take(self, kind: str, over: set[int], others: set[int]) -> None:
        """Takes all of a kind, for there is no other way, and puts the others back at once, even
        when the answer is lost. Whoever dies in between leaves them taken: it is a bank of tests.
        """
        try:
            taken = self._rows(f"/_mock/mailbox?type={kind}", _ID)
            others |= {one["id"] for one in taken} - over
        finally:
            for name in sorted(others):
                self._told("POST", f"/_mock/mailbox/{name}/unread")

    def _waiting(self, kind: str) -> list[dict[str, Any]]:
        """What waits of a kind for our accounts; a report on no account is for whoever sends."""
        held = {one["id"]: one["iban"] for one in self._rows("/_mock/accounts", ("id", "iban"))}
        ours = [
            one
            for one in self._rows(f"/_mock/mailbox?leave&type={kind}", _MESSAGE)
            if not self._accounts
            or one["account"] is None
            or held.get(one["account"]) in self._accounts
        ]
        told = self._handed.setdefault(kind, {})
        told |= {one["id"]: str(one["body"]).encode() for one in ours}
        return ours

    def _rows(self, path: str, keys: Sequence[str]) -> list[dict[str, Any]]:
        """A list of the bank's, each row with at least these keys."""
        rows = self._told("GET", path)
        if not isinstance(rows, list) or not all(
            isinstance(row, dict) and row.keys() >= set(keys) for row in rows
        ):
            raise NoAnswer(f"GET {path}: expected a list of objects with {', '.join(keys)}")
        return rows

    def _told(self, method: str, path: str) -> Any:
        status, said = self._line.ask(method, path)
        if status != 200:
            raise NoAnswer(f"{method} {path}: the bank answered with HTTP status {status}")
        try:
            return json.loads(said)
        except ValueError as problem:
            raise NoAnswer(f"{method} {path}: the bank's answer is no JSON: {problem}") from None


def _reports(message: dict[str, Any]) -> list[Report]:
    file = str(message["body"]).encode()
    try:
        return [replace(report, file=file) for report in reports(file)]
    except ChannelError as problem:
        return [
            Report(
                message="",
                payment=None,
                status=Status.UNKNOWN,
                word="",
                reason=str(problem),
                unread=True,
                file=file,
            )
        ]


def _report(payment: dict[str, Any]) -> Report:
    """A returned payment had been accepted; that it came back, the statement says."""
    rejected = payment["status"] == "rejected"
    return Report(
        message=payment["msg_id"],
        payment=payment["end_to_end_id"],
        status=Status.REJECTED if rejected else Status.ACCEPTED,
        word=payment["status"],
        code=payment["reason"],
        reason=payment["reason_text"],
    )


MOCK_BANK = ChannelKind("mock-bank", MockBank)
