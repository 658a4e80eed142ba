"""The most memory that this process ever had, or the largest of its workers."""

import resource
from pathlib import Path


def peak_mb() -> float:
    """In MB."""
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    status = Path("/proc/self/status")
    if not status.exists():
        return max(workers, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    # getrusage counts what the parent had before this program was started in its place.
    peak = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
    return max(workers, int(peak.split()[1]) / 1024)
