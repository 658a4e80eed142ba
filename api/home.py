"""The folder of one installation: its keys, its passwords, what others are told to trust."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from ledger.checkpoint import vkey
from ledger.migrate import ROLES
from ledger.signing import FileSigner, new_key
from ledger.trust import Trust


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
        """Whether an installation was made here."""
        return (self.root / "log.json").is_file()

    def make(self, origin: str, mode: str, starts: str | None) -> None:
        """Makes the folder with fresh keys. Raises HomeProblem when there is one."""
        if self.exists():
            raise HomeProblem(f"{self.root} holds the log {self.origin!r} already")
        self.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in ("ledger", "checkpoint"):
            new_key("ed25519").save(self.keys / f"{name}.pem", _password())
        _write(self.keys / "master.key", secrets.token_hex(32))
        _write(self.keys / "roles.json", json.dumps({r: secrets.token_urlsafe(24) for r in ROLES}))
        ledger, checkpoint = self.signer("ledger"), self.signer("checkpoint")
        note_key = vkey(origin, checkpoint.public)
        Trust(origin, ledger.algorithm, ledger.public, note_key).save(self.trust)
        log = {"origin": origin, "mode": mode, "starts": starts}
        _write(self.root / "log.json", json.dumps(log, indent=2) + "\n")

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
        """A private key by name, as `ledger`, `checkpoint`, `custodial/office`."""
        return FileSigner.load(self.keys / f"{name}.pem", _password())

    def custodial(self, person: str) -> FileSigner:
        """The key that the platform holds for a person; made when first asked for."""
        path = self.keys / "custodial" / f"{person}.pem"
        if not path.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            new_key("ed25519").save(path, _password())
        return FileSigner.load(path, _password())

    def master(self) -> bytes:
        """The key that wraps the sealing keys in the database."""
        return bytes.fromhex((self.keys / "master.key").read_text(encoding="ascii"))

    def passwords(self) -> dict[str, str]:
        """Database passwords by role."""
        found: dict[str, str] = json.loads((self.keys / "roles.json").read_text(encoding="ascii"))
        return found

    def write_secret(self, name: str, text: str) -> None:
        """Puts a secret file beside the keys, whole or not at all."""
        _write(self.keys / name, text)

    def _log(self) -> dict[str, object]:
        try:
            found: dict[str, object] = json.loads((self.root / "log.json").read_text("utf-8"))
        except FileNotFoundError:
            raise HomeProblem(
                f"{self.root} is no installation; `zhangben init` makes one"
            ) from None
        return found


def _password() -> bytes | None:
    """The password of the key files, from ZHANGBEN_KEY_PASSWORD; without one they lie open."""
    password = os.environ.get("ZHANGBEN_KEY_PASSWORD")
    return password.encode() if password else None


def _write(path: Path, text: str) -> None:
    """Writes a file that only its owner reads, whole or not at all."""
    draft = path.with_name(path.name + ".new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
