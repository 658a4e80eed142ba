"""Many askers at once, in one event loop, each waiting for its answer before it asks again."""

import asyncio
from collections.abc import Iterable, Sequence

from ledger.book import Book
from ledger.envelope import SignedCommand


def ask_all(book: Book, lanes: Sequence[Iterable[SignedCommand]]) -> None:
    """Asks everything, one caller a lane; lanes may share an iterator.

    Raises ExceptionGroup of what the Book raises.
    """

    async def caller(lane: Iterable[SignedCommand]) -> None:
        for signed in lane:
            await book.ask(signed)

    async def all_callers() -> None:
        async with asyncio.TaskGroup() as group:
            for lane in lanes:
                group.create_task(caller(lane))

    asyncio.run(all_callers())
