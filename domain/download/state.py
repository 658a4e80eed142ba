"""What one party had of one lot's documents."""

from dataclasses import dataclass

from domain.download.events import DocumentDownloaded


@dataclass(frozen=True, slots=True)
class Download:
    """Whose it is, of which lot, and what it had; None of what cannot be read any more."""

    begun: bool = False
    lot: str | None = None
    party: str | None = None
    texts: tuple[str | None, ...] = ()


def evolve(download: Download, event: DocumentDownloaded) -> Download:
    """The same with one more."""
    return Download(True, event.lot, event.party, (*download.texts, event.text))
