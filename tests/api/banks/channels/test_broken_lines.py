"""A line to the bank that breaks: what was not answered is unknown, and then the bank is asked."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from api.banks.channels import line
from api.banks.channels.channel import Answer, NoAnswer, Outcome, Status
from api.banks.channels.mock_bank import MockBank
from api.banks.channels.pain001 import written

TAKEN = Answer(Outcome.TAKEN)


@pytest.fixture
def channel(bank, ours):
    return bank.channel(ours)


@contextmanager
def answering(how: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """An HTTP server that answers every request so."""
    methods = {"do_GET": how, "do_POST": how, "log_message": lambda *_: None}
    handler = type("Handler", (BaseHTTPRequestHandler,), methods)
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def says(status: int, body: bytes, length: int | None = None, **headers: str):
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.rfile.read(int(request.headers.get("Content-Length") or 0))
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body) if length is None else length))
        request.end_headers()
        request.wfile.write(body)

    return answer


def test_a_lost_answer_is_unknown_and_then_the_bank_is_asked(bank, channel, transfer):
    file = written(transfer())

    def takes_and_hangs_up(request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        assert channel.send(body) == TAKEN
        request.close_connection = True

    with answering(takes_and_hangs_up) as address:
        lost = MockBank(address, (), 5).send(file)
    assert lost.outcome is Outcome.UNKNOWN
    assert "no answer" in lost.reason
    assert [one.status for one in channel.ask("RB-1")] == [Status.ACCEPTED]
    assert channel.send(file).outcome is Outcome.ALREADY_THERE
    bank.move_to("2026-03-17T08:00")
    assert bank.balance("DEPOSITS") == 1_000_000 - 80_000


def test_a_file_that_never_arrived_is_not_known_and_may_be_sent_again(bank, channel, transfer):
    file = written(transfer())
    with answering(lambda request: None) as address:
        assert MockBank(address, (), 5).send(file).outcome is Outcome.UNKNOWN
    assert channel.ask("RB-1") is None
    assert channel.send(file) == TAKEN


GOOD = b'{"reason": null, "reason_text": null}'
NOT_UNDERSTOOD = {
    "a page of somebody else": says(200, b"<html>"),
    "an error of the server": says(500, b'{"error": "x"}'),
    "no JSON": says(202, b"{"),
    "no object": says(202, b"[]"),
    "another object": says(202, b"{}"),
    "a file too large": says(413, b"a body of 99 bytes is larger than this mock reads"),
    "a list of something else": says(200, b'[{"id": 1}]'),
    "half an answer": says(202, GOOD[:-5], len(GOOD)),
    "an answer to another question": says(200, GOOD),
    "go elsewhere": says(307, GOOD, Location="/elsewhere"),
    "who are you": says(401, GOOD),
    "no HTTP": lambda request: request.wfile.write(b"220 smtp\r\n"),
}


@pytest.mark.parametrize("how", NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_an_answer_that_cannot_be_understood_is_none(transfer, how):
    with answering(how) as address:
        answer = MockBank(address, (), 5).send(written(transfer()))
        assert answer.outcome is Outcome.UNKNOWN
        assert answer.reason
        with pytest.raises(NoAnswer):
            MockBank(address, (), 5).ask("RB-1")


def test_a_bank_that_does_not_answer_in_time_has_not_answered(transfer):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        channel = MockBank(address, (), 0.05)
        assert channel.send(written(transfer())).outcome is Outcome.UNKNOWN
        for question in (lambda: channel.ask("RB-1"), channel.reports, channel.statements):
            with pytest.raises(NoAnswer, match="no answer from 127"):
                question()


@pytest.mark.parametrize(
    ("begin", "drop"),
    [
        (b"HTTP/1.1 202 Accepted\r\n\r\n", b" "),
        (b"HTTP/1.1 202 Accepted\r\nX: ", b"a"),
        (b"HTTP/1.1 202 ", b"A"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "headers", "status", "continue"],
)
def test_an_answer_drop_by_drop_is_too_late(transfer, begin, drop):
    """However short the pause between two drops, and whatever it is that drips."""
    begun = time.monotonic()

    def drips(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(begin)
        with suppress(OSError):  # until the other side has had enough
            while time.monotonic() < begun + 60:
                request.wfile.write(drop)
                time.sleep(0.05)

    with answering(drips) as address:
        answer = MockBank(address, (), 0.5).send(written(transfer()))
    assert answer.outcome is Outcome.UNKNOWN
    assert "no answer from 127.0.0.1: " in answer.reason
    assert time.monotonic() < begun + 20


def test_an_answer_without_end_is_cut_off(transfer, monkeypatch):
    monkeypatch.setattr(line, "_LARGEST", len(GOOD) - 1)
    with answering(says(202, GOOD)) as address:
        answer = MockBank(address, (), 5).send(written(transfer()))
    assert answer.outcome is Outcome.UNKNOWN
    assert "larger than" in answer.reason


def test_nobody_there_is_no_answer(transfer):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = f"http://127.0.0.1:{gone.getsockname()[1]}"
    assert MockBank(address, (), 5).send(written(transfer())).outcome is Outcome.UNKNOWN
    with pytest.raises(NoAnswer):
        MockBank(address, (), 5).reports()
