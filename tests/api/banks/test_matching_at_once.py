"""Many commands on their way at once find what one after the other finds, and tell no more."""

import threading
from collections import defaultdict
from contextlib import ExitStack
from datetime import date
from functools import partial
from random import Random

import pytest

from api.banks.importing import Importer
from api.banks.matching import Matcher
from api.demo.cast import LOT
from domain.kernel import StreamId
from ledger.store import Store
from tests.kit import payouts
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.statement_files import Row, file, statement

DAY, COUNT, AT_ONCE = "2026-03-16", 24, 6
WHO = payouts.payers(COUNT)
PER_DEPOSIT = ("whole", "parts", "over", "late", "wrong", "twice", "wrong, then whole")


def paid(one, fen, serial, *, name=None, time="10:00:00"):
    """What one of them paid, as the bank tells it."""
    return Row(
        fen,
        f"{one.number}-{serial}",
        payer=name or one.name,
        payer_account=payouts.account_number(one.account),
        reference=one.sub_account,
        time=f"{time}+08:00",
    )


def rows(rng):
    """What came that day, in the bank's order: all kinds, and what is nobody's."""
    found = [Row(77, "x", payer="某", reference="")]
    for one in WHO:
        row = partial(paid, one)
        whole = LOT.deposit_fen
        found += {
            "whole": [row(whole, 1)],
            "parts": [row(1, 1), row(whole - 1, 2)],
            "over": [row(whole + 5, 1)],
            "late": [row(whole, 1, time="17:00:01")],
            "wrong": [row(whole, 1, name="张三")],
            "twice": [row(whole, 1), row(whole, 2)],
            "wrong, then whole": [row(whole, 1, name="张三"), row(whole, 2)],
        }[rng.choice(PER_DEPOSIT)]
    rng.shuffle(found)
    return found


class Asked:
    """Asks for the matcher, and remembers in which order, and who overtook whom."""

    def __init__(self, system):
        self.order = []
        self.doubled = []
        self._system, self._lock, self._busy = system, threading.Lock(), defaultdict(int)

    def __call__(self, wanted):
        with self._lock:
            self.order.append(wanted.deposit)
            self._busy[wanted.deposit] += 1
            if self._busy[wanted.deposit] > 1:
                self.doubled.append(wanted.deposit)
        try:
            return self._system.ask("matcher", wanted)
        finally:
            with self._lock:
                self._busy[wanted.deposit] -= 1


def matched(server, folder, came, at_once):
    """Proposals of match and give-back, the states they left behind, and how it was asked."""
    with ExitStack() as stack:
        system = stack.enter_context(city(fresh(server), folder))
        payouts.require(system, WHO, opened=date(2026, 3, 16))
        move_to(system, "2026-03-17T08:30:00+08:00")
        replay = system.replay
        number = payouts.account_number(payouts.NUMBER)
        importer = Importer(replay, system.blobs, lambda c: system.ask("bank", c))
        importer.file(file(statement(*came, number=number, day=DAY)))
        system.readers.runner.catch_up()
        asked = Asked(system)
        find, day = system.readers.deposits_of, date.fromisoformat(DAY)
        matcher = Matcher(replay, asked, find, system.law, at_once=at_once)
        told = [matcher.day(payouts.ACCOUNT, day), matcher.give_back(payouts.ACCOUNT, day)]
        states = [replay.state(StreamId("deposit", one.deposit)) for one in WHO]
        return told, states, asked


@pytest.mark.parametrize("seed", [1, 2])
def test_it_finds_the_same_as_one_after_the_other(server, tmp_path, seed):
    came = rows(Random(seed))
    told, states, asked = matched(server, tmp_path / "many", came, AT_ONCE)
    alone = matched(server, tmp_path / "one", came, 1)
    assert told == alone[0]
    assert states == alone[1]
    assert sorted(asked.order) == sorted(alone[2].order)
    assert asked.doubled == [], "what is asked of one deposit comes one after the other"


def test_the_log_shows_the_order_of_random_ids_not_the_banks(server, tmp_path):
    """Those that are on their way together may overtake each other; nobody else may."""
    told, _, asked = matched(server, tmp_path, rows(Random(3)), AT_ONCE)
    first = list(dict.fromkeys(asked.order[: len([one for one in told[0] if one.subject])]))
    of_bank = list(dict.fromkeys(one.subject for one in told[0] if one.subject))
    places = [sorted(first).index(deposit) - at for at, deposit in enumerate(first)]
    assert max(map(abs, places)) < AT_ONCE
    astray = [first.index(deposit) - at for at, deposit in enumerate(of_bank)]
    assert max(map(abs, astray)) > AT_ONCE, "the bank's order is another"


def test_asked_one_after_the_other_the_order_is_exact(server, tmp_path):
    told, _, asked = matched(server, tmp_path, rows(Random(4)), 1)
    first = asked.order[: len([one for one in told[0] if one.subject])]
    assert first == sorted(first)


def test_the_first_problem_of_the_door_ends_it(server, tmp_path):
    """What cannot be known is not told as a match; what was not asked yet is not asked."""
    with city(fresh(server), tmp_path) as system:
        payouts.require(system, WHO, opened=date(2026, 3, 16))
        move_to(system, "2026-03-17T08:30:00+08:00")
        replay = system.replay
        importer = Importer(replay, system.blobs, lambda c: system.ask("bank", c))
        number = payouts.account_number(payouts.NUMBER)
        importer.file(file(statement(*rows(Random(5)), number=number, day=DAY)))
        system.readers.runner.catch_up()
        asked = []

        def ask(wanted):
            asked.append(wanted)
            raise ConnectionError("the database is gone")

        matcher = Matcher(replay, ask, system.readers.deposits_of, system.law, at_once=2)
        with pytest.raises(ConnectionError):
            matcher.day(payouts.ACCOUNT, date.fromisoformat(DAY))
        assert len(asked) < COUNT


def test_many_lines_ask_the_database_no_more_often_than_two(server, tmp_path, monkeypatch):
    """All that their deciders read is read together: what each line would ask takes the time."""
    asked, counts, reading = [], [], Store.reading
    with city(fresh(server), tmp_path) as system:
        payouts.require(system, WHO, opened=date(2026, 3, 13))
        move_to(system, "2026-03-17T08:30:00+08:00")
        importer = Importer(system.replay, system.blobs, lambda c: system.ask("bank", c))
        number, opening = payouts.account_number(payouts.NUMBER), 0
        for day, who in (("2026-03-13", WHO[:2]), ("2026-03-16", WHO[2:])):
            came = [paid(one, LOT.deposit_fen, 1) for one in who]
            importer.file(file(statement(*came, number=number, day=day, opening=opening)))
            opening += sum(row.fen for row in came)
        system.readers.runner.catch_up()
        find = system.readers.deposits_of
        matcher = Matcher(system.replay, Asked(system), find, system.law, at_once=1)
        monkeypatch.setattr(Store, "reading", lambda store: asked.append(1) or reading(store))
        for day, lines in ((date(2026, 3, 13), 2), (date(2026, 3, 16), COUNT - 2)):
            told = matcher.day(payouts.ACCOUNT, day)
            assert [one.reason for one in told] == [None] * lines
            counts.append(len(asked))
    of_two, of_all = counts
    assert of_all - of_two == of_two
