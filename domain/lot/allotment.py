"""Facts of a lot that has one price for all: how it is drawn, and who has it; all public."""

from domain.kernel import Event, event


@event("DrawCommitted", zh="摇号种子承诺")
class DrawCommitted(Event):
    """Who has the lot will be drawn by `algorithm` (`drawing`) with a seed that is there already.

    `commitment` is the seed's SHA-256. It stands here before the lot is announced: nobody can take
    another seed once it is known who applied.
    """

    lot: str
    algorithm: str
    commitment: str


@event("QuotaAllotted", version=2, zh="定额分配")
class QuotaAllotted(Event):
    """Of those who applied in time this one has the lot, at its price. It was opened before.

    `application` is the winner's bid. `seed`: what it was drawn with; `drawn_from`: the digest of
    all applications that stood (`drawing.bound`); None where the first who applied has it. Whoever
    draws again comes to those that were `passed_over`, in this order, and then to the winner;
    passed over is what does not count. `unsecured`: all that do not, as no deposit for them is
    here; those of companies alone, as of a natural person nobody may know whether it paid. Of more
    than one fact holds `BidsNotCounted` named all but these before it.
    """

    lot: str
    winner: str
    price_fen: int
    application: str
    seed: str | None
    drawn_from: str | None
    passed_over: tuple[str, ...]
    unsecured: tuple[str, ...]


type AllotmentEvent = DrawCommitted | QuotaAllotted
