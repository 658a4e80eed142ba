"""Under which keys lies what is somebody's, and of a lot: the same for all that hangs on it."""

from domain.identifiers import is_natural
from domain.kernel import KeyName


def keys_of(lot: str | None, party: str | None) -> tuple[KeyName, ...]:
    """The lot's key, and a natural person's own; none when lot or party cannot be read."""
    if lot is None or party is None:
        return ()
    key = KeyName("lot", lot)
    return (key, KeyName("party", party)) if is_natural(party) else (key,)
