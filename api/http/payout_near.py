"""Which payouts a post of a county reads: those of lots that lie there, by accounts for there."""

from collections.abc import Iterator

from api.http.identity import Identity
from api.http.positions import When
from api.http.regional import far_accounts, open_near
from api.http.seeing import REASONS, SETTLES
from domain.kernel import StreamId
from domain.pool_codes import is_pool
from projections.lots import LOTS
from projections.payouts import PARTS, PAYOUTS


def near_payouts(when: When, reader: Identity) -> list[str] | None:
    """Codes of the payouts that the reader's posts are for; None: all there are.

    Of a lot that ended unopened, or of an annual pool, who settles it alone is told whose it is:
    to others it lies nowhere, or what they are shown would tell where.
    """
    regions = reader.regions(*REASONS)
    if regions is None:
        return None
    lots = dict(_lots(when, reader, far_accounts(when.system, regions)))
    where = {"lot": sorted(set(lots.values())), "region": sorted(regions)}
    found = when.system.readers.lots.rows(LOTS, where, as_of=when.position).rows
    near = {row["lot"] for row in found}
    return sorted(code for code, lot in lots.items() if lot in near or is_pool(lot))


def _lots(when: When, reader: Identity, far: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each payout that does not leave from an account elsewhere, with its lot, or pool."""
    read, at = when.system.readers.payouts, when.position
    codes = {row["payout"] for row in read.every(PAYOUTS, {}, at) if row["account"] not in far}
    first = {row["payout"]: row["deposit"] for row in read.every(PARTS, {}, at)}
    opened = open_near(when.system.readers, None, at, first.values())
    sealed = sorted(code for code in codes if first[code] not in opened)
    yield from ((code, opened[first[code]]["lot"]) for code in codes if first[code] in opened)
    if reader.holds(*SETTLES):
        states = when.system.replay.states((StreamId("payout", code) for code in sealed), at)
        for stream, one in states.items():
            if one.proposed and one.proposed.lot:
                yield stream.code, one.proposed.lot
