"""The fact of a download: its id is random; of which lot, by whom, of what is sealed.

It stays so until the opening of the lot: nobody may know before how many may bid (法 22).
"""

from datetime import datetime

from domain.kernel import Event, event, sealed


@event("DocumentDownloaded", zh="下载招标文件")
class DocumentDownloaded(Event):
    """A party had a lot's documents, or what clarifies them. `text`: the SHA-256 of what it had."""

    download: str
    downloaded_at: datetime
    lot: str | None = sealed()
    party: str | None = sealed()
    text: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the door heard that it had them."""
        return self.downloaded_at
