"""The pane of a batch: what its checker would sign, with the words of the digest, and by whom."""

from api.http.identity import Identity
from api.http.pages.batch_groups import Grouped
from api.http.pages.digest_words import digest_words
from api.http.pages.refund_rows import Row
from api.http.pages.speech import Speech
from api.http.pages.two_signatures import Kind, Proposal
from api.http.pages.views.refunds import ToSign
from api.http.positions import When
from domain.refund.state import Stage

_BATCH = Kind(
    path="/batches",
    you_made="batches.you_made",
    you_may="batches.you_may",
    waits=Stage.PROPOSED.value,
    sent_back=Stage.REJECTED.value,
    position="position",
)


def to_sign(
    when: When, wish: Speech, reader: Identity, batch: Row, found: Grouped, typed: str
) -> ToSign:
    """The batch as its reader may decide it; acts are absent once it is decided or past."""
    say, code = wish.say, batch["batch"]
    proposal = Proposal(_BATCH, wish, reader, code, batch, when.past)
    stale = say("batches.stale", n=found.changed) if found.changed else ""
    return ToSign(
        title=say("batches.sign" if proposal.mine else "batches.title_of"),
        code=code,
        sentence=say("batches.sentence", account=batch["account"], batch=code, n=batch["count"]),
        principal=batch["amount_fen"],
        interest=batch["interest_fen"],
        words=digest_words(batch["proposal"]),
        digest=batch["proposal"],
        people=proposal.people(),
        confirm=say("batches.confirm", n=found.elsewhere) if found.elsewhere else "",
        approve=proposal.approve(stale),
        acts=proposal.send_back(),
        typed=typed,
    )
