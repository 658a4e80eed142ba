"""What is found wrong with a pack is said where it is, with what was found, and all of it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from ledger import checkpoint
from ledger.checkpoint import Checkpoint, parse
from ledger.pack import Pack
from ledger.verdict import PER_KIND
from ledger.verify_pack import NAMED, PackVerdict, verify_pack
from ledger.verify_shape import KEYS, LAW
from tests.kit.memory_log import MemoryLog
from tests.kit.packs import packed

LACKING = "is not in the pack: without it nothing can be checked [pack.lacks]"
SECOND = 5
"""The number of the other lamp."""


@pytest.fixture(scope="module")
def log() -> MemoryLog:
    """Opened (1 to 6); a lamp, switched twice (7 to 9) and sealed; another, and sealed (13)."""
    log = MemoryLog(mode="demo")
    log.switch(log.ann, times=2)
    log.close()
    log.switch(log.ann, "other")
    log.close()
    return log


@pytest.fixture(scope="module")
def pack(log: MemoryLog) -> Pack:
    return packed(log)


def without(pack: Pack, *positions: int) -> Pack:
    return replace(pack, forms=tuple(f for n, f in enumerate(pack.forms, 1) if n not in positions))


def not_whole(pack: Pack, number: int) -> Pack:
    return replace(pack, streams=tuple(one for one in pack.streams if one.number != number))


def said(verdict: PackVerdict, *codes: str) -> list[str]:
    """The findings of these kinds as a terminal shows them; all of them unless told."""
    return [str(one) for one in verdict.problems if not codes or one.code in codes]


# -- the verdict


def test_a_pack_that_holds_says_what_was_looked_at(log: MemoryLog, pack: Pack) -> None:
    verdict = verify_pack(pack, log.trust)
    assert 0 < verdict.seconds < 60
    assert list(replace(verdict, seconds=1.25).lines()) == [
        "log lamp.example/log (mode demo) of 13 events",
        "full verification in 1.2 s",
        "13 events here, 4 whole streams",
        "2 commands; 0 events of commands signed elsewhere",
        "rules: rules",
        "keys: keys",
        "lamp: l1, other",
        "verified",
    ]


def test_of_many_findings_of_a_kind_the_first_are_said_and_the_others_counted(
    log: MemoryLog, pack: Pack
) -> None:
    verdict = verify_pack(replace(pack, nodes={}), log.trust)
    assert verdict.first_bad == 1
    *_, fifth, more, last = verdict.lines()
    assert fifth == (
        "position 5: the event is not in the log of 13 events: the pack lacks node (0, 5)"
        " [pack.leaf]"
    )
    assert more == f"… and {13 - PER_KIND} more"
    assert last == "NOT VERIFIED: 13 problems"


def test_where_each_is_said_nothing_is_counted(log: MemoryLog, pack: Pack) -> None:
    *_, only, last = verify_pack(without(pack, 12), log.trust).lines()
    assert only == ("stream 5 has 0 events here; the log's heads do not end it there [pack.end]")
    assert last == "NOT VERIFIED: 1 problems"


def test_without_its_checkpoint_a_pack_is_of_no_log_that_is_known(
    log: MemoryLog, pack: Pack
) -> None:
    verdict = verify_pack(replace(pack, note="no checkpoint"), log.trust)
    assert next(verdict.lines()) == "log lamp.example/log (no mode) of 0 events"
    assert (verdict.size, verdict.streams) == (0, {})


def named(pack: Pack, log: MemoryLog, streams: Iterable[str]) -> list[str]:
    verdict = replace(verify_pack(pack, log.trust), streams=dict.fromkeys(streams, 1))
    return list(verdict.lines())[4:-1]


def test_streams_are_named_by_kind(log: MemoryLog, pack: Pack) -> None:
    """What follows the first slash is the code, whatever it holds; all are named that may be."""
    assert named(pack, log, ["lot/P1/1", "deposit/P1/1/a"]) == ["lot: P1/1", "deposit: P1/1/a"]
    (line,) = named(pack, log, [f"lamp/{n}" for n in range(NAMED)])
    assert line == f"lamp: {', '.join(map(str, range(NAMED)))}"


# -- checkpoints that the asker kept


def test_each_that_was_kept_is_looked_at_whatever_became_of_the_one_before(
    log: MemoryLog, pack: Pack
) -> None:
    forged = checkpoint.sign(
        Checkpoint(log.trust.origin, 13, bytes(32)), "lamp.example/log", log.sealer
    )
    verdict = verify_pack(replace(pack, nodes={}), log.trust, held=[log.notes[0], forged])
    assert said(verdict, "pack.apart", "pack.held") == [
        "held checkpoint 1 of 10 events cannot be compared with the pack's own of 13: "
        "ask for a pack with it [pack.apart]",
        f"the checkpoint you kept of 13 events has root {bytes(32).hex()}, "
        f"this has {parse(pack.note).checkpoint.root.hex()} [pack.held]",
    ]


def test_each_that_is_later_makes_the_pack_old() -> None:
    log = MemoryLog()
    log.close()
    old = packed(log)
    for lamp in ("l1", "other"):
        log.switch(log.ann, lamp)
        log.close()
    kept = "it is older than what you kept; ask for one that was made since [pack.old]"
    verdict = verify_pack(old, log.trust, held=log.notes[1:])
    assert said(verdict, "pack.old") == [
        f"held checkpoint 1 is of 10 events, the pack of 7: {kept}",
        f"held checkpoint 2 is of 13 events, the pack of 7: {kept}",
    ]


# -- events


def test_an_event_is_there_once(log: MemoryLog, pack: Pack) -> None:
    forms = (*pack.forms[:9], *pack.forms[8:])
    found = said(verify_pack(replace(pack, forms=forms), log.trust), "pack.order")
    assert found == ["position 9: the event does not come after the one ahead of it [pack.order]"]


def test_what_says_no_place_stands_behind_the_event_before(log: MemoryLog, pack: Pack) -> None:
    """So one event that cannot be read does not move those behind it."""
    forms = (*pack.forms[:8], b"{}\n{}\n", *pack.forms[9:])
    verdict = verify_pack(replace(pack, forms=forms), log.trust)
    assert verdict.first_bad == 9
    assert said(verdict, "pack.order") == []
    root = parse(pack.note).checkpoint.root.hex()
    assert said(verdict, "pack.leaf") == [
        "position 9: the event is not in the log of 13 events: "
        f"its hash does not lead to the root {root} [pack.leaf]"
    ]


def test_what_came_after_the_checkpoint_is_not_under_it() -> None:
    log = MemoryLog()
    log.close()
    early = packed(log)
    log.switch(log.ann)
    more = replace(early, forms=(*early.forms, log.forms[7]))
    assert said(verify_pack(more, log.trust), "pack.leaf") == [
        "position 8: the event is not in the log of 7 events: "
        "leaf 7 is not in a tree of 7 leaves [pack.leaf]"
    ]


def test_the_stream_that_nobody_said_to_be_whole_is_named(log: MemoryLog, pack: Pack) -> None:
    assert said(verify_pack(not_whole(pack, SECOND), log.trust)) == [
        "position 12: the event is of stream 5, which the pack does not say to be whole"
        " [pack.stray]"
    ]


# -- what every pack has


@pytest.mark.parametrize(
    ("left_out", "what"),
    [
        (lambda pack: not_whole(pack, LAW), ["the law's stream"]),
        (lambda pack: not_whole(pack, KEYS), ["the keys' stream"]),
        (lambda pack: without(pack, 1), ["the log's opening"]),
        (lambda pack: without(pack, 13), ["the event of the heads at the log's end"]),
        (
            lambda pack: without(pack, 7, 11),
            ["what registered stream 4", "what registered stream 5"],
        ),
    ],
)
def test_what_is_lacking_is_named(
    log: MemoryLog, pack: Pack, left_out: Callable[[Pack], Pack], what: list[str]
) -> None:
    found = said(verify_pack(left_out(pack), log.trust), "pack.lacks")
    assert found == [f"{one} {LACKING}" for one in what]
