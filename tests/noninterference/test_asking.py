"""Who asks for something learns no more than who reads; nor does who counts what was asked.

Two logs are asked the same in the same order: answers and figures are the same but for hashes,
although other bidders bid in each. What is answered stands beside each act, so that two logs which
refused everything would not do.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Event, Thread
from typing import Any

from api.closing.signing import asked_signature
from tests.kit.bidding import ACCOUNT, DAY, Sealed
from tests.kit.door import Door
from tests.noninterference.act import Act
from tests.noninterference.acts import ASKED, hears
from tests.noninterference.asking import uncalled
from tests.noninterference.conftest import Logs
from tests.noninterference.masking import masked
from tests.noninterference.not_asked import NOT_ASKED
from tests.noninterference.test_sealed_facts import OTHER_BIDDERS

type Told = dict[str, Any]


def test_every_way_to_ask_is_taken_or_has_a_reason_not_to_be():
    assert uncalled((act.method, act.path) for act in ASKED) == NOT_ASKED.keys()


def test_what_is_asked_is_answered_alike_and_counted_alike(logs: Logs):
    usual, other = logs.apart(Sealed()), logs.apart(OTHER_BIDDERS)
    for number, act in enumerate(ASKED):
        heard = _asked(usual, act, number)
        assert hears(heard) == act.hears, (act, heard.text[-3000:])
        assert masked(heard) == masked(_asked(other, act, number)), act
    counted = [_counted(door) for door in (usual, other)]
    assert counted[0] == counted[1]
    assert any(value > 0 for value in counted[0].values())


def _asked(door: Door, act: Act, number: int) -> Any:
    """The answer to an act: its id, and the version it saw, are the same in each log.

    A checkpoint covers what was asked before, as it does a second later where upkeep runs.
    """
    door.system.publisher.publish()
    headers = door.headers(act.person) | {"If-Match": '"1"'}
    if not act.is_form:
        headers["Idempotency-Key"] = f"id-{number:08}"
        return door.ask(act.method, act.path, headers=headers, json=act.said)
    said = {"id": f"{number:032x}", "command_id": f"id-{number:08}"} | act.said
    if act.path.startswith("/close/"):
        said = _seen(door) | said
    with _followed(door) if act.path == "/payouts" else nullcontext():
        return door.ask("POST", act.path, data=said, files=act.files or None, headers=headers)


@contextmanager
def _followed(door: Door) -> Iterator[None]:
    """Readers follow meanwhile: a page that is drawn again waits for what was refused."""
    done = Event()

    def follow() -> None:
        while not done.wait(0.02):
            door.system.readers.runner.catch_up()

    thread = Thread(target=follow)
    thread.start()
    yield
    done.set()
    thread.join()


def _seen(door: Door) -> dict[str, Any]:
    """What a close form has of its page: where the log stood, and what was prepared."""
    _, proposal = asked_signature(door.system, ACCOUNT, DAY)
    return {"position": door.system.store.tail().position, "proposal": proposal or "0" * 64}


def _counted(door: Door) -> dict[str, float]:
    """How often everything was asked; how long it took, is left out."""
    lines = (line.rpartition(" ") for line in door.get("/metrics").text.splitlines())
    return {
        name: float(value)
        for name, _, value in lines
        if name.startswith("zhangben_") and not re.search("_(bucket|sum|created)", name)
    }
