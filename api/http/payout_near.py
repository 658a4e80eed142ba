"""Which payouts a post of a county reads: those of lots that lie there, by accounts for there."""

from api.http.identity import Identity
from api.http.positions import When
from api.http.regional import far_accounts, open_near
from api.http.seeing import REASONS, SETTLES
from api.paying_out import lots_by_code, may_be_told
from domain.kernel import StreamId
from domain.pool_codes import is_no_lot
from projections.payouts import PARTS, PAYOUTS


def near_payouts(when: When, reader: Identity) -> list[str] | None:
    """Codes of the payouts that the reader's posts are for; None: all there are.

    Of what may not be told whose it is (of a lot that ended unopened, of an annual pool, to others
    than who settle it) nothing: a list of those nearby would tell of which lot it is.
    """
    regions = reader.regions(*REASONS)
    if regions is None:
        return None
    lots = _lots(when, far_accounts(when.system, regions))
    known = lots_by_code(when.system, lots.values(), when.position)
    settles = reader.holds(*SETTLES)
    return sorted(
        code
        for code, lot in lots.items()
        if may_be_told(lot, known, settles) and (is_no_lot(lot) or known[lot]["region"] in regions)
    )


def _lots(when: When, far: frozenset[str]) -> dict[str, str | None]:
    """Each payout that does not leave from an account elsewhere, with its lot, or pool: by the
    open deposits that are in it, else as it was proposed.
    """
    read, at = when.system.readers.payouts, when.position
    codes = {row["payout"] for row in read.every(PAYOUTS, {}, at) if row["account"] not in far}
    parts = [row for row in read.every(PARTS, {}, at) if row["payout"] in codes]
    opened = open_near(when.system.readers, None, at, (row["deposit"] for row in parts))
    lots: dict[str, str | None] = {
        row["payout"]: opened[row["deposit"]]["lot"] for row in parts if row["deposit"] in opened
    }
    rest = (StreamId("payout", code) for code in sorted(codes - lots.keys()))
    states = when.system.replay.states(rest, at)
    return lots | {stream.code: one.proposed and one.proposed.lot for stream, one in states.items()}
