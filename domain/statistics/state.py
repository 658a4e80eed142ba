"""The reports of some months, as they were issued."""

from dataclasses import dataclass

from domain.statistics.events import StatisticsEvent


@dataclass(frozen=True, slots=True)
class Reports:
    """Each as of a position, and the digest of its figures; the newest last."""

    issued: tuple[tuple[int, str], ...] = ()

    def digest_at(self, position: int) -> str | None:
        """What was issued as of a position; None where nothing was."""
        return dict(self.issued).get(position)


def evolve(reports: Reports, event: StatisticsEvent) -> Reports:
    """The reports after another."""
    return Reports((*reports.issued, (event.as_of, event.digest)))
