"""What events are called in Chinese: by the labels of the code itself."""

from ledger.log import Log


def event_names(log: Log) -> dict[str, str]:
    """Chinese labels of all events by their names on the wire."""
    return {shape.NAME: shape.ZH for kind in log.kinds.values() for shape in kind.events}
