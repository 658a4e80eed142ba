"""The bank of the demonstration and the tests: the `mock-bank` package, its clock in our hands."""

import json
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Self

from mockbank.accounts import reason_fits
from mockbank.server import Config, make_server

from api.banks.channels.channel import Answer, Channel, Transfer
from api.banks.channels.line import Line
from api.banks.channels.pain001 import written
from api.banks.channels.register import channel
from api.demo.bent import Bent, BentChannel

_FROZEN = datetime(2026, 1, 1, tzinfo=UTC)
_SECONDS = 60


def account_number(number: str) -> str:
    """A Chinese account number as the bank takes it: wrapped like an IBAN, with check digits."""
    check = 98 - int(number + "122300") % 97
    return f"CN{check:02d}{number}"


class BankRefused(RuntimeError):
    """The bank answered with an error; the sentence is the bank's."""


class Bank:
    """A bank in this process. Its time moves only when told; statements come at day's end.

    Accounts are told apart by their name: letters and digits, different in the first 18.
    """

    def __init__(self, starts: str, cutoff: str = "17:00", *, careless: bool = False) -> None:
        """`starts`: local time in Shanghai, as `2026-03-16T09:00`.

        `careless`: takes a message that it has had already, and pays it again.
        """
        config = Config(
            port=0,
            quiet=True,
            timezone="Asia/Shanghai",
            cutoff=cutoff,
            clock=starts,
            allow_duplicates=careless,
        )
        self._server: Any = make_server(config)
        self._state: Any = self._server.state
        clock = self._state.clock
        clock.real, clock.started = _standing(clock.zone), _FROZEN.astimezone(clock.zone)
        clock.offset = datetime.fromisoformat(starts).replace(tzinfo=clock.zone) - clock.started
        self._state.statements_to = clock.now()
        self._change("UPDATE account SET closed = 1")  # it comes with four of somebody else's
        self._boxes: defaultdict[str, list[bytes]] = defaultdict(list)
        self._layers: defaultdict[str, Bent] = defaultdict(Bent)
        host, port = self._server.server_address[:2]
        self.address = f"http://{host}:{port}"
        self._line = Line(self.address, _SECONDS)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def channel(self, *numbers: str) -> Channel:
        """A channel to this bank for these account numbers of ours; without any, for all."""
        return BentChannel(channel("mock-bank", self.address, numbers, _SECONDS), self._layers)

    def bent(self, name: str) -> Bent:
        """The layer that bends the statements of an account of ours."""
        return self._layers[self._number(name)]

    def pay(self, transfer: Transfer) -> Answer:
        """Payments from an account of ours, as a file."""
        return self.channel().send(written(transfer))

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

    def closed_payee(self, number: str, holder: str) -> str:
        """An account of somebody else that was closed: payments to it are refused (AC04)."""
        name = f"P{number[-17:]}"
        iban = self.open_account(name, number, holder)
        self._ask("PATCH", f"/_mock/accounts/{name}", {"closed": True})
        return iban

    def receive(
        self,
        account: str,
        amount_fen: int,
        payer: str,
        payer_number: str,
        reference: str,
        note: str = "投标保证金",
    ) -> str:
        """Somebody pays into our account; returns the bank's number of the credit."""
        credit = {
            "account": account,
            "amount": amount_fen,
            "debtor": {"name": payer, "iban": account_number(payer_number)},
            "reference": reference,
            "note": note,
        }
        return f"MB-RCV-{self._ask('POST', '/_mock/credits', credit)['id']}"

    def behaves(self, name: str, how: str, **parameters: object) -> None:
        """How it treats files and payments of an account from now on.

        `accept`; `reject-file` (FF01); `insufficient-funds` (AM04 instead of an overdraft);
        `silent` (books, and reports nothing); `return-later` with `days`, `reason` and perhaps the
        `end_to_end_id` of the only one: what books from now on comes back.
        """
        wanted = {"behaviour": how, "parameters": parameters}
        self._ask("PATCH", f"/_mock/accounts/{name}", wanted)

    def send_back(self, payment: str, days: int = 2, reason: str = "AC04") -> None:
        """A booked payment comes back so many business days after it settled, 0: at once.

        The bank knows `return-later` for one payment of an account or for all; this is for some.
        Raises BankRefused for a payment not booked, or a reason that its messages cannot carry.
        """
        if not reason_fits(reason, "iso20022"):
            raise BankRefused(f"no message can carry the reason {reason!r}")
        (booked,) = self._ask("GET", f"/_mock/payments/{payment}?all")
        if booked["status"] != "accepted" or booked["booked_at"] is None:
            raise BankRefused(f"payment {payment} is {booked['status']}, not booked")
        settled = date.fromisoformat(booked["settlement_date"])
        clock = self._state.clock
        due = max(clock.business_days_after(settled, days), clock.roll_forward(clock.today()))
        change = "UPDATE payment SET return_due = ?, return_reason = ? WHERE id = ?"
        self._change(change, due.isoformat(), reason, booked["id"])
        with self._state.lock:
            self._state.release()

    def works_on(self, is_business_day: Callable[[date], bool]) -> None:
        """On which days it settles; its own calendar knows weekends, not 调休."""
        self._state.clock.is_business_day = is_business_day

    def now(self) -> datetime:
        """The bank's time."""
        told: datetime = self._state.clock.now()
        return told

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
        """The camt.053 files of an account that were not fetched before, oldest first; bent."""
        for message in self._ask("GET", "/_mock/mailbox?type=camt.053"):
            self._boxes[message["account"]].append(str(message["body"]).encode())
        layer = self._layers.get(self._number(name))
        return [layer.statement(file) if layer else file for file in self._boxes.pop(name, [])]

    def deliver_again(self, name: str) -> None:
        """The last statement of an account is delivered once more, the same bytes."""
        sent = self._ask("GET", "/_mock/messages?type=camt.053")
        last = [message["id"] for message in sent if message["account"] == name][-1]
        self._ask("POST", f"/_mock/mailbox/{last}/unread")

    def payments(self) -> list[tuple[str, bool]]:
        """Every payment it was ever handed, oldest first: end-to-end id, whether it took it."""
        found = self._ask("GET", "/_mock/payments")
        return [(one["end_to_end_id"], one["status"] != "rejected") for one in reversed(found)]

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

    def _number(self, name: str) -> str:
        return str(self._ask("GET", f"/_mock/accounts/{name}")["iban"])

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        status, said = self._line.ask(method, path, data)
        if status >= 400:
            raise BankRefused(said.decode(errors="replace"))
        return json.loads(said)

    def _change(self, statement: str, *values: object) -> None:
        with self._state.lock:
            self._state.conn.execute(statement, values)
            self._state.conn.commit()


def _standing(zone: Any) -> Callable[[], datetime]:
    frozen = _FROZEN.astimezone(zone)
    return lambda: frozen
