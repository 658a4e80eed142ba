"""Channels are opened by name, to an address that is one."""

import pytest

from api.banks.channels.channel import ChannelError
from api.banks.channels.register import CHANNELS, channel


def test_every_channel_is_opened_by_its_name():
    assert [kind.name for kind in CHANNELS] == ["mock-bank"]
    assert channel("mock-bank", "http://127.0.0.1:1/bank/")


def test_an_unknown_channel_is_refused_with_the_names_there_are():
    with pytest.raises(ChannelError, match="'icbc' is unknown; there are: mock-bank"):
        channel("icbc", "http://127.0.0.1:1")


@pytest.mark.parametrize(
    "address",
    ["", "127.0.0.1:80", "ftp://127.0.0.1", "http://", "http://a:b", "http://[", "file:///etc"],
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ChannelError, match="expected one as http"):
        channel("mock-bank", address)
