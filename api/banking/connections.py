"""Which account is reached by which channel: kept beside the keys, for its owner alone."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import msgspec

from api.banks.channels.channel import Channel, ChannelError
from api.banks.channels.register import channel
from api.banks.channels.sound import writable
from api.home import Home, HomeProblem
from domain.identifiers import NotAnIdentifier, account_code
from domain.payee import LONGEST_NAME

_FILE = "channels.json"


class BadConnection(ValueError):
    """A connection that cannot be: the field, its value, and what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """An account of ours, the kind of its channel, the bank's address, the account's name there."""

    account: str
    kind: str
    address: str
    holder: str

    def __post_init__(self) -> None:
        try:
            account_code(self.account)
            writable("holder", self.holder, LONGEST_NAME)
            self.opened()
        except (NotAnIdentifier, ChannelError) as problem:
            raise BadConnection(str(problem)) from None

    def opened(self, *numbers: str) -> Channel:
        """The channel, for these account numbers of ours; without any, for all."""
        return channel(self.kind, self.address, numbers)


def connections(home: Home) -> tuple[Connection, ...]:
    """Every connection, in the order of the accounts' codes. Raises HomeProblem."""
    path = home.keys / _FILE
    if not path.exists():
        return ()
    try:
        return tuple(_read(path.read_bytes()))
    except (BadConnection, msgspec.MsgspecError, UnicodeDecodeError) as problem:
        raise HomeProblem(
            f"{path} is damaged ({problem}); `zhangben bank connect` writes it anew once it is gone"
        ) from None


def connect(home: Home, wanted: Connection) -> bool:
    """Keeps a connection, in the place of the account's former one; whether anything changed."""
    with home.alone():
        known = {one.account: one for one in connections(home)}
        if known.get(wanted.account) == wanted:
            return False
        known[wanted.account] = wanted
        kept = {code: _kept(known[code]) for code in sorted(known)}
        home.write_secret(_FILE, msgspec.json.format(msgspec.json.encode(kept)).decode() + "\n")
        return True


def _kept(connection: Connection) -> dict[str, str]:
    return {name: value for name, value in asdict(connection).items() if name != "account"}


def _read(text: bytes) -> Iterator[Connection]:
    kept = msgspec.json.decode(text, type=dict[str, dict[str, str]])
    for account in sorted(kept):
        if kept[account].keys() != {"kind", "address", "holder"}:
            raise BadConnection(f"{account}: kind, address and holder are expected")
        yield Connection(account=account, **kept[account])
