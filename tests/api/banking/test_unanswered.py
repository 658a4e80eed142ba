"""A message without an answer is told until it has one, and can be made again until then."""

from dataclasses import replace

import pytest

from api.banking.connections import BadConnection, connections
from api.banking.round import NONE, USUAL
from api.banking.rounds import connect_account, rounds
from api.banking.standing import standing
from api.banks.channels.channel import Answer, Outcome
from api.banks.channels.mock_bank import MockBank
from tests.kit.city import move_to
from tests.kit.payouts import ACCOUNT

NO_ANSWER = Answer(Outcome.UNKNOWN, reason="the line was cut")


def test_a_message_without_an_answer_is_told_until_it_is_answered(owing, bank, monkeypatch):
    """Not by the round alone that sent it: whoever looks later is to see it too."""
    monkeypatch.setattr(MockBank, "send", lambda *_: NO_ANSWER)
    problem = rounds(owing, USUAL)[ACCOUNT].problem
    first = standing(owing.home, ACCOUNT)
    for _ in range(2):
        assert rounds(owing, USUAL)[ACCOUNT].problem == problem
    later = standing(owing.home, ACCOUNT)
    assert (later.problem, later.since) == (problem, first.since)
    move_to(owing, "2026-03-18T08:32:01+08:00")
    assert rounds(owing, USUAL)[ACCOUNT].problem == problem, "asked, sent again, still no answer"
    monkeypatch.undo()
    rounds(owing, NONE)
    assert standing(owing.home, ACCOUNT).unanswered == {}
    assert standing(owing.home, ACCOUNT).problem is None


def test_a_message_that_is_answered_after_all_is_told_no_longer(owing, bank, monkeypatch):
    real = MockBank.send
    monkeypatch.setattr(MockBank, "send", lambda self, file: real(self, file) and NO_ANSWER)
    assert NO_ANSWER.reason in rounds(owing, USUAL)[ACCOUNT].problem
    assert rounds(owing, USUAL)[ACCOUNT].problem is None, "its report was heard"


def test_the_holder_stays_while_a_message_may_have_to_be_made_again(owing, bank, monkeypatch):
    """The name stands in the file: with another one it would be another file."""
    monkeypatch.setattr(MockBank, "send", lambda *_: NO_ANSWER)
    rounds(owing, USUAL)
    (now,) = connections(owing.home)
    other = replace(now, holder="公共资源交易中心")
    with pytest.raises(BadConnection, match="until the bank has answered message M2026"):
        connect_account(owing, other)
    assert connections(owing.home) == (now,)
    assert connect_account(owing, replace(now, address=f"{now.address}/")), "its address may change"
    monkeypatch.undo()
    rounds(owing, NONE)
    rounds(owing, NONE)
    assert connect_account(owing, other)
