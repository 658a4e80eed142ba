"""The channels we have, and the one way to open one."""

from collections.abc import Collection

from api.banks.channels.channel import Channel, ChannelError, ChannelKind
from api.banks.channels.mock_bank import MOCK_BANK

CHANNELS: tuple[ChannelKind, ...] = (MOCK_BANK,)
SECONDS = 30
"""How long an answer may take, unless told: a large file is read before it is answered."""


def channel(
    kind: str, address: str, accounts: Collection[str] = (), seconds: float = SECONDS
) -> Channel:
    """A channel of this kind to the bank at `address`. Raises ChannelError for an unknown kind."""
    for known in CHANNELS:
        if known.name == kind:
            return known.opened(address, accounts, seconds)
    names = ", ".join(known.name for known in CHANNELS)
    raise ChannelError(f"channel {kind!r} is unknown; there are: {names}")
