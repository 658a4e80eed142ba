"""Facts that name bids for the one that comes next: of thousands the ids are too many for one.

They stand right before it in the lot's stream, by the same decision: all of them are there, or
nothing is, and the digest of what stands before it, which every fact bears, binds it to them.
"""

from collections.abc import Sequence

from domain.kernel import Event, event, restricted

MOST = 2_000
"""So many bids one fact names: 40,000 bytes of the 65,000 that it may have."""

type Named = tuple[tuple[str, ...], tuple[str, ...]]
"""The bids of a fact's first list, and of its second."""

NONE: Named = ((), ())


@event("BidsCounted", zh="开标投标清单")
class BidsCounted(Event):
    """Of the bids that `BidOpened` opens next these are some; it names the others.

    `bids`: were handed in here and are counted; `withdrawn`: were taken back in time.
    """

    lot: str
    bids: tuple[str, ...] = restricted()
    withdrawn: tuple[str, ...] = restricted()


@event("BidsNotCounted", zh="未计入投标清单")
class BidsNotCounted(Event):
    """Of the bids that do not count in what `OffersCompared` or `QuotaAllotted` tells next these
    are some; it names the others. `passed_over` and `unsecured` as there, in the same order.
    """

    lot: str
    passed_over: tuple[str, ...]
    unsecured: tuple[str, ...]


type CountedEvent = BidsCounted | BidsNotCounted


def parts(first: Sequence[str], second: Sequence[str]) -> list[Named]:
    """Two lists in parts that one fact each can name; one empty part of nothing."""
    every, cut = (*first, *second), len(first)
    return [
        (every[at : min(at + MOST, cut)], every[max(at, cut) : at + MOST])
        for at in range(0, max(len(every), 1), MOST)
    ]


def joined(before: Named, first: Sequence[str], second: Sequence[str]) -> Named:
    """What was named before, and what is named now."""
    return (*before[0], *first), (*before[1], *second)
