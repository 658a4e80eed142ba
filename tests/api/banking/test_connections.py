"""Which account is reached by which channel: checked before it is kept, and when it is read."""

import json
import stat

import pytest

from api.banking.connections import BadConnection, Connection, connect, connections
from api.home import Home, HomeProblem

GOOD = {
    "account": "CNY-DEPOSITS",
    "kind": "mock-bank",
    "address": "http://127.0.0.1:8090",
    "holder": "漳州市公共资源交易中心",
}


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "books")
    made.make("connections.example/log", "demo", None)
    return made


def test_none_is_there_at_first(home):
    assert connections(home) == ()


def test_what_is_kept_is_read_again_in_order_and_only_by_its_owner(home):
    for account in ("CNY-2", "CNY-1"):
        assert connect(home, Connection(**{**GOOD, "account": account}))
    assert [one.account for one in connections(home)] == ["CNY-1", "CNY-2"]
    assert connections(home)[0] == Connection(**{**GOOD, "account": "CNY-1"})
    assert stat.S_IMODE((home.keys / "channels.json").stat().st_mode) == 0o600


def test_a_new_one_takes_the_place_of_the_accounts_former_one(home):
    connect(home, Connection(**GOOD))
    assert not connect(home, Connection(**GOOD)), "nothing changed"
    other = Connection(**{**GOOD, "address": "https://bank.example"})
    assert connect(home, other)
    assert connections(home) == (other,)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("account", "cny deposits", "account 'cny deposits': expected 2 to 32 of A-Z, 0-9 and -"),
        ("kind", "telex", "channel 'telex' is unknown; there are: mock-bank"),
        ("address", "127.0.0.1:8090", "address '127.0.0.1:8090': expected one as http://"),
        ("address", "http://h:notaport", "address 'http://h:notaport': expected one as http://"),
        ("holder", "", "holder is '': expected 1 to 140 characters that say something"),
        ("holder", "中心\n", "holder is '中心\\n': expected no sign that cannot be seen"),
    ],
)
def test_what_cannot_be_is_said_with_what_would_be_right(field, value, said):
    with pytest.raises(BadConnection) as refused:
        Connection(**{**GOOD, field: value})
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"CNY-1": {"kind": "mock-bank"}}',
        json.dumps({"CNY-1": {"kind": "telex", "address": "http://h", "holder": "X"}}),
        json.dumps({"CNY-1": {"kind": "mock-bank", "address": "http://h", "holder": 1}}),
        "\xff",
    ],
)
def test_a_damaged_file_is_named(home, text):
    home.write_secret("channels.json", text)
    with pytest.raises(HomeProblem, match=r"channels\.json is damaged"):
        connections(home)
