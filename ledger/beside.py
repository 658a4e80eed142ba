"""A process beside ours that signs: at 30 µs a signature, ours has enough to do with the rest.

Bodies go out in chunks while others are still drafted; signatures come back in the same order.
Run as `python -m ledger.beside`, a socket for its standard input. It ends with its parent.
"""

import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from itertools import product
from multiprocessing.connection import Connection
from pathlib import Path

from ledger.signing import EVENT_TAG, FileSigner

_ROOT = Path(__file__).resolve().parents[1]
_AHEAD = 16
"""Chunks that may be on their way: their signatures fit a socket, so nobody waits for ever."""
_SOCKET_BYTES = 256 * 1024
_PATIENCE_S = 10
_NUMBER, _LENGTH, _SIGNATURE = 8, 4, 64
_READY = b"ready"

type _Pipe = Connection[bytes, bytes]


class Gone(RuntimeError):
    """The other process ended, or answered what was not asked."""


class Beside:
    """The other process, as the one thread that asks it sees it. All but `close` raises Gone."""

    def __init__(self, signer: FileSigner) -> None:
        """Starts it, and hands it the key; it is not waited for."""
        try:
            self._pipe, self._process = _begun()
        except OSError as problem:
            raise Gone(f"it could not be begun: {problem}") from None
        self._ready = False
        self._number = 0
        self._awaited: deque[tuple[int, int]] = deque()
        """Number and length of the chunks on their way."""
        self._signatures: list[bytes] = []
        try:
            self._pipe.send_bytes(signer.exported())
        except OSError as problem:
            self.close()
            raise Gone(str(problem)) from None

    def ready(self) -> bool:
        """Whether it can be asked already."""
        try:
            if not self._ready and self._pipe.poll(0):
                self._ready = self._pipe.recv_bytes() == _READY
        except (OSError, EOFError) as problem:
            raise Gone(str(problem)) from None
        return self._ready

    def send(self, bodies: Sequence[bytes]) -> None:
        """The next chunk to sign."""
        if len(self._awaited) >= _AHEAD:
            self._receive()
        self._number += 1
        framed = [part for body in bodies for part in (len(body).to_bytes(_LENGTH), body)]
        try:
            self._pipe.send_bytes(b"".join((self._number.to_bytes(_NUMBER), *framed)))
        except OSError as problem:
            raise Gone(str(problem)) from None
        self._awaited.append((self._number, len(bodies)))

    def signatures(self) -> list[bytes]:
        """The signatures of all that was sent since the last time, in order."""
        while self._awaited:
            self._receive()
        found, self._signatures = self._signatures, []
        return found

    def _receive(self) -> None:
        number, length = self._awaited.popleft()
        try:
            if not self._pipe.poll(_PATIENCE_S):
                raise Gone(f"it did not answer for {_PATIENCE_S} seconds")
            data = self._pipe.recv_bytes()
        except (OSError, EOFError) as problem:
            raise Gone(str(problem)) from None
        found = _cut(data[_NUMBER:])
        if data[:_NUMBER] != number.to_bytes(_NUMBER) or len(found) != length:
            raise Gone("it answered what was not asked")
        self._signatures += found

    def close(self) -> None:
        """Ends it, the hard way if need be."""
        self._pipe.close()
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _begun() -> tuple[_Pipe, subprocess.Popen[bytes]]:
    """Its socket and the process. Raises OSError."""
    here, there = socket.socketpair()
    with here, there:
        for end, option in product((here, there), (socket.SO_SNDBUF, socket.SO_RCVBUF)):
            end.setsockopt(socket.SOL_SOCKET, option, _SOCKET_BYTES)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ledger.beside"],
            stdin=there.fileno(),
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            process_group=0,  # an interruption at the terminal is the parent's to answer
        )
        return Connection(here.detach()), process


def _cut(data: bytes) -> list[bytes]:
    return [data[at : at + _SIGNATURE] for at in range(0, len(data), _SIGNATURE)]


def serve(pipe: _Pipe) -> None:
    """The other process: signs chunk after chunk, until nobody is there to ask."""
    signer = FileSigner.imported(pipe.recv_bytes())
    pipe.send_bytes(_READY)
    while True:
        data = pipe.recv_bytes()
        signatures, at = [data[:_NUMBER]], _NUMBER
        while at < len(data):
            start = at + _LENGTH
            at = start + int.from_bytes(data[at:start])
            signatures.append(signer.sign(EVENT_TAG + data[start:at]))
        pipe.send_bytes(b"".join(signatures))


if __name__ == "__main__":
    try:
        serve(Connection(os.dup(0)))
    except (OSError, EOFError):
        sys.exit(0)
