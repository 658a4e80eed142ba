"""What the log says of itself: its opening, its streams, its keys, its heads, its refusals."""

from datetime import datetime

from domain.kernel import Event, event, restricted, sealed


@event("LogOpened", zh="账本开立")
class LogOpened(Event):
    """The first event, position 1. Everything decided for ever is said here."""

    origin: str
    mode: str
    """`production`, `demo` or `simulated`: said in every verdict, page and export."""
    clock: str
    """`system`, or the first instant of a simulated clock."""
    zone: str
    ledger_key: str
    """Ed25519 public key (base64) that signs every event."""
    checkpoint_key: str
    """Ed25519 public key (base64) that signs checkpoints; another key than the ledger's."""


@event("StreamRegistered", zh="事件流登记")
class StreamRegistered(Event):
    """A number for a stream. The number is its identity; only here does it meet its code.

    `tags`: none, or two: HMAC(tag key, number) for each sealing key, then random bytes. Who holds
    a key finds exactly the streams under it; nobody else sees how many keys there are.
    `commitment`: hash of the sealing key that this stream brings, if any.
    """

    number: int
    kind: str
    code: str
    tags: tuple[str, ...] = ()
    commitment: str | None = None


@event("HeadsSealed", zh="流首封存")
class HeadsSealed(Event):
    """Root of the tree of stream heads over all events up to `at` (except this stream's own)."""

    at: int
    root: str
    streams: int


@event("KeyEnrolled", zh="密钥登记")
class KeyEnrolled(Event):
    """A key may sign from now on, for a person, with the proof that it is theirs."""

    key: str
    algorithm: str
    public: str
    person: str
    organisation: str
    custodial: bool
    """True: the platform holds it. Marked in every event it signs and in every view."""
    valid_until: datetime | None
    proof: str
    """How the person proved to be the person (document, certificate): words or a digest."""


@event("KeyRotated", zh="密钥更换")
class KeyRotated(Event):
    """`key` takes the place of `old` for the same person; `old` signs no more."""

    old: str
    key: str
    algorithm: str
    public: str
    valid_until: datetime | None


@event("KeyRevoked", zh="密钥吊销")
class KeyRevoked(Event):
    """The key signs no more, from `since` on."""

    key: str
    since: datetime
    reason: str


@event("KeyReleased", zh="封存密钥公开")
class KeyReleased(Event):
    """A sealing key, opened to readers whose phase allows: what lay under it can be read."""

    key: str
    secret: str = restricted()


@event("KeyDestroyed", zh="封存密钥销毁")
class KeyDestroyed(Event):
    """A sealing key is gone: what lay under it is unreadable for ever; hashes stay valid."""

    key: str
    reason: str


@event("CommandRefused", zh="指令被拒")
class CommandRefused(Event):
    """A validly signed command was refused. Sealed like its target: even the rule can tell."""

    day: str
    command: str | None = sealed()
    rule: str | None = sealed()
    detail: str | None = sealed()


@event("RefusalsSummarised", zh="被拒指令汇总")
class RefusalsSummarised(Event):
    """Refusals of one actor above the rate: how many, and the digest of their command digests."""

    day: str
    count: int
    digest: str
