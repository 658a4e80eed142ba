"""Who bids in the scenarios: invented companies, those of the demonstration."""

from collections.abc import Mapping, Sequence

from api.demo.cast import BIDDERS, BUYERS
from api.scenario.setting import Bidder


def bidders(names: Sequence[str], first: int = 0) -> Mapping[str, Bidder]:
    """Companies by the names that a table has for them, from the first so many on."""
    known = (*BIDDERS, *BUYERS)[first:]
    return {
        name: Bidder(party=one.party, name=one.name, account=one.account)
        for name, one in zip(names, known, strict=False)
    }
