"""The bank of the demonstration and the tests: the `mock-bank` package, its clock in our hands."""

import http.client
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Self

from mockbank.server import Config, make_server

_FROZEN = datetime(2026, 1, 1, tzinfo=UTC)


def account_number(number: str) -> str:
    """A Chinese account number as the bank takes it: wrapped like an IBAN, with check digits."""
    check = 98 - int(number + "122300") % 97
    return f"CN{check:02d}{number}"


class BankRefused(RuntimeError):
    """The bank answered with an error; the sentence is the bank's."""


class Bank:
    """A bank in this process. Its time moves only when told; statements come at day's end."""

    def __init__(self, starts: str, cutoff: str = "17:00") -> None:
        """`starts`: local time in Shanghai, as `2026-03-16T09:00`."""
        config = Config(port=0, quiet=True, timezone="Asia/Shanghai", cutoff=cutoff, clock=starts)
        self._server: Any = make_server(config)
        self._state: Any = self._server.state
        clock = self._state.clock
        clock.real, clock.started = _standing(clock.zone), _FROZEN.astimezone(clock.zone)
        clock.offset = datetime.fromisoformat(starts).replace(tzinfo=clock.zone) - clock.started
        self._state.statements_to = clock.now()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def open_account(self, name: str, number: str, holder: str, balance_fen: int = 0) -> str:
        """Opens one of our accounts in CNY; returns the number statements call it by."""
        iban = account_number(number)
        account = {
            "id": name,
            "iban": iban,
            "name": holder,
            "currency": "CNY",
            "balance": balance_fen,
        }
        self._ask("POST", "/_mock/accounts", account)
        return iban

    def receive(
        self, account: str, amount_fen: int, payer: str, payer_number: str, reference: str
    ) -> None:
        """Somebody pays into our account."""
        credit = {
            "account": account,
            "amount": amount_fen,
            "debtor": {"name": payer, "iban": account_number(payer_number)},
            "reference": reference,
            "note": "投标保证金",
        }
        self._ask("POST", "/_mock/credits", credit)

    def move_to(self, local: str) -> None:
        """Moves the bank's time forward, booking and writing statements on the way."""
        with self._state.lock:
            clock = self._state.clock
            before = clock.now()
            to = datetime.fromisoformat(local).replace(tzinfo=clock.zone)
            if to < before:
                raise ValueError(f"{local} lies before the bank's time {before.isoformat()}")
            clock.offset += to - before
            for hook in clock.on_advance:
                hook(before, to)

    def statements(self, name: str) -> list[bytes]:
        """The camt.053 files of an account that were not fetched before, oldest first."""
        return [
            str(message["body"]).encode()
            for message in self._ask("GET", f"/_mock/mailbox?account={name}&type=camt.053")
            if message["account"] == name and message["type"].startswith("camt.053")
        ]

    def balance(self, name: str) -> int:
        """The bank's own balance of an account, in fen."""
        return int(self._ask("GET", f"/_mock/accounts/{name}")["balance"])

    def unsent(self) -> list[Any]:
        """Messages that the bank could not write; a run that leaves any was not whole."""
        found: list[Any] = self._ask("GET", "/_mock/unsent")
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        line = http.client.HTTPConnection(*self._server.server_address[:2])
        try:
            line.request(method, path, data, {"Accept": "application/json"})
            answer = line.getresponse()
            said = answer.read()
        finally:
            line.close()
        if answer.status >= 400:
            raise BankRefused(said.decode(errors="replace"))
        return json.loads(said)


def _standing(zone: Any) -> Callable[[], datetime]:
    frozen = _FROZEN.astimezone(zone)
    return lambda: frozen
