"""Where bank profiles lie: the shipped ones beside the code, a user's own in a folder of theirs.

A user's profile of the same name stands in place of the shipped one.
"""

import os
from functools import cache
from pathlib import Path

from api.banks.statements.format import StatementError
from api.banks.statements.profile import Profile, parsed

VARIABLE = "ZHANGBEN_PROFILES"
"""Names the folder of a user's own profiles, for every command, door and worker alike."""
_SHIPPED = Path(__file__).with_name("profiles")
_LARGEST = 65_536


def profiles() -> tuple[Profile, ...]:
    """All profiles by name. Raises StatementError for a folder or a profile that cannot be read."""
    known = {one.name: one for one in _shipped()}
    if folder := os.environ.get(VARIABLE):
        known |= {one.name: one for one in _folder(Path(folder), own=True)}
    return tuple(known[one] for one in sorted(known))


def profile_at(path: Path) -> Profile:
    """One profile of a user. Raises StatementError."""
    return _read(path, own=True)


@cache
def _shipped() -> tuple[Profile, ...]:
    return _folder(_SHIPPED, own=False)


def _folder(folder: Path, *, own: bool) -> tuple[Profile, ...]:
    if not folder.is_dir():
        raise StatementError("unread.profiles", folder=folder, variable=VARIABLE)
    return tuple(_read(path, own=own) for path in sorted(folder.glob("*.toml")))


def _read(path: Path, *, own: bool) -> Profile:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
        text = raw.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise StatementError("unread.profile", name=path, why=error) from None
    if len(raw) > _LARGEST:
        raise StatementError("unread.profile.large", name=path, most=_LARGEST)
    return parsed(text, path.stem, own=own)
