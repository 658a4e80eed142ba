"""Under which keys lies what is somebody's, and of a lot: the same for all that hangs on it."""

from domain.kernel import KeyName
from domain.party_codes import is_natural


def keys_of(lot: str | None, party: str | None) -> tuple[KeyName, ...]:
    """The lot's key, and a natural person's own; none when lot or party cannot be read."""
    if lot is None or party is None:
        return ()
    key = KeyName("lot", lot)
    return (key, KeyName("party", party)) if is_natural(party) else (key,)


def key_of_lot(lot: str | None) -> tuple[KeyName, ...]:
    """The lot's key alone, of what is no party's; none when the lot cannot be read."""
    return () if lot is None else (KeyName("lot", lot),)
