"""The record of the stream: `filing/CODE`. Who files is decided with the trade: it asks the lot."""

from typing import get_args

from domain.filing.acknowledge import ACKNOWLEDGE_FILING
from domain.filing.events import FilingEvent
from domain.filing.reckon import RECKON_FILING_DUE
from domain.filing.state import Filing, evolve
from domain.kernel import Stream

FILING = Stream(
    name="filing",
    events=get_args(FilingEvent.__value__),
    initial=Filing(),
    evolve=evolve,
    deciders=(ACKNOWLEDGE_FILING, RECKON_FILING_DUE),
)
