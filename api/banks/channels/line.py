"""A line to a bank over HTTP: one request, one whole answer within a time, or `NoAnswer`."""

import time
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from io import BufferedReader, RawIOBase
from socket import socket
from typing import Any
from urllib.parse import urlsplit

from api.banks.channels.channel import ChannelError, NoAnswer

_LARGEST = 256 * 1024 * 1024
_CHUNK = 65_536


class Line:
    """Follows no redirect and repeats nothing: whether to ask again is not the line's to say."""

    def __init__(self, address: str, seconds: float) -> None:
        """`address`: http://host:port or https://…; `seconds`: how long an answer may take.

        Raises ChannelError for an address that is none.
        """
        try:
            parts = urlsplit(address)
            self._host, self._port = parts.hostname or "", parts.port
        except ValueError:
            raise _no_address(address) from None
        if parts.scheme not in ("http", "https") or not self._host:
            raise _no_address(address)
        self._kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._path, self._seconds = parts.path.rstrip("/"), seconds

    def ask(
        self, method: str, path: str, body: bytes | None = None, form: str = "application/json"
    ) -> tuple[int, bytes]:
        """Status and body of the answer. Raises NoAnswer: nothing came, too late, or too little."""
        end = time.monotonic() + self._seconds
        line = self._kind(self._host, self._port, timeout=self._seconds)
        line.response_class = _Answer
        headers = {"Accept": "application/json", "Content-Type": form}
        try:
            line.connect()
            line.sock.settimeout(_left(end))
            line.request(method, self._path + path, body, headers)
            line.sock.settimeout(_left(end))
            answer = line.getresponse()
            return answer.status, _read(answer)
        except (OSError, HTTPException, ValueError) as problem:
            what = str(problem) or type(problem).__name__
            raise NoAnswer(f"{method} {path}: no answer from {self._host}: {what}") from None
        finally:
            line.close()


class _Answer(HTTPResponse):
    """An answer of which status, headers and body together may take the socket's time-out."""

    def __init__(self, sock: socket, *args: Any, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.fp = BufferedReader(_Timely(sock, self.fp.detach()))


class _Timely(RawIOBase):
    """What a socket receives. A bank that sends drop by drop has no longer than any other."""

    def __init__(self, sock: socket, received: RawIOBase) -> None:
        self._sock, self._received = sock, received
        self._end = time.monotonic() + (sock.gettimeout() or 0)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """The next piece. Raises TimeoutError."""
        self._sock.settimeout(_left(self._end))
        return self._received.readinto(buffer)

    def close(self) -> None:
        """Lets go of the socket."""
        self._received.close()
        super().close()


def _left(end: float) -> float:
    if (left := end - time.monotonic()) > 0:
        return left
    raise TimeoutError("the answer took too long")


def _read(answer: HTTPResponse) -> bytes:
    """The whole body."""
    body = bytearray()
    while chunk := answer.read1(_CHUNK):
        body += chunk
        if len(body) > _LARGEST:
            raise ValueError(f"the answer is larger than {_LARGEST} bytes")
    told = answer.getheader("Content-Length")
    if told is not None and told != str(len(body)):
        raise ValueError(f"the answer stops after {len(body)} of {told} bytes")
    return bytes(body)


def _no_address(address: str) -> ChannelError:
    return ChannelError(f"address {address!r}: expected one as http://127.0.0.1:8080")
