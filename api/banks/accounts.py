"""The accounts that are open, by what the bank calls them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from api.banks.statements.format import Statement
from domain.account.events import AccountOpened
from domain.desk.open_account import NumberAccount, number_of
from domain.kernel import StreamId
from ledger.replay import Replay

type Accounts = Mapping[str, Sequence[AccountOpened]]
"""Those that are open, by the bank's number: one may have several currencies."""


def accounts_of(opened: Iterable[AccountOpened | None]) -> Accounts:
    """The open ones of these; None is of one that is not."""
    found = defaultdict[str, list[AccountOpened]](list)
    for one in opened:
        if one is not None:
            found[one.number].append(one)
    return dict(found)


def open_accounts(replay: Replay, at: int | None = None) -> Accounts:
    """All of them; `at`: those that were open at a position."""
    streams = [StreamId("account", code) for code in replay.codes("account")]
    return accounts_of(one.opened for one in replay.states(streams, at).values())


def unnumbered(replay: Replay) -> Iterator[NumberAccount]:
    """What is asked of accounts that were opened before numbers were said, in the order in which
    they were: until then the ledger, which asks the number's stream alone, would let another be
    opened under the number of one of them.
    """
    for every in open_accounts(replay).values():
        for one in every:
            number = replay.state(number_of(one))
            if number.account is None:
                yield NumberAccount(account=one.account, number=one.number, currency=one.currency)


def called(accounts: Accounts, statement: Statement) -> list[AccountOpened]:
    """Those that a statement may be of, by number and currency: one, or none; several of a log
    that opened a number twice, before that was refused."""
    every = accounts.get(statement.account, ())
    return [one for one in every if one.currency == statement.currency]
