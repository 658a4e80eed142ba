"""Whether money was a stranger's or only from another account, no alert tells (decision 34).

Two logs differ in nothing else; in both the platform reacts to all that it hears. Beside what
auditors read on deposits anyway, they are told alike: as long, as many, at the same positions.
"""

from dataclasses import replace

from api.wiring import System
from domain.alert.events import SealedAlertRaised
from tests.kit.bidding import Sealed
from tests.kit.desk_facts import ALERTS
from tests.noninterference.asking import READERS, answers, differences
from tests.noninterference.conftest import Logs
from tests.noninterference.test_sealed_facts import STORED_EVENTS

STRANGERS = Sealed()
FROM_ELSEWHERE = replace(STRANGERS, from_elsewhere=True)
"""The fifth deposit's money comes from its own bidder, whose basic account it is not from."""


def react(system: System, _sealed: Sealed) -> None:
    """What follows by itself."""
    system.reactor.run()


def told(logs: Logs, sealed: Sealed) -> list[str]:
    """The kinds of alerts that the platform raised by itself, in order; only it can read them."""
    system = logs.told(sealed, further=react).system
    found = (one.event for one in system.acting.feed.read(0, 10_000))
    return [
        one.finding.kind
        for one in found
        if isinstance(one, SealedAlertRaised) and one.finding and one.alert not in ALERTS
    ]


def test_the_logs_do_differ_in_what_was_alerted(logs: Logs):
    assert told(logs, STRANGERS) == ["RF-02", "RF-02"]
    assert told(logs, FROM_ELSEWHERE) == ["CT-09", "RF-02"]


def test_nobody_can_tell_which_alert_was_raised(logs: Logs):
    one, other = (logs.told(sealed, further=react) for sealed in (STRANGERS, FROM_ELSEWHERE))
    size = one.system.tree.size()
    assert other.system.tree.size() == size
    paths = [
        "/v1/position",
        "/v1/alerts",
        "/v1/events?limit=1000",
        f"/v1/events?after={size - 20}&limit=20",
        f"/tile/entries/000.p/{size}",
        "/trail?day=2026-03-16",
        "/v1/refunds",
        "/v1/bankdays",
        "/v1/balances?by=owner",
        "/readyz",
        "/status",
        "/metrics",
        *(f"/events/{position}" for position in range(size - 6, size + 1)),
    ]
    found = differences(answers(one, READERS, paths), answers(other, READERS, paths))
    assert {each.reader for each in found} <= {"reader-AUD"}
    assert {each.path for each in found if not each.path.startswith(STORED_EVENTS)} == set()


def test_an_alert_for_one_of_the_findings_alone_would_be_counted(logs: Logs, monkeypatch):
    """The guard, broken on purpose: then one log is longer than the other."""
    silent = logs.apart(FROM_ELSEWHERE).system
    heard = silent.reactor._hearing
    monkeypatch.setitem(heard, "NonBasicAccountDetected", [])
    silent.reactor.run()
    silent.publisher.publish()
    longer = logs.told(FROM_ELSEWHERE, further=react).system.tree.size()
    assert silent.tree.size() == longer - 2
