"""Who listens or counts learns no more than who reads: where a guard is broken, it is seen."""

from typing import Any

from api.http import metrics, trail
from projections.deposits import DEPOSITS
from tests.kit.bidding import LOTS, Sealed
from tests.noninterference.asking import STREAM, answers, differences
from tests.noninterference.conftest import Logs
from tests.noninterference.test_sealed_facts import OTHER_KINDS


def leaks(logs: Logs, reader: str, path: str) -> bool:
    said, heard = (answers(logs.told(one), [reader], [path]) for one in (Sealed(), OTHER_KINDS))
    return differences(said, heard) != []


def test_a_stream_that_names_sealed_events_is_found(logs: Logs, monkeypatch):
    path = f"{STREAM}?from=1"
    assert not leaks(logs, "reader-OFFICE", path)
    monkeypatch.setattr(trail, "may_see_event", lambda *_: True)
    assert leaks(logs, "reader-OFFICE", path)


def test_a_figure_of_what_is_sealed_is_found(logs: Logs, monkeypatch):
    assert not leaks(logs, "reader-C-ADMIN", "/metrics")
    kept = metrics.Metrics.text

    def telling(self: metrics.Metrics, system: Any) -> bytes:
        held = system.readers.sealed_deposits.rows(DEPOSITS).rows
        of_lot = sum(row["lot"] == LOTS[0] for row in held)
        return kept(self, system) + f"zhangben_bidders {of_lot}\n".encode()

    monkeypatch.setattr(metrics.Metrics, "text", telling)
    assert leaks(logs, "reader-C-ADMIN", "/metrics")
