"""The folder of one installation: its keys, its passwords, what others are told to trust."""

import json
import os
import re
import secrets
import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from api import locking
from ledger.checkpoint import vkey
from ledger.migrate import ROLES
from ledger.signing import FileSigner, KeyRefused, new_key
from ledger.trust import Trust

MACHINES = ("office", "platform", "matcher", "bank")
"""Who acts from the first event on: their keys are made with the installation, others' later."""

_PERSON = re.compile(r"\w[\w-]{0,63}")


class HomeProblem(ValueError):
    """The folder is no installation, or is one already; the sentence says what would be right."""


@dataclass(frozen=True, slots=True)
class Home:
    """Paths within the folder. Everything secret has mode 0600 and lies under `keys/`."""

    root: Path

    @property
    def keys(self) -> Path:
        """Where private keys lie, outside the database and its backups."""
        return self.root / "keys"

    @property
    def trust(self) -> Path:
        """What a verifier elsewhere must expect: origin and public keys."""
        return self.root / "trust.json"

    def exists(self) -> bool:
        """Whether an installation was made here: the keys come last, and all at once."""
        return self.keys.is_dir()

    def check(self) -> None:
        """Raises HomeProblem unless an installation was made here."""
        if not self.exists():
            raise HomeProblem(f"{self.root} is no installation; `zhangben init` makes one")

    def make(self, origin: str, mode: str, starts: str | None) -> None:
        """Makes the folder with fresh keys, whole or not at all.

        Raises HomeProblem when there is an installation, CheckpointRefused for a name that no log
        can have.
        """
        if self.root.exists() and not self.root.is_dir():
            raise HomeProblem(f"{self.root} is a file; an installation needs a folder")
        self.root.mkdir(parents=True, exist_ok=True)
        with locking.alone(self.root):
            if self.exists():
                raise HomeProblem(f"{self.root} holds the log {self.origin!r} already")
            new = self.root / "keys.new"
            shutil.rmtree(new, ignore_errors=True)  # of one who was killed half-way
            new.mkdir(mode=0o700)
            try:
                _fill(new)
                self._tell(new, origin, {"origin": origin, "mode": mode, "starts": starts})
                new.rename(self.keys)
            finally:
                shutil.rmtree(new, ignore_errors=True)

    @property
    def origin(self) -> str:
        """The log's name."""
        return str(self._log()["origin"])

    @property
    def mode(self) -> str:
        """`production`, `demo` or `simulated`."""
        return str(self._log()["mode"])

    @property
    def starts(self) -> str | None:
        """The first instant of a simulated clock."""
        starts = self._log()["starts"]
        return str(starts) if starts else None

    def signer(self, name: str) -> FileSigner:
        """A private key of the installation itself: `ledger` or `checkpoint`."""
        return _load(self.keys / f"{name}.pem")

    def custodial(self, person: str) -> FileSigner:
        """The key that the platform holds for a person. Raises HomeProblem when it holds none."""
        path = self._of(person)
        if not path.exists():
            raise HomeProblem(
                f"{person} has no key here; `zhangben appoint {person} ROLE` makes one"
            )
        return _load(path)

    def take_custody(self, person: str) -> FileSigner:
        """The key that the platform holds for a person, made now unless it holds one."""
        path = self._of(person)
        if not path.exists():
            new_key("ed25519").save(path, _password())
        return _load(path)

    def master(self) -> bytes:
        """The key that wraps the sealing keys in the database. Raises HomeProblem."""
        text = self._secret("master.key")
        try:
            found = bytes.fromhex(text)
        except ValueError:
            found = b""
        if len(found) != 32:
            raise HomeProblem(f"{self.keys / 'master.key'} is damaged: 64 hex digits are expected")
        return found

    def passwords(self) -> dict[str, str]:
        """Database passwords by role. Raises HomeProblem."""
        text = self._secret("roles.json")
        try:
            found = json.loads(text)
            return {role: str(found[role]) for role in ROLES}
        except (ValueError, LookupError, TypeError):
            raise HomeProblem(
                f"{self.keys / 'roles.json'} is damaged: a password for each of {', '.join(ROLES)} "
                "is expected"
            ) from None

    def write_secret(self, name: str, text: str) -> None:
        """Puts a secret file beside the keys, whole or not at all."""
        write_whole(self.keys / name, text)

    def alone(self) -> AbstractContextManager[None]:
        """One process at a time changes what is kept here; the others wait."""
        return locking.alone(self.keys)

    def _tell(self, keys: Path, origin: str, log: dict[str, str | None]) -> None:
        """What is no secret: which log this is, and whom to trust."""
        ledger, checkpoint = (_load(keys / f"{name}.pem") for name in ("ledger", "checkpoint"))
        note_key = vkey(origin, checkpoint.public)
        Trust(origin, ledger.algorithm, ledger.public, note_key).save(self.trust)
        write_whole(self.root / "log.json", json.dumps(log, indent=2) + "\n")

    def _secret(self, name: str) -> str:
        try:
            return (self.keys / name).read_text("ascii", errors="replace")
        except FileNotFoundError:
            raise HomeProblem(f"{self.keys / name} is missing: bring it back from a copy") from None

    def _of(self, person: str) -> Path:
        if not _PERSON.fullmatch(person):
            raise HomeProblem(f"person {person!r}: up to 64 letters, digits, _ and - are expected")
        return self.keys / "custodial" / f"{person}.pem"

    def _log(self) -> dict[str, object]:
        self.check()
        path = self.root / "log.json"
        try:
            found = json.loads(path.read_text("utf-8"))
            return {name: found[name] for name in ("origin", "mode", "starts")}
        except (FileNotFoundError, ValueError, LookupError, TypeError):
            raise HomeProblem(
                f"{path} is missing or damaged: origin, mode and starts are expected"
            ) from None


def _fill(keys: Path) -> None:
    """Makes every secret of a new installation."""
    (keys / "custodial").mkdir(mode=0o700)
    for name in ("ledger", "checkpoint", *(f"custodial/{machine}" for machine in MACHINES)):
        new_key("ed25519").save(keys / f"{name}.pem", _password())
    write_whole(keys / "master.key", secrets.token_hex(32))
    write_whole(
        keys / "roles.json", json.dumps({role: secrets.token_urlsafe(24) for role in ROLES})
    )


def _load(path: Path) -> FileSigner:
    try:
        return FileSigner.load(path, _password())
    except FileNotFoundError:
        raise KeyRefused(f"key file {path} is missing: bring it back from a copy") from None


def _password() -> bytes | None:
    """The password of the key files, from ZHANGBEN_KEY_PASSWORD; without one they lie open."""
    password = os.environ.get("ZHANGBEN_KEY_PASSWORD")
    return password.encode() if password else None


def write_whole(path: Path, text: str) -> None:
    """Writes a file (UTF-8) that only its owner reads, whole or not at all."""
    draft = path.with_name(path.name + ".new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
