"""`as_of`, `min_position`, and what every answer says of itself: data, position, checkpoint."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Query, Request

from api.readers import at_instant
from api.wiring import System
from ledger.tree import NotInLog
from projections.reader import Reader

_WAIT_S = 5.0


class When:
    """Which moment a query asks about: a position, or the newest at least as new as asked."""

    def __init__(
        self,
        request: Request,
        as_of: Annotated[str | None, Query(max_length=40)] = None,
        min_position: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    ) -> None:
        self._system: System = request.app.state.system
        self._min_position = min_position
        self.day: date | None = None
        self.position = self._position(as_of)

    def _position(self, as_of: str | None) -> int | None:
        if as_of is None:
            return None
        if as_of.isdecimal() and len(as_of) < 17:
            return int(as_of)
        try:
            if len(as_of) == len("2024-05-15"):
                self.day = date.fromisoformat(as_of)
                return None
            instant = datetime.fromisoformat(as_of.replace(" ", "+"))
        except ValueError:
            instant = None
        if instant is None or instant.tzinfo is None:
            raise HTTPException(
                422, f"as_of {as_of!r}: a position, a day, or an instant with its offset is right"
            )
        return at_instant(self._system.store, instant)

    def wait(self, *readers: Reader) -> None:
        """Waits until these readers are as far as was asked. Raises NotReached."""
        for reader in readers:
            if self._min_position is not None:
                self._system.readers.wait(reader, self._min_position, _WAIT_S)

    def answer(self, data: Any, position: int) -> dict[str, Any]:
        """The data with the position that they stand for."""
        tail = self._system.store.tail()
        try:
            note = self._system.tree.checkpoint(position) if position else None
        except NotInLog:
            note = None
        return {
            "data": data,
            "as_of": {
                "position": position,
                "head": tail.position,
                "recorded_at": tail.recorded_at,
                "checkpoint": note,
                "day": self.day,
                "mode": self._system.home.mode,
            },
        }


Asked = Annotated[When, Depends(When)]
